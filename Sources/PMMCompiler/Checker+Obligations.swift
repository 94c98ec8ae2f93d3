internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

/// What formulas may do and nothing excludes, with what was found out on the way.
struct JudgedObligations: Sendable {
  var unmet: [Obligation]
  /// Nodes whose bounds are not known.
  var unknown: Set<Int>
  var ranges: Ranges
}

extension Checker {
  /// What formulas may only do where declared ranges exclude it or a `when` line answers it.
  mutating func checkObligations(_ judged: JudgedObligations) {
    let unknown = judged.unknown
    var ranges = judged.ranges
    for obligation in judged.unmet { report(obligation) }
    reportZeros()
    // The scores below a node are those of the same choice; often there is only one.
    if program.alternatives.isEmpty {
      checkCombineDomains(except: unknown, &ranges)
    } else {
      var base = Ranges(program, .base)
      checkCombineDomains(except: unknown, &base)
    }
    for (choice, alternative) in program.alternatives.enumerated() {
      var scoped = Ranges(program, .alternative(choice))
      for index in program.nodes.indices where !unknown.contains(index) {
        checkCombineDomain(
          index, alternative.rules[index], alternativeKey(alternative.name), &scoped)
      }
    }
    for posts in openGoalposts where !unknown.contains(posts.node) { check(posts, &ranges) }
    for index in program.nodes.indices where !unknown.contains(index) {
      checkScoreRange(index, &ranges)
    }
    for set in rowSets where !(set.node.map(unknown.contains) ?? false) { check(set, &ranges) }
  }

  private mutating func checkCombineDomains(except unknown: Set<Int>, _ ranges: inout Ranges) {
    for index in program.nodes.indices where !unknown.contains(index) {
      if case .combine = program.nodes[index].rules.body.value {
        checkCombineDomain(index, program.nodes[index].rules, nil, &ranges)
      }
      for choice in program.nodes[index].alternatives {
        checkCombineDomain(index, choice.rules, choice.name, &ranges)
      }
    }
  }

  /// The nodes that rest on an input or a parameter whose clauses were refused: what they can be is
  /// only known once those are mended.
  private func nodesWithoutBounds() -> Set<Int> {
    guard !failedInputs.isEmpty || !failedParameters.isEmpty else { return [] }
    var found = Set(
      program.nodes.indices.filter { node in
        var open = program.everyRules(of: node).flatMap(\.expressions)
        var seen: Set<ExpressionID> = []
        while let id = open.popLast() {
          guard seen.insert(id).inserted else { continue }
          switch program[id].operation {
          case .input(let input, _) where failedInputs.contains(input): return true
          case .parameter(let parameter) where failedParameters.contains(parameter): return true
          default: open += program.dependencies(of: id)
          }
        }
        return false
      })
    var count = -1
    while count != found.count {
      count = found.count
      for node in program.nodes.indices where !found.contains(node) {
        let steps = program.reads(of: .figures(node))
        if found.contains(where: { steps.contains(.figures($0)) }) { found.insert(node) }
      }
    }
    return found
  }

  private func rules(_ node: Int, _ alternative: String?) -> Rules {
    guard let alternative else { return program.nodes[node].rules }
    if let name = frameworkAlternative(alternative) {
      return program.alternatives.first { $0.name == name }?.rules[node]
        ?? program.nodes[node].rules
    }
    return program.nodes[node].alternatives.first { $0.name == alternative }?.rules
      ?? program.nodes[node].rules
  }

  private mutating func check(_ posts: OpenGoalposts, _ ranges: inout Ranges) {
    let value = ranges.enteringScore(posts.node)
    var what: String?
    if ranges.canMeet(posts.worst, posts.best, value: value) { what = "equal" }
    if posts.isLogarithm,
      !ranges.bounds(posts.worst, value: value).isPositive
        || !ranges.bounds(posts.best, value: value).isPositive
    {
      what = "0 or less, where `log` has none"
    }
    guard let what else { return }
    report(
      .goalpostsCanMeet, posts.location.file, posts.location.span,
      ["name": nodeSources[posts.node].name.text, "what": what])
  }

