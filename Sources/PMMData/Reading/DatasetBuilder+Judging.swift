internal import PMMDiagnostics
internal import PMMIR

extension DatasetBuilder {
  /// A finding about one row, told in the order of places.
  private struct Finding {
    var code: DiagnosticCode
    var row: Int
    var location: Location
    var related: Location
    var arguments: Arguments
  }

  /// Compares what rows say of one figure or attribute, and tells what became of each row: its
  /// account, how many were used and refused, and how many values of used ones were refused.
  mutating func judge(
    _ sink: inout DiagnosticSink,
    _ count: (_ account: Int, _ used: Int, _ refused: Int, _ refusedCells: Int) -> Void
  ) {
    var findings = judgeFigures() + judgeAttributes()
    findings.sort {
      ($0.location.file, $0.location.span.start) < ($1.location.file, $1.location.span.start)
    }
    for finding in findings {
      sink.isQuiet = rows[finding.row].isQuiet
      sink.report(
        finding.code, at: finding.location, finding.arguments, related: [finding.related])
    }
    sink.isQuiet = false
    for (account, number) in plainRows { count(account, number, 0, 0) }
    for row in rows where !row.isQuiet {
      let isUsed = !row.isRefused && (row.refusedCells == 0 || row.said > 0)
      count(row.account, isUsed ? 1 : 0, isUsed ? 0 : 1, isUsed ? row.refusedCells : 0)
    }
  }

  private mutating func refuse(_ statement: Statement) {
    rows[statement.row].said -= 1
    rows[statement.row].refusedCells += 1
  }

  private mutating func judgeFigures() -> [Finding] {
    var findings: [Finding] = []
    var repeated: [Int: Finding] = [:]
    for (index, figure) in figures.enumerated() where figure.statements.count > 1 {
      let all = figure.statements.sorted(by: Self.isBefore)
      let strongest = all.map(\.weight).max() ?? .said
      let strong = all.filter { $0.weight == strongest }
      let own = strong.filter { !$0.isEarlier }
      // The row of a period is the authority on it, if it says anything.
      let standing = own.isEmpty ? strong : own
      let agree = standing.allSatisfy { $0.content.agrees(with: standing[0].content) }
      let isConflict = strongest == .said && !agree
      figures[index].statements = [
        Self.joined(isConflict ? strong : standing, isConflict: isConflict)
      ]
      guard strongest == .said else { continue }
      if isConflict {
        for statement in strong {
          refuse(statement)
          let other = strong.first { !$0.content.agrees(with: statement.content) } ?? strong[0]
          findings.append(finding(.conflictingRow, figure, statement, other))
        }
        continue
      }
      for statement in own.dropFirst() {
        let found = finding(.repeatedRow, figure, statement, own[0])
        if let known = repeated[statement.row],
          known.location.span.start <= found.location.span.start
        {
          continue
        }
        repeated[statement.row] = found
      }
      if !own.isEmpty {
        for statement in strong
        where statement.isEarlier && !statement.content.agrees(with: own[0].content) {
          refuse(statement)
          findings.append(finding(.earlierFigureDiffers, figure, statement, own[0]))
        }
      }
    }
    return findings + repeated.values
  }

  private static func isBefore(_ left: Statement, _ right: Statement) -> Bool {
    (left.location.file, left.location.span.start)
      < (right.location.file, right.location.span.start)
  }

  /// One statement of several that agree: every flag, the narrowest disclosure, all notes. Of those
  /// that differ: `invalid`.
  private static func joined(_ statements: [Statement], isConflict: Bool) -> Statement {
    var result = statements[0]
    for statement in statements {
      result.content.flags.formUnion(statement.content.flags)
      result.content.disclosure = max(result.content.disclosure, statement.content.disclosure)
      // What was said outright counts for more than an empty cell.
      if result.content.kind == .empty { result.content.kind = statement.content.kind }
    }
    let notes = Set(statements.compactMap(\.content.note)).sorted()
    result.content.note = notes.isEmpty ? nil : notes.joined(separator: "; ")
    if isConflict { result.content.kind = .missing(.invalid) }
    return result
  }

  private func finding(
    _ code: DiagnosticCode, _ figure: Figures, _ statement: Statement, _ other: Statement
  ) -> Finding {
    let column = table.columns[figure.column]
    let place = table.places[figure.place]
    let cell = vocabulary.text(cell(Int(column.cell)))
    let name = vocabulary.name(of: target(column.target))
    return Finding(
      code: code, row: statement.row, location: statement.location, related: other.location,
      arguments: [
        "figure": cell.isEmpty ? name : "\(name)[\(cell)]",
        "subject": subjects.text(Int(place.subject)),
        "period": period(Int(place.period)).description,
      ])
  }

  /// An attribute that rows give differently is given by none of them.
  private mutating func judgeAttributes() -> [Finding] {
    var findings: [Finding] = []
    for (key, statements) in attributes {
      var always: [AttributeStatement] = []
      if key.period != nil {
        var general = key
        general.period = nil
        always = attributes[general] ?? []
      }
      for statement in statements {
        guard let other = (always + statements).first(where: { $0.value != statement.value })
        else { continue }
        rows[statement.row].said -= 1
        rows[statement.row].refusedCells += 1
        findings.append(
          Finding(
            code: .attributeDiffers, row: statement.row, location: statement.location,
            related: other.location,
            arguments: [
              "attribute": vocabulary.program.attributes[key.attribute].name,
              "subject": subjects.text(key.subject),
            ]))
      }
    }
    return findings
  }
}
