internal import PMMDiff

extension ChangeReport {
  /// For a terminal: what breaks or adds with both places and its witness as a small table, words in a
  /// line each, then what it comes to.
  package func text() -> String {
    let told = ordered.filter { $0.effects.breaks || $0.effects.contains(.additive) }
    let words = ordered.filter { !$0.effects.breaks && !$0.effects.contains(.additive) }
    var parts = told.map(text)
    if !words.isEmpty {
      parts.append(
        "Editorial\n"
          + words.map { change in
            "  \(change.place): \(change.message) (\(change.code.id))"
              + (change.verdict == .proved ? "; proved" : "") + "\n"
          }.joined())
    }
    if let impact { parts.append(impactText(impact)) }
    if let policy, policy.changelog.count > 2 {
      parts.append("For the changelog\n" + policy.changelog.map { $0.isEmpty ? "\n" : "  \($0)\n" }.joined())
      if !policy.seriesBreaks.isEmpty {
        parts.append("Breaks in series to declare\n" + policy.seriesBreaks.map { "  \($0)\n" }.joined())
      }
    }
    if !records.isEmpty {
      parts.append(
        "To accept what is meant, somebody who answers for it adds to accepted.toml:\n\n\(records)")
    }
    parts.append(summary + "\n")
    return parts.joined(separator: "\n")
  }

  private func text(_ change: Change) -> String {
    var lines = ["\(change.place): \(change.message) (\(change.code.id) \(change.code.name))"]
    lines.append("  \(Self.words(change.effects))" + note(change.verdict))
    if let record = accepted[change.fingerprint] {
      lines.append("  accepted by \(record.approver) until \(record.expires): \(record.reason)")
    }
    if let place = old.place(change.old) { lines.append("  was \(place.path):\(place.line)  \(place.text)") }
    if let place = new.place(change.new) { lines.append("  now \(place.path):\(place.line)  \(place.text)") }
    if case .witness(let witness) = change.verdict {
      lines += isFirst(change, of: witness)
        ? table(of: witness) : ["    for example as above, with the other changes of `\(witness.node)`"]
    }
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
