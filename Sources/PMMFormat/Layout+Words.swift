import PMMDiagnostics
import PMMSyntax

/// Expressions and everything else that is words, numbers and signs.
extension Layout {
  /// Where the tree must say what a sign is: the arguments of a call touch its name, a sign its
  /// operand, and `T-1` is one word; so are the names of rules.
  static func marks(_ tree: SyntaxTree, _ atoms: [Atom]) -> (glued: Set<Int>, signs: Set<Int>) {
    var glued: Set<Int> = []
    var signs: Set<Int> = []
    /// The first atom that starts at an offset or behind it.
    func index(from offset: Int) -> Int {
      var (low, high) = (0, atoms.count)
      while low < high {
        let middle = (low + high) / 2
        if atoms[middle].token.span.start < offset { low = middle + 1 } else { high = middle }
      }
      return low
    }
    func word(_ span: Span) {
      for index in index(from: span.start) + 1..<index(from: span.end)
      where atoms[index].kind != .range && atoms[index - 1].kind != .range {
        glued.insert(index)
        if atoms[index].kind == .minus { signs.insert(index) }
      }
    }
    for expression in tree.expressions.all {
      switch expression.kind {
      case .call(let call):
        if call.hasParentheses { glued.insert(index(from: call.function.span.end)) }
        if case .window(_, _, let span) = call.over { word(span) }
      case .unary(.minus, _):
        let sign = index(from: expression.span.start)
        signs.insert(sign)
        glued.insert(sign + 1)
      case .select(_, let selectors):
        for case .offset(_, let span) in selectors where !span.isEmpty { word(span) }
      default: break
      }
    }
    for index in atoms.indices where atoms[index].isFirst && atoms[index].is("allow") {
      // The name of a rule has hyphens, and so has a day.
      let end = atoms[(index + 1)...].firstIndex { $0.isFirst } ?? atoms.endIndex
      for hyphen in index + 1..<end where atoms[hyphen].kind == .minus {
        signs.insert(hyphen)
        glued.formUnion([hyphen, hyphen + 1])
      }
    }
    return (glued, signs)
  }

  // MARK: Atoms

  /// An atom with its comments.
  func atom(_ index: Int, withoutAbove: Bool = false) -> Doc {
    let atom = atoms[index]
    let token: Doc =
      switch atom.kind {
      case .text: .prose(atom.text)
      case .longText: .long(longTextLines(atom.text))
      default: .text(atom.text)
      }
    let above = withoutAbove || opensLine(index) ? [] : atom.above.map { Doc.ownComment($0.text) }
    if above.isEmpty, atom.behind == nil { return token }
    return .concat(above + [token] + (atom.behind.map { [.comment($0)] } ?? []))
  }

  /// Whether a space stands between an atom and the one before it.
  func hasSpace(before index: Int) -> Bool {
    let (last, next) = (atoms[index - 1], atoms[index])
    if glued.contains(index) { return false }
    switch next.kind {
    case .comma, .rightParenthesis, .rightBracket, .leftBracket, .dot, .ellipsis: return false
    default: break
    }
    switch last.kind {
    case .leftParenthesis, .leftBracket, .dot: return false
    default: return true
    }
  }

  /// One after the other; only brackets may break.
  func words(_ range: Range<Int>, breaks: Bool = true) -> Doc {
    var docs: [Doc] = []
    var index = range.lowerBound
    while index < range.upperBound {
      if index > range.lowerBound, hasSpace(before: index) { docs.append(.space) }
      if breaks, atoms[index].kind == .leftParenthesis, let close = closing(index, in: range) {
        docs.append(parentheses(index, close))
        index = close + 1
      } else {
        docs.append(atom(index))
        index += 1
      }
    }
    return docs.count == 1 ? docs[0] : .concat(docs)
  }

  /// The bracket that closes the one at an index.
  private func closing(_ open: Int, in range: Range<Int>) -> Int? {
    var depth = 0
    for index in open..<range.upperBound {
      depth += atoms[index].kind.depthChange
      if depth == 0 { return index }
    }
    return nil
  }

  // MARK: Expressions

  /// Items between commas: on a line, or filling lines; each on a line of its own if they have texts.
  func commaList(_ range: Range<Int>) -> Doc {
    let items = split(range, behind: .comma)
    guard items.count > 1 else { return phrase(range) }
    let hasTexts = items.contains { $0.count > 2 && $0.contains { atoms[$0].isText } }
    if hasTexts, let cells = items.allCells({ cells($0) }) {
      let texts = align(cells, at: Layout.indent + Layout.clauseColumn)
      return .choice(
        flat: spaced(items.map { words($0) }),
        broken: .concat(
          texts.enumerated().flatMap { [.concat($0.offset == 0 ? [] : [.end]), .text($0.element)] }
        ))
    }
    let docs = items.map { phrase($0) }
    return .concat(
      docs.enumerated().map {
        $0.offset == 0 ? $0.element : .group(.concat([.line, $0.element]))
      })
  }

