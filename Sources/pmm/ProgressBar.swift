import Dispatch
import PMMSensitivity
import Synchronization

/// Says on standard error how far a study is: a bar on a terminal; elsewhere, of a study that takes
/// its time, a line at the beginning and one for each tenth, the same in every run.
final class ProgressBar: Sendable {
  private struct State {
    var done = 0
    var shown = 0
    /// Whether lines are written.
    var isLong = false
  }

  private let total: Int
  private let isTerminal = Terminal.isErrorATerminal
  /// So many scores take a second or more.
  private static let fewest = 20_000_000
  private let state = Mutex(State())
  private static let width = 30

  init(total: Int) { self.total = max(1, total) }

  func begin(_ work: StudyWork) {
    guard !isTerminal, let line = Self.beginning(work) else { return }
    state.withLock { $0.isLong = true }
    Terminal.error(line)
  }

  /// What will be done; nil if it does not take long.
  static func beginning(_ work: StudyWork) -> String? {
    guard work.rescorings * work.subjects >= fewest else { return nil }
    let draws = work.draws == 1 ? "1 draw" : "\(work.draws) draws"
    let choices = work.combinations > 1 ? ", \(work.combinations) combinations of choices" : ""
    return "sensitivity: \(work.runs) runs with \(draws), \(work.subjects) subjects: "
      + "\(work.rescorings) rescorings\(choices), \(work.bytes / 1_000_000) MB are kept"
  }

  /// From any core.
  func advance(by count: Int) {
    state.withLock { state in
      state.done += count
      guard isTerminal || state.isLong else { return }
      let steps = isTerminal ? 100 : 10
      let share = min(steps, state.done * steps / total)
      guard share > state.shown else { return }
      state.shown = share
      if isTerminal { show(share) } else { Terminal.error("sensitivity: \(share * 10)% of the runs") }
    }
  }

  private func show(_ share: Int) {
    let full = share * Self.width / 100
    let bar =
      String(repeating: "█", count: full) + String(repeating: "░", count: Self.width - full)
    Terminal.progress("\r\(bar) \(share)%")
  }

  /// Clears the line.
  func finish() {
    if isTerminal { Terminal.progress("\r\u{1B}[K") }
  }
}

/// The cores of the machine.
enum Cores {
  /// Spreads work over so many cores, or over all.
  static func performer(_ count: Int?) -> Performer {
    guard let count else {
      return { count, body in DispatchQueue.concurrentPerform(iterations: count, execute: body) }
    }
    return { pieces, body in
      DispatchQueue.concurrentPerform(iterations: min(count, pieces)) { core in
        for piece in stride(from: core, to: pieces, by: count) { body(piece) }
      }
    }
  }
}
