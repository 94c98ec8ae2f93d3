package import PMMDiagnostics
import PMMSyntax

/// A file in the one layout, as far as it could be laid out.
package struct Formatted: Sendable {
  /// The new text.
  package var bytes: [UInt8]
  /// Why parts of the file, or all of it, stand as they were: mistakes of syntax first.
  package var diagnostics: [Diagnostic]

  package init(bytes: [UInt8], diagnostics: [Diagnostic]) {
    self.bytes = bytes
    self.diagnostics = diagnostics
  }
}

/// The width that lines keep to.
package let standardWidth = 100

/// Lays a file out. A declaration with a mistake of syntax, or one that has no line in `lines`, stays as
/// it is, byte for byte; so does the file, with a finding, if the result would not say the same.
///
/// - Parameter lines: One-based lines; nil means the whole file.
package func format(
  _ file: SourceFile, index: Int = 0, width: Int = standardWidth, lines: [ClosedRange<Int>]? = nil
) -> Formatted {
  let bytes = file.bytes
  if let marker = conflictMarker(in: bytes) {
    let place = Location(file: index, span: marker)
    return Formatted(bytes: bytes, diagnostics: [Diagnostic(.conflictMarker, at: place)])
  }
  let tree = parse(file, index: index)
  return verified(tree, layOut(tree, width: width, lines: lines))
}

/// A layout, if it says what the file says; else the file.
func verified(_ tree: SyntaxTree, _ text: [UInt8]) -> Formatted {
  let errors = tree.diagnostics.filter { $0.severity == .error }
  guard let place = firstDifference(between: tree, and: text) else {
    return Formatted(bytes: text, diagnostics: errors)
  }
  let finding = Diagnostic(.layoutNotKept, at: tree.location(place), ["what": "the file is"])
  return Formatted(bytes: tree.file.bytes, diagnostics: errors + [finding])
}

/// The file with each chosen declaration laid out.
private func layOut(_ tree: SyntaxTree, width: Int, lines: [ClosedRange<Int>]?) -> [UInt8] {
  let bytes = tree.file.bytes
  let atoms = atoms(of: tree)
  let pieces = pieces(of: tree, atoms)
  let layout = Layout(tree, atoms: atoms, lines: pieces.compactMap(\.line), width: width)
  var texts = layout.declarations(pieces.compactMap(\.line))[...]
  let newline = usesCarriageReturn(bytes) ? "\r\n" : "\n"
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count + bytes.count / 8)
  for piece in pieces {
    let text = piece.line == nil ? nil : texts.popFirst()
    guard let text, isChosen(piece.range, in: tree.file, lines: lines) else {
      result += bytes[piece.range]
      continue
    }
    if !result.isEmpty, layout.isSetApart(piece.atom) { result += newline.utf8 }
    let ended = text + "\n"
    result +=
      newline == "\n"
      ? Array(ended.utf8) : ended.utf8.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
  }
  let end = pieces.last?.range.upperBound ?? 0
  if pieces.isEmpty, !tree.diagnostics.isEmpty { return bytes }
  let rest = end..<bytes.count
  let isLaidOut = pieces.last.map { $0.line != nil } ?? true
  guard isLaidOut, isChosen(rest, in: tree.file, lines: lines),
    !tree.diagnostics.contains(where: { $0.primary.span.start >= end && $0.severity == .error }),
    // One mistake may stand for others behind it, which are not told.
    atoms.dropLast().last.map({ $0.token.span.start < end }) ?? true, let last = atoms.last
  else { return result + bytes[rest] }
  for (index, comment) in last.above.enumerated() {
    if comment.isSet, index > 0 || !result.isEmpty { result += newline.utf8 }
    result += comment.text.utf8
    result += newline.utf8
  }
  return result
}

/// A stretch of the file: a declaration, the comments above it and the one behind it, to the end of its
/// line. Without a line it stays as it is.
private struct Piece {
  var range: Range<Int>
  /// The first atom.
  var atom: Int
  var line: Line?
}

