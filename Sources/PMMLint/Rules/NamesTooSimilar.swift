internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let namesTooSimilar = Rule(
    "NAM702", "names-too-similar", .suspicious, .warning,
    en: Words(
      "`{name}` and `{other}` differ by one letter", labels: ["this name", "the other"],
      why: "A slip in a formula or a header of data then names the other figure, and no tool can notice."),
    fr: Words(
      "`{name}` et `{other}` ne diffèrent que d’une lettre", labels: ["ce nom", "l’autre"],
      why: "Une faute de frappe dans une formule ou un en-tête désigne alors l’autre chiffre, et aucun outil ne peut le voir."),
    bad: """
      input release "Releases" : declaration {
          definition  "Releases of the year."
          range       from 0
          source      "declaration system"
          allow       unused-input because "an example"
      }

      input releases "Releases by office" : declaration {
          definition  "Releases by the office of the year."
          range       from 0
          source      "declaration system"
          allow       unused-input because "an example"
      }
      """,
    good: """
      input office_releases "Releases by office" : declaration {
          definition  "Releases by the office of the year."
          range       from 0
          source      "declaration system"
          allow       unused-input because "an example"
      }
      """,
    check: .framework { model, report in
      // Names that differ by one letter agree once one letter of each is left out.
      var left = LettersLeftOut()
      let names = model.program.inputs.filter { $0.owner == nil }.map { ($0.name, $0.sheet.location) }
        + model.program.nodes.map { ($0.name, $0.sheet.location) }
      for (index, (name, place)) in names.enumerated() where name.utf8.count > 5 {
        let letters = Array(name.utf8)
        var told = false
        for skipped in -1..<letters.count {
          var key = 0
          for (place, letter) in letters.enumerated() where place != skipped {
            key = key &* 31 &+ Int(letter)
          }
          let others = left.add(index, key, without: skipped < 0 ? nil : letters[skipped])
          guard !told else { continue }
          let other = others.filter { other in
            other != index && names[other].0 != name && isOneLetterApart(names[other].0, name)
          }.min()
          guard let other else { continue }
          told = true
          report.add(place, ["name": name, "other": names[other].0], related: [names[other].1])
        }
      }
    })
}

/// Names by what remains of them without one letter: chains in one list, as there are many.
private struct LettersLeftOut {
  private var entries: [(name: Int, isDigit: Bool, next: Int)] = []
  private var last: [Int: Int] = [:]

  /// Adds one, and says which were there; a digit for a digit is a numbering, and left out.
  mutating func add(_ name: Int, _ key: Int, without letter: UInt8?) -> [Int] {
    let isDigit = letter.map { $0 >= 48 && $0 <= 57 } ?? false
    let first = last.updateValue(entries.count, forKey: key) ?? -1
    entries.append((name, isDigit, first))
    var found: [Int] = []
    var next = first
    while next >= 0 {
      let entry = entries[next]
      if !(isDigit && entry.isDigit) { found.append(entry.name) }
      next = entry.next
    }
    return found
  }
}

/// Whether one letter was put in, left out or replaced; a digit for a digit is a numbering.
private func isOneLetterApart(_ left: String, _ right: String) -> Bool {
  let (a, b) = (Array(left.utf8), Array(right.utf8))
  let (short, long) = a.count <= b.count ? (a, b) : (b, a)
  guard long.count - short.count <= 1 else { return false }
  func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
  var start = 0
  while start < short.count, short[start] == long[start] { start += 1 }
  let rest = short.count == long.count ? start + 1 : start
  guard Array(short[min(rest, short.count)...]) == Array(long[(start + 1)...]) else { return false }
  if isDigit(long[start]) { return false }
  return true
}
