import PMMIR

/// Many subjects: for each period and level, nodes as rows and subjects as columns.
struct CompactTables {
  let table: ResultTable

  private var results: Results { table.results }
  private var wording: Wording { table.wording }

  func text(_ places: [Dataset.SubjectPeriod]) -> String {
    let program = results.program
    var text = ""
    for period in Set(places.map(\.period)).sorted() {
      // Places come by code, so the columns do too.
      let columns = places.filter { $0.period == period }
      let levels = ["framework"] + program.head.levels + ["result"]
      for level in levels {
        let nodes = program.readingOrder.map(\.node).filter { node in
          program.nodes[node].level == level
            && table.selection.includes(program.nodes[node], index: node)
            && results.mainCell(of: node) != nil
        }
        if !nodes.isEmpty { text += self.text(level, nodes, columns) }
      }
    }
    return text + "\n" + wording(.compactHint) + "\n"
  }

  private func text(_ level: String, _ nodes: [Int], _ columns: [Dataset.SubjectPeriod]) -> String {
    let program = results.program
    let period = columns.first?.period ?? .none
    let title =
      period.kind == .none
      ? level.spaced
      : wording(.levelInPeriod, ["level": level.spaced, "period": period.description])
    var missing = 0
    let cells = nodes.map { node in
      columns.map { place -> String in
        guard let cell = results.mainCell(of: node),
          let row = results.row(node: node, at: place, cell: cell, table.selection)
        else { return "" }
        if !row.causes.isEmpty { missing += 1 }
        let words = ResultWords(row, program, wording)
        return row.score == nil ? words.value : words.score
      }
    }
    let titles = nodes.map { wording.title(of: program.nodes[$0], in: program) }
    let titleWidth = min(titles.map(displayWidth).max() ?? 0, table.width / 2)
    var text = ""
    var first = 0
    while first < columns.count {
      // As many columns as fit beside the titles; always one.
      var last = first
      var taken = titleWidth
      while last < columns.count {
        let width =
          (cells.map { displayWidth($0[last]) } + [code(columns[last]).count]).max() ?? 0
        taken += width + 2
        if taken > table.width, last > first { break }
        last += 1
      }
      let grid = TextGrid(
        header: [title] + (first..<last).map { code(columns[$0]) },
        alignsRight: [Bool](repeating: true, count: last - first),
        lines: zip(titles, cells).map { title, row in
          .init(indent: 0, title: title, cells: Array(row[first..<last]))
        },
        width: table.width, color: table.color)
      text += "\n" + grid.text()
      first = last
    }
    if missing > 0 { text += wording(.missingHere, ["count": String(missing)]) + "\n" }
    return text
  }

  private func code(_ place: Dataset.SubjectPeriod) -> String {
    results.dataset.subjects[place.subject]
  }
}
