internal import PMMDiagnostics
internal import PMMDiff
internal import PMMIR

extension ChangeReport {
  /// For a comment on a pull request: what a reader without the tool has to know, first.
  package func markdown() -> String {
    var text = "## \(title(of: new.program.head.name)): what changes\n\n"
    text += "\(summary)\n"
    let broken = ordered.filter(\.effects.breaks)
    if !broken.isEmpty { text += "\n### What breaks\n\n\(legend(broken))" }
    for change in broken { text += section(change) }
    if let impact {
      text += "\n### What reported data shows\n\n"
      let rows = wholeRows(impact)
      // A comment is read, not searched: the rest stands in the other formats.
      text += markdownTable(Self.wholeHeader, Array(rows.suffix(40)))
      if rows.count > 40 { text += "\nand \(rows.count - 40) earlier ones\n" }
      let nodes = nodeRows(impact)
      if !nodes.isEmpty { text += "\n" + markdownTable(Self.nodeHeader, nodes) }
    }
    let others = ordered.filter { !$0.effects.breaks }
    if !others.isEmpty {
      let count = "\(others.count) change\(others.count == 1 ? " that breaks" : "s that break") nothing"
      text += "\n<details><summary>\(count)</summary>\n\n"
      text += others.map { "- \(escaped($0.message)) (`\($0.code.id)`)\n" }.joined()
      text += "\n</details>\n"
    }
    if !records.isEmpty {
      text += "\n<details><summary>How to accept what is meant</summary>\n\n"
      text += "Somebody who answers for it adds to `accepted.toml`:\n\n```toml\n\(records)```\n\n</details>\n"
    }
    if let policy, policy.changelog.count > 2 {
      text += "\n<details><summary>For the changelog</summary>\n\n```markdown\n"
      text += policy.changelog.joined(separator: "\n") + "\n```\n"
      if !policy.seriesBreaks.isEmpty {
        text += "\nSheets that have to declare a break in their series:\n\n```text\n"
        text += policy.seriesBreaks.joined(separator: "\n") + "\n```\n"
      }
      text += "\n</details>\n"
    }
    return text
  }

  /// What the words for effects mean, for readers who see them for the first time.
  private func legend(_ changes: [Change]) -> String {
    Self.meanings.filter { meaning in changes.contains { $0.effects.contains(meaning.effect) } }
      .map { "- \(Self.words($0.effect)): \($0.text)\n" }.joined()
  }

  private static let meanings: [(effect: Effects, text: String)] = [
    (.comparability, "some data gets another value, score, class or rank than before, or means another thing"),
    (.collection, "a submission that was valid and complete is not, or a figure in it means another thing"),
    (.adaptations, "what an administration has chosen may not be allowed any more, or has another effect"),
  ]

  private func section(_ change: Change) -> String {
    var text = "\n**\(escaped(sentence(change)))** \(escaped(change.code.wording.why)) "
    text += "\(Self.words(change.effects).capitalizedFirst) (`\(change.code.id)`)"
    if change.verdict == .review { text += "; a person has to look" }
    if let record = accepted[change.fingerprint] {
      text += ". Accepted by \(escaped(record.approver)) until \(record.expires): \(escaped(record.reason))"
    }
    text += ".\n"
    if let place = new.place(change.new) ?? old.place(change.old) {
      text += "`\(place.path):\(place.line)`\n"
    }
    guard case .witness(let witness) = change.verdict, isFirst(change, of: witness) else { return text }
    let table = table(witness) { name in
      let title = title(of: name)
      return title == name ? name : "“\(title)”"
    }
    let reported = table.reported.map { $0.value.isEmpty ? $0.name : "\($0.name) = \($0.value)" }
      .joined(separator: ", ")
    text += "\nFor example, where \(escaped(reported)) is reported:\n\n"
    text += markdownTable(
      [title(of: witness.node), "before", "now"], table.figures.map { [$0.name, $0.old, $0.new] })
    if let others = table.others { text += "\nAll other scores on the way up are taken as \(others).\n" }
    return text
  }

  /// The message, with the title of what it is about where it names a node.
  private func sentence(_ change: Change) -> String {
    let message = change.message.capitalizedFirst
    guard let name = change.arguments["name"] else { return message + "." }
    let title = title(of: name)
    return (title == name ? message : message.replacing("`\(name)`", with: "“\(title)” (`\(name)`)")) + "."
  }

  private func title(of name: String) -> String {
    let language = new.program.head.languages.first ?? "en"
    let sheet =
      new.program.node(named: name).map { new.program.nodes[$0].sheet }
      ?? new.program.input(named: name).map { new.program.inputs[$0].sheet }
      ?? old.program.input(named: name).map { old.program.inputs[$0].sheet }
    let title = sheet?.title.text(language, fallback: []) ?? ""
    return title.isEmpty ? name : title
  }

  private func markdownTable(_ header: [String], _ rows: [[String]]) -> String {
    ([header, header.map { _ in "---" }] + rows).map { row in
      "| " + row.map(escaped).joined(separator: " | ") + " |\n"
    }.joined()
  }

  /// Texts are the author's: none of them may become markup.
  private func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "|", "*", "_", "<", ">", "[", "]", "\\": result += "\\" + String(character)
      case "\n": result += " "
      default: result.append(character)
      }
    }
    // A name between backquotes is as it is.
    let parts = result.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      index % 2 == 1 && index < parts.count - 1
        ? String(part).replacing("\\", with: "") : String(part)
    }.joined(separator: "`")
  }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
