internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let policyNeverUsed = Rule(
    "SCO127", "policy-never-used", .suspicious, .warning, fix: .unsafe,
    en: Words(
      "nothing in `{name}` can be `{reason}`", labels: ["never used"], fix: "take the line away",
      why: "The line answers a question that the formula does not ask; a reader looks in vain for the division that it is about."),
    fr: Words(
      "rien dans `{name}` ne peut être `{reason}`", labels: ["jamais utilisé"],
      fix: "supprimer la ligne",
      why: "La ligne répond à une question que la formule ne pose pas ; le lecteur cherche en vain la division dont elle parle."),
    bad: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day."
          unit        declaration
          formula     declarations - released
          when        zero_denominator: result not_applicable
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    good: """
      kpi late_rate "Late" {
          definition  "Late declarations for each one released in time."
          unit        number
          formula     (declarations - released) / released
          when        zero_denominator: result not_available
          score       none
          origin      proposed "this example"

          example "one to three" { declarations = 400, released = 300 } gives 0.33
      }
      """,
    check: .framework { model, report in
      let program = model.program
      for variant in model.variants {
        guard case .formula(let body) = variant.rules.body.value else { continue }
        for policy in variant.rules.policies where variant.writes(policy) {
          guard policy.value.reasons == [.zeroDenominator] else { continue }
          let canArise = model.inside(body).contains { id in
            switch program[id].operation {
            case .binary(.divide, _, let right):
              model.ranges.canBeZero(right, under: variant.rules, of: variant.node)
            case .binary(.power, _, _), .node, .aggregate, .standing, .lookup, .call, .operands: true
            default: false
            }
          }
          if !canArise {
            report.add(
              policy.location, ["name": model.name(variant), "reason": Reason.zeroDenominator.name],
              fix: policy.location.flatMap { model.removal(of: $0, .changesMeaning) })
          }
        }
      }
    })
}
