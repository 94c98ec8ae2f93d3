package import PMMDiagnostics
package import PMMIR
import PMMNumber

/// Explains a node's figure; of a heading, what stands below it. Nil if there is no row in the period.
///
/// `place` says where a location is, in the sources and in the data. `depth` is how many levels
/// of operands are explained in turn: 0 is the node alone. What two nodes read is explained once.
package func explain(
  _ results: Results, node: Int, subject: Int, period: Period, cell: Cell? = nil,
  language: String = "en", disclosure: Int? = nil, depth: Int = 0,
  place: (Location) -> SourcePlace?
) -> Explanation? {
  withoutActuallyEscaping(place) { place in
    let cell = cell ?? results.mainCell(of: node) ?? .total
    var told: Set<ToldPart> = [ToldPart(node: node, period: period)]
    return Explainer(
      results: results, node: node, subject: subject, period: period, cell: cell,
      wording: Wording(language: language, of: results.program), disclosure: disclosure,
      place: place
    )?.explanation(depth: depth, hash: editionHashes(results.program).content, &told)
  }
}

/// A node that an explanation has told of.
struct ToldPart: Hashable {
  var node: Int
  var period: Period
}

/// Gathers what an explanation says.
struct Explainer {
  let results: Results
  let node: Int
  let subject: Int
  /// What a member of a window or of an axis reads is read at another.
  var period: Period
  var cell: Cell
  let wording: Wording
  let disclosure: Int?
  let place: (Location) -> SourcePlace?
  let figures: NodeFigures
  let rules: Rules
  /// The figure is kept back from those who asked: then so are the figures that it was made of.
  let hidesSources: Bool

  /// In which names mean what they do to the subject.
  let program: Program
  var sheet: Node { program.nodes[node] }

  init?(
    results: Results, node: Int, subject: Int, period: Period, cell: Cell, wording: Wording,
    disclosure: Int?, place: @escaping (Location) -> SourcePlace?
  ) {
    rules = results.rules(of: node, for: subject)
    let found = results.figures(node: node, subject: subject, period: period, cell: cell)
    guard let figures = found ?? (rules.isHeading ? NodeFigures(value: .missing([])) : nil) else {
      return nil
    }
    self.results = results
    program = results.program.seen(by: results.dataset.subjects[subject])
    self.node = node
    self.subject = subject
    self.period = period
    self.cell = cell
    self.wording = wording
    self.disclosure = disclosure
    self.place = place
    self.figures = figures
    // The narrowest of several levels sees everything.
    let asksForAll = disclosure.map { $0 > 0 && $0 + 1 >= results.program.head.disclosure.count }
    let isKept = figures.value.reasons.contains { $0 == .suppressed || $0 == .confidential }
    hidesSources = isKept && asksForAll == false
  }

  /// Whether a figure is narrower than what may be shown.
  func isNarrower(_ figure: Figure) -> Bool { disclosure.map { figure.disclosure > $0 } ?? false }

  /// Whether a figure that is read may not be shown.
  func isWithheld(_ figure: Figure) -> Bool {
    isNarrower(figure) || hidesSources && figure.isKnown
  }

