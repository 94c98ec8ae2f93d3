internal import PMMDiff

extension ChangeReport {
  /// For a terminal: each change with both places, and its witness as a small table.
  package func text() -> String {
    ordered.map(text).joined(separator: "\n")
  }

  private func text(_ change: Change) -> String {
    var lines = ["\(change.place): \(change.message) (\(change.code.id) \(change.code.name))"]
    lines.append("  \(Self.words(change.effects))" + note(change.verdict))
    if let place = old.place(change.old) { lines.append("  was \(place.path):\(place.line)  \(place.text)") }
    if let place = new.place(change.new) { lines.append("  now \(place.path):\(place.line)  \(place.text)") }
    if case .witness(let witness) = change.verdict { lines += table(of: witness) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// How it is known, where that is not by what is written alone.
  private func note(_ verdict: Verdict) -> String {
    switch verdict {
    case .stated, .witness: ""
    case .proved: "; proved: both have one normal form"
    case .review: "; needs review"
    }
  }

  private func table(of witness: Witness) -> [String] {
    let table = table(witness)
    let rows =
      table.reported.map { [$0.name, $0.value, ""] }
      + [["\(witness.node)", "was", "now"]]
      + table.figures.map { [$0.name, $0.old, $0.new] }
    let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
    func padded(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    var lines = rows.map { row in
      var line = "      " + padded(row[0], widths[0]) + "  "
      line += row[2].isEmpty ? row[1] : padded(row[1], widths[1]) + "  " + row[2]
      return line
    }
    lines.insert("    for example, where this is reported:", at: 0)
    if let others = table.others {
      lines.append("      (all other scores on the way up taken as \(others))")
    }
    return lines
  }
}
