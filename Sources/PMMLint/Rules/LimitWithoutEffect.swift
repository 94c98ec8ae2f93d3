internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension Rule {
  static let limitWithoutEffect = Rule(
    "SCO134", "limit-without-effect", .suspicious, .warning,
    en: Words(
      "`{function}` in `{name}` changes nothing", labels: ["the figure lies {range} already"],
      why: "A limit that is never reached hides which limit was meant, or a range that is too narrow."),
    fr: Words(
      "`{function}` dans `{name}` ne change rien", labels: ["chiffre déjà compris : {range}"],
      why: "Une limite jamais atteinte cache la limite visée, ou un intervalle trop étroit."),
    bad: """
      kpi late_rate "Late" {
          definition  "Share of the declarations not released on the day."
          unit        percent
          formula     clamp((declarations - released) / declarations, 0% .. 100%)
          score       none
          origin      proposed "this example"

          example "one of four" { released = 300, declarations = 400 } gives 25%
      }
      """,
    good: """
      kpi late_rate "Late" {
          definition  "Share of the declarations not released on the day, at most a half."
          unit        percent
          formula     clamp((declarations - released) / declarations, 0% .. 50%)
          score       none
          origin      proposed "this example"

          example "one of four" { released = 300, declarations = 400 } gives 25%
      }
      """,
    check: .framework { model, report in
      for formula in model.formulas(with: .call) where formula.isBody {
        let variant = formula.variant
        for id in model.inside(formula.id) {
          guard case .call(let function, let arguments) = model.program[id].operation,
            [.clamp, .min, .max].contains(function)
          else { continue }
          func bounds(_ id: ExpressionID) -> Bounds {
            model.ranges.bounds(id, under: variant.rules, of: variant.node)
          }
          var figure: ExpressionID?
          if function == .clamp, let low = model.constant(arguments[1]),
            let high = model.constant(arguments[2])
          {
            let range = bounds(arguments[0])
            if let a = range.lower, let b = range.upper, a >= low, b <= high { figure = arguments[0] }
          } else if arguments.count == 2,
            let limit = arguments.first(where: { model.constant($0) != nil }),
            let other = arguments.first(where: { model.constant($0) == nil }),
            let end = model.constant(limit)
          {
            let range = bounds(other)
            if function == .min, let high = range.upper, high <= end { figure = other }
            if function == .max, let low = range.lower, low >= end { figure = other }
          }
          guard let figure else { continue }
          report.add(
            formula.place,
            [
              "name": model.name(variant), "function": function.rawValue,
              "range": model.text(bounds(figure), model.program[figure].type),
            ])
        }
      }
    })
}
