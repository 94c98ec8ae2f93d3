import PMMIR

extension Program {
  /// The population, the axis, or `T-2 .. T`.
  func name(of set: SetSelection) -> String {
    func offset(_ count: Int) -> String {
      count == 0 ? "T" : count < 0 ? "T\(count)" : "T+\(count)"
    }
    return switch set {
    case .population(let index): populations[index].name
    case .axis(let part): axes[part.axis].name
    case .window(let from, let to): "\(offset(from)) .. \(offset(to))"
    }
  }
}

extension SetReport {
  /// `max`, `minmax`; `principal_component` where weights come from the data.
  func function(_ rules: Rules, in program: Program) -> String {
    switch use {
    case .expression(let id):
      switch program[id].operation {
      case .aggregate(let aggregate, _, _, _): return aggregate.rawValue
      case .standing(let standing, _, _, _): return standing.rawValue
      default: return ""
      }
    case .filling(let policy, _):
      guard case .countOver(let aggregate, _) = rules.policies[policy].value.action else {
        return ""
      }
      return aggregate.rawValue
    case .imputation:
      guard case .aggregate(let aggregate, _)? = rules.imputation?.value else { return "" }
      return aggregate.rawValue
    case .weights: return "principal_component"
    case .score:
      guard case .population(let score) = rules.score.value else { return "" }
      return score.method.rawValue
    }
  }
}
