internal import PMMIR

/// How the figures of a run were decided. Each is counted once, by the dearest way that its value or its
/// score took.
package struct EngineCounts: Sendable, Equatable {
  /// Missing: no number had a part in it.
  package var missing = 0
  /// Without any error: whole numbers, of one power of ten where they have decimals, levels and truths.
  package var integers = 0
  /// Doubles, whose bound decided all that was asked of them.
  package var doubles = 0
  /// What a bound left open, and exact arithmetic decided.
  package var exact = 0
  /// How often exact arithmetic was asked, for these figures and for what they were compared with.
  package var questions = 0

  package var figures: Int { missing + integers + doubles + exact }

  package static func += (sum: inout EngineCounts, other: EngineCounts) {
    sum.missing += other.missing
    sum.integers += other.integers
    sum.doubles += other.doubles
    sum.exact += other.exact
    sum.questions += other.questions
  }
}

extension Engine {
  var counts: EngineCounts {
    var counts = EngineCounts(questions: questionCount)
    for node in nodes.indices {
      for (cell, figures) in nodes[node].enumerated() {
        let asked = decidedExactly(node, cell)
        for place in 0..<count where !figures.isAbsent(place) {
          if asked.contains(place) {
            counts.exact += 1
          } else if figures.value.states[place] == State.missing {
            counts.missing += 1
          } else if figures.value.isExact(place), figures.score?.isExact(place) ?? true {
            counts.integers += 1
          } else {
            counts.doubles += 1
          }
        }
      }
    }
    return counts
  }
}

extension Vector {
  /// Whether a figure has no error: what is missing has none.
  fileprivate func isExact(_ place: Int) -> Bool {
    states[place] == State.missing || scale > 0 || number(place).error == 0
  }
}
