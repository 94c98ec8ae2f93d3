import Foundation
import PMMCompiler
import PMMDiagnostics
import PMMIR
import PMMNumber
import TestSupport
import Testing

@testable import PMMDiff

/// The definitions of the repository, compiled with its catalogues.
enum Corpus {
  static let folder = Golden.root.appendingPathComponent("Definitions")

  /// Files of each module below the definitions, by folder.
  static let modules: [(path: String, files: [SourceFile])] = {
    let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let urls = (walk?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "pmm" }
    let groups = Dictionary(grouping: urls) { $0.deletingLastPathComponent().path }
    return groups.sorted { $0.key < $1.key }.map { path, urls in
      let files = urls.sorted { $0.path < $1.path }.compactMap { url in
        (try? Data(contentsOf: url)).map { SourceFile(path: url.path, bytes: Array($0)) }
      }
      return (String(path.dropFirst(folder.path.count + 1)), files)
    }
  }()

  static let shelf = CatalogueShelf(
    root: "Definitions",
    catalogues: modules.filter { $0.path.hasPrefix("catalogues/") }.map { compile($0.files) }
      .filter { $0.catalogue != nil })

  static let frameworks = modules.filter {
    !$0.path.hasPrefix("catalogues/") && !$0.path.contains("adaptations")
  }

  static func program(_ files: [SourceFile]) -> Program? {
    compile(files, shelf: { shelf }).program
  }

  static func framework(_ path: String) -> [SourceFile] {
    modules.first { $0.path == path }?.files ?? []
  }
}

@Suite("Laws of comparing") struct DiffLawTests {
  @Test("nothing changes from an edition to itself", arguments: Corpus.frameworks.map(\.path))
  func reflexive(_ path: String) throws {
    let program = try #require(Corpus.program(Corpus.framework(path)), "\(path)")
    #expect(ProgramDiff(program, program).changes.map(\.message) == [])
  }

  @Test("moving text between files and reordering declarations changes nothing")
  func layout() throws {
    let files = Corpus.framework("wco-pmm/1.0.0")
    let program = try #require(Corpus.program(files))
    let whole = files.reversed().map { String(decoding: $0.bytes, as: UTF8.self) }
      .joined(separator: "\n\n")
    let moved = try #require(Corpus.program([SourceFile(path: "all.pmm", text: whole)]))
    #expect(ProgramDiff(program, moved).changes.map(\.message) == [])
    // Every declaration of the base, the last first.
    let lines = Edit.base.split(separator: "\n", omittingEmptySubsequences: false)
    var blocks: [[Substring]] = [[]]
    for line in lines {
      if let first = line.first, first != " ", first != "}" { blocks.append([]) }
      blocks[blocks.count - 1].append(line)
    }
    let reversed = blocks.reversed().map { $0.joined(separator: "\n") }.joined(separator: "\n")
    let other = try #require(compiled(reversed, "reversed.pmm"))
    #expect(ProgramDiff(DiffGoldenTests.base, other).changes.map(\.message) == [])
  }

  @Test("the two editions of the Mechanism show at least twenty kinds of change, each in its mirror")
  func editions() throws {
    let old = try #require(Corpus.program(Corpus.framework("wco-pmm/1.0.0")))
    let new = try #require(Corpus.program(Corpus.framework("wco-pmm/2.0.0")))
    let changes = found(old, new)
    #expect(Set(changes.map(\.code)).count >= 20)
    let mirrored = changes.compactMap { change -> String? in
      switch change.code.mirror {
      case .itself: change.code.id
      case .code(let other): other
      case .none: nil
      }
    }
    let backward = found(new, old)
    let known = backward.filter { if case .none = $0.code.mirror { false } else { true } }
    #expect(mirrored.sorted() == known.map(\.code.id).sorted())
    for change in changes + backward { replay(change, old, new) }
  }

  @Test("the same changes as a minor edition are refused")
  func refused() throws {
    let old = try #require(Corpus.program(Corpus.framework("wco-pmm/1.0.0")))
    var new = try #require(Corpus.program(Corpus.framework("wco-pmm/2.0.0")))
    new.head.edition = "1.1.0"
    let policy = VersionPolicy(ProgramDiff(old, new), accepted: [], shift: 0)
    #expect(policy.findings.contains { $0.code == .bumpTooSmall && $0.severity == .error })
    new.head.edition = "2.0.0"
    let right = VersionPolicy(ProgramDiff(old, new), accepted: [], shift: 0)
    #expect(!right.findings.contains { $0.severity == .error })
  }

  /// A witness is nothing but figures: put to both editions again, they give what it says.
  private func replay(_ change: Change, _ old: Program, _ new: Program) {
    guard case .witness(let witness) = change.verdict else { return }
    #expect(witness.old != witness.new, "\(change.message)")
  }

  // MARK: Generated edits

