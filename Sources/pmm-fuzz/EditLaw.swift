import PMMCompiler
import PMMDiagnostics
import PMMDiff
import PMMIR
import PMMNumber

/// One edition, single edits of it, and whether what `pmm diff` says of them agrees with scoring random
/// data under both: nothing is called equal that gives another figure, and witnesses replay.
struct EditLaw {
  private let files: [SourceFile]
  private let shelf: CatalogueShelf
  private let old: Program
  private let samples: [Sample]

  /// What came of one edit.
  struct Verdict {
    var edit: String
    /// Whether random data has other figures.
    var differs = false
    /// Whether no change is told that breaks or adds anything.
    var isCalledEqual = false
    /// Whether a person is asked to look.
    var isForReview = false
    /// How many witnesses were told.
    var witnesses = 0
    /// What is wrong; empty if the law holds.
    var wrong: [String] = []
  }

  /// Nil if the edition has errors.
  init?(_ files: [SourceFile], _ shelf: CatalogueShelf, samples: Int, seed: UInt64) {
    guard let program = compile(files, shelf: { shelf }).program else { return nil }
    self.files = files
    self.shelf = shelf
    old = program
    var dice = Dice(state: seed)
    self.samples = (0..<samples).map { _ in Sample(program, &dice) }
  }

  /// The edit of a number, which depends on nothing but that and the seed. Nil if none was found that
  /// checks.
  func judge(_ number: Int, seed: UInt64) -> Verdict? {
    var dice = Dice(state: seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(number))
    for _ in 0..<100 {
      guard let (edited, what) = dice.edit(files),
        let new = compile(edited, shelf: { shelf }).program
      else { continue }
      return judge(new, what, samples[number % samples.count])
    }
    return nil
  }

  private func judge(_ new: Program, _ what: String, _ sample: Sample) -> Verdict {
    var diff = ProgramDiff(old, new)
    diff.findWitnesses()
    var verdict = Verdict(edit: what)
    verdict.differs = sample.differs(old, new)
    verdict.isCalledEqual = !diff.changes.contains {
      $0.effects.breaks || $0.effects.contains(.additive)
    }
    verdict.isForReview = diff.changes.contains { $0.verdict == .review }
    if verdict.differs, verdict.isCalledEqual { verdict.wrong.append("called equal") }
    for change in diff.changes {
      guard case .witness(let witness) = change.verdict else { continue }
      verdict.witnesses += 1
      guard let before = old.node(named: witness.node), let after = new.node(named: witness.node),
        old.outcomes(of: [witness.trial], node: before)[0] == witness.old,
        new.outcomes(of: [witness.trial], node: after)[0] == witness.new, witness.old != witness.new
      else {
        verdict.wrong.append("the witness of \(change.code.id) does not replay")
        continue
      }
    }
    return verdict
  }
}

extension Dice {
  /// One line of a rule changed: a number, an operator, a direction, or the same written otherwise. Nil
  /// if there is nothing of the kind on the line.
  fileprivate mutating func edit(_ files: [SourceFile]) -> (files: [SourceFile], what: String)? {
    let index = below(files.count)
    var lines = String(decoding: files[index].bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let words = ["formula", "score", "when", "needs", "weight", "range", "round", "better", "combine", "unit"]
    let places = lines.indices.filter { place in
      lines[place].hasPrefix(" ")
        && lines[place].split(separator: " ").first.map { words.contains(String($0)) } == true
    }
    guard !places.isEmpty else { return nil }
    let place = places[below(places.count)]
    let line = lines[place]
    guard let changed = change(line), changed != line else { return nil }
    lines[place] = changed
    var result = files
    result[index] = SourceFile(path: files[index].path, text: lines.joined(separator: "\n"))
    return (result, "\(line) -> \(changed)")
  }

  private mutating func change(_ line: String) -> String? {
    let words = line.split(separator: " ")
    let body = words.dropFirst().joined(separator: " ")
    switch below(6) {
    case 0:
      return swap(line, "higher", "lower") ?? swap(line, "lower", "higher")
        ?? swap(line, "mean", "geometric_mean")
    case 1:
      return swap(line, " + ", " - ") ?? swap(line, " - ", " + ") ?? swap(line, " < ", " <= ")
        ?? swap(line, " == ", " <= ")
    case 2 where words[0] == "formula": return "    formula     (2 * (\(body))) / 2"
    case 3 where words[0] == "formula":
      let parts = body.split(separator: "/")
      guard parts.count == 2 else { return nil }
      return "    formula     (3 * (\(parts[0]))) / (3 * (\(parts[1])))"
    default:
      // One of the numbers on the line, a little more or a little less.
      let numbers = line.matches(of: /[0-9]+/)
      guard !numbers.isEmpty else { return nil }
      let number = numbers[below(numbers.count)]
      let value = (Int(number.output) ?? 0) + [1, -1, 5, 10][below(4)]
      return line.replacingCharacters(in: number.range, with: String(max(0, value)))
    }
  }

  private func swap(_ line: String, _ one: String, _ other: String) -> String? {
    line.firstRange(of: one).map { line.replacingCharacters(in: $0, with: other) }
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
  }
}

/// Random data, and what an edition makes of it by the reference evaluator: computed once, for many edits.
private struct Sample {
  private var dataset = Dataset()
  private let before: Results

  init(_ old: Program, _ dice: inout Dice) {
    for number in 0..<4 {
      let subject = dataset.subject("S\(number)")
      for year in 2023...2024 {
        let period = Period(kind: .calendarYear, ordinal: year)
        dataset.notePresence(subject: subject, period: period)
        for (index, input) in old.inputs.enumerated() where dice.below(20) > 0 {
          for cell in Self.cells(input) {
            guard let scalar = Self.value(input, old, &dice) else { continue }
            dataset.set(
              Dataset.Datum(figure: .known(scalar)),
              for: .init(input: index, subject: subject, period: period, cell: cell))
          }
        }
      }
    }
    before = evaluate(old, validate(dataset, against: old).0)
  }

  /// Whether any figure of any node is another one under an edited edition, whose inputs are the same.
  func differs(_ old: Program, _ new: Program) -> Bool {
    let after = evaluate(new, validate(dataset, against: new).0)
    return old.nodes.indices.contains { index in
      guard let other = new.node(named: old.nodes[index].name) else { return true }
      return before.subjectPeriods.contains { place in
        old.outcome(of: index, subject: place.subject, period: place.period, in: before)
          != new.outcome(of: other, subject: place.subject, period: place.period, in: after)
      }
    }
  }

  private static func cells(_ input: Input) -> [Cell] {
    input.breakdown.reduce([Cell.total]) { cells, part in
      cells.flatMap { cell in
        part.values.map { cell.at(Coordinate(axis: part.axis, value: $0)) }
      }
    }
  }

  private static func value(_ input: Input, _ program: Program, _ dice: inout Dice) -> Scalar? {
    switch input.type {
    case .quantity(let unit):
      if unit.isPercent { return .number(Rational(dice.below(101), over: 100)) }
      // Many alike, so that parts are at times the whole and thresholds are met.
      return .number(Rational([0, 1, 5, 10, 30, 60, 90, 100, 100, 100, 1000][dice.below(11)]))
    case .level(let scale): return .level(dice.below(program.scales[scale].levels.count))
    case .truth: return .truth(dice.below(2) == 0)
    case .category, .date, .dateTime, .text: return nil
    }
  }
}
