import Foundation
import PMMCompiler
import PMMDiagnostics
import PMMIR
import PMMSyntax
import Synchronization
import TestSupport
import Testing

/// What holds for every framework in `Definitions/`, and for every way of breaking one.
@Suite struct LawTests {
  @Test(arguments: Module.definitions)
  func definitionsCompileAndTheirExamplesPass(_ module: Module) {
    expectGood(module)
  }

  /// The order of files never matters: the program has the same lists, and a mistake the same words.
  @Test(arguments: Module.definitions + Module.all(in: "compile"))
  func fileOrderNeverMatters(_ module: Module) throws {
    guard module.files.count > 1 else { return }
    let expected = module.compiled()
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<3 {
      let shuffled = module.compiled(module.files.shuffled(using: &generator))
      #expect(sayings(shuffled) == sayings(expected), "\(module)")
      #expect((shuffled.program == nil) == (expected.program == nil))
      if let left = shuffled.program, let right = expected.program {
        #expect(outline(left) == outline(right), "\(module)")
      }
      #expect(shuffled.catalogue.map(contentHash) == expected.catalogue.map(contentHash))
    }
  }

  /// Every message with its place, in no order.
  private func sayings(_ compilation: Compilation) -> [String] {
    var renderer = ConciseRenderer(files: compilation.files)
    return compilation.diagnostics.map { diagnostic in
      var text: [UInt8] = []
      renderer.append(diagnostic, to: &text)
      return String(decoding: text, as: UTF8.self)
    }.sorted()
  }

  /// What a program says, by name; children in no order, as they stand in that of the files.
  private func outline(_ program: Program) -> [String] {
    var lines = ["\(program.head.name) \(program.head.edition) \(program.head.covers)"]
    for node in program.nodes {
      let children = node.children.map { program.nodes[$0].name }.sorted()
      lines.append(
        "\(node.level) \(node.name) \(children) "
          + "\(Array(node.sheet.title.sorted)) "
          + "\(node.examples.map(\.title)) \(node.rules.type)")
    }
    lines += program.inputs.map { "\($0.name) \($0.type) \($0.accumulation) \($0.breakdown)" }
    lines += program.parameters.map { "\($0.name) \($0.type)" }
    lines += program.axes.map { "\($0.name) \($0.values.map(\.name))" }
    lines += program.scales.map { "\($0.name) \($0.levels.map(\.name))" }
    lines += program.attributes.map { "\($0.name) \($0.values.map(\.name))" }
    lines += program.populations.map(\.name) + program.instruments.map(\.name)
    lines += program.units.map(\.unit.name) + program.reasons.map(\.reason.name)
    return lines
  }

  @Test(arguments: Module.definitions)
  func lineEndingsNeverMatter(_ module: Module) throws {
    let expected = module.compiled()
    let windows = module.files.map { file in
      SourceFile(
        path: file.path,
        bytes: file.bytes.flatMap { $0 == UInt8(ascii: "\n") ? [UInt8(ascii: "\r"), $0] : [$0] })
    }
    let compilation = module.compiled(windows)
    #expect(compilation.diagnostics.isEmpty)
    if let catalogue = expected.catalogue {
      #expect(compilation.catalogue.map(contentHash) == contentHash(catalogue))
      return
    }
    let program = try #require(expected.program)
    let other = try #require(compilation.program)
    #expect(outline(other) == outline(program))
    #expect(other.expressions == program.expressions)
  }

