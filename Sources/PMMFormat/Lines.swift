import PMMSyntax

/// A logical line: a declaration, a clause, a row or an item.
struct Line {
  var parts: [Part]

  enum Part {
    /// Atoms that follow each other.
    case atoms(Range<Int>)
    case braces(Braces)
  }

  /// Its first atom.
  var start: Int {
    switch parts[0] {
    case .atoms(let range): range.lowerBound
    case .braces(let braces): braces.open
    }
  }
}

/// What stands from one brace to the other.
struct Braces {
  enum Kind {
    /// Clauses, each a line.
    case block
    /// Rows of bands or of a table.
    case rows
    /// The items of an axis, a scale or an attribute.
    case list
    /// The figures of an example.
    case bindings
  }
  var kind: Kind
  var open: Int
  var close: Int
  var lines: [Line]
}

/// Finds the lines of a file, and the braces in them. `nil` where braces or brackets do not match:
/// then the parser has reported it.
struct LineReader {
  let atoms: [Atom]
  private var position: Int
  private let end: Int

  init(_ atoms: [Atom], in range: Range<Int>) {
    self.atoms = atoms
    position = range.lowerBound
    end = range.upperBound
  }

  /// The one declaration of the range.
  static func declaration(_ atoms: [Atom], in range: Range<Int>) -> Line? {
    var reader = LineReader(atoms, in: range)
    guard let line = reader.line(isDeclaration: true), reader.position == range.upperBound else {
      return nil
    }
    return line
  }

  private mutating func line(isDeclaration: Bool) -> Line? {
    let first = position
    var start = position
    var parts: [Line.Part] = []
    var depth = 0
    reading: while position < end {
      let atom = atoms[position]
      if position > first, depth == 0, atom.token.opensLine { break }
      switch atom.kind {
      case .leftParenthesis, .leftBracket: depth += 1
      case .rightParenthesis, .rightBracket: depth -= 1
      case .leftBrace:
        guard depth == 0, position > first else { return nil }
        if position > start { parts.append(.atoms(start..<position)) }
        let kind = braces(behind: first, isDeclaration: isDeclaration)
        guard let braces = braces(kind) else { return nil }
        parts.append(.braces(braces))
        start = position
        continue reading
      case .rightBrace: break reading
      case .unknown, .endOfFile: return nil
      default: break
      }
      guard depth >= 0 else { return nil }
      position += 1
    }
    guard depth == 0, position > first else { return nil }
    if position > start { parts.append(.atoms(start..<position)) }
    return Line(parts: parts)
  }

  private mutating func braces(_ kind: Braces.Kind) -> Braces? {
    let open = position
    position += 1
    var lines: [Line] = []
    while position < end, atoms[position].kind != .rightBrace {
      guard let line = line(isDeclaration: false) else { return nil }
      lines.append(line)
    }
    guard position < end else { return nil }
    position += 1
    return Braces(kind: kind, open: open, close: position - 1, lines: lines)
  }

  /// What the braces of a line hold: its first word says it.
  private func braces(behind first: Int, isDeclaration: Bool) -> Braces.Kind {
    switch (atoms[first].text, isDeclaration) {
    case ("axis", true), ("scale", true), ("attribute", true): .list
    case ("table", true), ("class", false), ("score", false): .rows
    case ("example", false): .bindings
    default: .block
    }
  }
}
