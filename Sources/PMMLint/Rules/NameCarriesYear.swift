internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let nameCarriesYear = Rule(
    "NAM703", "name-carries-edition-or-year", .suspicious, .warning,
    en: Words(
      "`{name}` carries {part} in its name", labels: ["names outlive it"],
      notes: ["the edition stands in the head, the period in the data"],
      why: "Names stay what they are through all editions, so that series can be compared; next year the name is wrong."),
    fr: Words(
      "`{name}` porte {part} dans son nom", labels: ["le nom lui survit"],
      notes: ["l’édition figure dans l’en-tête, la période dans les données"],
      why: "Les noms restent à travers toutes les éditions, pour que les séries se comparent ; l’an prochain, le nom sera faux."),
    bad: """
      input seals_2024 "Seals" : declaration {
          definition  "Declarations under seal."
          range       from 0
          source      "declaration system"
          allow       unused-input because "an example"
      }
      """,
    good: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal."
          range       from 0
          source      "declaration system"
          allow       unused-input because "an example"
      }
      """,
    check: .framework { model, report in
      // In bytes: names have no letters but those of ASCII.
      func part(of name: String) -> Substring? {
        name.utf8.split(separator: UInt8(ascii: "_")).last { word in
          let isYear = word.count == 4 && (word.starts(with: "19".utf8) || word.starts(with: "20".utf8))
          let isVersion = word.count > 1 && word.first == UInt8(ascii: "v")
          guard isYear || isVersion else { return false }
          return word.dropFirst().allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        }.map { Substring($0) }
      }
      let inputs = model.program.inputs.filter { $0.owner == nil }
      for (name, place) in inputs.map({ ($0.name, $0.sheet.location) })
        + model.nodes.map({ ($0.name, $0.sheet.location) })
      {
        if let part = part(of: name) { report.add(place, ["name": name, "part": String(part)]) }
      }
    })
}
