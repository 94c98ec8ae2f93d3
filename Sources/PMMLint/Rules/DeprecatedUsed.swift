internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let deprecatedUsed = Rule(
    "DEP901", "deprecated-used", .suspicious, .warning,
    en: Words(
      "`{name}` reads `{other}`, which is deprecated",
      labels: ["still used here", "deprecated here"],
      notes: ["use `{next}` instead"],
      why:
        "What is deprecated goes with one of the next editions; whatever reads it goes with it or breaks."
    ),
    fr: Words(
      "`{name}` lit `{other}`, qui est obsolète",
      labels: ["encore utilisé ici", "rendu obsolète ici"],
      notes: ["utiliser `{next}`"],
      why:
        "Ce qui est obsolète part avec une prochaine édition ; ce qui le lit part avec lui ou casse."
    ),
    bad: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal."
          range       from 0
          source      "declaration system"
          deprecated  in 1.0.0 use released until 2030
      }

      kpi sealed "Sealed" {
          definition  "Declarations under seal."
          unit        declaration
          formula     seals
          score       none
          origin      proposed "this example"

          example "two" { seals = 2 } gives 2
      }
      """,
    good: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal."
          range       from 0
          source      "declaration system"
      }

      kpi sealed "Sealed" {
          definition  "Declarations under seal."
          unit        declaration
          formula     seals
          score       none
          origin      proposed "this example"

          example "two" { seals = 2 } gives 2
      }
      """,
    check: .framework { model, report in
      let program = model.program
      guard !model.deprecated.isEmpty else { return }
      for formula in model.formulas where model.nodes[formula.variant.node].sheet.deprecated == nil
      {
        for id in model.inside(formula.id) {
          let other: (name: String, sheet: Sheet)
          switch program[id].operation {
          case .input(let input, _):
            other = (program.inputs[input].name, program.inputs[input].sheet)
          case .node(let node, _, _): other = (model.nodes[node].name, model.nodes[node].sheet)
          case .parameter(let index):
            other = (program.parameters[index].name, program.parameters[index].sheet)
          default: continue
          }
          guard let deprecation = other.sheet.deprecated else { continue }
          var arguments: Arguments = ["name": model.name(formula.variant), "other": other.name]
          arguments["next"] = deprecation.use
          report.add(formula.place, arguments, related: [other.sheet.location])
        }
      }
    })
}
