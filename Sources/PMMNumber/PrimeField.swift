/// Arithmetic modulo a prime below 2^63.
struct PrimeField {
  let modulus: UInt64

  private static let mersenne: UInt64 = 1 << 61 - 1

  /// The field of the hash, with an especially fast product.
  static let mersenne61 = PrimeField(modulus: mersenne)

  /// `value` modulo the prime; short values take one machine division.
  func residue(_ value: UInt128) -> UInt64 {
    let (high, low) = (UInt64(truncatingIfNeeded: value >> 64), UInt64(truncatingIfNeeded: value))
    return modulus.dividingFullWidth((high % modulus, low)).remainder
  }

  /// The product of two residues.
  func product(_ a: UInt64, _ b: UInt64) -> UInt64 {
    if modulus == PrimeField.mersenne {
      // 2^61 is 1 here, so that the high bits are added to the low ones, without a division.
      let (high, low) = a.multipliedFullWidth(by: b)
      let sum = (low & modulus) &+ (high &<< 3 | low &>> 61)
      return sum >= modulus ? sum &- modulus : sum
    }
    return modulus.dividingFullWidth(a.multipliedFullWidth(by: b)).remainder
  }

  /// A residue raised to an exponent.
  func power(_ base: UInt64, _ exponent: UInt64) -> UInt64 {
    var (result, square, rest): (UInt64, UInt64, UInt64) = (1, base, exponent)
    while rest != 0 {
      if rest & 1 == 1 { result = product(result, square) }
      square = product(square, square)
      rest >>= 1
    }
    return result
  }

  /// Whether the modulus really is prime: Miller and Rabin's test, with the bases known to be
  /// enough for 64 bits. The modulus is odd and above 40.
  var isPrime: Bool {
    let twos = (modulus - 1).trailingZeroBitCount
    let odd = (modulus - 1) >> UInt64(twos)
    let bases: [UInt64] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]
    return bases.allSatisfy { base in
      var value = power(base, odd)
      if value == 1 || value == modulus - 1 { return true }
      for _ in 1..<max(twos, 1) {
        value = product(value, value)
        if value == modulus - 1 { return true }
      }
      return false
    }
  }
}