  func explanation(depth: Int, hash: String, _ told: inout Set<ToldPart>) -> Explanation {
    let head = program.head
    var result = Explanation(
      node: sheet.name, title: wording.title(of: sheet, in: program), level: sheet.level,
      subject: results.dataset.subjects[subject], subjectWord: head.subject.spaced,
      period: period,
      cell: wording.cell(cell, in: program), framework: head.name,
      frameworkTitle: wording.frameworkTitle(program), edition: head.edition,
      status: head.status, hash: hash,
      value: explained(
        figures.value, rules.type, shown: figures.shownValue, show: rules.displayedValue))
    result.texts = texts(of: sheet.sheet)
    result.disclosure = disclosureRule
    result.better = sheet.better.map(\.value)
    result.option = option
    result.origins = origins
    result.application = application
    result.goals = goals
    result.choices = choices([])
    result.summary = summary
    if rules.isHeading { result.value.words = wording(.noScore) }
    // A figure that may not be shown must not be told by its parts either.
    guard !isWithheld(figures.value), !(figures.score.map(isWithheld) ?? false) else {
      result.value = withheld(rules.type)
      return result
    }
    result.score = figures.score.map {
      explained($0, scoreType, shown: figures.shownScore, show: rules.displayedScore)
    }
    result.scoreScale = scoreScale
    if let level = figures.classification, let scale = rules.classification?.value.scale {
      result.classLabel = wording.value(.level(level), .level(scale), in: program)
    }
    result.rank = figures.rank.map(wording.decimal)
    result.rankedSubjects = rankedMembers?.ranked
    result.rankMembers = rankedMembers?.members
    if let low = figures.low, let high = figures.high {
      result.bounds = (scoreWords(low), scoreWords(high))
    }
    explainValue(&result)
    result.choices = choices(result.inputs)
    result.steps = steps
    result.sets = sets
    explainAdjustments(&result)
    result.scoring = rules.isHeading ? [] : scoring
    result.rounding = rounding
    result.classification = classification
    result.ranking = ranking
    if depth > 0 {
      // All parts of this level before those of the next, so that each is told at its highest place.
      let parts = parts(of: result).filter { told.insert($0).inserted }
      for part in parts {
        let explainer = Explainer(
          results: results, node: part.node, subject: subject, period: part.period,
          cell: results.mainCell(of: part.node) ?? .total, wording: wording,
          disclosure: disclosure, place: place)
        guard let explainer else { continue }
        result.parts.append(explainer.explanation(depth: depth - 1, hash: hash, &told))
      }
    }
    return result
  }

  /// The children that are combined and the nodes that are read, in this period or another.
  private func parts(of explanation: Explanation) -> [ToldPart] {
    let children = rules.isHeading ? sheet.children.map { program.nodes[$0].name } : []
    let operands = (explanation.operands.map(\.node) + children).map { ($0, period) }
    let read = explanation.inputs.filter { $0.kind == .node }.map { ($0.name, $0.period) }
    return (operands + read).compactMap { name, period in
      guard name != sheet.name, let node = program.node(named: name) else { return nil }
      return ToldPart(node: node, period: period)
    }
  }

  // MARK: Figures

  /// Scores are numbers, or levels of the framework's scale.
  var scoreType: ValueType {
    if case .levels(let scale) = program.head.scores { return .level(scale) }
    return rules.hasOneFigure ? rules.type : .quantity(.number)
  }

  /// What is combined: the scores of parts.
  var operandType: ValueType {
    if case .levels(let scale) = program.head.scores { .level(scale) } else { .quantity(.number) }
  }

  /// `name` is whose figure it is: a cause of its own needs no place.
  func explained(
    _ figure: Figure, _ type: ValueType, shown: Rational? = nil, show: Decimals? = nil,
    name: String? = nil, isSource: Bool = true
  ) -> ExplainedFigure {
    if isNarrower(figure) { return withheld(type) }
    if isSource, isWithheld(figure) { return withheld(type, .keptBack) }
    var result = ExplainedFigure(
      words: "", exact: nil, unit: program.unitName(of: type),
      reasons: figure.causes.map { program.text(of: $0, besides: period) },
      flags: figure.flags.names)
    switch figure.scalar {
    case .number(let number)?:
      let unit = type.unit ?? .number
      result.exact = (number * unit.printFactor).exactText
      result.words = wording.quantity(shown ?? number, unit, show: show)
    case let scalar?:
      result.exact = program.text(of: scalar, type: type)
      result.words = wording.value(scalar, type, in: program)
    case nil:
      result.words = wording.causes(
        figure.causes, besides: name ?? sheet.name, period: period, in: program)
    }
    return result
  }

  func withheld(_ type: ValueType, _ why: Phrase = .confidential) -> ExplainedFigure {
    ExplainedFigure(
      words: wording(why), exact: nil, unit: program.unitName(of: type),
      reasons: [Reason.confidential.name], flags: [])
  }

