import PMMDiagnostics
import PMMIR
internal import PMMNumber

/// A clause of a node's rules, as far as rules are compared.
enum RuleClause: String, CaseIterable {
  case body, unit, breakdown, conditions, policies, needs, weight, componentWeights, imputation
  case treatment, score, scoredCell, roundValue, roundScore, showValue, showScore
  case classification, ranking
}

/// Rules as text, clause by clause: equal texts decide equal figures.
struct RuleTexts {
  let program: Program
  let form: NormalForm
  let rules: Rules

  init(_ rules: Rules, _ form: NormalForm) {
    program = form.program
    self.form = form
    self.rules = rules
  }

  /// For what is no rule of a node, such as the rows of a table.
  init(_ form: NormalForm) {
    self.init(
      Rules(
        body: Resolved(.heading, location: nil, source: .language), type: .truth,
        score: Resolved(.none, location: nil, source: .language)), form)
  }

  /// Without the unit's name: what it is called changes no figure.
  var all: [RuleClause: String] {
    Dictionary(uniqueKeysWithValues: RuleClause.allCases.map { ($0, text($0)) })
  }

  /// Scale of the node's unit, so that bodies are compared as quantities.
  var scale: Rational { rules.type.unit?.scale ?? 1 }

  func text(_ clause: RuleClause) -> String {
    switch clause {
    case .body: body
    case .unit: unit
    case .breakdown:
      rules.breakdown.map { form.text([$0.value.part]) + " \($0.value.hasTotal)" } ?? ""
    case .conditions:
      rules.conditions.map { form.text($0.value.test) + " -> " + result($0.value.result) }
        .joined(separator: "; ")
    case .policies: policies
    case .needs: rules.needs.map { "\($0.value)" } ?? ""
    case .weight: rules.weight.map { form.text($0.value) } ?? ""
    case .componentWeights:
      rules.componentWeights.map { program.populations[$0.value].name } ?? ""
    case .imputation: rules.imputation.map { imputation($0.value) } ?? ""
    case .treatment: rules.treatment.map { treatment($0.value) } ?? ""
    case .score: score
    case .scoredCell: cell
    case .roundValue: decimals(rules.roundValue)
    case .roundScore: decimals(rules.roundScore)
    case .showValue: decimals(rules.showValue)
    case .showScore: decimals(rules.showScore)
    case .classification:
      rules.classification.map {
        program.scales[$0.value.scale].name + " " + form.text($0.value.by) + rows($0.value.rows)
      } ?? ""
    case .ranking: rules.ranking.map { ranking($0.value) } ?? ""
    }
  }

  private var body: String {
    let form = form.under(rules)
    switch rules.body.value {
    case .formula(let id):
      return rules.type.unit == nil ? form.text(id) : form.text(id, times: scale)
    case .reported(let input, _):
      return "reported " + form.names.input(program.inputs[input].name)
    case .heading: return "heading"
    case .combine(.function(let function, let exponent)):
      return function.rawValue + (exponent.map { " \($0.exactText)" } ?? "")
    case .combine(.custom(_, let id)): return "custom " + form.text(id)
    }
  }

  var unit: String { typeText(rules.type, program) }

  private func result(_ result: PolicyResult) -> String {
    switch result {
    case .value(let value): form.text(value)
    case .reason(let reason): reason.name
    case .missing: "missing"
    }
  }

  /// Of several `result` lines that a figure meets, the one written first decides; among the others
  /// no order means anything.
  private var policies: String {
    var free: [String] = []
    var ordered: [String] = []
    for policy in rules.policies {
      let reasons = policy.value.reasons?.map(\.name).sorted().joined(separator: ",") ?? "missing"
      switch policy.value.action {
      case .exclude: free.append("\(reasons): exclude")
      case .count(let value): free.append("\(reasons): \(form.text(value))")
      case .countOver(let aggregate, let population):
        free.append("\(reasons): \(aggregate.rawValue) \(program.populations[population].name)")
      case .result(let result): ordered.append("\(reasons): result \(self.result(result))")
      }
    }
    return (free.sorted() + ordered).joined(separator: "; ")
  }

  private func imputation(_ imputation: Imputation) -> String {
    switch imputation {
    case .value(let value): form.text(value)
    case .aggregate(let aggregate, let population):
      "\(aggregate.rawValue) over \(program.populations[population].name)"
    }
  }

  private func treatment(_ treatment: Treatment) -> String {
    "\(treatment.methods) over \(program.populations[treatment.population].name) "
      + form.text(treatment.until)
  }

