internal import BigInt

/// Kernels on little-endian 64-bit limbs, for what the BigInt package is slow at: products of more
/// than a few words (about eight times faster here) and the greatest common divisor (its own is
/// binary, one pass per bit; Lehmer's takes one pass per thirty bits).
enum Limbs {
  /// Below this many words Karatsuba's extra passes cost more than they save.
  private static let karatsubaLimit = 40

  /// The product of two limb arrays, high zeros possible.
  static func product(_ a: [UInt], _ b: [UInt]) -> [UInt] {
    let (long, short) = a.count >= b.count ? (a, b) : (b, a)
    if short.count < karatsubaLimit { return schoolbook(long, short) }
    if long.count > short.count + short.count / 2 { return inChunks(long, short) }
    let half = (long.count + 1) / 2
    let (a0, a1) = (Array(long[..<half]), Array(long[half...]))
    let (b0, b1) = (Array(short[..<half]), Array(short[half...]))
    let low = product(a0, b0)
    let high = product(a1, b1)
    var middle = product(sum(a0, a1), sum(b0, b1))
    subtract(low, from: &middle)
    subtract(high, from: &middle)
    var result = low
    result.append(contentsOf: repeatElement(0, count: long.count + short.count - low.count))
    add(high, to: &result, at: 2 * half)
    add(middle, to: &result, at: half)
    return result
  }

  /// Cuts the longer operand into pieces as long as the shorter one, so that Karatsuba applies.
  private static func inChunks(_ long: [UInt], _ short: [UInt]) -> [UInt] {
    var result = [UInt](repeating: 0, count: long.count + short.count)
    var start = 0
    while start < long.count {
      let end = min(start + short.count, long.count)
      add(product(Array(long[start..<end]), short), to: &result, at: start)
      start = end
    }
    return result
  }

  private static func schoolbook(_ a: [UInt], _ b: [UInt]) -> [UInt] {
    var out = [UInt](repeating: 0, count: a.count + b.count)
    // `while`, not `for in`: an iterator is several times slower without optimisation.
    var i = 0
    while i < b.count {
      let factor = b[i]
      var carry: UInt = 0
      var j = 0
      while j < a.count {
        let (high, low) = factor.multipliedFullWidth(by: a[j])
        let (partial, first) = low.addingReportingOverflow(out[i &+ j])
        let (total, second) = partial.addingReportingOverflow(carry)
        out[i &+ j] = total
        carry = high &+ (first ? 1 : 0) &+ (second ? 1 : 0)
        j &+= 1
      }
      out[i &+ j] = carry
      i &+= 1
    }
    return out
  }

  private static func sum(_ a: [UInt], _ b: [UInt]) -> [UInt] {
    var result = a
    result.append(contentsOf: repeatElement(0, count: max(0, b.count - a.count) + 1))
    add(b, to: &result, at: 0)
    return result
  }

  /// Adds `b` shifted up by `offset` words; what would go past the end is zero.
  private static func add(_ b: [UInt], to a: inout [UInt], at offset: Int) {
    var carry = false
    var i = offset
    while i < a.count, carry || i &- offset < b.count {
      let term = i &- offset < b.count ? b[i &- offset] : 0
      let (partial, first) = a[i].addingReportingOverflow(term)
      let (total, second) = partial.addingReportingOverflow(carry ? 1 : 0)
      a[i] = total
      carry = first || second
      i &+= 1
    }
  }

  /// Takes `b` from `a`, which is not smaller.
  private static func subtract(_ b: [UInt], from a: inout [UInt]) {
    var borrow = false
    var i = 0
    while i < a.count, borrow || i < b.count {
      let (partial, first) = a[i].subtractingReportingOverflow(i < b.count ? b[i] : 0)
      let (total, second) = partial.subtractingReportingOverflow(borrow ? 1 : 0)
      a[i] = total
      borrow = first || second
      i &+= 1
    }
  }

  /// `words` modulo a modulus below 2^63.
  static func residue(_ words: BigUInt.Words, _ modulus: UInt64) -> UInt64 {
    var remainder: UInt = 0
    for word in words.reversed() {
      remainder = UInt(modulus).dividingFullWidth((remainder, word)).remainder
    }
    return UInt64(remainder)
  }

