internal import PMMDiagnostics
internal import Synchronization

/// What kinds of bytes a text has.
struct ByteKinds: Sendable {
  let isASCII: Bool
  let hasZero: Bool

  init(_ bytes: UnsafeRawBufferPointer) {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var seen: UInt64 = 0
    // The high bit of a byte is set where it is zero, or where one before it is.
    var zeros: UInt64 = 0
    let whole = bytes.count & ~7
    for offset in stride(from: 0, to: whole, by: 8) {
      let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      seen |= word
      zeros |= (word &- ones) & ~word
    }
    for byte in bytes[whole...] {
      seen |= UInt64(byte)
      if byte == 0 { zeros = .max }
    }
    isASCII = seen & (ones << 7) == 0
    hasZero = zeros & (ones << 7) != 0
  }
}

/// The kinds of bytes of a file, found out once: by who asks first, while others wait.
final class ByteLook: Sendable {
  private let found = Mutex<ByteKinds?>(nil)

  func kinds(of content: FileBytes) -> ByteKinds {
    found.withLock { found in
      if let found { return found }
      let kinds = content.withBytes { ByteKinds($0) }
      found = kinds
      return kinds
    }
  }
}
