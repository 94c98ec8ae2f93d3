import Foundation
import PMMDiagnostics
import PMMFormat
import PMMSyntax
import TestSupport
import Testing

/// Every `.pmm` file of the repository, in whatever state.
let corpus: [Golden] = ["Definitions", "Tests/Golden"].flatMap { folder in
  let walk = FileManager.default.enumerator(
    at: Golden.root.appendingPathComponent(folder), includingPropertiesForKeys: nil)
  return (walk?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "pmm" }
    .sorted { $0.path < $1.path }.map(Golden.init(url:))
}

@Suite("Laws of the formatter") struct LawTests {
  /// Formats, and checks what must hold for any bytes: nothing is lost, and once is as good as twice.
  @discardableResult
  private func formatted(_ bytes: [UInt8], width: Int = standardWidth) throws -> [UInt8] {
    let file = SourceFile(path: "law.pmm", bytes: bytes)
    let once = format(file, width: width)
    let refused = once.diagnostics.filter { $0.code == .layoutNotKept }
    try #require(
      refused.isEmpty,
      "\(TextRenderer(files: [file]).render(refused))\(String(decoding: bytes, as: UTF8.self))")
    let twice = format(SourceFile(path: "law.pmm", bytes: once.bytes), width: width)
    try #require(
      twice.bytes == once.bytes,
      """
      the second time differs, at \(width)
      --- the file
      \(String(decoding: bytes, as: UTF8.self))
      --- once
      \(String(decoding: once.bytes, as: UTF8.self))
      --- twice
      \(String(decoding: twice.bytes, as: UTF8.self))
      """)
    return once.bytes
  }

  @Test("what was laid out stays as it is, and says what it said", arguments: corpus)
  func stays(_ golden: Golden) throws {
    let bytes = try golden.bytes()
    for width in [standardWidth, 50] { try formatted(bytes, width: width) }
  }

  @Test("line ends are kept, and nothing else differs by them", arguments: corpus.some)
  func lineEnds(_ golden: Golden) throws {
    let bytes = try golden.bytes()
    guard !bytes.contains(0x0D), bytes.contains(0x0A) else { return }
    func withReturns(_ bytes: [UInt8]) -> [UInt8] {
      bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    }
    let tree = parse(SourceFile(path: "law.pmm", bytes: bytes), index: 0)
    let other = parse(SourceFile(path: "law.pmm", bytes: withReturns(bytes)), index: 0)
    // A mistake in a line's end may read otherwise there.
    guard tree.diagnostics.map(\.code) == other.diagnostics.map(\.code) else { return }
    #expect(try formatted(withReturns(bytes)) == withReturns(formatted(bytes)))
  }

  @Test("random sentences of the grammar", arguments: 0..<8)
  func sentences(_ seed: Int) throws {
    var generator = SentenceGenerator(try EBNF.repository(), seed: UInt64(seed))
    for round in 0..<40 {
      try formatted(Array(generator.sentence("module", depth: 6 + round % 9).utf8))
      let clause = generator.sentence("clause", depth: 4 + round % 12)
      try formatted(Array("kpi a \"A\" {\n    \(clause)\n}\n".utf8), width: 60)
      let formula = generator.sentence("expr", depth: 10 + round % 30)
      try formatted(Array("define a = \(formula)\n".utf8))
      try formatted(Array("define a = \(formula)\n".utf8), width: 40)
    }
  }

  @Test("spaces, and line ends where a line goes on, have no effect", arguments: corpus.some)
  func spaces(_ golden: Golden) throws {
    let text = try formatted(golden.bytes())
    let tree = parse(SourceFile(path: "law.pmm", bytes: text), index: 0)
    guard tree.diagnostics.isEmpty, !text.contains(0x0D) else { return }
    var random = SeededGenerator(seed: UInt64(text.count))
    let other = mangled(tree, &random)
    try #expect(
      formatted(other) == text,
      "\(String(decoding: other, as: UTF8.self))\(String(decoding: text, as: UTF8.self))")
  }

  @Test("comments wherever a line ends are kept", arguments: corpus.some)
  func comments(_ golden: Golden) throws {
    let bytes = try golden.bytes()
    let tree = parse(SourceFile(path: "law.pmm", bytes: bytes), index: 0)
    guard tree.diagnostics.isEmpty else { return }
    var random = SeededGenerator(seed: UInt64(bytes.count))
    var result: [UInt8] = []
    for token in tree.tokens {
      if token.kind == .newline, Int.random(in: 0..<4, using: &random) == 0 {
        result += " // c\(result.count)".utf8
      }
      result += bytes[token.span.start..<token.span.end]
      if token.kind == .newline, Int.random(in: 0..<4, using: &random) == 0 {
        result += " // d\(result.count)\n".utf8
      }
    }
    for width in [standardWidth, 50] { try formatted(result, width: width) }
  }

  @Test("any token may be lost or doubled", arguments: corpus.some)
  func losses(_ golden: Golden) throws {
    let bytes = try golden.bytes()
    let tree = parse(SourceFile(path: "law.pmm", bytes: bytes), index: 0)
    var random = SeededGenerator(seed: 5)
    for _ in 0..<25 {
      guard let token = tree.tokens.randomElement(using: &random) else { return }
      let text = bytes[token.span.start..<token.span.end]
      try formatted(Array(bytes[..<token.span.start] + bytes[token.span.end...]))
      try formatted(Array(bytes[..<token.span.end] + text + bytes[token.span.end...]))
    }
  }

  /// The same tokens with other spaces between them, and lines that go on elsewhere.
  private func mangled(_ tree: SyntaxTree, _ random: inout SeededGenerator) -> [UInt8] {
    let bytes = tree.file.bytes
    let tokens = tree.tokens
    var result: [UInt8] = []
    var depth = 0
    for (index, token) in tokens.enumerated() {
      if token.kind == .leftParenthesis || token.kind == .leftBracket { depth += 1 }
      if token.kind == .rightParenthesis || token.kind == .rightBracket { depth -= 1 }
      let isTrivia = token.isTrivia
      guard isTrivia, token.kind != .comment else {
        result += bytes[token.span.start..<token.span.end]
        continue
      }
      let next = tokens[index...].first { !$0.isTrivia }
      let last = tokens[..<index].last { !$0.isTrivia }
      let isBesideComment =
        index > 0 && tokens[index - 1].kind == .comment || tokens[index + 1].kind == .comment
      if token.kind == .newline {
        // Where a line goes on its end may be a space.
        let goesOn = next.map { !$0.opensLine || depth > 0 } ?? false
        let isBrace = last?.kind == .leftBrace || next?.kind == .rightBrace || last == nil
        let isFree = goesOn && !isBrace && !isBesideComment && next?.kind != .endOfFile
        result.append(isFree && Bool.random(using: &random) ? 0x20 : 0x0A)
      } else if depth > 0, !isBesideComment, last?.kind != .number,
        Int.random(in: 0..<4, using: &random) == 0
      {
        // A unit stands on the line of its number.
        result.append(0x0A)
      } else {
        let count = Int.random(in: 1...3, using: &random)
        result += [UInt8](repeating: Bool.random(using: &random) ? 0x20 : 0x09, count: count)
      }
    }
    return result
  }
}

extension [Golden] {
  /// A part of them, always the same: what takes long need not be done with all.
  fileprivate var some: [Golden] {
    var random = SeededGenerator(seed: 9)
    return Array(shuffled(using: &random).prefix(60))
  }
}