  /// What is a score by itself, or by a formula, must lie on the framework's interval for all that
  /// the declared ranges allow. Where they allow anything, `clamp` says what happens at the ends.
  private mutating func checkScoreRange(_ index: Int, _ ranges: inout Ranges) {
    guard case .interval(let low, let high)? = program.scores else { return }
    if !hasSeveralRules(index) {
      switch program.nodes[index].rules.score.value {
      case .itself, .formula: break
      default: return
      }
    }
    for rules in program.everyRules(of: index) {
      guard let place = rules.score.location, rules.score.source != .language else { continue }
      let value: Bounds
      switch rules.score.value {
      case .itself: value = ranges.enteringScore(index)
      // A score that can fail is mended first: where it fails it has no bounds.
      case .formula(let id) where !failingScores.contains(index):
        let entering = ranges.enteringScore(index)
        value = ranges.bounds(id, value: entering)
      default: continue
      }
      let name = "`\(program.nodes[index].name)`"
      let scores = "\(low) .. \(high)"
      if rules.score.value == .itself, rules.type.unit?.isPercent == true, high > 1 {
        report(
          .scoreOutside, place.file, place.span,
          [
            "what": "the score of \(name), which is a percent,", "scores": scores,
            "figure": "1 where the value is 100%",
            "hint": "write `score linear 0% .. 100%`",
          ])
        continue
      }
      if let lower = value.lower, let upper = value.upper, low <= lower, upper <= high { continue }
      let figure: String
      if let upper = value.upper, high < upper {
        figure = upper.decimal(significant: 12)
      } else if let lower = value.lower, lower < low {
        figure = lower.decimal(significant: 12)
      } else {
        figure = value.upper == nil ? "any large figure" : "any low figure"
      }
      report(
        .scoreOutside, place.file, place.span,
        [
          "what": "the score of \(name)", "scores": scores, "figure": figure,
          "hint":
            "declare the `range` of its inputs, or bring it there with `clamp(…, \(low) .. \(high))`",
        ])
    }
  }

  private func answers(_ rules: Rules, _ reason: Reason, _ node: Int) -> Bool {
    if refusedLines[node]?.contains(reason) ?? false { return true }
    return rules.policies.contains { $0.value.reasons?.contains(reason) ?? false }
  }

  /// Which obligations nothing meets.
  func judgeObligations() -> JudgedObligations {
    let unknown = failedNodes.union(nodesWithoutBounds())
    var ranges = Ranges(program)
    let unmet = obligations.filter { !unknown.contains($0.node) && canFail($0, &ranges) }
    return JudgedObligations(unmet: unmet, unknown: unknown, ranges: ranges)
  }

  private func canFail(_ obligation: Obligation, _ ranges: inout Ranges) -> Bool {
    let rules = rules(obligation.node, obligation.alternative)
    let isScore = obligation.isScore
    var reason = Reason.undefined
    if case .zeroDenominator = obligation.kind { reason = .zeroDenominator }
    if !isScore, answers(rules, reason, obligation.node) { return false }
    let here = Surroundings(
      value: isScore ? ranges.enteringScore(obligation.node) : .everything,
      assumptions: obligation.assumptions, rules: isScore ? nil : rules,
      node: isScore ? nil : combining(obligation.node, rules))
    return switch obligation.kind {
    case .zeroDenominator: canBeZero(obligation.expression, here, &ranges)
    case .undefined: canBeUndefined(obligation.expression, here, &ranges)
    }
  }

  private mutating func report(_ obligation: Obligation) {
    let name = nodeSources[obligation.node].name.text
    switch obligation.kind {
    case .zeroDenominator:
      if obligation.isScore {
        reportScore(obligation, "divides by what can be zero")
      } else {
        zeros.append(obligation)
      }
    case .undefined(let function):
      if obligation.isScore {
        reportScore(obligation, "can leave the domain of `\(function)`")
        return
      }
      var hint = "declare the `range` of the inputs that it reads"
      switch function {
      case "exp":
        hint = "the exponent must lie in -2300 .. 2300, by the `range` of inputs or `clamp`"
      case "next", "previous": hint = "exclude the last level by `if`"
      default: break
      }
      let place = obligation.location
      guard !isTold(.undefinedUnanswered, place, obligation.alternative) else { return }
      report(
        .undefinedUnanswered, place.file, place.span,
        [
          "name": name, "function": function, "hint": hint, "choice": words(obligation.alternative),
        ], related: location(of: obligation.alternative, obligation.node))
    }
  }

  /// ` with the alternative …`, where it is one whose rules are looked at.
  private func words(_ alternative: String?) -> String {
    alternative.map { " with the alternative `\(frameworkAlternative($0) ?? $0)`" } ?? ""
  }

  private func location(of alternative: String?, _ node: Int) -> [Location] {
    guard let alternative else { return [] }
    let place =
      if let name = frameworkAlternative(alternative) {
        program.alternatives.first { $0.name == name }?.location
      } else {
        program.nodes[node].alternatives.first { $0.name == alternative }?.location
      }
    return place.map { [$0] } ?? []
  }

  /// What holds of a line in the base holds of it in every alternative that leaves it as it is.
  private func isTold(_ code: DiagnosticCode, _ place: Location, _ alternative: String?) -> Bool {
    alternative != nil && diagnostics.contains { $0.code == code && $0.primary == place }
  }

