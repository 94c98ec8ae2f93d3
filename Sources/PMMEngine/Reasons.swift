internal import PMMIR

/// A bit for each reason that a figure of a run may have.
struct ReasonTable: Sendable {
  private(set) var reasons: [Reason]
  private var bits: [Reason: UInt64]

  /// Nil: more than a word has bits for.
  init?(_ program: Program, _ dataset: Dataset) {
    var all = Reason.builtIn
    var known = Set(all)
    var last: [Reason] = []
    for key in dataset.columnKeys {
      guard let column = dataset.column(input: key.input, cell: key.cell) else { continue }
      // Columns of one file share their list.
      let isLast = column.reasons == last
      last = column.reasons
      for reason in column.reasons where !isLast && known.insert(reason).inserted {
        all.append(reason)
      }
      guard column.hasOthers else { continue }
      for (place, state) in column.state.enumerated() where state == DatasetColumn.State.other {
        for cause in column[place]?.figure.causes ?? []
        where known.insert(cause.reason).inserted {
          all.append(cause.reason)
        }
      }
    }
    var rules = program.nodes.flatMap { [$0.rules] + $0.alternatives.map(\.rules) }
    rules += program.alternatives.flatMap(\.rules)
    for rule in rules {
      for policy in rule.policies {
        if case .result(.reason(let reason)) = policy.value.action,
          known.insert(reason).inserted
        {
          all.append(reason)
        }
      }
      for condition in rule.conditions {
        if case .reason(let reason) = condition.value.result, known.insert(reason).inserted {
          all.append(reason)
        }
      }
    }
    guard all.count <= 64 else { return nil }
    reasons = all
    bits = Dictionary(
      all.enumerated().map { ($0.element, UInt64(1) << UInt64($0.offset)) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Their names, sorted; nil for none.
  func names(_ mask: UInt64) -> String? {
    switch mask.nonzeroBitCount {
    case 0: nil
    case 1: reasons[mask.trailingZeroBitCount].name
    default: list(mask).map(\.name).sorted().joined(separator: ";")
    }
  }

  func list(_ mask: UInt64) -> [Reason] {
    reasons.indices.filter { mask >> UInt64($0) & 1 == 1 }.map { reasons[$0] }
  }

  func bit(_ reason: Reason) -> UInt64 { bits[reason] ?? 0 }

  func mask(_ reasons: some Sequence<Reason>) -> UInt64 { reasons.reduce(0) { $0 | bit($1) } }
}