  /// The greatest common divisor, by Lehmer's algorithm (Knuth, volume 2, 4.5.2, L).
  static func greatestCommonDivisor(_ first: BigUInt, _ second: BigUInt) -> BigUInt {
    var (large, small) = first >= second ? (first, second) : (second, first)
    while !small.isZero {
      if large.bitWidth <= 128 {
        return BigUInt(binaryGCD(UInt128(low: large), UInt128(low: small)))
      }
      // One division brings two lengths together; the steps below want them alike.
      if large.bitWidth - small.bitWidth > 28 || small.bitWidth <= 64 {
        (large, small) = (small, large % small)
        continue
      }
      var (u, v) = (Array(large.words), Array(small.words))
      while let step = LehmerStep(u, v) {
        (u, v) = (step.first(u, v), step.second(u, v))
      }
      let (a, b) = (BigUInt(words: u), BigUInt(words: v))
      (large, small) = a >= b ? (a, b) : (b, a)
      if small.isZero { break }
      (large, small) = (small, large % small)
    }
    return large
  }
}

/// Several steps of Euclid's algorithm in one pass: the matrix found from the leading 62 bits.
private struct LehmerStep {
  private var a: Int = 1
  private var b: Int = 0
  private var c: Int = 0
  private var d: Int = 1

  /// nil when the leading bits decide no quotient, or when the lengths differ too much.
  init?(_ u: [UInt], _ v: [UInt]) {
    var count = u.count
    while count > 0, u[count - 1] == 0 { count -= 1 }
    guard count > 2, v.count <= u.count else { return nil }
    let shift = u[count - 1].leadingZeroBitCount
    var x = Self.leading(u, count, shift)
    var y = Self.leading(v, count, shift)
    while y + c != 0, y + d != 0 {
      let quotient = (x + a) / (y + c)
      guard quotient == (x + b) / (y + d) else { break }
      (a, c) = (c, a - quotient * c)
      (b, d) = (d, b - quotient * d)
      (x, y) = (y, x - quotient * y)
    }
    guard b != 0 else { return nil }
  }

  /// The 62 bits below the leading bit of the longer number, which has `count` words.
  private static func leading(_ words: [UInt], _ count: Int, _ shift: Int) -> Int {
    let high = count - 1 < words.count ? words[count - 1] : 0
    let low = count - 2 < words.count ? words[count - 2] : 0
    let joined = shift == 0 ? high : high << shift | low >> (64 - shift)
    return Int(joined >> 2)
  }

  func first(_ u: [UInt], _ v: [UInt]) -> [UInt] { Self.combine(u, v, a, b) }
  func second(_ u: [UInt], _ v: [UInt]) -> [UInt] { Self.combine(u, v, c, d) }

  /// `p * u + q * v`, known not to be negative; one of the factors is not positive.
  private static func combine(_ u: [UInt], _ v: [UInt], _ p: Int, _ q: Int) -> [UInt] {
    q <= 0
      ? difference(p.magnitude, u, q.magnitude, v) : difference(q.magnitude, v, p.magnitude, u)
  }

  private static func difference(_ p: UInt, _ u: [UInt], _ q: UInt, _ v: [UInt]) -> [UInt] {
    let count = max(u.count, v.count)
    var out = [UInt](repeating: 0, count: count)
    var (plus, minus): (UInt, UInt) = (0, 0)
    var borrow = false
    var i = 0
    while i < count {
      let gain = p.multipliedFullWidth(by: i < u.count ? u[i] : 0)
      let (added, carried) = gain.low.addingReportingOverflow(plus)
      plus = gain.high &+ (carried ? 1 : 0)
      let loss = q.multipliedFullWidth(by: i < v.count ? v[i] : 0)
      let (taken, overflowed) = loss.low.addingReportingOverflow(minus)
      minus = loss.high &+ (overflowed ? 1 : 0)
      let (partial, first) = added.subtractingReportingOverflow(taken)
      let (word, second) = partial.subtractingReportingOverflow(borrow ? 1 : 0)
      out[i] = word
      borrow = first || second
      i &+= 1
    }
    while out.last == 0 { out.removeLast() }
    return out
  }
}

extension UInt128 {
  /// The low 128 bits of a big integer.
  init(low value: BigUInt) {
    let words = value.words
    let high = words.count > 1 ? words[words.startIndex + 1] : 0
    self = UInt128(high) << 64 | UInt128(words.first ?? 0)
  }
}

/// The product, by the faster of the two implementations.
func multiply(_ a: BigUInt, _ b: BigUInt) -> BigUInt {
  let (first, second) = (a.words, b.words)
  guard first.count > 4, second.count > 4 else { return a * b }
  return BigUInt(words: Limbs.product(Array(first), Array(second)))
}

/// The product, by the faster of the two implementations.
func multiply(_ a: BigInt, _ b: BigInt) -> BigInt {
  BigInt(sign: a.sign == b.sign ? .plus : .minus, magnitude: multiply(a.magnitude, b.magnitude))
}
