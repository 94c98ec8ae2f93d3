import Foundation
import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMIR
import PMMNumber
import PMMReport
import Synchronization
import TestSupport
import Testing

@testable import PMMSensitivity
@testable import pmm

/// Studies of a small framework: their mistakes, and what they find, held against hand and order.
@Suite("Studies")
struct StudyTests {
  private static func program(_ name: String = "sample") throws -> (Program, [SourceFile]) {
    let url = Golden.root.appendingPathComponent("Tests/Golden/study/\(name).pmm")
    let source = SourceFile(path: "\(name).pmm", bytes: Array(try Data(contentsOf: url)))
    let compilation = compile([source])
    let rendered = TextRenderer(files: compilation.files).render(compilation.diagnostics)
    return (try #require(compilation.program, "\(rendered)"), compilation.files)
  }

  /// Three administrations; the last has no yield and no talk.
  private static let data = """
    administration,period,speed,clarity,yield,talk
    XA,2024,80,40,60,50
    XB,2024,50,60,55,not_available
    XC,2024,20,90,not_reported,70
    XD,2024,45,58,not_reported,not_reported

    """

  private static func results(_ program: Program) throws -> Results {
    let report = readData([DataFile(path: "data.csv", text: data)], for: program)
    #expect(report.diagnostics == [])
    return evaluate(program, report.dataset)
  }

  private static func study(_ text: String, _ program: Program) throws -> Study {
    let source = SourceFile(path: "study.toml", text: text)
    let (study, findings) = readStudy(source, file: 1, for: program)
    return try #require(study, "\(findings.map(\.message))")
  }

  private static let alone: Performer = { count, body in for piece in 0..<count { body(piece) } }

  /// So many threads, each with its share of the work.
  private static func threads(_ number: Int) -> Performer {
    { count, body in
      DispatchQueue.concurrentPerform(iterations: number) { thread in
        for piece in stride(from: thread, to: count, by: number).reversed() { body(piece) }
      }
    }
  }

  private static func run(
    _ text: String, performer: @escaping Performer = alone
  ) throws -> Sensitivity {
    let (program, _) = try program()
    let results = try results(program)
    let period = Period(kind: .calendarYear, ordinal: 2024)
    let (found, findings) = sensitivity(
      try study(text, program), of: results, period: period,
      evaluated: { evaluate(program, results.dataset, $0) }, performer: performer)
    return try #require(found, "\(findings.map(\.message))")
  }

  // MARK: Mistakes

  @Test("mistakes of studies", arguments: Golden.inputs(in: "study", extension: "toml"))
  func mistakes(_ input: Golden) throws {
    let (program, files) = try Self.program()
    let source = SourceFile(path: input.name, bytes: try input.bytes())
    let (study, mistakes) = readStudy(source, file: files.count, for: program)
    var findings = mistakes
    if let study {
      let results = try Self.results(program)
      findings = sensitivity(
        study, of: results, period: Period(kind: .calendarYear, ordinal: 2024),
        evaluated: { evaluate(program, results.dataset, $0) }, performer: Self.alone
      ).findings
    }
    #expect(!findings.isEmpty)
    let difference = input.expect(TextRenderer(files: files + [source]).render(findings))
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test(
    "a sum may be drawn against where the definition has it, and what is defined is no second choice",
    arguments: [
      (#"["sum", "mean"]"#, []),
      (
        #"["as defined", "sum"]"#,
        ["two choices of this draw are the same: `sum` is what is defined"]
      ), (#"["sum"]"#, ["this draw changes nothing of `service`: what is defined is its only choice"]),
    ] as [(String, [String])])
  func definedForms(_ choices: String, _ expected: [String]) throws {
    let url = Golden.root.appendingPathComponent("Tests/Golden/study/sample.pmm")
    let text = try String(contentsOf: url, encoding: .utf8)
      .replacing("combine    mean", with: "combine    sum")
      .replacing("combine geometric_mean", with: "combine sum")
    let program = try #require(compile([SourceFile(path: "sums.pmm", text: text)]).program)
    let study = Self.study("""
      name = "forms"
      combine = ["service"]
      choose = \(choices)
      """)
    #expect(readStudy(study, file: 1, for: program).findings.map(\.message) == expected)
  }

  @Test(
    "what is chosen in every run is no second choice",
    arguments: [
      (
        #"["as defined", "speed.slow"]"#,
        ["two choices of this draw are the same: `speed.slow` is what `--use` chooses"]
      ), (#"["as defined", "strict"]"#, []), (#"["strict", "speed.slow"]"#, []),
      (
        #"["speed.slow"]"#,
        ["this draw changes nothing of `service`: what `--use` chooses is its only choice"]
      ),
    ] as [(String, [String])])
  func used(_ choices: String, _ expected: [String]) throws {
    let (program, _) = try Self.program()
    let study = Self.study("""
      name = "options"
      use = \(choices)
      """)
    let findings = readStudy(study, file: 1, for: program, using: ["speed.slow"]).findings
    #expect(findings.map(\.message) == expected)
  }

  /// A study of one run and one draw.
  private static func study(_ draw: String) -> SourceFile {
    SourceFile(
      path: "study.toml", text: "seed = 1\nruns = 1\nnode = \"service\"\n[[draw]]\n" + draw)
  }

  // MARK: What is found

  private static let all = """
    seed = 42
    runs = 1000
    node = "service"

    [[draw]]
    name    = "weights"
    weights = "kpi"
    spread  = "50%"

    [[draw]]
    name    = "noise"
    noise   = "kpi"
    points  = 5
    rescale = true

    [[draw]]
    name    = "means"
    combine = ["service"]
    choose  = ["as defined", "geometric_mean", "min"]

    [[draw]]
    name    = "options"
    use     = ["as defined", "speed.slow"]

    [[draw]]
    name    = "left out"
    leave_out = "kpi"
    """

  @Test("the same on any number of cores", arguments: [1, 2, 7])
  func cores(_ number: Int) throws {
    let alone = try Self.run(Self.all).json.canonical
    let together = try Self.run(Self.all, performer: Self.threads(number)).json.canonical
    #expect(alone == together)
  }

  @Test("what a draw does not reach is as if it had been computed again")
  func kept() throws {
    let url = Golden.root.appendingPathComponent("Tests/Golden/study/sample.pmm")
    let definition = try String(contentsOf: url, encoding: .utf8)
      .replacing("    when       not_available: count as mean over everyone\n", with: "")
    let program = try #require(
      compile([SourceFile(path: "deeper.pmm", text: definition)]).program)
    let results = try Self.results(program)
    let period = Period(kind: .calendarYear, ordinal: 2024)
    let text = Self.all.replacing("node = \"service\"", with: "")
      .replacing("leave_out = \"kpi\"", with: "leave_out = [\"speed\", \"talk\"]")
    let study = try Self.study(text, program)
    var columns = Columns()
    let plans = try study.plans(
      results, period, { evaluate(program, results.dataset, $0) }, &columns)
    let rescorer = try Rescorer(study, results, period, plans: plans, columns)
    let work = rescorer.workspace()
    for run in 0..<200 {
      for sample in 0..<study.draws.count + 2 {
        let matrix = { draw in sample == 1 || draw == sample - 2 ? 1 : 0 }
        let fresh = rescorer.workspace()
        let plan = rescorer.run(run, work, matrix: matrix)
        _ = rescorer.run(run, fresh, matrix: matrix)
        for subject in 0..<work.subjects {
          let mask = work.missing(plan, subject)
          #expect(mask == fresh.missing(plan, subject))
          if mask == 0 { #expect(work.score(plan, subject) == fresh.score(plan, subject)) }
        }
      }
    }
  }

  @Test("whoever waits is told each tenth of the runs", arguments: [1, 9, 10, 25, 199, 640, 1000])
  func tenths(_ runs: Int) throws {
    let (program, _) = try Self.program()
    let results = try Self.results(program)
    let study = try Self.study(
      Self.all.replacing("runs = 1000", with: "runs = \(runs)"), program)
    let begun = Mutex<StudyWork?>(nil)
    let told = Mutex<[Int]>([])
    let (found, _) = sensitivity(
      study, of: results, period: Period(kind: .calendarYear, ordinal: 2024),
      evaluated: { evaluate(program, results.dataset, $0) }, performer: Self.alone,
      begins: { work in begun.withLock { $0 = work } },
      progress: { count in told.withLock { $0.append(count) } })
    let counts = told.withLock { $0 }
    #expect(counts.reduce(0, +) == runs)
    #expect(counts.allSatisfy { $0 <= max(1, runs / 10) })
    let work = try #require(begun.withLock { $0 })
    #expect(work.subjects == 4 && work.combinations == 6 && work.rescorings == 7 * runs)
    // The definition, and each of two leaves left out.
    #expect(found?.rescorings == work.rescorings + 3)
  }

  @Test("a long study says what it will do")
  func beginning() {
    var work = StudyWork(
      subjects: 20_000, runs: 2000, draws: 6, rescorings: 16_000, combinations: 4,
      bytes: 480_000_000)
    #expect(
      ProgressBar.beginning(work)
        == "sensitivity: 2000 runs with 6 draws, 20000 subjects: 16000 rescorings, "
        + "4 combinations of choices, 480 MB are kept")
    work.subjects = 200
    #expect(ProgressBar.beginning(work) == nil)
  }

  @Test("a column that is there is not kept again")
  func columns() {
    var columns = Columns()
    #expect(columns.add([1, .nan]) == 0)
    #expect(columns.add([0, 1]) == 2)
    #expect(columns.add([1, .nan]) == 0)
    #expect(columns.add([-0.0, 1]) == 4)
    #expect(columns.add(masks: [0, 1]) == 0)
    #expect(columns.bytes == 8 * 6 + 8 * 2)
  }

  @Test("another seed gives other runs, and more runs keep the first")
  func seeds() throws {
    let first = try Self.run(Self.all)
    let other = try Self.run(Self.all.replacing("seed = 42", with: "seed = 43"))
    #expect(first.subjects[0].scores != other.subjects[0].scores)
    #expect(first.subjects.map(\.score) == other.subjects.map(\.score))
  }

  @Test("drawn weights stay between what the extreme weights give")
  func weights() throws {
    let found = try Self.run(
      """
      seed = 3
      runs = 4000
      node = "service"
      [[draw]]
      name    = "weights"
      weights = "kpi"
      spread  = "50%"
      """)
    #expect(found.effects == nil)
    // 80 and 40 with weights from 0.5 to 1.5: from (40 + 60) / 2 to (120 + 20) / 2.
    let quantiles = try #require(found.subjects[0].scores?.quantiles)
    #expect(quantiles.allSatisfy { $0 > 50 && $0 < 70 })
    #expect(quantiles == quantiles.sorted())
    #expect(abs(quantiles[2] - 60) < 0.5)
    #expect(found.subjects[0].score == "60")
  }

  @Test("left out by hand: what remains of two is the other")
  func removals() throws {
    let found = try Self.run(
      """
      seed = 3
      runs = 10
      node = "service"
      [[draw]]
      name    = "weights"
      weights = "kpi"
      spread  = "1%"
      """)
    let names = found.removals.map { found.results.program.nodes[$0.node].name }
    #expect(names == ["speed", "clarity"])
    // Means 60, 55, 55, 51.5; without speed 40, 60, 90, 58; without clarity 80, 50, 20, 45.
    let speed = found.removals[0]
    #expect(abs((speed.scoreShift ?? 0) - (20 + 5 + 35 + 6.5) / 4) < 1e-9)
    // Ranks 1, 2, 2, 4 become 4, 2, 1, 3.
    #expect(abs((speed.rankShift ?? 0) - (3 + 0 + 1 + 1) / 4.0) < 1e-9)
    #expect(speed.largest?.subject == 0)
    #expect(speed.largest?.from == 1 && speed.largest?.to == 4)
    let clarity = found.removals[1]
    #expect(abs((clarity.rankShift ?? 0) - (0 + 0 + 2 + 1) / 4.0) < 1e-9)
    #expect(clarity.changed == 0)
  }

  @Test("lines for what is missing are chosen")
  func missing() throws {
    let found = try Self.run(
      """
      seed = 9
      runs = 3000
      node = "revenue"
      [[draw]]
      name    = "missing"
      missing = ["revenue"]
      choose  = ["as defined", "count 10", "result missing"]
      """)
    // XC has no yield: without a score in two of three choices, 10 in the third.
    let third = found.subjects[2]
    #expect(third.score == nil)
    #expect(abs(third.missing - 2.0 / 3) < 0.05)
    #expect(third.scores?.quantiles == [10, 10, 10, 10, 10])
    #expect(found.subjects[0].missing == 0)
  }

  @Test("alternatives are evaluated exactly")
  func alternatives() throws {
    let found = try Self.run(
      """
      seed = 9
      runs = 2000
      node = "service"
      [[draw]]
      name = "options"
      use  = ["as defined", "speed.slow"]
      """)
    // XA: 60 as defined, and (20 + 40) / 2 with the alternative.
    let quantiles = try #require(found.subjects[0].scores?.quantiles)
    #expect(quantiles.first == 30 && quantiles.last == 60)
    #expect(abs((found.subjects[0].scores?.mean ?? 0) - 45) < 1)
  }

  @Test("the study in docs/commands.md is the one that a transcript runs")
  func documented() throws {
    func text(_ path: String) throws -> String {
      try String(contentsOf: Golden.root.appendingPathComponent(path), encoding: .utf8)
    }
    let blocks = try text("docs/commands.md").components(separatedBy: "```")
    let study = blocks.first { $0.hasPrefix("toml\n") }?.dropFirst("toml\n".count)
    #expect(study.map(String.init) == (try text("Tests/Golden/commands/files/study.toml")))
  }

  @Test("the hash of a study is of what it says")
  func hash() throws {
    let (program, _) = try Self.program()
    let plain = try Self.study(Self.all, program).hash
    #expect(plain.utf8.count == 64)
    func hash(_ old: String, _ new: String) throws -> String {
      try Self.study(Self.all.replacing(old, with: new), program).hash
    }
    #expect(try hash("seed = 42\nruns = 1000", "runs=1_000 # many\nseed = 42\n\n") == plain)
    #expect(try hash("points  = 5", "points = 5.0") == plain)
    #expect(try hash("seed = 42", "seed = 43") != plain)
    #expect(try hash("\"min\"", "\"max\"") != plain)
  }

  @Test(
    "effects that are not defined say why",
    arguments: [
      ("runs = 1", "service", "fewer than two runs"), ("runs = 50", "revenue", "nothing shifts"),
    ])
  func gaps(_ runs: String, _ node: String, _ why: String) throws {
    let found = try Self.run(
      """
      seed = 1
      \(runs)
      node = "\(node)"
      effects = true
      [[draw]]
      name    = "weights"
      weights = "kpi"
      spread  = "50%"
      """)
    let effect = found.json["effects"]?.elements.first
    #expect(effect?["ranks"] == .null)
    #expect(effect?["ranksUndefined"]?.text?.hasPrefix(why) == true, "\(found.json.pretty())")
    #expect(found.csv(.effects).contains(why))
    #expect(SensitivityReport(found).text().contains("not defined: \(why)"))
    let schema = try #require(Schemas.json(named: "sensitivity"))
    #expect(problems(found.json, schema, root: schema) == [])
  }

  @Test("the JSON form has a schema, and says what was drawn")
  func json() throws {
    let json = try Self.run(Self.all).json
    #expect(json["draws"]?.elements.count == 5)
    #expect(json["effects"]?.elements.count == 5)
    let draws = json["draws"]?.elements ?? []
    #expect(draws[0]["spread"] == "50%" && draws[0]["nodes"] == ["clarity", "speed"])
    #expect(draws[0]["level"] == "kpi" && draws[0]["distribution"] == "uniform")
    #expect(draws[1]["points"] == 5 && draws[1]["rescale"] == true)
    #expect(draws[2]["choose"] == ["as defined", "geometric_mean", "min"])
    #expect(draws[2]["distribution"] == "equal odds" && draws[2]["level"] == nil)
    #expect(draws[3]["choose"] == ["as defined", "speed.slow"])
    #expect(draws[4]["count"] == 1)
    let schema = try #require(Schemas.json(named: "sensitivity"))
    #expect(problems(json, schema, root: schema) == [])
  }
}
