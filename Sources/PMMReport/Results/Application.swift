import PMMIR

/// How far the instruments of an outcome are applied: a distribution over levels, never a number.
struct Application {
  /// Index of the scale that the questions are answered on.
  var scale: Int
  /// The lower median of the levels answered; missing where none was.
  var median: Figure
  /// How many instruments have each level, lowest first.
  var counts: [Int]
  /// Each instrument's answer.
  var answers: [(instrument: Int, condition: String, figure: Figure)]
}

extension Results {
  /// Nil if the node asks for no application, or does not publish it.
  func application(of index: Int, at place: Dataset.SubjectPeriod) -> Application? {
    let node = program.nodes[index]
    guard node.application != nil, let first = node.instruments.first,
      case .level(let scale) = program.inputs[first.input].type
    else { return nil }
    let answers = node.instruments.map { use in
      let key = Dataset.Key(
        input: use.input, subject: place.subject, period: place.period, cell: .total)
      let name = program.inputs[use.input].name
      var figure =
        dataset.datum(key)?.figure
        ?? .missing(.notReported, at: Place(name: name, cell: .total, period: place.period))
      // As for any figure: the narrower of what the data, the input and the node say.
      let declared = max(program.inputs[use.input].disclosure ?? 0, node.disclosure?.value ?? 0)
      figure.disclosure = max(figure.disclosure, declared)
      return (instrument: use.instrument, condition: use.condition, figure: figure)
    }
    let levels = answers.compactMap { answer in
      if case .level(let level) = answer.figure.scalar { level } else { nil }
    }.sorted()
    var counts = [Int](repeating: 0, count: program.scales[scale].levels.count)
    for level in levels where counts.indices.contains(level) { counts[level] += 1 }
    var median =
      levels.isEmpty
      ? Figure.missing(answers.flatMap(\.figure.causes))
      : .known(.level(levels[(levels.count - 1) / 2]))
    // Those that are missing too: that there are so few answers tells of them.
    for answer in answers {
      median = median.carrying(answer.figure)
    }
    return Application(scale: scale, median: median, counts: counts, answers: answers)
  }
}
