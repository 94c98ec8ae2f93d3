package import PMMDiagnostics

/// A large file that can be read as two halves, beside each other.
///
/// It is cut before a line that opens a declaration, behind one that is a closing brace. Both halves are
/// then whole declarations, unless the cut lies in a text or a comment; that, and every mistake, is
/// found in one of the halves, and the file is read as a whole.
package struct FileHalves: Sendable {
  /// One half, read.
  package struct Half: Sendable {
    fileprivate let declarations: [Declaration]
    fileprivate let expressions: Expressions
    fileprivate let isRight: Bool
  }

  private let file: SourceFile
  private let index: Int
  private let middle: Int

  /// Nil if there is no place for a cut near the middle.
  package init?(_ file: SourceFile, index: Int) {
    let bytes = file.bytes
    let brace = [UInt8(ascii: "\n"), UInt8(ascii: "}"), UInt8(ascii: "\n")]
    let half = bytes.count / 2
    let place = (half..<max(half, bytes.count - 3)).prefix(1 << 16).first { place in
      bytes[place] == brace[0] && bytes[place..<place + 3] == brace[...]
        && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[place + 3])
    }
    guard let place else { return nil }
    self.file = file
    self.index = index
    middle = place + 3
  }

  /// The first or the second half.
  package func parse(second: Bool) -> Half {
    var lexer = Lexer(
      file, index: index, in: second ? middle..<file.bytes.count : 0..<middle)
    lexer.scanAll()
    var parser = Parser(
      file: file, index: index, lexemes: lexer.lexemes, isSecondHalf: second)
    parser.parseModule()
    return Half(
      declarations: parser.declarations, expressions: parser.expressions,
      isRight: lexer.reporter.kept.isEmpty && parser.reporter.kept.isEmpty)
  }

  /// The tree of the file; nil if there is any mistake in it.
  package func tree(_ first: Half, _ second: Half) -> SyntaxTree? {
    guard first.isRight, second.isRight else { return nil }
    return SyntaxTree(
      fileIndex: index, file: file, declarations: first.declarations + second.declarations,
      expressions: Expressions(first.expressions, second.expressions), diagnostics: [])
  }
}
