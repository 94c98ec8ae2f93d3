import PMMIR

extension Explanation {
  /// The explanation as a letter would give it: the figure first, then how it came about.
  package func text(language: String = "en", width: Int = 100) -> String {
    var writer = ExplanationWriter(
      wording: Wording(language: language), width: max(40, width))
    writer.write(self, nesting: 0)
    return writer.text
  }
}

/// Writes the sections of an explanation, each only if there is something to say.
private struct ExplanationWriter {
  let wording: Wording
  let width: Int
  var text = ""
  private var nesting = 0
  /// Files that were named with their whole path; later they are named by the last part of it.
  private var named: [String: String] = [:]

  init(wording: Wording, width: Int) {
    self.wording = wording
    self.width = width
  }

  mutating func write(_ explanation: Explanation, nesting: Int) {
    self.nesting = nesting
    if nesting > 0 { text += "\n" }
    line(explanation.summary)
    let facts = facts(explanation)
    if !facts.isEmpty { line(facts.joined(separator: " ")) }
    let definitions = DefinitionLines(wording: wording)
    if nesting == 0 { section(.whatItMeasures, definitions.lines(of: explanation.texts)) }
    value(explanation)
    figures(explanation)
    if nesting == 0 { section(.inputSection, definitions.lines(of: explanation.inputs)) }
    section(
      .adjustmentSection,
      made(.imputation, in: explanation) + lines(explanation.adjustments))
    section(
      .scoreSection,
      lines(explanation.scoring, asSentences: true) + made(.score, in: explanation))
    section(
      .roundingSection,
      lines(
        explanation.rounding + [explanation.classification, explanation.ranking].compactMap { $0 })
        + made(.classification, in: explanation))
    if nesting == 0 {
      section(.applicationSection, explanation.application.map { application($0) } ?? [])
      section(
        .sdgSection,
        explanation.goals.map { wording(.sdgLine, ["code": $0.code, "title": $0.title]) })
    }
    rules(
      .checksSection, explanation.checks.filter { nesting == 0 || !$0.isInOrder },
      asSentences: true)
    if nesting == 0 {
      rules(.choiceSection, definitions.rules(of: explanation.choices))
      rules(.disclosureSection, [explanation.disclosure].compactMap { $0 })
      section(.originSection, OriginLines(wording: wording).lines(of: explanation))
      section(
        .versionSection,
        [
          wording(
            .versionLine,
            [
              "framework": explanation.frameworkTitle, "edition": explanation.edition,
              "hash": String(explanation.hash.prefix(12)),
            ]), wording(.statusLine, ["status": wording(explanation.status.phrase)]),
        ])
    }
    for part in explanation.parts { write(part, nesting: nesting + 1) }
  }

  // MARK: The answer

  /// What is worth knowing beside the figure itself.
  private func facts(_ explanation: Explanation) -> [String] {
    var facts: [String] = []
    if explanation.value.isKnown, let score = explanation.score, !score.isKnown {
      facts.append(wording(.scoreMissing, ["reason": score.words]))
    }
    if let bounds = explanation.bounds, bounds.low != bounds.high {
      facts.append(wording(.boundsLine, ["low": bounds.low, "high": bounds.high]))
    }
    if let label = explanation.classLabel { facts.append(wording(.classIs, ["class": label])) }
    if let rank = explanation.rank {
      facts.append(
        explanation.rankedSubjects.map {
          wording(.rankIs, ["rank": rank, "count": String($0)])
        } ?? wording(.rankWithoutCount, ["rank": rank]))
    }
    if let status = status(explanation.value) { facts.append(status) }
    if let application = explanation.application { facts.append(besideTheScore(application)) }
    if nesting == 0, let better = explanation.better, better != .none {
      facts.append(wording(better == .higher ? .betterHigher : .betterLower))
    }
    return facts
  }

  // MARK: Instruments

  private func besideTheScore(_ application: ExplainedApplication) -> String {
    let arguments = [
      "count": String(application.asked),
      "median": application.medianWord.isEmpty
        ? application.median.words : application.medianWord,
      "counts": application.counts,
    ]
    return wording(
      application.median.isKnown ? .applicationShort : .applicationNotAnswered, arguments)
  }