  private func combining(_ node: Int, _ rules: Rules) -> Int? {
    if case .combine = rules.body.value { node } else { nil }
  }

  /// A score has no `when` lines: they are about the value.
  private mutating func reportScore(_ obligation: Obligation, _ what: String) {
    failingScores.insert(obligation.node)
    let place = obligation.use ?? obligation.location
    guard !isTold(.scoreCanFail, place, obligation.alternative) else { return }
    report(
      .scoreCanFail, place.file, place.span,
      [
        "name": nodeSources[obligation.node].name.text, "what": what,
        "choice": words(obligation.alternative),
      ])
  }

  /// What is known where an obligation stands.
  private struct Surroundings {
    var value: Bounds
    var assumptions: [Assumption]
    /// Those of the node whose value it is about; nil in a score, which has no `when` lines.
    var rules: Rules?
    var node: Int?
  }

  private func bounds(
    _ id: ExpressionID, _ here: Surroundings, _ ranges: inout Ranges
  ) -> Bounds {
    ranges.bounds(
      id, value: here.value, assuming: here.assumptions, under: here.rules, of: here.node)
  }

  /// One line answers every division of a node, so they are told together.
  private mutating func reportZeros() {
    var seen: Set<String> = []
    for first in zeros {
      let name = nodeSources[first.node].name.text
      guard seen.insert("\(name) \(first.alternative ?? "")").inserted else { continue }
      let same = zeros.filter { $0.node == first.node && $0.alternative == first.alternative }
      // A denominator inside a define is shown where the node uses the define, and there.
      let place = first.use ?? first.location
      guard !isTold(.zeroDenominatorUnanswered, place, first.alternative) else { continue }
      var others: [Location] = []
      for location in same.map(\.location) where location != place && !others.contains(location) {
        others.append(location)
      }
      report(
        .zeroDenominatorUnanswered, place.file, place.span,
        [
          "name": name, "choice": words(first.alternative),
          "what": first.use == nil ? "this can be zero" : "this divides by what can be zero",
          "exclude": "or exclude zero by the `range` of an input",
        ], related: others)
    }
    zeros = []
  }

  private func canBeZero(
    _ id: ExpressionID, _ here: Surroundings, _ ranges: inout Ranges
  ) -> Bool {
    func isOpenToZero(_ id: ExpressionID, _ ranges: inout Ranges) -> Bool {
      ranges.canBeZero(
        id, value: here.value, assuming: here.assumptions, under: here.rules, of: here.node)
    }
    guard case .call(let function, let arguments) = pool[id].operation else {
      return isOpenToZero(id, &ranges)
    }
    func anyZero(_ list: [ExpressionID], _ ranges: inout Ranges) -> Bool {
      for id in list where isOpenToZero(id, &ranges) { return true }
      return false
    }
    /// Whether all weights may be zero; `exclude` may leave any of them alone.
    func noWeight(from first: Int, _ ranges: inout Ranges) -> Bool {
      let weights = every(second: arguments, from: first)
      let excludes = here.rules?.policies.contains { $0.value.action == .exclude } ?? false
      if excludes { return anyZero(weights, &ranges) }
      for id in weights where !isOpenToZero(id, &ranges) { return false }
      return true
    }
    switch function {
    case .harmonicMean: return anyZero(arguments, &ranges)
    case .weightedHarmonicMean:
      return anyZero(every(second: arguments, from: 0), &ranges) || noWeight(from: 1, &ranges)
    case .powerMean:
      return exponent(arguments).isNegative && anyZero(Array(arguments.dropFirst()), &ranges)
    case .weightedPowerMean:
      return exponent(arguments).isNegative && anyZero(every(second: arguments, from: 1), &ranges)
        || noWeight(from: 2, &ranges)
    case .weightedMean, .weightedGeometricMean: return noWeight(from: 1, &ranges)
    case .linear, .log:
      return ranges.canMeet(
        arguments[1], arguments[2], value: here.value, assuming: here.assumptions,
        under: here.rules, of: here.node)
    default: return isOpenToZero(id, &ranges)
    }
  }

  private func every(second arguments: [ExpressionID], from first: Int) -> [ExpressionID] {
    stride(from: first, to: arguments.count, by: 2).map { arguments[$0] }
  }

  private func exponent(_ arguments: [ExpressionID]) -> Rational {
    pool.constant(arguments[0]) ?? 0
  }

