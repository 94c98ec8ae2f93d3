import PMMSyntax

/// Lays out declarations: which token stands on which line, and in which column.
///
/// The style in a few rules: four columns for each brace; in a block that has lines the words that open
/// clauses take twelve columns, so that what they say is one column; one-line neighbours of a kind are a
/// table; what is too long breaks before an operator or behind a comma.
struct Layout {
  static let indent = 4
  /// Where the contents of a clause begin, behind the indentation of its block.
  static let clauseColumn = 12
  /// `proposed` and a space.
  static let certaintyWidth = 9

  let atoms: [Atom]
  let width: Int
  /// Atoms that stand directly behind the one before: arguments of a call, an operand of a sign.
  private(set) var glued: Set<Int>
  /// Minus signs that are no operator between two operands.
  let signs: Set<Int>
  /// Atoms that begin a line: the comments above them stand above the line.
  private var starts: Set<Int> = []
  private let inBrackets: [Bool]

  init(_ tree: SyntaxTree, atoms: [Atom], lines: [Line], width: Int) {
    self.atoms = atoms
    self.width = width
    (glued, signs) = Layout.marks(tree, atoms)
    var depth = 0
    inBrackets = atoms.map { atom in
      if atom.kind == .leftBrace || atom.kind == .rightBrace { depth = 0 }
      depth = max(0, depth + atom.kind.depthChange)
      return depth > 0
    }
    for line in lines { mark(line, isDeclaration: true) }
  }

  /// Marks what only the line of an atom can tell.
  private mutating func mark(_ line: Line, isDeclaration: Bool) {
    starts.insert(line.start)
    let word = atoms[line.start].text
    for part in line.parts {
      switch part {
      case .atoms(let range):
        if word == "when", !isDeclaration, let colon = first(.colon, in: range) {
          glued.insert(colon)
        }
        if word == "define" || word == "table", isDeclaration, range.count > 2,
          atoms[line.start + 2].kind == .leftParenthesis
        {
          glued.insert(line.start + 2)
        }
      case .braces(let braces):
        for line in braces.lines {
          mark(line, isDeclaration: false)
          guard braces.kind == .list || braces.kind == .bindings else { continue }
          for item in items(line) { starts.insert(item.start) }
        }
      }
    }
  }

  /// Whether the comments above an atom are those above a line.
  func opensLine(_ atom: Int) -> Bool { starts.contains(atom) }

  func isInBrackets(_ atom: Int) -> Bool { inBrackets[atom] }

  // MARK: Lines

  /// The declarations, each with the comments above it, without the empty line before it.
  func declarations(_ lines: [Line]) -> [String] {
    docs(lines, in: nil, indent: 0).map { DocPrinter.print($0, width: width) }
  }

  /// The lines of a block or of the file. Neighbours of a kind that fit on their lines are a table.
  private func docs(_ lines: [Line], in kind: Braces.Kind?, indent: Int) -> [Doc] {
    var docs: [Doc] = []
    var index = 0
    while index < lines.count {
      var rows: [Row] = []
      while index + rows.count < lines.count {
        let line = lines[index + rows.count]
        guard let row = row(line, in: kind, indent: indent),
          rows.isEmpty || row.follows(rows[rows.count - 1]) && !isSetApart(line.start)
        else { break }
        rows.append(row)
      }
      if rows.count > 1 {
        let texts = align(
          rows.map(\.cells), at: indent + rows[0].column, endsInProse: rows[0].kind == "because")
        for (row, text) in zip(rows, texts) {
          let last = row.line.lastAtom
          docs.append(
            .concat([
              above(row.line.start), .text(row.label), .text(text), behind(last),
            ]))
        }
        index += rows.count
      } else {
        docs.append(.concat([above(lines[index].start), doc(lines[index], in: kind, indent)]))
        index += 1
      }
    }
    return docs
  }

  /// The lines between two braces.
  func body(_ lines: [Line], in kind: Braces.Kind, close: Int, indent: Int) -> Doc {
    let inner = indent + Layout.indent
    var parts: [Doc] = []
    for (index, doc) in docs(lines, in: kind, indent: inner).enumerated() {
      parts.append(.hard(blank: index > 0 && isSetApart(lines[index].start)))
      parts.append(doc)
    }
    // Comments before the closing brace belong to the block.
    for (index, comment) in atoms[close].above.enumerated() {
      parts.append(.hard(blank: comment.isSet && !(index == 0 && lines.isEmpty)))
      parts.append(.text(comment.text))
    }
    return .concat([.nest(Layout.indent, .concat(parts)), .end])
  }

  /// Whether an empty line stands above an atom and its comments.
  func isSetApart(_ atom: Int) -> Bool {
    atoms[atom].above.first?.isSet ?? atoms[atom].isSet
  }

  /// The comments above a line, each on a line of its own.
  private func above(_ atom: Int) -> Doc {
    let comments = atoms[atom].above
    guard !comments.isEmpty else { return .concat([]) }
    var parts: [Doc] = []
    for (index, comment) in comments.enumerated() {
      let isSet = index + 1 < comments.count ? comments[index + 1].isSet : atoms[atom].isSet
      parts += [.text(comment.text), .hard(blank: isSet)]
    }
    return .concat(parts)
  }

  private func behind(_ atom: Int) -> Doc {
    atoms[atom].behind.map { .comment($0) } ?? .concat([])
  }

  private func doc(_ line: Line, in kind: Braces.Kind?, _ indent: Int) -> Doc {
    switch kind {
    case nil: declaration(line, indent)
    case .block: clause(line, isPadded: true, indent)
    case .rows: bandRow(line, indent)
    case .list, .bindings: .concat(line.parts.map { part($0, indent) })
    }
  }