  /// What is done with the answers, then each with when it would be the highest level.
  private mutating func application(_ application: ExplainedApplication) -> [String] {
    var lines = [words(application.rule)]
    for instrument in application.instruments {
      var line = wording(
        .applicationAnswer, ["name": instrument.title, "figure": instrument.figure.words])
      if let condition = instrument.condition {
        line +=
          " "
          + wording(
            .applicationFull, ["level": application.highest, "condition": condition])
      }
      if let place = instrument.place {
        line += " " + wording(.dataAt, ["place": places([place])])
      }
      lines.append(line)
    }
    return lines
  }

  // MARK: How the value came about

  private mutating func value(_ explanation: Explanation) {
    rules(.optionSection, [explanation.option].compactMap { $0 })
    rules(.conditionSection, [explanation.condition].compactMap { $0 })
    if let formula = explanation.formula {
      var lines: [String] = []
      if let rule = formula.rule { lines.append(sentence(words(rule))) }
      // A condition that decided left the formula alone.
      if !formula.isPlain, explanation.condition == nil {
        let phrase: Phrase = formula.result.isKnown ? .formulaNumbers : .formulaMissing
        lines.append(
          wording(phrase, ["numbers": formula.numbers, "result": formula.result.words]))
      }
      section(.how, lines)
    }
    section(
      .how,
      lines([explanation.combination, explanation.weighting].compactMap { $0 })
        + explanation.sets.filter(\.isWeights).map { Item(text: set($0)) })
    section(.stepsInBetween, items(explanation.steps.filter { $0.stage == .value }))
    section(.partsSection, operands(explanation.operands))
    section(
      .setsSection,
      explanation.sets.filter { $0.stage == .value && !$0.isWeights }
        .map { Item(text: set($0)) })
    rules(.floorSection, [explanation.floor].compactMap { $0 })
    if explanation.operands.isEmpty { rules(.missingRule, explanation.policies) }
  }

  /// The defines and the sets of a later stage.
  private mutating func made(
    _ stage: SetReport.Stage, in explanation: Explanation
  ) -> [Item] {
    items(explanation.steps.filter { $0.stage == stage })
      + explanation.sets.filter { $0.stage == stage }.map { Item(text: set($0)) }
  }

  /// A `define`: its formula and what came out, what it was called with, and those inside it.
  private mutating func items(_ steps: [ExplainedFormula], depth: Int = 0) -> [Item] {
    var items: [Item] = []
    for step in steps {
      items.append(Item(text: self.text(of: step), depth: depth))
      for argument in step.arguments {
        let phrase: Phrase = argument.words == argument.figure.words ? .stepWithFigure : .stepWith
        let words = wording(
          phrase,
          ["name": argument.name, "words": argument.words, "figure": argument.figure.words])
        items.append(Item(text: words, depth: depth + 1))
      }
      items += self.items(step.steps, depth: depth + 1)
    }
    return items
  }

  private mutating func text(of step: ExplainedFormula) -> String {
    let phrase: Phrase =
      if !step.result.isKnown {
        step.isPlain ? .stepMissingPlain : .stepMissing
      } else {
        // A `define` that only passes on another has no arithmetic.
        step.isPlain || step.numbers == step.result.words ? .stepPlain : .stepLine
      }
    let name = step.title ?? step.name ?? ""
    let text = wording(
      phrase,
      [
        "name": name, "words": step.words, "numbers": step.numbers, "result": step.result.words,
      ])
    guard let place = step.rule?.place else { return text }
    return text + " " + wording(.parentheses, ["inside": places([place])])
  }

  // MARK: Sets

  /// How many members of a set are told one by one.
  private static let mostMembers = 12

  /// What was made of a set, how many counted, who they are, and who was left out.
  private func set(_ set: ExplainedSet) -> String {
    var phrase = Phrase.setScore
    if let result = set.result {
      phrase = result.isKnown ? .setLine : .setMissing
    } else if set.isWeights {
      phrase = .setWeights
    }
    var arguments = ["counted": String(set.counted), "members": String(set.members.count)]
    arguments["figures"] = wording(.setFigures, count: set.members.count, arguments)
    (arguments["words"], arguments["result"]) = (set.words, set.result?.words ?? "")
    let counts = wording(phrase, arguments)
    let details = details(of: set)
    var sentences = [
      wording(details.isEmpty ? .setCounts : .setDetails, ["counts": counts, "details": details])
    ]
    if let least = set.atLeast, set.counted < least {
      sentences.append(wording(.setAtLeast, ["least": String(least)]))
    }
    let leftOut = leftOut(of: set)
    if !leftOut.isEmpty {
      sentences.append(
        wording(.setLeftOut, ["list": leftOut.joined(separator: wording(.clauseSeparator))]))
    }
    return sentence(sentences.joined(separator: " "))
  }

