internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension Rule {
  static let countNotInteger = Rule(
    "UNI206", "count-not-integer", .suspicious, .warning,
    en: Words(
      "`{name}` counts things and is {number} here", labels: ["no whole number"],
      notes: ["what is measured in parts has a unit that is not `counted`, or is an `average`"],
      why: "Of a thing that is counted there is no half. The figure belongs to another input, or the unit is not that of a count."),
    fr: Words(
      "`{name}` compte des choses et vaut {number} ici", labels: ["pas un nombre entier"],
      notes: ["ce qui se mesure en parties a une unité qui n’est pas `counted`, ou est un `average`"],
      why: "D’une chose que l’on compte, il n’y a pas de moitié. Le chiffre est celui d’une autre donnée, ou l’unité n’est pas celle d’un compte."),
    bad: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day of lodging."
          unit        declaration
          formula     declarations - released
          score       none
          origin      proposed "this example"

          example "a few" { declarations = 20.5, released = 18 } gives 2.5
      }
      """,
    good: """
      kpi backlog "Backlog" {
          definition  "Declarations not released on the day of lodging."
          unit        declaration
          formula     declarations - released
          score       none
          origin      proposed "this example"

          example "a few" { declarations = 21, released = 18 } gives 3
      }
      """,
    check: .framework { model, report in
      let program = model.program
      let things = Set(program.units.filter(\.isCounted).map(\.unit.name))
      func isCount(_ input: Input) -> Bool {
        input.accumulation != .average && input.type.unit.map { things.contains($0.name) } ?? false
      }
      func add(_ number: Rational?, of input: Input, at place: Location?) {
        guard let number, !number.isInteger else { return }
        report.add(place, ["name": input.name, "number": number.description])
      }
      for input in program.inputs where isCount(input) {
        guard case .interval(let bounds)? = input.range?.value else { continue }
        add(bounds.lower, of: input, at: input.range?.location)
        add(bounds.upper, of: input, at: input.range?.location)
      }
      for example in model.nodes.flatMap(\.examples) {
        for binding in example.bindings {
          guard case .scalar(.number(let number)) = binding.given else { continue }
          switch binding.target {
          case .input(let index, _, _), .inputAt(let index, _, _):
            guard isCount(program.inputs[index]) else { continue }
            add(number, of: program.inputs[index], at: binding.location ?? example.location)
          case .parameter, .attribute, .childScore: continue
          }
        }
      }
    })
}
