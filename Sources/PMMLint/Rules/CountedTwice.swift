internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let countedTwice = Rule(
    "SCO122", "counted-twice", .suspicious, .warning,
    en: Words(
      "`{parent}` combines `{name}` and also `{other}`, which is part of it",
      labels: ["has `{other}` in it", "scored beside it"],
      why: """
        What is part of a figure and stands beside it in the same score weighs twice. So does a copy, \
        however it is written.
        """),
    fr: Words(
      "`{parent}` combine `{name}` et aussi `{other}`, qui en fait partie",
      labels: ["contient `{other}`", "noté à côté"],
      why: """
        Ce qui fait partie d’un chiffre et se tient à côté de lui dans le même score pèse deux fois. Il en \
        va de même d’une copie, quelle que soit son écriture.
        """),
    bad: """
      outcome speed "Speed" {
          definition  "Goods leave quickly."
          combine     mean
          when        missing: exclude
          origin      proposed "this example"
      }

      kpi release_score "Release" in speed {
          definition  "The share released on the day."
          unit        percent
          better      higher
          formula     released / declarations
          score       linear 40% .. 90%
          origin      proposed "this example"

          example "nine of ten" { released = 360, declarations = 400 } gives 90%, scores 100
      }

      kpi square_score "Release, stricter" in speed {
          definition  "The square of the share."
          unit        percent
          better      higher
          formula     release_score * release_score
          score       linear 0% .. 100%
          origin      proposed "this example"

          example "nine of ten" { released = 360, declarations = 400 } gives 81%, scores 81
      }
      """,
    good: """
      outcome speed "Speed" {
          definition  "Goods leave quickly."
          combine     none
          origin      proposed "this example"
      }

      kpi square_score "Release, stricter" in speed {
          definition  "The square of the share."
          unit        percent
          better      higher
          formula     same_day_rate * same_day_rate
          score       linear 0% .. 100%
          origin      proposed "this example"

          example "nine of ten" { released = 360, declarations = 400 } gives 81%, scores 81
      }
      """,
    check: .framework { model, report in
      let program = model.program
      for formula in model.formulas(with: .node) where formula.isBody {
        let node = model.nodes[formula.variant.node]
        guard let parent = node.parent, case .combine = model.nodes[parent].rules.body.value else {
          continue
        }
        for id in model.inside(formula.id) {
          guard case .node(let other, _, let selection) = program[id].operation,
            selection.period == .offset(0), other != formula.variant.node,
            case let siblings = model.operands(of: parent), siblings.contains(other),
            siblings.contains(formula.variant.node)
          else { continue }
          report.add(
            formula.place,
            [
              "parent": model.nodes[parent].name, "name": model.name(formula.variant),
              "other": model.nodes[other].name,
            ], related: [model.nodes[other].sheet.location])
        }
      }
      // A copy is the whole of the other, however it is written.
      var copied: [Copied: Int] = [:]
      for formula in model.formulas where formula.isBody && formula.variant.option == nil {
        let index = formula.variant.node
        guard let parent = model.nodes[index].parent, model.nodes[index].isScored,
          case .combine = model.nodes[parent].rules.body.value,
          model.nodes[parent].children.contains(index),
          model.inside(model.bare(formula.id)).count > 1
        else { continue }
        let key = Copied(
          parent: parent, figure: model.figureKey(formula.id, under: formula.variant.rules))
        guard let other = copied[key] else {
          copied[key] = index
          continue
        }
        guard model.hasSameFrame(model.nodes[other].rules, formula.variant.rules) else { continue }
        report.add(
          formula.place,
          [
            "parent": model.nodes[parent].name, "name": model.nodes[index].name,
            "other": model.nodes[other].name,
          ], related: [model.nodes[other].sheet.location])
      }
    })
}

/// A figure among those that a node combines.
private struct Copied: Hashable {
  var parent: Int
  var figure: String
}
