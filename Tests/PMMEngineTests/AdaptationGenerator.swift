import PMMIR
import PMMNumber
import TestSupport

/// What administrations might choose: nodes left out, alternatives used, parameters set, as often two
/// with the same choices as each with its own. Whether a base allows it makes no difference to what it
/// means.
struct AdaptationGenerator {
  let program: Program
  private var random: SeededGenerator

  init(_ program: Program, seed: UInt64) {
    self.program = program
    random = SeededGenerator(seed: seed &* 31 &+ 7)
  }

  /// Adaptations of some of so many subjects; the owners of local nodes have one in any case.
  mutating func adaptations(subjects: Int) -> [Int: Adaptation] {
    let owners = program.nodes.compactMap(\.localTo).unique
    let choices = (0..<2).map { _ in self.choices() }
    var adaptations: [Int: Adaptation] = [:]
    for subject in 0..<subjects where subject < owners.count || Bool.random(using: &random) {
      var adaptation = Adaptation(
        name: "adaptation_\(subject)",
        subject: subject < owners.count ? owners[subject] : "S\(subject)",
        framework: program.head.name, edition: program.head.edition, base: "")
      adaptation.choices = choices.randomElement(using: &random) ?? []
      adaptations[subject] = adaptation
    }
    return adaptations
  }

  private mutating func choices() -> [Choice] {
    var choices: [Choice] = []
    func comparability() -> Comparability {
      [.comparable, .withinOption, .notComparable].randomElement(using: &random) ?? .comparable
    }
    for node in program.nodes where node.localTo == nil {
      let alternatives = node.alternatives.map(\.name)
      if let option = alternatives.randomElement(using: &random), Bool.random(using: &random) {
        choices.append(
          Choice(
            kind: .use(node: node.name, option: option), because: "",
            comparability: comparability()))
      } else if !node.isRoot, Int.random(in: 0..<12, using: &random) == 0 {
        choices.append(Choice(kind: .omit(node: node.name), because: "", comparability: nil))
      }
    }
    for parameter in program.parameters where Bool.random(using: &random) {
      guard case .quantity = parameter.type else { continue }
      let value = Rational(Int.random(in: 0...1000, using: &random), over: 8)
      choices.append(
        Choice(
          kind: .set(parameter: parameter.name, .number(value)), because: "",
          comparability: comparability()))
    }
    return choices
  }
}

extension [String] {
  fileprivate var unique: [String] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

/// Adaptations that the generator finds for a case, over one of the other choices.
func adapted(_ program: Program, _ one: Case, _ options: EvaluationOptions) -> EvaluationOptions {
  var generator = AdaptationGenerator(program, seed: one.seed)
  var options = options
  options.adaptations = generator.adaptations(subjects: one.subjects)
  return options
}
