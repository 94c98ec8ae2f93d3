import PMMIR

/// How far the instruments of an outcome are applied, and the goals that it serves.
extension Explainer {
  var application: ExplainedApplication? {
    let place = Dataset.SubjectPeriod(subject: subject, period: period)
    guard let applied = results.appliedInstruments(of: node, at: place),
      let clause = sheet.application
    else { return nil }
    let type = ValueType.level(applied.scale)
    let levels = program.scales[applied.scale].levels
    var result = ExplainedApplication(
      asked: applied.answers.count,
      median: explained(applied.median, type, name: "\(sheet.name).application"),
      highest: levels.last.map { wording.word(of: $0, program) } ?? "",
      rule: rule(wording(.applicationMedian), clause.source, clause.location))
    guard !isWithheld(applied.median) else { return result }
    if case .level(let index)? = applied.median.scalar {
      result.medianWord = wording.word(of: levels[index], program)
    }
    result.counts = wording.counts(of: applied, in: program)
    result.levels = zip(levels.map(\.name), applied.counts).map { ($0, $1) }
    result.missing = applied.missing
    result.instruments = applied.answers.map { use, figure in
      let instrument = program.instruments[use.instrument]
      let input = program.inputs[use.input]
      let key = Dataset.Key(input: use.input, subject: subject, period: period, cell: .total)
      let condition = use.condition.text(wording.language, fallback: program.head.languages)
      var words = explained(figure, type, name: input.name)
      if case .level(let index)? = figure.scalar, !isWithheld(figure),
        let meaning = wording.meaning(of: levels[index], program)
      {
        let word = wording.word(of: levels[index], program)
        words.words = wording(.applicationLevel, ["level": word, "label": meaning])
      }
      return ExplainedInstrument(
        name: instrument.name, input: input.name,
        title: wording.title(instrument.name, in: program),
        figure: words,
        condition: condition.isEmpty ? nil : condition,
        place: isWithheld(figure)
          ? nil : results.dataset.datum(key)?.location.flatMap(self.place))
    }
    return result
  }

  /// The codes of the sheet with the titles that the catalogue gives them.
  var goals: [(code: String, title: String)] {
    sheet.sheet.sdg.map { code in
      let entry = program.entries.first { $0.code == code }
      let languages = program.head.languages
      return (code, entry?.sheet.title.text(wording.language, fallback: languages) ?? "")
    }
  }
}