/// The file up to the end of its last declaration, in pieces.
private func pieces(of tree: SyntaxTree, _ atoms: [Atom]) -> [Piece] {
  let bytes = tree.file.bytes
  var places: Set<Int> = []
  // Of the mistakes that are not told, nobody knows where they are.
  if tree.diagnostics.contains(where: { $0.code == .tooManyDiagnostics }) { return [] }
  for diagnostic in tree.diagnostics where diagnostic.severity == .error {
    for place in [diagnostic.primary] + diagnostic.secondary { places.insert(place.span.start) }
  }
  let broken = places.sorted()
  func isBroken(_ range: Range<Int>) -> Bool {
    broken.contains { range.contains($0) || $0 == range.upperBound && $0 == bytes.count }
  }
  var pieces: [Piece] = []
  var start = 0
  var atom = 0
  for declaration in tree.declarations.sorted(by: { $0.span.start < $1.span.start }) {
    guard declaration.span.start >= start else { continue }
    while atoms[atom].token.span.start < declaration.span.start { atom += 1 }
    // Something stands before it that belongs to no declaration.
    let isFirst = atoms[atom].isFirst && (atom == 0 || atoms[atom - 1].token.span.end <= start)
    var end = atom
    while atoms[end].kind != .endOfFile, atoms[end].token.span.start < declaration.span.end {
      end += 1
    }
    let range = start..<endOfLine(behind: atoms[end - 1].token.span.end, in: bytes)
    let isWhole = atoms[end].isFirst && atoms[end].token.span.start >= range.upperBound
    let mayMove = broken.isEmpty || opensColumn(declaration.span.start, in: bytes)
    let line =
      isFirst && isWhole && mayMove && !isBroken(range)
      ? LineReader.declaration(atoms, in: atom..<end) : nil
    pieces.append(Piece(range: range, atom: atom, line: line))
    start = range.upperBound
    atom = end
  }
  return pieces
}

/// Whether an offset is the first of its line. Behind a mistake, what begins there ends what is broken:
/// a line moved there would.
private func opensColumn(_ offset: Int, in bytes: [UInt8]) -> Bool {
  offset == 0 || bytes[offset - 1] == UInt8(ascii: "\n")
}

/// The offset behind the line break that ends the line of an offset.
private func endOfLine(behind offset: Int, in bytes: [UInt8]) -> Int {
  bytes[offset...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
}

private func isChosen(
  _ range: Range<Int>, in file: SourceFile, lines: [ClosedRange<Int>]?
) -> Bool {
  guard let lines else { return true }
  let first = file.position(of: range.lowerBound).line
  let last = file.position(of: max(range.lowerBound, range.upperBound - 1)).line
  return lines.contains { $0.overlaps(first...last) }
}

/// A file keeps its line ends: those of its first line are those of all.
private func usesCarriageReturn(_ bytes: [UInt8]) -> Bool {
  guard let newline = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return false }
  return newline > 0 && bytes[newline - 1] == UInt8(ascii: "\r")
}

/// Where a version control system has left two versions of the same lines.
private func conflictMarker(in bytes: [UInt8]) -> Span? {
  var opening: Int?
  var hasMiddle = false
  var start = 0
  while start < bytes.count {
    let end = endOfLine(behind: start, in: bytes)
    switch bytes[start] {
    case UInt8(ascii: "<") where bytes[start..<end].starts(with: "<<<<<<< ".utf8): opening = start
    case UInt8(ascii: "=") where bytes[start..<end].starts(with: "=======".utf8):
      hasMiddle = opening != nil
    case UInt8(ascii: ">") where bytes[start..<end].starts(with: ">>>>>>> ".utf8):
      if let opening, hasMiddle { return Span(opening, opening + 7) }
    default: break
    }
    start = end
  }
  return nil
}
