import PMMIR
import PMMNumber

/// Signs in a table that are explained in the line below it.
enum TableSign: CaseIterable {
  /// The rarer of the two: a source states the name of the row, or none does.
  case statedName, otherName
  /// A node without a score, where others have one.
  case notScored
  /// Fewer parts than there are were combined: how many, and, as a mark, that somewhere below a score
  /// this is so. With many subjects the mark stands for both.
  case countedColumn, countedMark
  /// Of many subjects: how far a figure compares, where that is less than with everyone.
  case withinMark, notComparableMark

  var mark: Phrase {
    switch self {
    case .statedName, .otherName: .nameMark
    case .notScored: .notScoredMark
    case .countedColumn: .countedColumn
    case .countedMark: .countedMark
    case .withinMark: .withinMark
    case .notComparableMark: .notComparableMark
    }
  }

  var word: Phrase {
    switch self {
    case .statedName: .nameStated
    case .otherName: .nameNotStated
    case .notScored: .notScoredWord
    case .countedColumn: .countedWord
    case .countedMark: .countedMarkWord
    case .withinMark: .withinMarkWord
    case .notComparableMark: .notComparableMarkWord
    }
  }
}

extension ResultTable {
  /// Nodes of the table whose name is marked, and what the mark says; nil where all are alike.
  func markedNames(_ nodes: [Int]) -> (sign: TableSign, nodes: Set<Int>)? {
    let stated = nodes.filter { index in
      let node = program.nodes[index]
      let isHead = node.isRoot && node.sheet.title.isEmpty
      return (isHead ? program.head.sheet : node.sheet).isNamedBySource(in: shownLanguage)
    }
    guard !stated.isEmpty, stated.count < nodes.count else { return nil }
    return 2 * stated.count <= nodes.count
      ? (.statedName, Set(stated)) : (.otherName, Set(nodes).subtracting(stated))
  }

  /// How many of the parts that have a score rule were combined: `1 of 2`, with their share of the
  /// weight where weights differ. Nil where all were, or where something else decided.
  func counted(_ index: Int, _ place: Dataset.SubjectPeriod) -> String? {
    guard let cell = results.mainCell(of: index),
      let figures = results.figures(
        node: index, subject: place.subject, period: place.period, cell: cell),
      results.row(node: index, at: place, cell: cell, selection)?.isWithheld == false
    else { return nil }
    let operands = figures.operands
    let combined = operands.filter { $0.combined != nil }
    guard combined.count < operands.count, !operands.contains(where: isDecided) else { return nil }
    let share = wording(
      .countedShare, ["part": String(combined.count), "whole": String(operands.count)])
    guard case .combine(.function(let function, _)) = results.rules(of: index).body.value,
      function.isWeighted, results.rules(of: index).componentWeights == nil
    else { return share }
    func weight(_ operand: OperandUse) -> Rational? {
      results.rules(of: operand.child).weight.flatMap { weight in
        results.evaluate(
          weight.value, node: index, subject: place.subject, period: place.period, cell: cell
        ).number
      }
    }
    let all = operands.compactMap(weight)
    guard Set(all).count > 1, all.count == operands.count,
      let part = Rational.sum(combined.compactMap(weight)).divided(by: Rational.sum(all))
    else { return share }
    let percent = wording.quantity(part, .percent, show: Decimals(count: 0, mode: .halfUp))
    return wording(.countedWeight, ["share": share, "weight": percent])
  }

  /// Whether a score rests on less than all of its parts, or a part that was combined does.
  func hasGap(_ index: Int, _ place: Dataset.SubjectPeriod) -> Bool {
    guard let cell = results.mainCell(of: index),
      let operands = results.figures(
        node: index, subject: place.subject, period: place.period, cell: cell)?.operands
    else { return false }
    return !operands.contains(where: isDecided) && operands.contains { use in
      switch use.outcome {
      case .used: hasGap(use.child, place)
      case .counted, .decided, .excluded, .untaken: use.combined == nil
      }
    }
  }

  private func isDecided(_ use: OperandUse) -> Bool {
    if case .decided = use.outcome { true } else { false }
  }

  /// What the score could be with complete figures, where that is more than one number.
  func bounds(_ row: ResultRow) -> String {
    guard !row.isWithheld, let low = row.low, let high = row.high, low != high else { return "" }
    func words(_ number: Rational) -> String {
      wording.quantity(number, .number, show: row.scoreShow)
    }
    return wording(.boundsRange, ["low": words(low), "high": words(high)])
  }

  /// Why a row has no figure. A combination whose parts are printed below it says only what is its
  /// own, and which of the parts the rest comes from: their own lines say more.
  func reasons(_ row: ResultRow, _ node: Int, _ cell: Cell) -> String {
    if !row.isWithheld, !row.value.isKnown, let gap = explainer(row, node, cell)?.gap { return gap }
    let own = row.causes.filter { $0.place.name == row.name }
    let parts = program.nodes[node].children.filter {
      selection.includes(program.nodes[$0], index: $0)
    }
    guard !parts.isEmpty, !row.causes.isEmpty else {
      return wording.causes(row.causes, besides: row.name, period: row.period, in: program)
    }
    guard own.isEmpty else {
      return wording.causes(own, besides: row.name, period: row.period, in: program)
    }
    let place = Dataset.SubjectPeriod(subject: row.subject, period: row.period)
    return row.causes.map(\.reason).unique.map { reason in
      let words = wording.reason(reason, in: program)
      let names = parts.filter { part in
        guard let cell = results.mainCell(of: part) else { return false }
        return results.row(node: part, at: place, cell: cell, selection)?.causes
          .contains { $0.reason == reason } ?? false
      }.map { wording.title(of: program.nodes[$0], in: program) }
      guard !names.isEmpty else { return words }
      return wording(.reasonAt, ["reason": words, "places": wording.few(names)])
    }.joined(separator: wording(.clauseSeparator))
  }

  private func explainer(_ row: ResultRow, _ node: Int, _ cell: Cell) -> Explainer? {
    Explainer(
      results: results, node: node, subject: row.subject, period: row.period, cell: cell,
      wording: wording, disclosure: selection.disclosure, place: place)
  }

  /// The line that explains the marks behind figures and the other signs.
  func legend(_ flags: StatusFlags, _ signs: Set<TableSign>) -> String? {
    let marks = Wording.flagPhrases.filter { flags.contains($0.flag) }.map { ($0.mark, $0.word) }
    let entries = (marks + TableSign.allCases.filter(signs.contains).map { ($0.mark, $0.word) })
      .map { wording(.legendEntry, ["mark": wording($0.0), "word": wording($0.1)]) }
    guard !entries.isEmpty else { return nil }
    let text = wording(.legend, ["entries": entries.joined(separator: wording(.clauseSeparator))])
    return wrapped(text, width: width).joined(separator: "\n")
  }
}
