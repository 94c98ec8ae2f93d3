import PMMSyntax

extension Layout {
  /// What stands in braces: on the line if its author has put it there and it fits.
  func braces(_ braces: Braces, _ indent: Int) -> Doc {
    switch braces.kind {
    case .block: block(braces, indent)
    case .rows: rows(braces, indent)
    case .list: list(braces, indent)
    case .bindings: bindings(braces, indent)
    }
  }

  private func open(_ braces: Braces) -> Doc { atom(braces.open) }

  private func close(_ braces: Braces) -> Doc { atom(braces.close, withoutAbove: true) }

  /// Whether the author has begun the contents on the line of the brace, and no comment ends it.
  private func isOnOneLine(_ braces: Braces) -> Bool {
    !atoms[braces.open + 1].isFirst && !hasComments(braces.open, braces.close)
  }

  private func hasComments(_ open: Int, _ close: Int) -> Bool {
    atoms[open].behind != nil || !atoms[close].above.isEmpty
      || (open + 1..<close).contains { atoms[$0].hasComments }
  }

  private func isEmpty(_ braces: Braces) -> Bool {
    braces.lines.isEmpty && !hasComments(braces.open, braces.close)
  }

  private func enclosed(_ braces: Braces, _ contents: Doc) -> Doc {
    .concat([open(braces), .space, contents, .space, close(braces)])
  }

  private func block(_ braces: Braces, _ indent: Int) -> Doc {
    if isEmpty(braces) { return .concat([open(braces), close(braces)]) }
    let broken = broken(braces, braces.lines, indent)
    guard braces.lines.count == 1, isOnOneLine(braces) else { return broken }
    let flat = enclosed(braces, clause(braces.lines[0], isPadded: false, indent))
    // A text is as long as it is: a line of its own would not make it shorter.
    return flat.canBreak ? .choice(flat: flat, broken: broken) : flat
  }

  private func broken(_ braces: Braces, _ lines: [Line], _ indent: Int) -> Doc {
    .concat([
      open(braces), body(lines, in: braces.kind, close: braces.close, indent: indent),
      close(braces),
    ])
  }

  private func rows(_ braces: Braces, _ indent: Int) -> Doc {
    if isEmpty(braces) { return .concat([open(braces), close(braces)]) }
    let broken = broken(braces, braces.lines, indent)
    guard braces.lines.count == 1, isOnOneLine(braces) else { return broken }
    return .choice(
      flat: enclosed(braces, spaced(braces.lines[0].parts.map { part($0, indent) })),
      broken: broken)
  }

  private func list(_ braces: Braces, _ indent: Int) -> Doc {
    if isEmpty(braces) { return .concat([open(braces), close(braces)]) }
    let items = braces.lines.flatMap(items)
    let broken = broken(braces, items, indent)
    guard braces.lines.count == 1, isOnOneLine(braces) else { return broken }
    return .choice(
      flat: enclosed(braces, spaced(items.flatMap { $0.parts.map { part($0, indent) } })),
      broken: broken)
  }

  /// Figures fill the lines, where the author has not given each a line of its own.
  private func bindings(_ braces: Braces, _ indent: Int) -> Doc {
    if isEmpty(braces) { return .concat([open(braces), close(braces)]) }
    guard braces.lines.count == 1, !hasComments(braces.open, braces.close) else {
      return broken(braces, braces.lines.flatMap(items), indent)
    }
    let items = items(braces.lines[0]).map { spaced($0.parts.map { part($0, indent) }) }
    let fill = items.enumerated().map {
      $0.offset == 0 ? $0.element : Doc.group(.concat([.line, $0.element]))
    }
    return .choice(
      flat: enclosed(braces, spaced(items)),
      broken: .concat([
        open(braces), .nest(Layout.indent, .concat([.end] + fill)), .end, close(braces),
      ]))
  }

  /// A line taken apart behind its commas.
  func items(_ line: Line) -> [Line] {
    guard line.parts.count == 1, case .atoms(let range) = line.parts[0] else { return [line] }
    return split(range, behind: .comma).map { Line(parts: [.atoms($0)]) }
  }

  /// Takes a range apart behind each atom of a kind that stands outside of brackets.
  func split(_ range: Range<Int>, behind kind: TokenKind) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    var depth = 0
    for index in range {
      depth += atoms[index].kind.depthChange
      if depth == 0, atoms[index].kind == kind {
        parts.append(start..<index + 1)
        start = index + 1
      }
    }
    if start < range.upperBound { parts.append(start..<range.upperBound) }
    return parts
  }
}
