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

  init(wording: Wording, width: Int) {
    self.wording = wording
    self.width = width
  }

  mutating func write(_ explanation: Explanation, nesting: Int) {
    self.nesting = nesting
    if nesting > 0 { text += "\n" }
    answer(explanation)
    value(explanation)
    figures(explanation)
    section(.adjustmentSection, explanation.adjustments.map(words))
    section(.scoreSection, explanation.scoring.map(words))
    var rest = explanation.rounding.map(words)
    rest += [explanation.classification, explanation.ranking].compactMap { $0.map(words) }
    section(.roundingSection, rest)
    section(.checksSection, explanation.checks.map(words))
    section(.originSection, origins(explanation))
    if nesting == 0 {
      let status = Wording(language: wording.language)(explanation.status.phrase)
      section(
        .versionSection,
        [
          wording(
            .versionLine,
            [
              "framework": explanation.frameworkTitle, "edition": explanation.edition,
              "status": status, "hash": String(explanation.hash.prefix(12)),
            ])
        ])
    }
    for part in explanation.parts { write(part, nesting: nesting + 1) }
  }

  // MARK: The answer

  private mutating func answer(_ explanation: Explanation) {
    var title = explanation.title
    if !explanation.cell.isEmpty {
      title = wording(.placeInCell, ["name": title, "cell": explanation.cell])
    }
    let arguments = [
      "title": title, "subject": explanation.subject, "period": explanation.period.description,
      "value": explanation.value.words,
    ]
    let hasPeriod = explanation.period.kind != .none
    let phrase: Phrase =
      switch (explanation.value.isKnown, hasPeriod) {
      case (true, true): .answer
      case (true, false): .answerNoPeriod
      case (false, true): .answerMissing
      case (false, false): .answerMissingNoPeriod
      }
    line(wording(phrase, arguments))
    var facts: [String] = []
    if let score = explanation.score, explanation.combination == nil || !score.isKnown {
      if score.isKnown {
        facts.append(
          wording(.scoreIs, ["score": score.words, "scale": scale(explanation)]))
      } else if explanation.value.isKnown {
        facts.append(wording(.scoreMissing, ["reason": score.words]))
      }
    } else if explanation.combination != nil, explanation.value.isKnown,
      let range = explanation.scoreScale
    {
      facts.append(wording(.scoreOnScale, ["score": range]))
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
    let flags = StatusFlags.named.filter { explanation.value.flags.contains($0.name) }
    if !flags.isEmpty {
      let words = wording.flags(StatusFlags(flags.map(\.flag)))
      facts.append(wording(.figureStatus, ["status": wording.list(words)]))
    }
    if let better = explanation.better, better != .none {
      facts.append(wording(better == .higher ? .betterHigher : .betterLower))
    }
    if !facts.isEmpty { line(facts.joined(separator: " ")) }
    section(.whatItMeasures, explanation.definition.map { [$0] } ?? [])
  }

  private func scale(_ explanation: Explanation) -> String {
    explanation.scoreScale.map { " " + wording(.parentheses, ["inside": $0]) } ?? ""
  }

  // MARK: How the value came about

  private mutating func value(_ explanation: Explanation) {
    section(.optionSection, explanation.option.map { [words($0)] } ?? [])
    section(.conditionSection, explanation.condition.map { [words($0)] } ?? [])
    if let formula = explanation.formula {
      var lines: [String] = []
      if let rule = formula.rule { lines.append(words(rule)) }
      if !formula.isPlain {
        lines.append(
          wording(
            .formulaNumbers,
            ["numbers": formula.numbers, "result": formula.result.words]))
      }
      section(.how, lines)
    }
    section(
      .stepsInBetween,
      explanation.steps.map { step in
        // A `define` that only passes on another has no arithmetic.
        wording(
          step.numbers == step.result.words ? .stepPlain : .stepLine,
          [
            "name": step.name ?? "", "words": step.words, "numbers": step.numbers,
            "result": step.result.words,
          ])
      })
    if let combination = explanation.combination {
      section(.how, [combination, explanation.weighting].compactMap { $0.map(words) })
    }
    section(.partsSection, explanation.operands.map(operand))
    section(.floorSection, explanation.floor.map { [words($0)] } ?? [])
    section(.missingRule, explanation.policies.map(words))
  }

  private func operand(_ operand: ExplainedOperand) -> String {
    let weight = operand.weight.map { " " + wording(.operandWeight, ["weight": $0]) } ?? ""
    let rule = operand.rule.map { " " + words($0) } ?? ""
    return wording(
      .figureLine, ["name": operand.title, "figure": operand.figure.words, "place": ""])
      + weight + (operand.words.isEmpty ? "" : " " + operand.words) + rule
  }

  // MARK: Figures

  private mutating func figures(_ explanation: Explanation) {
    section(.figuresUsed, explanation.inputs.flatMap { self.figure($0, explanation) })
  }

  private func figure(_ input: ExplainedInput, _ explanation: Explanation) -> [String] {
    var name = input.title
    if let part = input.part, let phrase = Self.parts[part] {
      name = wording(phrase, ["name": name])
    }
    switch input.kind {
    case .parameter: name = wording(.parameterLine, ["name": name])
    case .attribute: name = wording(.attributeLine, ["name": name])
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
          let cell = wording(.dataCell, ["cell": datum.cell, "figure": datum.figure.words])
          return datum.place.map { cell + " " + wording(.atPlace, ["place": $0.short]) } ?? cell
        }
        // A sum that is missing was not added up; what there is shows what is not.
        let phrase: Phrase = input.figure.isKnown ? .dataSumOf : .dataParts
        text += " " + wording(phrase, ["cells": wording.list(cells)])
      } else if let place = input.data.first?.place {
        text += " " + wording(.dataAt, ["place": place.short])
      }
      for note in input.data.compactMap(\.note) { text += " " + wording(.dataNote, ["note": note]) }
      if !input.sources.isEmpty {
        text += " " + wording(.dataSource, ["source": wording.list(input.sources)])
      }
    }
    return [text]
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

  private func origins(_ explanation: Explanation) -> [String] {
    guard !explanation.origins.isEmpty else { return [wording(.noOrigin)] }
    return explanation.origins.map { origin in
      let line = wording(
        .originLine,
        ["certainty": wording(origin.certainty.phrase), "source": origin.source])
      guard !origin.clauses.isEmpty else { return line }
      return line + " "
        + wording(
          .originClauses, ["clauses": origin.clauses.joined(separator: wording(.listSeparator))])
    }
  }

  /// A clause with whose it is and where it is written.
  private func words(_ rule: ExplainedRule) -> String {
    guard rule.from != ClauseSource.language.description else {
      return rule.words + " " + wording(.parentheses, ["inside": rule.fromWords])
    }
    let place = rule.place.map { wording(.listSeparator) + $0.short } ?? ""
    return rule.words + " " + wording(.parentheses, ["inside": rule.fromWords + place])
  }

  // MARK: Layout

  private var margin: String { String(repeating: " ", count: 4 * nesting) }

  private mutating func line(_ line: String, indent: String = "") {
    let inner = margin + indent
    for part in wrapped(line, width: width - inner.count) { text += inner + part + "\n" }
  }

  private mutating func section(_ title: Phrase, _ lines: [String]) {
    guard !lines.isEmpty else { return }
    text += "\n" + margin + wording(title) + "\n"
    for item in lines {
      for (index, part) in wrapped(item, width: width - margin.count - 4).enumerated() {
        text += margin + (index == 0 ? "  - " : "    ") + part + "\n"
      }
    }
  }
}