  private var score: String {
    func posts(_ posts: Goalposts) -> String {
      [
        form.text(posts.worst), form.text(posts.best), posts.power?.exactText ?? "",
        "\(posts.isClamped)",
      ].joined(separator: " | ")
    }
    switch rules.score.value {
    case .none: return "none"
    case .itself: return "itself"
    case .linear(let goalposts): return "linear " + posts(goalposts)
    case .log(let goalposts): return "log " + posts(goalposts)
    case .rows(let by, let list): return "rows " + form.text(by) + rows(list)
    case .formula(let id): return "formula " + form.text(id)
    case .population(let score):
      return "\(score.method.rawValue) \(program.populations[score.population].name) "
        + "\(score.isDescending) \(score.onto.map(boundsText) ?? "") "
        + "\(score.mean.exactText) \(score.deviation.exactText)"
    }
  }

  func rows(_ rows: [Row]) -> String {
    rows.map { " {\(pattern($0.pattern)) => \(form.text($0.result))}" }.joined()
  }

  func pattern(_ pattern: Row.Pattern) -> String {
    switch pattern {
    case .interval(let bounds): boundsText(bounds)
    case .equals(let id): form.text(id)
    case .anything: "_"
    }
  }

  var cell: String {
    rules.scoredCell.coordinates.map {
      "\(program.axes[$0.axis].name):\(program.axes[$0.axis].values[$0.value].name)"
    }.joined(separator: ", ")
  }

  private func decimals(_ decimals: Resolved<Decimals>?) -> String {
    decimals.map { decimalsText($0.value) } ?? ""
  }

  private func ranking(_ ranking: Ranking) -> String {
    let ties: String
    switch ranking.ties {
    case .share: ties = "share"
    case .dense: ties = "dense"
    case .average: ties = "average"
    case .by(let id): ties = form.text(id)
    }
    return form.text(ranking.by) + " \(ranking.highestFirst) "
      + (ranking.population.map { program.populations[$0].name } ?? "") + " " + ties
  }

  /// Where a clause is written.
  func location(_ clause: RuleClause) -> Location? {
    switch clause {
    case .body, .unit: rules.body.location
    case .breakdown: rules.breakdown?.location
    case .conditions: rules.conditions.first?.location
    case .policies: rules.policies.first?.location
    case .needs: rules.needs?.location
    case .weight: rules.weight?.location
    case .componentWeights: rules.componentWeights?.location
    case .imputation: rules.imputation?.location
    case .treatment: rules.treatment?.location
    case .score, .scoredCell: rules.score.location
    case .roundValue: rules.roundValue?.location
    case .roundScore: rules.roundScore?.location
    case .showValue: rules.showValue?.location
    case .showScore: rules.showScore?.location
    case .classification: rules.classification?.location
    case .ranking: rules.ranking?.location
    }
  }
}

/// `3 decimals half_up`
func decimalsText(_ decimals: Decimals) -> String {
  "\(decimals.count) decimal\(decimals.count == 1 ? "" : "s") \(decimals.mode.rawValue)"
}

/// `0 .. 100`, `above 0 .. 1`, `from 2`
func boundsText(_ bounds: Bounds) -> String { boundsText(bounds, nil) }

/// The same in a unit.
func boundsText(_ bounds: Bounds, _ unit: Unit?) -> String {
  func text(_ number: Rational) -> String { unit?.text(number) ?? number.exactText }
  switch (bounds.lower, bounds.upper) {
  case (let lower?, let upper?) where lower == upper: return text(lower)
  case (let lower?, let upper?):
    let start = bounds.lowerIsOpen ? "above \(text(lower))" : text(lower)
    return start + " .. " + (bounds.upperIsOpen ? "below " : "") + text(upper)
  case (let lower?, nil): return (bounds.lowerIsOpen ? "above " : "from ") + text(lower)
  case (nil, let upper?): return (bounds.upperIsOpen ? "below " : "to ") + text(upper)
  case (nil, nil): return "anything"
  }
}

/// What a type is, in words.
func typeText(_ type: ValueType, _ program: Program) -> String {
  switch type {
  case .quantity(let unit): unit.name
  case .level(let scale): program.scales[scale].name
  case .category(let attribute): program.attributes[attribute].name
  case .truth: "yes_no"
  case .date: "date"
  case .dateTime: "date_time"
  case .text: "text"
  }
}