  func scoreWords(_ score: Rational) -> String {
    wording.quantity(score, scoreType.unit ?? .number, show: rules.displayedScore)
  }

  private var scoreScale: String? {
    guard case .interval(let low, let high) = program.head.scores else { return nil }
    return wording(
      .between,
      [
        "lower": wording.decimal(low), "upper": wording.decimal(high),
      ])
  }

  // MARK: Clauses

  func rule(_ words: String, _ source: ClauseSource, _ location: Location?) -> ExplainedRule {
    ExplainedRule(
      words: words, from: source.description, fromWords: self.words(source),
      place: location.flatMap(place))
  }

  private func words(_ source: ClauseSource) -> String {
    switch source {
    case .own: wording(.sourceOwn)
    case .every(let level):
      wording(.sourceEvery, ["level": wording.each(wording.level(level, in: program))])
    case .framework: wording(.sourceFramework)
    case .alternative(let name): wording(.sourceAlternative, ["name": alternativeTitle(name)])
    case .adaptation: wording(.sourceAdaptation)
    case .language: wording(.sourceLanguage)
    }
  }

  func alternativeTitle(_ name: String) -> String {
    if let own = sheet.alternatives.first(where: { $0.name == name }) {
      return wording.title(own.title, own.sheet)
    }
    let whole = program.alternatives.first { $0.name == name }
    return whole.map { wording.title($0.title, $0.sheet) } ?? name.spaced
  }

  private var option: ExplainedRule? {
    let used = results.option(of: node, for: subject)
    if let name = used,
      let chosen = sheet.alternatives.first(where: { $0.name == name })
    {
      return option(name, chosen.comparability, chosen.location)
    }
    guard let name = used,
      let chosen = program.alternatives.first(where: { $0.name == name })
    else { return nil }
    return option(name, chosen.comparability, chosen.location)
  }

  private func option(
    _ name: String, _ comparable: Comparability, _ location: Location?
  ) -> ExplainedRule {
    let words = wording(
      .optionUsed, ["title": alternativeTitle(name), "comparability": self.words(comparable)])
    return rule(words, .alternative(name), location)
  }

  private var origins: [ExplainedOrigin] {
    sheet.sheet.origins.map { origin in
      ExplainedOrigin(
        certainty: origin.certainty, source: origin.source, clauses: origin.clauses,
        from: origin.from.description, fromWords: words(origin.from),
        place: origin.location.flatMap(place))
    }
  }

  /// What `value` means in an expression.
  enum Own {
    /// Nothing: it is a formula, a condition or a policy.
    case none
    /// As the score saw it: before `round`.
    case entering
    case final
  }

  /// Writes expressions at this place.
  func formulaText(own: Own = .none) -> FormulaText {
    FormulaText(
      program: program, wording: wording, period: period,
      figure: { id in
        let figure = self.figure(id, own: own)
        if case .parameter = self.program[id].operation { return figure }
        return self.isWithheld(figure) ? nil : figure
      }, decimals: decimals(of:),
      operands: figures.operands.compactMap(\.combined).map { explained($0, operandType).words })
  }

  /// The decimals that an expression is shown with, where it reads a figure as it is shown.
  func decimals(of id: ExpressionID) -> Decimals? {
    switch program[id].operation {
    case .node(let node, .shown, _): results.rules(of: node).displayedValue
    case .node(let node, .score, _): results.rules(of: node).roundScore?.value
    case .own(.shown): rules.displayedValue
    default: nil
    }
  }

  /// An expression's figure before any policy took it.
  func figure(_ id: ExpressionID, own: Own = .none) -> Figure {
    var figures: NodeFigures?
    switch own {
    case .none: figures = nil
    case .entering: figures = entering
    case .final: figures = self.figures
    }
    return results.evaluate(
      id, node: node, subject: subject, period: period, cell: cell, own: figures,
      beforeRounding: own == .entering, applyingPolicies: false)
  }

  /// The figures as the score saw them: before `round`.
  private var entering: NodeFigures {
    var entering = figures
    entering.value = figures.exactValue
    return entering
  }
}
