import PMMIR
internal import PMMNumber

/// A sum of products of atoms over exact fractions, and every atom that was read on the way.
///
/// Two arithmetic expressions with one polynomial are the same figure: the same number wherever all
/// atoms are known, and missing for the same causes wherever one is not. That is why the atoms that
/// cancelled are kept: `x - x` is zero only where `x` is known.
struct Polynomial: Hashable {
  struct Factor: Hashable, Comparable {
    var atom: String
    var power: Int

    static func < (left: Factor, right: Factor) -> Bool {
      (left.atom, left.power) < (right.atom, right.power)
    }
  }
  typealias Monomial = [Factor]

  /// No coefficient is zero; the factors of a monomial are sorted, each atom once.
  private(set) var terms: [Monomial: Rational]
  private(set) var read: Set<String>

  init(_ constant: Rational) {
    terms = constant.isZero ? [:] : [[]: constant]
    read = []
  }

  init(atom: String) {
    terms = [[Factor(atom: atom, power: 1)]: 1]
    read = [atom]
  }

  /// The number, if it is one and reads nothing.
  var constant: Rational? {
    guard read.isEmpty, terms.keys.allSatisfy(\.isEmpty) else { return nil }
    return terms[[]] ?? 0
  }

  static func + (left: Polynomial, right: Polynomial) -> Polynomial {
    var result = left
    for (monomial, factor) in right.terms { result.add(monomial, factor) }
    result.read.formUnion(right.read)
    return result
  }

  func times(_ factor: Rational) -> Polynomial {
    var result = self
    result.terms = factor.isZero ? [:] : terms.mapValues { $0 * factor }
    return result
  }

  /// Nil where the product would be too long to be worth it.
  func times(_ other: Polynomial) -> Polynomial? {
    guard terms.count * other.terms.count <= 400 else { return nil }
    var result = Polynomial(0)
    for (left, a) in terms {
      for (right, b) in other.terms {
        result.add(Self.product(left, right), a * b)
      }
    }
    result.read = read.union(other.read)
    return result
  }

  /// What a quotient is made of: `n / d` as `k + (n - k d) / d`, where the first term of `d` no longer
  /// stands in the numerator. It reads whatever either reads, so all of that is told of it.
  static func quotient(_ numerator: Polynomial, _ denominator: Polynomial) -> Polynomial? {
    let (below, scale) = denominator.scaled
    guard let first = below.ordered.first, let inverse = Rational.one.divided(by: scale) else {
      return nil
    }
    let whole = numerator.terms[first.key] ?? 0
    var rest = numerator + below.times(-whole)
    rest.read.formUnion(denominator.read)
    let (above, factor) = rest.scaled
    let atom = Polynomial(atom: "quotient[\(above.key) / \(below.key)]")
    // Nothing is left of it but what it reads: zero wherever that is known.
    return atom.times(rest.terms.isEmpty ? 0 : factor * inverse) + Polynomial(whole * inverse)
  }

  /// The same up to a factor, with that factor: the first term has the coefficient 1.
  var scaled: (unit: Polynomial, factor: Rational) {
    guard let first = ordered.first, let inverse = Rational.one.divided(by: first.value) else {
      return (self, 1)
    }
    return (times(inverse), first.value)
  }

  private var ordered: [(key: Monomial, value: Rational)] {
    terms.sorted { $0.key.lexicographicallyPrecedes($1.key) }
  }

  /// Equal for equal polynomials only.
  var key: String {
    let sum = ordered.map { monomial, factor in
      factor.exactText + monomial.map { "*" + $0.atom + ($0.power == 1 ? "" : "^\($0.power)") }.joined()
    }
    let present = Set(terms.keys.flatMap { $0.map(\.atom) })
    let cancelled = read.subtracting(present).sorted()
    return "(" + sum.joined(separator: " + ")
      + (cancelled.isEmpty ? "" : " reading " + cancelled.joined(separator: ", ")) + ")"
  }

  private mutating func add(_ monomial: Monomial, _ factor: Rational) {
    let sum = (terms[monomial] ?? 0) + factor
    terms[monomial] = sum.isZero ? nil : sum
  }

  private static func product(_ left: Monomial, _ right: Monomial) -> Monomial {
    var powers: [String: Int] = [:]
    for factor in left + right { powers[factor.atom, default: 0] += factor.power }
    return powers.map { Factor(atom: $0.key, power: $0.value) }.sorted()
  }
}
