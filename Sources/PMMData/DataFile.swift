package import PMMDiagnostics

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The bytes of one file of data, and the path that messages print.
package struct DataFile: Sendable {
  package var path: String
  package let content: FileBytes
  private let look = ByteLook()

  package init(path: String, content: FileBytes) {
    self.path = path
    self.content = content
  }

  package init(path: String, bytes: [UInt8]) {
    self.init(path: path, content: FileBytes(bytes))
  }

  package init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  package var bytes: [UInt8] { content.list }

  var kinds: ByteKinds { look.kinds(of: content) }

  /// Looks through the file, on whatever thread this is called: who reads it later finds its bytes in
  /// memory and knows of what kinds they are.
  package func lookAhead() { _ = kinds }

  /// Reads a file from disk; `-` is standard input, which messages call `name`. A large file may be
  /// mapped instead, for a reader that passes over it once.
  package static func load(
    _ path: String, name: String = "<stdin>", mayMap: Bool = false
  ) throws(DataError) -> DataFile {
    if path == "-" { return DataFile(path: name, bytes: try readAll(STDIN_FILENO, path: name)) }
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw DataError(path: path, errorNumber: errno) }
    defer { close(descriptor) }
    if mayMap, let mapped = map(descriptor) { return DataFile(path: path, content: mapped) }
    return DataFile(path: path, bytes: try readAll(descriptor, path: path))
  }

  /// A large ordinary file, mapped; nil for any other, which is not opened, and one that cannot be read.
  package static func mapped(_ path: String) -> DataFile? {
    var status = stat()
    guard path != "-", stat(path, &status) == 0, isLarge(status) else { return nil }
    return try? load(path, mayMap: true)
  }

  /// Below this size reading a file costs less than mapping it.
  private static let smallestMapped = 1 << 16

  private static func isLarge(_ status: stat) -> Bool {
    status.st_mode & S_IFMT == S_IFREG && status.st_size >= smallestMapped
  }

  /// The bytes of a large ordinary file as the system holds them, without a copy; nil for any other.
  private static func map(_ descriptor: Int32) -> FileBytes? {
    var status = stat()
    guard fstat(descriptor, &status) == 0, isLarge(status) else { return nil }
    let count = Int(status.st_size)
    guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
    else { return nil }
    return FileBytes(taking: UnsafeRawBufferPointer(start: start, count: count)) { memory in
      munmap(UnsafeMutableRawPointer(mutating: memory.baseAddress), memory.count)
    }
  }

  private static func readAll(_ descriptor: Int32, path: String) throws(DataError) -> [UInt8] {
    var status = stat()
    // One byte more than a file is said to have shows its end.
    let size = fstat(descriptor, &status) == 0 ? Int(status.st_size) + 1 : 1
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    var chunk = [UInt8](repeating: 0, count: min(max(size, 1 << 12), 1 << 20))
    while true {
      let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        throw DataError(path: path, errorNumber: errno)
      }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}

/// The world's failure: a file that cannot be opened or read.
package struct DataError: Error, Hashable, Sendable, CustomStringConvertible {
  package var path: String
  /// What the system says, such as `No such file or directory`.
  package var reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  fileprivate init(path: String, errorNumber: Int32) {
    self.init(path: path, reason: strerror(errorNumber).map { String(cString: $0) } ?? "error")
  }

  package var description: String { "\(path): \(reason)" }
}
