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
      func part(of name: String) -> Substring? {
        name.split(separator: "_").last { word in
          let isYear = word.utf8.count == 4 && word.allSatisfy(\.isNumber)
            && (word.hasPrefix("19") || word.hasPrefix("20"))
          let isVersion = word.utf8.count > 1 && word.hasPrefix("v") && word.dropFirst().allSatisfy(\.isNumber)
          return isYear || isVersion
        }
      }
      let inputs = model.program.inputs.filter { $0.owner == nil }
      for (name, place) in inputs.map({ ($0.name, $0.sheet.location) })
        + model.program.nodes.map({ ($0.name, $0.sheet.location) })
      {
        if let part = part(of: name) { report.add(place, ["name": name, "part": String(part)]) }
      }
    })
}
