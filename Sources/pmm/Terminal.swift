import PMMDiagnostics
import PMMIR

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What goes to the outside: text, status, and whether someone is looking.
enum Terminal {
  static func print(_ text: String) {
    write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO)
  }
  static func error(_ text: String) {
    write(text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO)
  }

  /// Text in pieces, to standard output.
  static func write(_ pieces: [[UInt8]]) {
    for piece in pieces { piece.withUnsafeBytes { write($0, to: STDOUT_FILENO) } }
  }

  /// The same with a line end behind the last line, if there is any.
  static func writeLines(_ pieces: [[UInt8]]) {
    write(pieces)
    if let last = pieces.last(where: { !$0.isEmpty })?.last, last != UInt8(ascii: "\n") {
      write("\n")
    }
  }

  /// Text as it is, to standard output.
  static func write(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Bytes as they are, to standard output.
  static func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { write($0, to: STDOUT_FILENO) }
  }

  /// Text without a line end.
  static func progress(_ text: String) { write(text, to: STDERR_FILENO) }

  static func exit(_ status: Int32) -> Never {
    #if canImport(Glibc)
      Glibc.exit(status)
    #elseif canImport(Musl)
      Musl.exit(status)
    #else
      Darwin.exit(status)
    #endif
  }

  static var isOutputATerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var isErrorATerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Columns of the terminal, if it says so in the environment; nil otherwise.
  static var width: Int? {
    guard isOutputATerminal else { return nil }
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return Int(size.ws_col)
    }
    return nil
  }

  /// `2027-12-31`, by the clock of the machine, in universal time.
  static var today: String { isoDate(days: time(nil) / 86_400) }

  static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
  }

  private static func write(_ text: UnsafeRawBufferPointer, to descriptor: Int32) {
    var bytes = text[...]
    while !bytes.isEmpty {
      let start = text.baseAddress.map { $0 + bytes.startIndex }
      #if canImport(Glibc)
        let count = Glibc.write(descriptor, start, bytes.count)
      #elseif canImport(Musl)
        let count = Musl.write(descriptor, start, bytes.count)
      #else
        let count = Darwin.write(descriptor, start, bytes.count)
      #endif
      if count < 0 {
        if errno == EINTR { continue }
        // A reader that has gone away, such as `head`, is no failure of ours; a full disk is.
        if errno == EPIPE || descriptor == STDERR_FILENO { return }
        error("error: the output cannot be written: " + String(cString: strerror(errno)))
        exit(2)
      }
      bytes = bytes.dropFirst(count)
    }
  }
}