  /// A large file is read in two halves, unless its lines end in two characters.
  @Test(arguments: ["", "kpi last \"Last\" {\n    formula unknown\n}\n", "kpi last \"Last\" {\n"])
  func halvesOfALargeFileSayTheSame(_ end: String) throws {
    let head = """
      framework f "F" {
          edition 1.0.0
          subject administration
          period  calendar year
          status  draft
          levels  kpi
          scores  0 .. 100
      }
      unit officer counted
      input officers "Officers" : officer at end { range above 0 }

      """
    let comment = "// " + String(repeating: "what it is about ", count: 50)
    let kpis = (0..<200).map { index in
      "kpi k\(index) \"K\" {\n \(comment)\n formula officers / \(index + 1)\n score none\n}\n"
    }
    let text = head + kpis.joined() + end
    let halves = compile([SourceFile(path: "large.pmm", text: text)])
    let whole = compile([
      SourceFile(path: "large.pmm", text: text.replacing("\n", with: "\r\n"))
    ])
    #expect(sayings(halves) == sayings(whole))
    #expect(Array(halves.trees[0].expressions.all).count > 600)
    guard end.isEmpty else { return }
    let (program, other) = (try #require(halves.program), try #require(whole.program))
    #expect(outline(program) == outline(other))
    #expect(program.expressions == other.expressions)
  }

  /// Nodes checked in two halves beside each other give what they give one by one: the same program with
  /// the same numbers, and the same findings in the same order.
  @Test(arguments: Module.definitions + Module.all(in: "compile"))
  func nodesInHalvesSayTheSame(_ module: Module) {
    expectSameInHalves(module, module.files)
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<tries(6, module) {
      guard let place = module.files.indices.randomElement(using: &generator) else { return }
      let tokens = parse(module.files[place], index: 0).tokens.filter { !$0.isTrivia }
      guard let token = tokens.randomElement(using: &generator) else { return }
      var files = module.files
      files[place] = SourceFile(
        path: files[place].path,
        bytes: Array(files[place].bytes[..<token.span.start])
          + Array(files[place].bytes[token.span.end...]))
      expectSameInHalves(module, files)
    }
  }

  private func expectSameInHalves(_ module: Module, _ files: [SourceFile]) {
    let whole = module.compiled(files, large: .max)
    let halves = module.compiled(files, large: 2)
    #expect(halves.diagnostics == whole.diagnostics, "\(module)")
    #expect(halves.program?.nodes == whole.program?.nodes, "\(module)")
    #expect(halves.program?.inputs == whole.program?.inputs, "\(module)")
    #expect(halves.program?.expressions == whole.program?.expressions, "\(module)")
    #expect(halves.program?.order == whole.program?.order, "\(module)")
    #expect(halves.program.map(contentHash) == whole.program.map(contentHash), "\(module)")
  }

  /// Deleting any one token leaves a program, or at most five findings with a place.
  ///
  /// A sample is deleted one by one, `EXHAUSTIVE=1` all. Every token is deleted besides in the
  /// company of others that stand far away, where each finding must only have its place.
  @Test(arguments: Module.definitions)
  func deletingAnyTokenIsUnderstood(_ module: Module) async {
    let tokens = module.files.enumerated().flatMap { file, source in
      parse(source, index: file).tokens.filter { !$0.isTrivia && $0.kind != .endOfFile }
        .map { Location(file: file, span: $0.span) }
    }
    var generator = SeededGenerator(seed: UInt64(tokens.count))
    let sample = isExhaustive ? tokens : Array(tokens.shuffled(using: &generator).prefix(tries(120, module)))
    await inParallel(sample.count) { round in
      expectFew(findings(module, without: [sample[round]]), module, sample[round])
    }
    let rounds = tries(120, module)
    await inParallel(rounds) { start in
      let batch = stride(from: start, to: tokens.count, by: rounds).map { tokens[$0] }
      _ = findings(module, without: batch)
    }
  }

  /// Each try compiles the whole module, so of a long one fewer are made.
  private func tries(_ count: Int, _ module: Module) -> Int {
    module.files.reduce(0) { $0 + $1.bytes.count } > 200_000 ? count / 3 : count
  }

  private let isExhaustive = ProcessInfo.processInfo.environment["EXHAUSTIVE"] == "1"

  private func expectFew(
    _ findings: [Diagnostic], _ module: Module, _ place: Location, _ change: String = "without"
  ) {
    guard findings.count > 5 else { return }
    let text = module.files[place.file].text(place.span)
    let stands = TextRenderer(files: module.files).place(place)
    Issue.record("\(stands) \(change) '\(text)': \(says(findings))")
  }

  private func says(_ findings: [Diagnostic]) -> String {
    "\(findings.count) findings: "
      + findings.map { "\($0.code.id) \($0.message)" }.joined(separator: "; ")
  }

  /// What the compiler says without some tokens. Each finding has a place in its file.
  private func findings(_ module: Module, without tokens: [Location]) -> [Diagnostic] {
    var files = module.files
    for (index, file) in files.enumerated() {
      var bytes = file.bytes
      for token in tokens.reversed() where token.file == index {
        bytes.removeSubrange(token.span.start..<token.span.end)
      }
      files[index] = SourceFile(path: file.path, bytes: bytes)
    }
    return checked(files, module)
  }

  /// Compiles; every finding must lie in its file and have all of its words.
  private func checked(_ files: [SourceFile], _ module: Module) -> [Diagnostic] {
    let compilation = module.compiled(files)
    for diagnostic in compilation.diagnostics.flatMap(\.all) {
      for place in [diagnostic.primary] + diagnostic.secondary {
        let isInside =
          compilation.files.indices.contains(place.file)
          && place.span.end <= compilation.files[place.file].bytes.count
        if !isInside { Issue.record("\(diagnostic.code.id) lies outside of its file") }
      }
      if diagnostic.message.contains("{") && diagnostic.code.id.hasPrefix("SYN") == false {
        Issue.record("\(diagnostic.code.id): \(diagnostic.message)")
      }
    }
    let isRight = compilation.program != nil || compilation.catalogue != nil
    #expect(compilation.hasErrors != isRight)
    return compilation.diagnostics
  }

  /// A file that ends too early, as after a failed copy, says so and little else.
  @Test(arguments: Module.definitions)
  func cutOffAnywhereIsUnderstood(_ module: Module) async {
    let places = module.files.enumerated().flatMap { file, source in
      source.bytes.indices.map { Location(file: file, span: Span($0, $0)) }
    }
    await inParallel(isExhaustive ? places.count : tries(160, module)) { round in
      var generator = SeededGenerator(seed: UInt64(round))
      let cut = isExhaustive ? places[round] : places.randomElement(using: &generator)!
      let findings = checked(module, changing: cut.file) { $0.removeSubrange(cut.span.start...) }
      expectFew(findings, module, cut, "cut off")
    }
  }

  /// Whatever is typed, the compiler answers: with any byte changed.
  @Test(arguments: Module.definitions)
  func anyByteIsUnderstood(_ module: Module) async {
    await inParallel(isExhaustive ? 10_000 : tries(160, module)) { round in
      var generator = SeededGenerator(seed: UInt64(round))
      let file = Int.random(in: module.files.indices, using: &generator)
      let offset = Int.random(in: module.files[file].bytes.indices, using: &generator)
      let byte = UInt8.random(in: 0...255, using: &generator)
      let findings = checked(module, changing: file) { $0[offset] = byte }
      let place = Location(file: file, span: Span(offset, offset + 1))
      expectFew(findings, module, place, "with byte \(byte) instead of")
    }
  }

  private func checked(
    _ module: Module, changing index: Int, _ change: (inout [UInt8]) -> Void
  ) -> [Diagnostic] {
    var files = module.files
    var bytes = files[index].bytes
    change(&bytes)
    files[index] = SourceFile(path: files[index].path, bytes: bytes)
    return checked(files, module)
  }

  /// A chain of nodes may be as long as it likes; nothing recurses along it while it is checked.
  @Test func longChainsOfNodesCompile() {
    var text = """
      framework f "F" {
          edition 1.0.0
          subject administration
          period  calendar year
          status  draft
          levels  kpi
      }
      input a "A" : number
      kpi k0 "K" { formula a
          score none
      }

      """
    // The last first, so that each is found by way of the one before.
    for index in (1...10_000).reversed() {
      text += "kpi k\(index) \"K\" { formula k\(index - 1) + 1\n    score none\n}\n"
    }
    let compilation = compile([SourceFile(path: "chain.pmm", text: text)])
    #expect(compilation.diagnostics.isEmpty)
    // What the last one can be rests on all of them, whether it is asked for first or last.
    guard let program = compilation.program else { return }
    var ranges = Ranges(program)
    for node in [0, 1, program.nodes.count - 1] {
      #expect(ranges.nodeBounds(node, .value) == .everything)
      #expect(ranges.nodeBounds(node, .score) == .everything)
    }
  }
}

/// Does the rounds 0 ..< count on both cores.
func inParallel(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) async {
  let next = Counter()
  await withTaskGroup(of: Void.self) { group in
    for _ in 0..<2 {
      group.addTask {
        while true {
          let round = next.take()
          guard round < count else { return }
          body(round)
        }
      }
    }
  }
}

/// Counts up from 0, whoever asks.
private final class Counter: Sendable {
  private let value = Mutex(0)

  func take() -> Int {
    value.withLock { value in
      defer { value += 1 }
      return value
    }
  }
}
