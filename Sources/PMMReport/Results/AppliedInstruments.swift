import PMMIR

/// How far the instruments of an outcome are applied, with what printing it needs: a distribution
/// over levels, never a number.
struct AppliedInstruments {
  /// Index of the scale that the questions are answered on.
  var scale: Int
  /// The lower median of the levels answered; missing where none was.
  var median: Figure
  /// How many instruments have each level, lowest first.
  var counts: [Int]
  /// What was answered about each instrument, in the order in which they are asked about.
  var answers: [(use: InstrumentUse, figure: Figure)]

  /// How many were asked about and not answered.
  var missing: Int { answers.count { !$0.figure.isKnown } }
}

extension Results {
  /// Nil if the node asks for no application, or does not publish it.
  func appliedInstruments(of index: Int, at place: Dataset.SubjectPeriod) -> AppliedInstruments? {
    let node = program.nodes[index]
    guard let first = node.instruments.first,
      case .level(let scale) = program.inputs[first.input].type,
      let application = application(
        of: index, subject: place.subject, period: place.period)
    else { return nil }
    let answers = node.instruments.map {
      (use: $0, figure: inputFigure($0.input, subject: place.subject, period: place.period))
    }
    var median =
      application.median.map { Figure.known(.level($0)) }
      ?? .missing(answers.flatMap(\.figure.causes))
    // Also those that are missing: that there are so few answers tells of them.
    for answer in answers { median = median.carrying(answer.figure) }
    median.disclosure = max(median.disclosure, node.disclosure?.value ?? 0)
    return AppliedInstruments(
      scale: scale, median: median, counts: application.counts, answers: answers)
  }
}

extension Wording {
  /// `2 partial, 1 full, 1 not reported`: how many instruments have each level, or no answer and why.
  func counts(of application: AppliedInstruments, in program: Program) -> String {
    var counts = zip(program.scales[application.scale].levels, application.counts)
      .map { (word: self.word(of: $0, program), count: $1) }
    let reasons = application.answers.filter { !$0.figure.isKnown }.map { answer in
      list(answer.figure.reasons.sorted().map { reason($0, in: program) })
    }
    for reason in reasons.unique {
      counts.append((reason, reasons.count { $0 == reason }))
    }
    return counts.filter { $0.count > 0 }.map {
      self(.applicationCount, ["count": String($0.count), "level": $0.word])
    }.joined(separator: self(.listSeparator))
  }

  /// The levels that instruments are applied at, with what each means, unless its name says it all.
  func applicationLegend(_ program: Program) -> String? {
    guard let scale = program.scales.first(where: { $0.name == "adoption" }) else { return nil }
    let meanings = scale.levels.compactMap { level in
      self.meaning(of: level, program).map {
        self(.legendEntry, ["mark": self.word(of: level, program), "word": $0])
      }
    }
    let told = meanings.joined(separator: self(.clauseSeparator))
    return self(.applicationLegend, ["levels": meanings.isEmpty ? "" : " \(told)."])
  }
}