  private func leftOut(of set: ExplainedSet) -> [String] {
    let left = set.members.filter { $0.outcome != "counted" }
    return left.map(\.why).unique.map { why in
      let places = left.filter { $0.why == why }.map(\.label)
      return wording(
        .reasonAt, ["reason": why, "places": wording.few(places, most: Self.mostMembers)])
    }
  }

  /// What a score is measured against, else the members that counted.
  private func details(of set: ExplainedSet) -> String {
    func labels(_ end: ExplainedMember) -> String {
      let same = set.members.filter {
        $0.outcome == "counted" && $0.figure?.exact == end.figure?.exact
      }
      return wording.few(same.map(\.label), most: 2)
    }
    if let lowest = set.lowest, let highest = set.highest {
      // Whose figure it is would tell of one that is withheld.
      guard lowest.figure?.isKnown == true, highest.figure?.isKnown == true else { return "" }
      return wording(
        .setEnds,
        [
          "lowest": lowest.amount, "highest": highest.amount, "who": labels(lowest),
          "other": labels(highest),
        ])
    }
    if let mean = set.mean {
      return wording(
        .setMean, ["mean": mean.words, "deviation": set.deviation?.words ?? wording(.noValue)])
    }
    if let below = set.below, let equal = set.equal {
      return wording(.setBelow, ["below": String(below), "equal": String(equal)])
    }
    let members = set.listed.map { set.members[$0] }.filter { !$0.amount.isEmpty }
      .map { wording(.setMember, ["member": $0.label, "figure": $0.amount]) }
    return members.isEmpty ? "" : wording.few(members, most: Self.mostMembers)
  }

  /// Each part with its score, its share of the whole and what became of it, by which rule.
  private mutating func operands(_ operands: [ExplainedOperand]) -> [String] {
    var lines: [String] = []
    var last: String?
    for operand in operands {
      var outcome = operand.words
      if let rule = operand.rule {
        // A rule that took several parts in a row is told once.
        if last != rule.words { outcome += " " + words(rule) }
        last = rule.words
      }
      let weight = operand.weight.map { wording(.operandWeight, ["weight": $0]) } ?? ""
      lines.append(
        wording(
          .operandLine,
          [
            "name": operand.title, "figure": operand.figure.words, "weight": weight,
            "outcome": outcome,
          ]))
    }
    return lines
  }

  // MARK: Figures

  private mutating func figures(_ explanation: Explanation) {
    section(.figuresUsed, explanation.inputs.map { figure($0, explanation.subjectWord) })
  }

  private mutating func figure(_ input: ExplainedInput, _ subjectWord: String) -> String {
    var name = input.title
    if let part = input.part, let phrase = Self.parts[part] {
      name = wording(phrase, ["name": name])
    }
    switch input.kind {
    case .parameter: name = wording(input.isSet ? .parameterSet : .parameterLine, ["name": name])
    case .attribute: name = wording(.attributeLine, ["name": name, "subject": subjectWord])
    case .input, .node: break
    }
    let period = input.period.kind == .none ? "" : input.period.description
    let place = [input.cell, input.kind == .input || input.kind == .node ? period : ""]
      .filter { !$0.isEmpty }.joined(separator: wording(.listSeparator))
    let inside = place.isEmpty ? "" : " " + wording(.parentheses, ["inside": place])
    var text = wording(
      .figureLine, ["name": name, "figure": input.figure.words, "place": inside])
    if let status = status(input.figure) { text += " " + status }
    if input.kind == .input {
      if input.isWithheld {
        // Nothing is said of where a confidential figure comes from.
      } else if input.data.isEmpty {
        text += " " + wording(.noRow)
      } else if input.isSum {
        let cells = input.data.map { datum in
          wording(
            .dataCell, ["cell": datum.cell, "figure": datum.amount ?? datum.figure.words])
        }
        let places = self.places(input.data.compactMap(\.place))
        let place =
          places.isEmpty ? "" : " " + wording(.parentheses, ["inside": places])
        // A sum that is missing was not added up; what there is shows what is not.
        let phrase: Phrase = input.figure.isKnown ? .dataSumOf : .dataParts
        text += " " + wording(phrase, ["cells": wording.list(cells), "place": place])
      } else if let place = input.data.first?.place {
        text += " " + wording(.dataAt, ["place": places([place])])
      }
      for note in input.data.compactMap(\.note) { text += " " + wording(.dataNote, ["note": note]) }
      if !input.sources.isEmpty {
        text += " " + wording(.dataSource, ["source": wording.list(input.sources)])
      }
    }
    return text
  }

