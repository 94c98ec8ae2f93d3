/// The `when REASON` lines of a node, and what they did while its figure was computed.
struct PolicyLedger {
  let lines: [Resolved<Policy>]
  /// Lines that took effect, in order of use.
  private(set) var used: [Int] = []
  private var decisions: [Int: [Cause]] = [:]

  init(_ lines: [Resolved<Policy>]) { self.lines = lines }

  /// The line that takes a missing figure: the one that names all of its reasons, else the line
  /// `missing`, else none.
  func line(for figure: Figure) -> Int? {
    guard !lines.isEmpty, !figure.isKnown else { return nil }
    let reasons = figure.reasons
    return lines.firstIndex { $0.value.reasons?.isSuperset(of: reasons) ?? false }
      ?? lines.firstIndex { $0.value.reasons == nil }
  }

  /// Whether the line of a missing figure is `exclude`; which one.
  func exclusion(of figure: Figure) -> Int? {
    guard let line = line(for: figure), lines[line].value.action == .exclude else { return nil }
    return line
  }

  mutating func use(_ line: Int) {
    if !used.contains(line) { used.append(line) }
  }

  /// Notes that a line `result` took a figure with these causes.
  mutating func decide(_ line: Int, _ causes: [Cause]) {
    use(line)
    decisions[line, default: []] += causes
  }

  /// The decision that wins: that of the line written first.
  var decision: (line: Int, causes: [Cause])? {
    decisions.min { $0.key < $1.key }.map { (line: $0.key, causes: $0.value) }
  }
}
