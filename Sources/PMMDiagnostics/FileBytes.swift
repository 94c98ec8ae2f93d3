/// The bytes of a file: a list, or memory that something else gives back when nobody needs it any
/// more, such as a mapped file. They never change.
package final class FileBytes: Sendable {
  private enum Storage: Sendable {
    case list([UInt8])
    case memory(start: UInt, count: Int, release: @Sendable (UnsafeRawBufferPointer) -> Void)
  }
  private let storage: Storage

  package init(_ bytes: [UInt8]) { storage = .list(bytes) }

  /// Takes memory over; `release` gives it back.
  package init(
    taking memory: UnsafeRawBufferPointer,
    release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
  ) {
    storage = .memory(
      start: UInt(bitPattern: memory.baseAddress), count: memory.count, release: release)
  }

  deinit {
    guard case .memory(let start, let count, let release) = storage else { return }
    release(UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: start), count: count))
  }

  package var count: Int {
    switch storage {
    case .list(let bytes): bytes.count
    case .memory(_, let count, _): count
    }
  }

  /// All of them as a list: a copy, if they are not one.
  package var list: [UInt8] {
    if case .list(let bytes) = storage { return bytes }
    return withBytes { Array($0) }
  }

  /// The bytes in a range that lies within the file.
  package subscript(range: Range<Int>) -> [UInt8] { withBytes { Array($0[range]) } }

  /// Calls `body` with the bytes, which it must not keep.
  package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    switch storage {
    case .list(let bytes): bytes.withUnsafeBytes { body($0) }
    case .memory(let start, let count, _):
      withExtendedLifetime(self) {
        body(UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: start), count: count))
      }
    }
  }
}
