internal import Synchronization

/// A half-open range of UTF-8 offsets in one file. Every token, name and clause has one, so it is kept
/// in eight bytes; beyond 4 GiB of one file all offsets are the last.
public struct Span: Hashable, Sendable {
  @usableFromInline var first: UInt32
  @usableFromInline var last: UInt32

  @inlinable
  public init(_ start: Int, _ end: Int) {
    precondition(start <= end, "a span ends where it starts or later")
    first = UInt32(clamping: start)
    last = UInt32(clamping: end)
  }

  @inlinable public var start: Int { Int(first) }
  @inlinable public var end: Int { Int(last) }

  package var isEmpty: Bool { start == end }
  @inlinable public var length: Int { end - start }

  /// The smallest span that holds both.
  package func union(_ other: Span) -> Span {
    Span(min(start, other.start), max(end, other.end))
  }

  /// Both ends at once: places are asked for among thousands.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(UInt64(first) << 32 | UInt64(last))
  }
}

/// The text of one file, and where its lines start. Bytes inside; lines and columns only for people.
package struct SourceFile: Sendable {
  /// As it was given on the command line, or relative to the root: what messages print.
  package let path: String
  package let content: FileBytes
  private let lines: LineStarts

  package init(path: String, content: FileBytes) {
    self.path = path
    self.content = content
    lines = LineStarts()
  }

  package init(path: String, bytes: [UInt8]) {
    self.init(path: path, content: FileBytes(bytes))
  }

  package init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  package var bytes: [UInt8] { content.list }

  var lineStarts: [Int] { lines.found(in: content) }

  package var lineCount: Int { lineStarts.count }

  /// One-based line and column. A column counts Unicode scalars, as editors show them.
  package func position(of offset: Int) -> (line: Int, column: Int) {
    position(of: offset, among: lineStarts)
  }

  /// The same for who asks often, with the starts of the lines at hand.
  func position(of offset: Int, among lineStarts: [Int]) -> (line: Int, column: Int) {
    let offset = min(max(offset, 0), content.count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let scalars = content.withBytes { bytes in
      bytes[lineStarts[low]..<offset].reduce(into: 0) { count, byte in
        // Continuation bytes belong to the scalar before them.
        if byte & 0xC0 != 0x80 { count += 1 }
      }
    }
    return (low + 1, scalars + 1)
  }

  /// The byte range of a one-based line, without its line ending.
  package func lineRange(_ line: Int) -> Range<Int> {
    let lineStarts = lineStarts
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] - 1 : content.count
    if end > start, content.withBytes({ $0[end - 1] }) == UInt8(ascii: "\r") { end -= 1 }
    return start..<max(start, end)
  }

  /// The text of a span; invalid UTF-8 shows as U+FFFD.
  package func text(_ span: Span) -> String {
    let end = min(span.end, content.count)
    let start = min(span.start, end)
    return content.withBytes { String(decoding: $0[start..<end], as: UTF8.self) }
  }
}

/// Where the lines of a file start, looked for when somebody asks for the first time: most files of
/// data are never asked.
private final class LineStarts: Sendable {
  private let starts = Mutex<[Int]?>(nil)

  func found(in content: FileBytes) -> [Int] {
    starts.withLock { known in
      if let known { return known }
      var starts = [0]
      content.withBytes { bytes in
        for offset in bytes.indices where bytes[offset] == UInt8(ascii: "\n") {
          starts.append(offset + 1)
        }
      }
      known = starts
      return starts
    }
  }
}

/// A place in one of the files that a run has read.
public struct Location: Hashable, Sendable {
  // Every rule of every node has one, so it is kept in twelve bytes.
  @usableFromInline var number: Int32
  public var span: Span

  @inlinable
  public init(file: Int, span: Span) {
    number = Int32(file)
    self.span = span
  }

  /// The index of the file in the run's list of files.
  @inlinable public var file: Int {
    get { Int(number) }
    set { number = Int32(newValue) }
  }
}