  /// A line without any place to break but those of its brackets.
  func part(_ part: Line.Part, _ indent: Int) -> Doc {
    switch part {
    case .atoms(let range): words(range)
    case .braces(let braces): self.braces(braces, indent)
    }
  }

  // MARK: Declarations and clauses

  /// Names and texts, which do not become shorter by a break, or what stands in braces.
  private func head(_ part: Line.Part, _ indent: Int) -> Doc {
    if case .atoms(let range) = part { return words(range, breaks: false) }
    return self.part(part, indent)
  }

  private func declaration(_ line: Line, _ indent: Int) -> Doc {
    var docs: [Doc] = []
    for part in line.parts {
      guard case .atoms(let range) = part, let sign = first(.assign, in: range),
        sign + 1 < range.upperBound
      else {
        docs.append(head(part, indent))
        continue
      }
      docs.append(words(range.lowerBound..<sign + 1, breaks: false))
      let value = commaList(sign + 1..<range.upperBound)
      docs.append(
        line.parts.count > 1
          ? value : .group(.nest(Layout.indent, .concat([.line, value]))))
    }
    return spaced(docs)
  }

  /// A clause of a block. In a block that has lines its words are padded to a column.
  func clause(_ line: Line, isPadded: Bool, _ indent: Int) -> Doc {
    guard case .atoms(let range) = line.parts[0] else { return .concat([]) }
    let count = isPadded ? labelCount(range) : 0
    let label = range.lowerBound..<range.lowerBound + count
    let rest = label.upperBound..<range.upperBound
    var docs: [Doc] = []
    if !rest.isEmpty { docs.append(contents(rest, of: range)) }
    docs += line.parts.dropFirst().map { part($0, indent) }
    guard count > 0 else { return .nest(Layout.indent, spaced(docs)).outsideBraces(line) }
    let padding = max(1, Layout.clauseColumn - labelWidth(label))
    let gap = docs.isEmpty ? "" : String(repeating: " ", count: padding)
    let hasBraces = line.parts.count > 1
    let value = spaced(docs)
    return .concat([
      words(label), .text(gap), hasBraces ? value : .nest(Layout.clauseColumn, value),
    ])
  }

  /// What a clause says.
  private func contents(_ range: Range<Int>, of clause: Range<Int>) -> Doc {
    switch atoms[clause.lowerBound].text {
    case "origin" where range.lowerBound > clause.lowerBound && range.count > 1
      && !atoms[range.lowerBound].hasComments:
      let certainty = range.lowerBound
      let padding = max(1, Layout.certaintyWidth - displayWidth(atoms[certainty].text))
      return .concat([
        atom(certainty), .text(String(repeating: " ", count: padding)),
        words(certainty + 1..<range.upperBound),
      ])
    case "origin", "example", "may", "every", "omit", "use": return words(range)
    case "check", "warn":
      guard let text = range.first(where: { atoms[$0].isText && !isInBrackets($0) }),
        text > range.lowerBound, precedence(text - 1) == nil
      else { return commaList(range) }
      return .concat([
        phrase(range.lowerBound..<text), .space, words(text..<range.upperBound),
      ])
    default: return commaList(range)
    }
  }

  /// How many words open the clause, to stand left of its contents; none where it names something
  /// that has a block or figures of its own.
  func labelCount(_ range: Range<Int>) -> Int {
    let second = range.count > 1 ? atoms[range.lowerBound + 1] : nil
    func isSecond(_ words: String...) -> Bool { words.contains { second?.is($0) ?? false } }
    switch atoms[range.lowerBound].text {
    case "example", "every": return 0
    case "may": return isSecond("use") ? 0 : 2
    case "title", "definition", "purpose", "note", "guidance":
      return second?.kind == .identifier ? 2 : 1
    case "round", "show": return isSecond("value", "score") ? 2 : 1
    case "in", "superseded", "series": return min(2, range.count)
    default: return 1
    }
  }

  func labelWidth(_ label: Range<Int>) -> Int { displayWidth(flat(label)) }

  private func bandRow(_ line: Line, _ indent: Int) -> Doc {
    guard line.parts.count == 1, case .atoms(let range) = line.parts[0],
      let arrow = first(.arrow, in: range), arrow + 1 < range.upperBound
    else { return spaced(line.parts.map { part($0, indent) }) }
    return .concat([
      words(range.lowerBound..<arrow + 1), .space,
      .nest(Layout.indent, phrase(arrow + 1..<range.upperBound)),
    ])
  }

  /// The first atom of a kind outside of brackets.
  func first(_ kind: TokenKind, in range: Range<Int>) -> Int? {
    var depth = 0
    for index in range {
      if depth == 0, atoms[index].kind == kind { return index }
      depth += atoms[index].kind.depthChange
    }
    return nil
  }

  /// Parts of a line with a space between them.
  func spaced(_ docs: [Doc]) -> Doc {
    .concat(docs.enumerated().flatMap { $0.offset == 0 ? [$0.element] : [.space, $0.element] })
  }
}

extension Doc {
  /// A continuation is indented, but not what stands in braces.
  fileprivate func outsideBraces(_ line: Line) -> Doc {
    guard line.parts.count > 1, case .nest(_, let inner) = self else { return self }
    return inner
  }
}

extension Line {
  var lastAtom: Int {
    switch parts[parts.count - 1] {
    case .atoms(let range): range.upperBound - 1
    case .braces(let braces): braces.close
    }
  }
}

extension TokenKind {
  var depthChange: Int {
    switch self {
    case .leftParenthesis, .leftBracket: 1
    case .rightParenthesis, .rightBracket: -1
    default: 0
    }
  }
}
