import Foundation
import PMMIR
import Testing

@testable import PMMEngine

@Suite("The engine says what the reference says")
struct EngineTests {
  private static let rounds =
    ProcessInfo.processInfo.environment["PMM_ENGINE_ROUNDS"].flatMap { Int($0) } ?? 2

  @Test("of every program, with generated data", arguments: Corpus.programs)
  func corpus(_ entry: Corpus.Entry) {
    var compared = 0
    for seed in 1...Self.rounds {
      var generator = DataGenerator(entry.program, seed: UInt64(seed))
      let isLarge = entry.program.nodes.count > 60
      let data = generator.dataset(subjects: isLarge ? 4 : 7, periods: isLarge ? 2 : 3)
      let dataset = seed % 2 == 0 ? validate(data, against: entry.program).0 : data
      for options in options(entry.program) {
        guard let comparison = Comparison(entry.program, dataset, options) else { continue }
        compared += comparison.compared
        #expect(
          comparison.differences.isEmpty,
          "\(entry.name) seed \(seed): \(comparison.differences.prefix(3).joined(separator: "\n"))")
      }
    }
    print("\(entry.name): \(compared)")
  }

  private func options(_ program: Program) -> [EvaluationOptions] {
    var all = [EvaluationOptions()]
    for alternative in program.alternatives {
      all.append(EvaluationOptions(frameworkAlternative: alternative.name))
    }
    for (index, node) in program.nodes.enumerated() {
      for alternative in node.alternatives.prefix(2) {
        all.append(EvaluationOptions(alternatives: [index: alternative.name]))
      }
    }
    return Array(all.prefix(4))
  }
}
