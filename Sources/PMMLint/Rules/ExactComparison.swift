internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension Rule {
  static let exactComparison = Rule(
    "SCO120", "exact-comparison-of-roots", .suspicious, .warning,
    en: Words(
      "`{name}` asks whether a root, power or logarithm is exactly equal to something",
      labels: ["rounded to 34 digits"], notes: ["compare with a distance: `abs(a - b) < 0.001`"],
      why: "Numbers are exact but for roots, logarithms and the like. Two of these that ought to be equal may differ in the last digit."),
    fr: Words(
      "`{name}` demande si une racine, puissance ou un logarithme est exactement égal à autre chose",
      labels: ["arrondi à 34 chiffres"], notes: ["comparer avec un écart : `abs(a - b) < 0.001`"],
      why: "Les nombres sont exacts, sauf racines, logarithmes et semblables. Deux d’entre eux qui devraient être égaux peuvent différer au dernier chiffre."),
    bad: """
      kpi root "Root" {
          definition  "The root of the share released."
          unit        number
          formula     if sqrt(same_day_rate) == 0.5 then 1 else 0
          score       none
          origin      proposed "this example"

          example "a quarter" { released = 100, declarations = 400 } gives 1
      }
      """,
    good: """
      kpi root "Root" {
          definition  "Whether a quarter was released."
          unit        number
          formula     if same_day_rate == 25% then 1 else 0
          score       none
          origin      proposed "this example"

          example "a quarter" { released = 100, declarations = 400 } gives 1
      }
      """,
    check: .framework { model, report in
      let program = model.program
      func isRoot(_ id: ExpressionID) -> Bool {
        model.inside(id).contains { inner in
          switch program[inner].operation {
          case .call(let function, _): function.isIrrational
          case .binary(.power, _, let exponent): model.constant(exponent)?.int == nil
          case .aggregate(let aggregate, _, _, _):
            aggregate == .deviation || aggregate == .sampleDeviation || aggregate == .geometricMean
          default: false
          }
        }
      }
      for formula in model.formulas(with: .comparison) {
        for id in model.inside(formula.id) {
          guard case .binary(let operation, let left, let right) = program[id].operation,
            operation == .equal || operation == .notEqual, isRoot(left) || isRoot(right)
          else { continue }
          report.add(formula.place, ["name": model.name(formula.variant)])
        }
      }
    })
}