  private func canBeUndefined(
    _ id: ExpressionID, _ here: Surroundings, _ ranges: inout Ranges
  ) -> Bool {
    func lies(_ id: ExpressionID, in test: (Bounds) -> Bool, _ ranges: inout Ranges) -> Bool {
      test(bounds(id, here, &ranges))
    }
    func anyNegative(_ list: [ExpressionID], _ ranges: inout Ranges) -> Bool {
      for id in list where !lies(id, in: \.isNotNegative, &ranges) { return true }
      return false
    }
    switch pool[id].operation {
    case .binary(.power, let base, let exponent):
      if let constant = pool.constant(exponent) {
        guard !constant.isInteger else { return false }
        return constant.sign > 0
          ? !lies(base, in: \.isNotNegative, &ranges) : !lies(base, in: \.isPositive, &ranges)
      }
      return !lies(base, in: \.isPositive, &ranges)
        || !lies(exponent, in: { $0.isWithin(1_000) }, &ranges)
    case .call(let function, let arguments):
      switch function {
      case .ln: return !lies(arguments[0], in: \.isPositive, &ranges)
      // Beyond, the result has more than a thousand digits.
      case .exp: return !lies(arguments[0], in: { $0.isWithin(2_300) }, &ranges)
      case .next:
        guard case .level(let scale) = pool[id].type else { return false }
        let last = Rational(program.scales[scale].levels.count - 1)
        return lies(arguments[0], in: { $0.contains(last) }, &ranges)
      case .previous: return lies(arguments[0], in: { $0.contains(0) }, &ranges)
      case .log:
        return !lies(arguments[1], in: \.isPositive, &ranges)
          || !lies(arguments[2], in: \.isPositive, &ranges)
      case .powerMean: return anyNegative(Array(arguments.dropFirst()), &ranges)
      case .weightedPowerMean: return anyNegative(Array(arguments.dropFirst()), &ranges)
      case .weightedMean: return anyNegative(every(second: arguments, from: 1), &ranges)
      default: return anyNegative(arguments, &ranges)
      }
    // A table over a list: which rows it lacks is not tried here.
    case .lookup: return true
    default: return false
    }
  }

  /// What a mean of scores needs of them; a score may leave `scores`, and a missing one be counted.
  private mutating func checkCombineDomain(
    _ index: Int, _ rules: Rules, _ alternative: String?, _ ranges: inout Ranges
  ) {
    guard case .combine(.function(let function, let exponent)) = rules.body.value,
      let place = rules.body.location
    else { return }
    let name = program.nodes[index].name
    var dividesByScores = false
    var needsSign = false
    switch function {
    case .harmonicMean, .weightedHarmonicMean: (dividesByScores, needsSign) = (true, true)
    case .geometricMean, .weightedGeometricMean: needsSign = true
    case .powerMean, .weightedPowerMean:
      needsSign = exponent != 1
      dividesByScores = (exponent ?? 0).isNegative
    default: break
    }
    // What a child scores by a rule that was refused is not known.
    guard dividesByScores || needsSign, !lacksScores(index) else { return }
    let scores = ranges.operandBounds(of: index, rules)
    if dividesByScores, scores.contains(0), !answers(rules, .zeroDenominator, index),
      !isTold(.zeroDenominatorUnanswered, place, alternative)
    {
      report(
        .zeroDenominatorUnanswered, place.file, place.span,
        [
          "name": name, "choice": words(alternative),
          "what": function == .harmonicMean || function == .weightedHarmonicMean
            ? "the harmonic mean divides by scores, and a score can be zero"
            : "a negative exponent divides by scores, and a score can be zero",
        ])
    }
    if needsSign, !scores.isNotNegative, !answers(rules, .undefined, index),
      !isTold(.undefinedUnanswered, place, alternative)
    {
      report(
        .undefinedUnanswered, place.file, place.span,
        [
          "name": name, "function": function.rawValue, "hint": scoreHint(index),
          "choice": words(alternative),
        ], related: location(of: alternative, index))
    }
  }

  /// Whether some score below a node is not known, because its rule was refused or there is none.
  private func lacksScores(_ index: Int) -> Bool {
    let children = program.nodes[index].children.filter {
      program.nodes[$0].rules.score.value != .none || failedScores.contains($0)
    }
    return children.isEmpty
      || children.contains { child in
        if failedScores.contains(child) || failedNodes.contains(child) { return true }
        guard case .combine = program.nodes[child].rules.body.value else { return false }
        return lacksScores(child)
      }
  }

  private func scoreHint(_ index: Int) -> String {
    if case .interval(let low, _)? = program.scores, !low.isNegative {
      return "keep every child's score in the interval that the head states"
    }
    return "bound the scores in the head, for example `scores 0 .. 100`"
  }
}

extension Bounds {
  /// Whether it lies between minus the limit and the limit.
  fileprivate func isWithin(_ limit: Rational) -> Bool {
    guard let lower, let upper else { return false }
    return -limit <= lower && upper <= limit
  }
}
