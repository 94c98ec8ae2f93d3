import PMMDiagnostics
package import PMMIR

/// What of the results is printed. The caller has resolved names; nothing here is searched for.
package struct ReportSelection: Sendable {
  /// Indices of subjects; nil is all. Printed in the order of their codes.
  package var subjects: Set<Int>?
  /// Periods to print; nil is every evaluated one.
  package var periods: Set<Period>?
  /// Level words; nil is all.
  package var levels: Set<String>?
  /// Indices of nodes; nil is all.
  package var nodes: Set<Int>?
  /// Index in the framework's `disclosure`: what is narrower prints `confidential`; nil prints all.
  package var disclosure: Int?
  /// Whether to print the breakdowns of nodes as well as what is scored.
  package var cells: Bool
  /// Whether to print the application of instruments.
  package var application: Bool
  /// A table prints the last period only, and says so; other formats do not ask.
  package var latestOnly = false
  /// Nodes whose figures do not go on from those of the edition that is restated before this one.
  package var brokenSeries: Set<Int> = []

  package init(
    subjects: Set<Int>? = nil, periods: Set<Period>? = nil, levels: Set<String>? = nil,
    nodes: Set<Int>? = nil, disclosure: Int? = nil, cells: Bool = true, application: Bool = true
  ) {
    self.subjects = subjects
    self.periods = periods
    self.levels = levels
    self.nodes = nodes
    self.disclosure = disclosure
    self.cells = cells
    self.application = application
  }

  func includes(_ node: Node, index: Int) -> Bool {
    (levels?.contains(node.level) ?? true) && (nodes?.contains(index) ?? true)
  }
}

extension Results {
  /// The chosen subjects and periods that were evaluated: by code, then by period.
  func places(_ selection: ReportSelection) -> [Dataset.SubjectPeriod] {
    let codes = dataset.subjects
    var order = Array(repeating: 0, count: codes.count)
    for (position, subject) in codes.indices.sorted(by: { codes[$0] < codes[$1] }).enumerated() {
      order[subject] = position
    }
    return subjectPeriods.filter { place in
      (selection.subjects?.contains(place.subject) ?? true)
        && (selection.periods?.contains(place.period) ?? true)
    }.sorted { (order[$0.subject], $0.period) < (order[$1.subject], $1.period) }
  }
}

extension Rules {
  /// Whether the node has no figure of its own.
  var isHeading: Bool { if case .heading = body.value { true } else { false } }

  /// Whether it may have a score.
  var isScored: Bool {
    if case .combine = body.value { return true }
    return !isHeading && score.value != .none
  }

  /// Whether value and score are one figure: what `show` says of either then holds for both.
  var hasOneFigure: Bool {
    if case .combine = body.value { return score.value != .none }
    return score.value == .itself
  }

  var displayedValue: Decimals? { showValue?.value ?? (hasOneFigure ? showScore?.value : nil) }
  var displayedScore: Decimals? { showScore?.value ?? (hasOneFigure ? showValue?.value : nil) }
}

extension Program {
  /// Nodes as a reader expects them: the framework, then each branch as it was written, then results
  /// as they were written; with how deep each lies.
  package var readingOrder: [(node: Int, depth: Int)] {
    var order: [(node: Int, depth: Int)] = []
    let locals = Dictionary(grouping: nodes.indices.filter { nodes[$0].place != nil }) {
      nodes[$0].place
    }
    func visit(_ node: Int, _ depth: Int) {
      order.append((node, depth))
      for child in nodes[node].children { visit(child, depth + 1) }
      for local in locals[node] ?? [] { visit(local, depth + 1) }
    }
    // A framework without `combine` is a heading, but a node all the same.
    let tops = nodes.indices.filter {
      nodes[$0].parent == nil && nodes[$0].place == nil && !nodes[$0].isResult
    }
    for top in tops { visit(top, 0) }
    let results = nodes.indices.filter { nodes[$0].isResult }.sorted { left, right in
      guard let a = nodes[left].sheet.location, let b = nodes[right].sheet.location else {
        return left < right
      }
      return (a.file, a.span.start) < (b.file, b.span.start)
    }
    for result in results { order.append((result, 0)) }
    return order
  }
}
