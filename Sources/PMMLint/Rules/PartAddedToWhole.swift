internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let partAddedToWhole = Rule(
    "SCO129", "part-added-to-whole", .suspicious, .warning,
    en: Words(
      "`{name}` adds `{part}` to `{whole}`, which holds it", labels: ["counted twice"],
      notes: ["a check says that `{part}` is at most `{whole}`"],
      why: "A part that is added to its whole is counted twice."),
    fr: Words(
      "`{name}` ajoute `{part}` à `{whole}`, qui le contient", labels: ["compté deux fois"],
      notes: ["un contrôle dit que `{part}` est au plus `{whole}`"],
      why: "Une partie ajoutée à son tout est comptée deux fois."),
    bad: """
      kpi work "Work" {
          definition  "Declarations and releases together."
          unit        declaration
          formula     declarations + released
          score       none
          origin      proposed "this example"

          example "seven hundred" { declarations = 400, released = 300 } gives 700
      }
      """,
    good: """
      kpi work "Work" {
          definition  "Declarations not released on the day."
          unit        declaration
          formula     declarations - released
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    check: .framework { model, report in
      guard !model.orderings.isEmpty else { return }
      let program = model.program
      func input(_ id: ExpressionID) -> (Int, Selection)? {
        if case .input(let input, let selection) = program[model.bare(id)].operation {
          (input, selection)
        } else {
          nil
        }
      }
      for formula in model.formulas where formula.isBody {
        for id in model.inside(formula.id) {
          var terms: [ExpressionID]
          switch program[id].operation {
          case .binary(.add, let left, let right): terms = [left, right]
          case .call(.sum, let arguments): terms = arguments
          default: continue
          }
          let read = terms.compactMap(input)
          for (a, here) in read {
            for (b, there) in read where a != b && here == there {
              guard model.orderings.contains([a, b]), !model.orderings.contains([b, a]) else {
                continue
              }
              report.add(
                formula.place,
                [
                  "name": model.name(formula.variant), "part": program.inputs[a].name,
                  "whole": program.inputs[b].name,
                ])
            }
          }
        }
      }
    })
}
