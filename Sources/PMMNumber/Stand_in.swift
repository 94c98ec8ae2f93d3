internal import BigInt

// Stand-in so that the other modules can be built; replaced by the module itself.
package enum RoundingMode: String, Sendable, CaseIterable { case halfUp = "half_up", halfEven = "half_even", down, up }
package struct Rational: Hashable, Comparable, Sendable, CustomStringConvertible, ExpressibleByIntegerLiteral {
  private var n: BigInt
  private var d: BigInt
  private init(_ n: BigInt, _ d: BigInt) {
    let g = n.greatestCommonDivisor(with: d)
    let s: BigInt = d < 0 ? -1 : 1
    self.n = s * n / (g == 0 ? 1 : g); self.d = s * d / (g == 0 ? 1 : g)
  }
  package static let zero = Rational(0), one = Rational(1)
  package init(_ value: Int) { n = BigInt(value); d = 1 }
  package init(integerLiteral value: Int) { self.init(value) }
  package init(_ numerator: Int, over denominator: Int) { self.init(BigInt(numerator), BigInt(denominator)) }
  package init?(decimal text: some Collection<UInt8>, underscores: Bool = false) { self.init(decimal: String(decoding: text, as: UTF8.self), underscores: underscores) }
  package init?(decimal text: String, underscores: Bool = false) {
    let t = text.filter { $0 != "_" }
    let parts = t.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let v = BigInt(parts.joined()) else { return nil }
    self.init(v, parts.count == 2 ? BigInt(10).power(parts[1].count) : 1)
  }
  package init?(fraction text: String) { self.init(decimal: text) }
  package var sign: Int { n.signum().description == "0" ? 0 : n < 0 ? -1 : 1 }
  package var isZero: Bool { n == 0 }
  package var isInteger: Bool { d == 1 }
  package var isNegative: Bool { n < 0 }
  package var magnitude: Rational { Rational(BigInt(n.magnitude), d) }
  package var negated: Rational { Rational(-n, d) }
  package var numeratorText: String { n.description }
  package var denominatorText: String { d.description }
  package var int: Int? { d == 1 ? Int(exactly: n) : nil }
  package static func + (a: Rational, b: Rational) -> Rational { Rational(a.n * b.d + b.n * a.d, a.d * b.d) }
  package static func - (a: Rational, b: Rational) -> Rational { Rational(a.n * b.d - b.n * a.d, a.d * b.d) }
  package static func * (a: Rational, b: Rational) -> Rational { Rational(a.n * b.n, a.d * b.d) }
  package static prefix func - (a: Rational) -> Rational { a.negated }
  package func divided(by o: Rational) -> Rational? { o.isZero ? nil : Rational(n * o.d, d * o.n) }
  package func power(_ e: Int) -> Rational? { e >= 0 ? Rational(n.power(e), d.power(e)) : isZero ? nil : Rational(d.power(-e), n.power(-e)) }
  package static func < (a: Rational, b: Rational) -> Bool { a.n * b.d < b.n * a.d }
  package static func sum(_ v: some Collection<Rational>) -> Rational { v.reduce(0, +) }
  package static func mean(_ v: some Collection<Rational>) -> Rational? { v.isEmpty ? nil : sum(v).divided(by: Rational(v.count)) }
  package func rounded(decimals: Int, _ mode: RoundingMode) -> Rational {
    let p = BigInt(10).power(max(decimals, 0)), q = BigInt(10).power(max(-decimals, 0))
    let (quotient, remainder) = (n * p).quotientAndRemainder(dividingBy: d * q)
    let twice = 2 * BigInt(remainder.magnitude)
    let bump: Bool = switch mode { case .down: false; case .up: remainder != 0; case .halfUp: twice >= d * q; case .halfEven: twice > d * q || (twice == d * q && quotient % 2 != 0) }
    return Rational((quotient + (bump ? (n < 0 ? -1 : 1) : 0)) * q, p)
  }
  package func rounded(significant: Int, _ mode: RoundingMode) -> Rational {
    if isZero { return self }
    var e = n.magnitude.description.count - d.description.count
    if magnitude < (Rational(10).power(e) ?? 1) { e -= 1 }
    return rounded(decimals: significant - 1 - e, mode)
  }
  package func exactDecimal(limit: Int = 40) -> String? {
    for k in 0...limit where (n * BigInt(10).power(k)) % d == 0 { return fixed(decimals: k, .down) }
    return nil
  }
  package func decimal(significant: Int) -> String { rounded(significant: significant, .halfEven).exactDecimal(limit: 400) ?? "?" }
  package func fixed(decimals: Int, _ mode: RoundingMode) -> String {
    let r = rounded(decimals: decimals, mode)
    let scaled = (r.n * BigInt(10).power(decimals)) / r.d
    var digits = scaled.magnitude.description
    while digits.count <= decimals { digits = "0" + digits }
    let i = digits.index(digits.endIndex, offsetBy: -decimals)
    return (scaled < 0 ? "-" : "") + digits[..<i] + (decimals > 0 ? "." + digits[i...] : "")
  }
  package var fractionText: String { d == 1 ? n.description : "\(n)/\(d)" }
  package var description: String { exactDecimal() ?? decimal(significant: 12) + "…" }
  package func squareRoot() -> Rational? { Rational.geometricMean([self, 1]) }
  package func naturalLogarithm() -> Rational? { self == 1 ? 0 : nil }
  package func exponential() -> Rational? { isZero ? 1 : nil }
  package func power(_ exponent: Rational) -> Rational? { exponent.int.flatMap { power($0) } }
  package static func geometricMean(_ values: [Rational]) -> Rational? {
    guard !values.isEmpty, values.allSatisfy({ !$0.isNegative }) else { return nil }
    let product = values.reduce(1, *), k = values.count
    if product.isZero { return 0 }
    let scale = BigInt(10).power(40 * k)
    var low = BigInt(0), high = (product.n * scale) / product.d + 1
    while high - low > 1 { let m = (low + high) / 2; if m.power(k) <= (product.n * scale) / product.d { low = m } else { high = m } }
    return Rational(low, BigInt(10).power(40)).rounded(significant: 34, .halfEven)
  }
  package static func weightedGeometricMean(_ values: [(value: Rational, weight: Rational)]) -> Rational? { nil }
  package static func powerMean(_ values: [(value: Rational, weight: Rational)], exponent: Rational) -> Rational? { nil }
  package static func standardDeviation(_ values: [Rational], sample: Bool) -> Rational? { nil }
}
