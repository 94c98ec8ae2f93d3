import PMMDiagnostics
import PMMIR
import PMMNumber

/// Why a figure is missing where no missing input says it: a line of the definition decided, or there
/// was nothing to divide by.
extension Explainer {
  /// `does not apply: Firearms seized is 0 (framework.pmm:77)`; nil where the causes say it all.
  var gap: String? {
    guard !figures.value.isKnown, !isWithheld(figures.value) else { return nil }
    if let index = figures.condition, rules.conditions.indices.contains(index) {
      let line = rules.conditions[index]
      if index == 0, let omission { return gap(omission.why, omission.location) }
      let test = wording(.gapIf, ["condition": formulaText().words(line.value.test)])
      return gap(test, line.location)
    }
    let formula: ExpressionID
    switch rules.body.value {
    case .formula(let body), .reported(_, let body): formula = body
    case .combine, .heading: return nil
    }
    let line = figures.policiesUsed.lazy.filter(rules.policies.indices.contains)
      .map { rules.policies[$0] }.first { line in
        if case .result(.reason) = line.value.action { true } else { false }
      }
    let taken = figure(formula).causes
    let zeros = zeroDivisors(in: formula).unique
    if !zeros.isEmpty, taken.contains(where: { $0.reason == .zeroDenominator }) {
      let names = wording.list(zeros)
      return gap(wording(.gapZero, count: zeros.count, ["names": names]), line?.location)
    }
    guard let line, !taken.isEmpty else { return nil }
    let why = wording.clauses(taken, besides: sheet.name, period: period, in: program)
    return gap(why, line.location)
  }

  /// Why the administration leaves the node out, where its adaptation does: of the node itself, or of
  /// what it is part of.
  var omission: (why: String, location: Location?)? {
    guard rules.isOmitted, let adaptation = results.adaptation(of: subject) else { return nil }
    var place: Int? = node
    while let index = place {
      let name = program.nodes[index].name
      if let choice = adaptation.choices.first(where: { $0.kind == .omit(node: name) }) {
        return (choice.because, choice.location)
      }
      place = program.nodes[index].parent
    }
    return nil
  }

  private func gap(_ why: String, _ location: Location?) -> String {
    let reasons = figures.value.reasons.sorted().map { wording.reason($0, in: program) }
    let words = wording(.gap, ["reason": wording.list(reasons), "why": why])
    guard let place = location.flatMap(place) else { return words }
    return words + " "
      + wording(.parentheses, ["inside": wording(.linesOf, ["path": place.file, "lines": String(place.line)])])
  }

  /// What is divided by and is zero, in words.
  private func zeroDivisors(in id: ExpressionID) -> [String] {
    var found = program[id].operation.children.flatMap(zeroDivisors)
    if case .binary(.divide, _, let lower) = program[id].operation {
      let divisor = figure(lower)
      if divisor.number?.isZero ?? false, !isWithheld(divisor) {
        found.append(formulaText().words(lower))
      }
    }
    return found
  }
}
