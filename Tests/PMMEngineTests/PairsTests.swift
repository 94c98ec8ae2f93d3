import Dispatch
import Foundation
import PMMIR
import PMMReport
import Synchronization
import TestSupport
import Testing

@testable import PMMEngine

/// Pairs of a program and a small dataset made of boundary cases. `PMM_ENGINE_ROUNDS` says how many
/// datasets a program gets, large ones fewer: a thousand make hundreds of thousands of pairs.
@Suite("Pairs of programs and datasets")
struct PairsTests {
  private struct Tally {
    var pairs = 0
    var figures = 0
    /// Questions to exact arithmetic.
    var questions = 0
    var differences = 0
    /// Left to the reference as a whole, so there is nothing to compare.
    var byReference = 0

    var text: String {
      "\(pairs) pairs, \(figures) figures, \(questions) questions to exact arithmetic, "
        + "\(differences) pairs that differ; \(byReference) left to the reference as a whole"
    }
  }

  @Test func engineAndReferenceAgree() {
    let tally = Mutex(Tally())
    let rounds = EngineTests.rounds ?? 4
    let programs = Corpus.programs
    DispatchQueue.concurrentPerform(iterations: programs.count * rounds) { index in
      // Round by round, so that whoever stops early has seen every program.
      let (seed, entry) = (index / programs.count, programs[index % programs.count])
      let size = max(1, entry.program.expressions.count / 60)
      guard seed.isMultiple(of: size) else { return }
      let one = Case(
        program: entry.name, seed: UInt64(seed),
        subjects: 1 + seed % (looksAtColumns(entry.program) ? 11 : 4), periods: 1 + seed / 4 % 2,
        isPointed: seed % 8 != 7)
      let choices = choices(entry.program)
      var options = choices[seed % choices.count]
      if seed % 3 == 2 { options = adapted(entry.program, one, options) }
      options.bounds = seed / 2 % 3 == 0
      let digits = [12, 1, 15, 6, 17, 34][seed % 6]
      guard
        let found = Comparison(
          entry.program, one.dataset(entry.program), options, digits: digits, threads: 1)
      else {
        // Alternatives may differ in what a column has one of.
        if options.adaptations.isEmpty, !Self.farOut.contains(entry.name) {
          Issue.record("\(one): more reasons than the engine has bits for, or figures too far out")
        }
        tally.withLock { $0.byReference += 1 }
        return
      }
      if let first = found.differences.first {
        Issue.record("\(one): \(first)")
      }
      tally.withLock { tally in
        tally.pairs += 1
        tally.figures += found.compared
        tally.questions += found.engine.questionCount
        guard !found.differences.isEmpty else {
          if tally.pairs.isMultiple(of: 5_000) { Self.say(tally.text) }
          return
        }
        tally.differences += 1
        if EngineTests.rounds != nil { try? one.keep() }
      }
    }
    Self.say(tally.withLock(\.text))
    #expect(tally.withLock(\.figures) > 0)
  }

  /// Programs whose figures leave what doubles hold.
  private static let farOut = ["far.pmm", "Tests/Golden/commands/files/far"]

  /// At once, for who stops early.
  private static func say(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// What is printed is the same on any number of threads.
  @Test("on one, two and four threads", arguments: Corpus.programs)
  func threads(_ entry: Corpus.Entry) {
    let data = Case(program: entry.name, seed: 3, subjects: 5, periods: 2, isPointed: true)
      .dataset(entry.program)
    let texts = [1, 2, 4].map { threads in
      let found = evaluateByColumns(entry.program, data, threads: threads).results
      let table = ResultCSV(found, digits: .significant(12))
      return [table.text(), table.wide()]
    }
    #expect(texts[0] == texts[1])
    #expect(texts[0] == texts[2])
  }
}
