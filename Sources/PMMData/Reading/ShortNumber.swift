/// A number of seven characters at most that ends where its field does, or nothing at all: the
/// eight bytes are looked at together.
struct ShortNumber {
  let mantissa: Int64
  let decimals: Int
  let end: Int

  /// Nil if there is something else.
  @inline(__always)
  init?(_ bytes: UnsafeRawBufferPointer, _ start: Int) {
    guard start + 8 <= bytes.count else { return nil }
    let digits = WordRegister.load(bytes, start) ^ 0x3030_3030_3030_3030
    // The high bit of a byte that is no digit, exact up to the first one above 0x89.
    var others = (digits &+ 0x7676_7676_7676_7676 | digits) & 0x8080_8080_8080_8080
    let whole = others.trailingZeroBitCount >> 3
    guard whole < 8 else { return nil }
    var text = digits
    var length = whole
    if whole > 0, bytes[start + whole] == UInt8(ascii: ".") {
      others &= others &- 1
      length = others.trailingZeroBitCount >> 3 - 1
      guard length > whole, length < 7 else { return nil }
      // The digits move together.
      let before: UInt64 = 1 << UInt64(whole << 3) &- 1
      text = digits & before | digits >> 8 & ~before
      decimals = length - whole
      end = start + length + 1
    } else {
      decimals = 0
      end = start + length
    }
    guard WordRegister.isEnd(bytes[end]) else { return nil }
    // Filled up with zeros in front, then pairs, fours and all eight.
    var value = length == 0 ? 0 : text << UInt64((8 - length) << 3)
    value = (value &* 10 &+ value >> 8) & 0x00FF_00FF_00FF_00FF
    value = (value &* 100 &+ value >> 16) & 0x0000_FFFF_0000_FFFF
    value = (value &* 10_000 &+ value >> 32) & 0xFFFF_FFFF
    mantissa = Int64(truncatingIfNeeded: value)
  }
}