  /// An expression with whatever words stand around it. What is too long breaks at the operators that
  /// bind loosest.
  func phrase(_ range: Range<Int>, deeper: Int = 0) -> Doc {
    if let conditional = conditional(range) { return conditional }
    guard let precedence = loosest(range) else { return words(range) }
    var parts: [Doc] = []
    var start = range.lowerBound
    var depth = 0
    for index in range {
      depth += atoms[index].kind.depthChange
      guard depth == 0, index > start, index + 1 < range.upperBound,
        self.precedence(index) == precedence
      else { continue }
      // Outside of brackets a line may not begin with a minus: it could be a sign.
      let endsLine = atoms[index].kind == .minus && !isInBrackets(index)
      parts.append(operand(start..<(endsLine ? index + 1 : index), endsLine))
      parts.append(.line)
      if !endsLine { parts += [atom(index), .space] }
      start = index + 1
    }
    let last = phrase(start..<range.upperBound, deeper: Layout.indent)
    return .group(.concat([parts[0], .nest(deeper, .concat(parts.dropFirst() + [last]))]))
  }

  /// An operand, and the minus behind it if the line ends there.
  private func operand(_ range: Range<Int>, _ hasOperator: Bool) -> Doc {
    guard hasOperator else { return phrase(range, deeper: Layout.indent) }
    let sign = range.upperBound - 1
    return .concat([
      phrase(range.lowerBound..<sign, deeper: Layout.indent), .space, atom(sign),
    ])
  }

  /// The binding of the loosest operator outside of brackets.
  private func loosest(_ range: Range<Int>) -> Int? {
    var depth = 0
    var found: Int?
    for index in range {
      depth += atoms[index].kind.depthChange
      guard depth == 0, index > range.lowerBound, index + 1 < range.upperBound,
        let precedence = precedence(index), precedence < found ?? .max
      else { continue }
      found = precedence
    }
    return found
  }

  func precedence(_ index: Int) -> Int? {
    switch atoms[index].kind {
    case .identifier: atoms[index].text == "or" ? 0 : atoms[index].text == "and" ? 1 : nil
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 2
    case .plus: 3
    case .minus: signs.contains(index) ? nil : 3
    case .star, .slash: 4
    default: nil
    }
  }

  /// `if … then … else …`, behind whatever stands before it: each branch on a line, if it must.
  private func conditional(_ range: Range<Int>) -> Doc? {
    guard let start = first("if", in: range),
      let middle = partner("then", of: start, in: range),
      let otherwise = partner("else", of: start, in: range), middle < otherwise
    else { return nil }
    let condition = phrase(start + 1..<middle, deeper: Layout.indent)
    let branch = phrase(middle + 1..<otherwise, deeper: Layout.indent)
    let last = phrase(otherwise + 1..<range.upperBound)
    var parts: [Doc] = []
    if start > range.lowerBound { parts = [words(range.lowerBound..<start), .space] }
    let first = Doc.group(
      .concat([
        atom(start), .space, condition,
        .nest(Layout.indent, .concat([.line, atom(middle), .space, branch])),
      ]))
    return .group(.concat(parts + [first, .line, atom(otherwise), .space, last.ungrouped]))
  }

  private func first(_ word: String, in range: Range<Int>) -> Int? {
    var depth = 0
    for index in range {
      if depth == 0, atoms[index].is(word) { return index }
      depth += atoms[index].kind.depthChange
    }
    return nil
  }

  /// The `then` or `else` of an `if`.
  private func partner(_ word: String, of start: Int, in range: Range<Int>) -> Int? {
    var depth = 0
    var open = 0
    for index in start..<range.upperBound {
      depth += atoms[index].kind.depthChange
      guard depth == 0 else { continue }
      if atoms[index].is("if") { open += 1 }
      if atoms[index].is(word) { open -= 1 }
      if open == 0 { return index }
    }
    return nil
  }

  /// From bracket to bracket: on the line; or the contents on the next; or each argument on its own.
  private func parentheses(_ open: Int, _ close: Int) -> Doc {
    let items = arguments(open + 1..<close)
    var inner: [Doc] = []
    for (index, item) in items.enumerated() {
      if index > 0 { inner.append(.line) }
      inner.append(phrase(item, deeper: Layout.indent))
    }
    guard !items.isEmpty else { return .concat([atom(open), atom(close)]) }
    return .group(
      .concat([
        atom(open),
        .nest(Layout.indent, .concat([.softLine, .group(.concat(inner)), atom(close)])),
      ]))
  }

  /// Arguments with their commas; `over` and `where` begin one of their own.
  private func arguments(_ range: Range<Int>) -> [Range<Int>] {
    split(range, behind: .comma).flatMap { item -> [Range<Int>] in
      var parts: [Range<Int>] = []
      var start = item.lowerBound
      var depth = 0
      for index in item {
        depth += atoms[index].kind.depthChange
        if depth == 0, index > start, atoms[index].is("over") || atoms[index].is("where") {
          parts.append(start..<index)
          start = index
        }
      }
      return parts + [start..<item.upperBound]
    }
  }
}

extension Doc {
  /// The contents of a group, to break together with what stands before: `else if` in a column.
  fileprivate var ungrouped: Doc {
    if case .group(let inner) = self { inner } else { self }
  }
}
