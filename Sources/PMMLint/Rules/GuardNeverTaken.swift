internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let guardNeverTaken = Rule(
    "SCO104", "guard-never-taken", .suspicious, .warning, fix: .unsafe,
    en: Words(
      "this condition of `{name}` {effect}", labels: ["{reason}"], fix: "take the line away",
      why: """
        A line for a case that the declared ranges exclude is read as if the case could happen; one whose \
        condition always holds hides everything below it. Either a range is wrong or the line is.
        """),
    fr: Words(
      "cette condition de `{name}` {effect}", labels: ["{reason}"], fix: "supprimer la ligne",
      why: """
        Une ligne pour un cas que les intervalles déclarés excluent se lit comme si le cas pouvait se \
        produire ; celle dont la condition vaut toujours masque tout ce qui suit. Soit un intervalle est \
        faux, soit la ligne l’est.
        """),
    bad: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day."
          unit        declaration
          formula     declarations - released
          when        declarations == 0 declaration: result not_applicable
          when        released > declarations: result not_applicable
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    good: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day."
          unit        declaration
          formula     declarations - released
          when        declarations == 0 declaration: result not_applicable
          score       none
          origin      proposed "this example"

          example "one hundred" { declarations = 400, released = 300 } gives 100
      }
      """,
    check: .framework { model, report in
      for variant in model.variants {
        for (index, condition) in variant.rules.conditions.enumerated()
        where variant.writes(condition) {
          let test = condition.value.test
          if case .truth = model.program[test].operation { continue }
          let above = variant.rules.conditions.prefix(index).map(\.value.test)
          let alone = model.truth(test, { model.difference($0, $1, of: variant.node) })
          let isDecided =
            alone == nil
            && (above.contains(test) || model.isExcluded(test, by: above, of: variant.node))
          guard let truth = isDecided ? false : alone else { continue }
          report.add(
            condition.location,
            [
              "name": model.name(variant),
              "effect": isDecided
                ? "is decided by a line above" : truth ? "always holds" : "never holds",
              "reason": model.reasons(test, variant.node),
            ],
            fix: truth ? nil : condition.location.flatMap { model.removal(of: $0, .changesMeaning) })
        }
      }
    })
}

extension Model {
  /// Whether a condition can hold only where one of those before it does, so that it never decides.
  fileprivate func isExcluded(_ test: ExpressionID, by above: [ExpressionID], of node: Int) -> Bool {
    let read = figures(in: test)
    // One that is missing does not hold either: what it reads has to be known where this one is.
    let decided = above.filter { isPlain($0) && figures(in: $0).isSubset(of: read) }
    guard !decided.isEmpty else { return false }
    let assumptions = decided.map { Assumption($0, holds: false) }
    return truth(test) { difference($0, $1, of: node, assuming: assumptions) } == false
  }

  /// Whether an expression is known wherever its figures are.
  private func isPlain(_ id: ExpressionID) -> Bool {
    inside(id).allSatisfy { inner in
      switch program[inner].operation {
      case .input, .node, .own, .number, .level, .truth, .parameter, .negate, .not, .convert, .named:
        true
      case .binary(let operation, _, _): operation != .divide && operation != .power
      default: false
      }
    }
  }
}
