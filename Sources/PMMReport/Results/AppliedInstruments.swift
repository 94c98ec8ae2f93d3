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
  /// How many instruments were asked about.
  var asked: Int
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
      inputFigure($0.input, subject: place.subject, period: place.period)
    }
    var median =
      application.median.map { Figure.known(.level($0)) }
      ?? .missing(answers.flatMap(\.causes))
    // Also those that are missing: that there are so few answers tells of them.
    for answer in answers { median = median.carrying(answer) }
    median.disclosure = max(median.disclosure, node.disclosure?.value ?? 0)
    return AppliedInstruments(
      scale: scale, median: median, counts: application.counts, asked: answers.count)
  }
}
