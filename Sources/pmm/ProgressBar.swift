import Dispatch
import PMMSensitivity
import Synchronization

/// A line on a terminal's standard error that says how far the work is; nothing elsewhere.
final class ProgressBar: Sendable {
  private struct State {
    var done = 0
    var shown = -1
  }

  private let total: Int
  private let isShown = Terminal.isErrorATerminal
  private let state = Mutex(State())
  private static let width = 30

  init(total: Int) { self.total = max(1, total) }

  /// From any core.
  func advance(by count: Int) {
    guard isShown else { return }
    state.withLock { state in
      state.done += count
      let share = min(100, state.done * 100 / total)
      guard share > state.shown else { return }
      state.shown = share
      let full = share * Self.width / 100
      let bar =
        String(repeating: "█", count: full) + String(repeating: "░", count: Self.width - full)
      Terminal.progress("\r\(bar) \(share)%")
    }
  }

  /// Clears the line.
  func finish() {
    if isShown { Terminal.progress("\r\u{1B}[K") }
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