  private func status(_ figure: ExplainedFigure) -> String? {
    let flags = StatusFlags.named.filter { figure.flags.contains($0.name) }.map(\.flag)
    guard !flags.isEmpty else { return nil }
    return wording(
      .figureStatus, ["status": wording.list(wording.flags(StatusFlags(flags)))])
  }

  private static let parts: [String: Phrase] = [
    "score": .scoreOf, "shown": .shownOf, "rank": .rankOf, "class": .classOf,
  ]

  // MARK: Sources

  /// A section of clauses.
  private mutating func rules(
    _ title: Phrase, _ rules: [ExplainedRule], asSentences: Bool = false
  ) {
    section(title, lines(rules, asSentences: asSentences))
  }

  /// Clauses; where two in a row stand in one place, it is named once.
  private mutating func lines(_ rules: [ExplainedRule], asSentences: Bool = false) -> [Item] {
    var lines: [String] = []
    for (index, rule) in rules.enumerated() {
      let isRepeated =
        index > 0 && rules[index - 1].place == rule.place && rules[index - 1].from == rule.from
      lines.append(isRepeated ? rule.words : words(rule))
    }
    return lines.map { Item(text: asSentences ? sentence($0) : $0) }
  }

  /// Starts with a capital; what is no letter, or has none, stays.
  private func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// A clause with whose it is and where it is written.
  private mutating func words(_ rule: ExplainedRule) -> String {
    var inside = rule.fromWords
    if rule.from != ClauseSource.language.description, let place = rule.place {
      inside += wording(.listSeparator) + places([place])
    }
    return rule.words + " " + wording(.parentheses, ["inside": inside])
  }

  /// `kpis.pmm:12`, `data.csv:3 to 5 and 9`: the whole path the first time that a file is named.
  private mutating func places(_ places: [SourcePlace]) -> String {
    let files = places.map(\.path).unique.map { path -> String in
      let lines = places.filter { $0.path == path }.map(\.line)
      return wording(.linesOf, ["path": name(path), "lines": wording.list(runs(lines))])
    }
    return files.joined(separator: wording(.clauseSeparator))
  }

  private mutating func name(_ path: String) -> String {
    let file = SourcePlace(path: path, line: 0, column: 0).file
    // Another file of that name was named first: this one keeps its path.
    if let first = named[file] { return first == path ? file : path }
    named[file] = path
    return path
  }

  /// Lines in order, those that follow each other as `3 to 5`.
  private func runs(_ lines: [Int]) -> [String] {
    var runs: [ClosedRange<Int>] = []
    for line in Set(lines).sorted() {
      if let last = runs.last, last.upperBound + 1 == line {
        runs[runs.count - 1] = last.lowerBound...line
      } else {
        runs.append(line...line)
      }
    }
    return runs.flatMap { run -> [String] in
      let (first, last) = (String(run.lowerBound), String(run.upperBound))
      if run.count < 3 { return run.map { String($0) } }
      return [wording(.lineRange, ["first": first, "last": last])]
    }
  }

  // MARK: Layout

  private var margin: String { String(repeating: " ", count: 4 * nesting) }

  private mutating func line(_ line: String, indent: String = "") {
    let inner = margin + indent
    for part in wrapped(line, width: width - inner.count) { text += inner + part + "\n" }
  }

  /// A point of a section; those deeper belong to the one above.
  private struct Item {
    var text: String
    var depth = 0
  }

  private mutating func section(_ title: Phrase, _ lines: [String]) {
    section(title, lines.map { Item(text: $0) })
  }

  /// A part below the node explained is told in points without headings.
  private mutating func section(_ title: Phrase, _ items: [Item]) {
    guard !items.isEmpty else { return }
    if nesting == 0 { text += "\n" + wording(title) + "\n" }
    for item in items {
      let margin = margin + String(repeating: "  ", count: item.depth)
      for (index, part) in wrapped(item.text, width: width - margin.count - 4).enumerated() {
        text += margin + (index == 0 ? "  - " : "    ") + part + "\n"
      }
    }
  }
}