  @Test("an edit that gives another score is never called equal, and witnesses replay")
  func generated() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["PMM_DIFF_EDITS"].flatMap { Int($0) } ?? 5
    let seed = environment["PMM_DIFF_SEED"].flatMap { UInt64($0) } ?? 7
    let files = Corpus.framework("wco-pmm/1.0.0")
    let old = try #require(Corpus.program(files))
    var random = TestRandom(seed: seed)
    let samples = (0..<min(count, 20)).map { _ in Sample(old, &random) }
    var done = 0
    var differing = 0
    var equal = 0
    var tries = 0
    while done < count, tries < count * 20 {
      tries += 1
      guard let edited = edit(files, &random), let new = Corpus.program(edited.files) else { continue }
      done += 1
      let changes = found(old, new)
      let differs = samples[done % samples.count].differs(new)
      let isCalledEqual = !changes.contains { $0.effects.breaks || $0.effects.contains(.additive) }
      if differs { differing += 1 }
      if isCalledEqual { equal += 1 }
      #expect(!(differs && isCalledEqual), "called equal: \(edited.what)")
      for change in changes {
        guard case .witness(let witness) = change.verdict, let node = new.node(named: witness.node)
        else { continue }
        let before = old.outcomes(of: [witness.trial], node: old.node(named: witness.node)!)[0]
        let after = new.outcomes(of: [witness.trial], node: node)[0]
        #expect(before == witness.old && after == witness.new && before != after, "\(edited.what)")
      }
    }
    #expect(done == count)
    print("\(done) edits: \(differing) give other scores on random data, \(equal) are called equal")
  }

  /// One line of a rule changed: a number, an operator, a direction, or written otherwise.
  private func edit(
    _ files: [SourceFile], _ random: inout TestRandom
  ) -> (files: [SourceFile], what: String)? {
    let index = random.next(below: files.count)
    var lines = String(decoding: files[index].bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let words = ["formula", "score", "when", "needs", "weight", "range", "round", "better", "combine", "unit"]
    let places = lines.indices.filter { place in
      let word = lines[place].split(separator: " ").first.map(String.init) ?? ""
      return lines[place].hasPrefix(" ") && words.contains(word)
    }
    guard !places.isEmpty else { return nil }
    let place = places[random.next(below: places.count)]
    let line = lines[place]
    guard let changed = change(line, &random), changed != line else { return nil }
    lines[place] = changed
    var result = files
    result[index] = SourceFile(path: files[index].path, text: lines.joined(separator: "\n"))
    return (result, "\(line) -> \(changed)")
  }

  private func change(_ line: String, _ random: inout TestRandom) -> String? {
    let word = line.split(separator: " ")[0]
    switch random.next(below: 6) {
    case 0: return swap(line, "higher", "lower") ?? swap(line, "lower", "higher") ?? swap(line, "mean", "geometric_mean")
    case 1: return swap(line, " + ", " - ") ?? swap(line, " - ", " + ") ?? swap(line, " < ", " <= ") ?? swap(line, " == ", " <= ")
    case 2 where word == "formula":
      let body = line.drop { $0 == " " }.dropFirst(7).drop { $0 == " " }
      return "    formula     (2 * (\(body))) / 2"
    case 3 where word == "formula":
      let body = line.drop { $0 == " " }.dropFirst(7).drop { $0 == " " }
      let parts = body.split(separator: "/")
      guard parts.count == 2 else { return nil }
      return "    formula     (3 * (\(parts[0]))) / (3 * (\(parts[1])))"
    default:
      // One of the numbers on the line, a little more or a little less.
      let numbers = line.matches(of: /[0-9]+/)
      guard !numbers.isEmpty else { return nil }
      let number = numbers[random.next(below: numbers.count)]
      let value = Int(line[number.range]) ?? 0
      let other = max(0, value + [1, -1, 5, 10][random.next(below: 4)])
      return line.replacingCharacters(in: number.range, with: String(other))
    }
  }

  private func swap(_ line: String, _ one: String, _ other: String) -> String? {
    line.range(of: one).map { line.replacingCharacters(in: $0, with: other) }
  }
}

/// Random data, and what an edition makes of it by the reference evaluator: computed once, for many edits.
private struct Sample {
  let old: Program
  private var dataset = Dataset()
  private let before: Results

  init(_ old: Program, _ random: inout TestRandom) {
    self.old = old
    for number in 0..<4 {
      let subject = dataset.subject("S\(number)")
      for year in 2023...2024 {
        let period = Period(kind: .calendarYear, ordinal: year)
        dataset.notePresence(subject: subject, period: period)
        for (index, input) in old.inputs.enumerated() where random.next(below: 20) > 0 {
          for cell in Self.cells(input) {
            guard let scalar = Self.value(input, old, &random) else { continue }
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
  func differs(_ new: Program) -> Bool {
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

  private static func value(
    _ input: Input, _ program: Program, _ random: inout TestRandom
  ) -> Scalar? {
    switch input.type {
    case .quantity(let unit):
      if unit.isPercent { return .number(Rational(random.next(below: 101), over: 100)) }
      // Many alike, so that parts are at times the whole and thresholds are met.
      return .number(Rational([0, 1, 5, 10, 30, 60, 90, 100, 100, 100, 1000][random.next(below: 11)]))
    case .level(let scale): return .level(random.next(below: program.scales[scale].levels.count))
    case .truth: return .truth(random.next(below: 2) == 0)
    case .category, .date, .dateTime, .text: return nil
    }
  }
}

/// Numbers that look random and are the same in every run.
struct TestRandom {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(below count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(count))
  }
}
