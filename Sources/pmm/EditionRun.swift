import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMEngine
import PMMIR
import PMMReport

/// One edition's share of a run: data read against it, and what came of it.
struct EditionRun {
  @Boxed var program: Program
  var report: ReadReport
  var results: Results
  /// How the columnar engine came to them; nil: the reference did.
  var columns: ColumnarResults?
  private let isByReference: Bool
  /// Findings about data: reading, ranges and checks.
  var diagnostics: [Diagnostic]
  var files: [SourceFile]
  /// The number of the edition's own files, before those of data.
  let sources: Int
  /// The periods that are scored by this edition and printed.
  var periods: [Period]
  /// Periods that it covers, between two cycles.
  var offCycle: [Period]
  /// Codes of administrations that have an adaptation and no figure.
  var unusedAdaptations: [String] = []

  init(
    _ index: Int, of editions: Editions, files data: DataFiles, options: DataOptions,
    wanted: [Period], bounds: Bool
  ) throws {
    let edition = editions.candidates[index]
    let program = edition.program
    self.program = program
    sources = edition.compilation.files.count
    var reading = ReadOptions(phase: options.phase)
    if wanted.count == 1 { reading.defaultPeriod = wanted[0] }
    reading.hasSeveralPeriods = wanted.count > 1
    if editions.candidates.count > 1 {
      reading.accountsFor = { editions.reader(of: $0) == index }
    }
    report = readData(
      data.data, columns: try data.columns(of: edition.module.folder), subjects: data.subjects,
      for: program, options: reading, firstFileIndex: sources)
    files = edition.compilation.files + report.files
    let (dataset, found) = validate(
      report.dataset, against: program,
      words: phrases.keys.sorted().map {
        Wording(language: $0, of: program).figureWords(of: program)
      })
    let own = found.filter { finding in
      // A figure out of range is the business of the edition that its period belongs to.
      guard editions.candidates.count > 1, let text = finding.arguments["period"] else {
        return true
      }
      return editions.reader(of: Period(text, kind: program.head.period)) == index
    }
    diagnostics = report.diagnostics + own
    var evaluation = EvaluationOptions(bounds: bounds)
    try Self.choose(options.alternatives, in: program, &evaluation)
    if editions.candidates.count > 1, !options.restate {
      evaluation.edition = { period in
        editions.owner(of: period).map { editions.candidates[$0].program.head.edition }
      }
    }
    for adaptation in edition.adaptations {
      guard let subject = dataset.index(ofSubject: adaptation.subject) else {
        unusedAdaptations.append(adaptation.subject)
        continue
      }
      evaluation.adaptations[subject] = adaptation
    }
    isByReference = options.engine == DataOptions.Engine.reference.rawValue
    columns = isByReference ? nil : evaluateByColumns(program, dataset, evaluation)
    results = columns?.results ?? evaluate(program, dataset, evaluation)

    let covered = dataset.periods.filter { editions.applies(index, to: $0) }
    if wanted.isEmpty {
      let cycle = covered.filter { program.head.isCyclePeriod($0) }
      periods = options.allPeriods || options.restate ? covered : cycle
    } else {
      periods = covered.filter(wanted.contains)
    }
    let chosen = Set(periods)
    offCycle = covered.filter { !chosen.contains($0) }
    diagnostics += results.breakWarnings(in: chosen)
  }

  /// `NODE.OPTION`, or the name of an alternative of the framework.
  private static func choose(
    _ names: [String], in program: Program, _ options: inout EvaluationOptions
  ) throws {
    let nodes = program.nodes.flatMap { node in
      node.alternatives.map { "\(node.name).\($0.name)" }
    }
    let known = nodes + program.alternatives.map(\.name)
    for name in names {
      guard known.contains(name) else {
        throw Stop.unknown(
          "no alternative is called `\(visible(name))`", name, among: known, called: "alternatives")
      }
      let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
      guard parts.count == 2, let node = program.node(named: parts[0]) else {
        if let other = options.frameworkAlternative {
          throw Stop.cannot("two alternatives of the framework: `\(other)` and `\(name)`")
        }
        options.frameworkAlternative = name
        continue
      }
      if let other = options.alternatives[node] {
        throw Stop.cannot("two alternatives of `\(parts[0])`: `\(other)` and `\(parts[1])`")
      }
      options.alternatives[node] = parts[1]
    }
  }

  /// The results without the sets that an explanation tells of.
  var plainResults: Results { columns?.plain ?? results }

  /// The same for the same data by other choices, through the same engine.
  func evaluated(_ options: EvaluationOptions) -> Results {
    isByReference
      ? evaluate(program, results.dataset, options)
      : evaluateByColumns(program, results.dataset, options).plain
  }

  // MARK: Findings

  /// Whether a finding is about the first line of a file of data.
  func isAboutHeader(_ finding: Diagnostic) -> Bool {
    finding.primary.file >= sources && files.indices.contains(finding.primary.file)
      && files[finding.primary.file].position(of: finding.primary.span.start).line == 1
  }

  /// What tells a finding about data from another, whichever edition makes it.
  func key(_ finding: Diagnostic) -> String {
    "\(finding.code.id) \(finding.primary.file - sources) \(finding.primary.span.start)"
  }

  func place(_ location: Location) -> SourcePlace? { location.place(in: files) }

  // MARK: Names

  /// The node of a name; a mistyped one is answered with the nearest.
  func node(_ name: String) throws -> Int {
    if let node = program.node(named: name) { return node }
    throw Stop.unknown(
      "no node is called `\(visible(name))`", name, among: program.nodes.map(\.name),
      called: "nodes")
  }

  /// The index of a level of disclosure.
  func disclosure(_ name: String) throws -> Int {
    if let index = program.head.disclosure.firstIndex(of: name) { return index }
    throw Stop.unknown(
      "there is no level of disclosure `\(visible(name))`", name, among: program.head.disclosure,
      called: "levels of disclosure")
  }

  func subject(_ code: String) throws -> Int {
    if let subject = results.dataset.index(ofSubject: code) { return subject }
    throw Stop.unknown(
      "the data has no \(program.head.subject) `\(visible(code))`", code,
      among: results.dataset.subjects, called: "\(program.head.subject) codes")
  }

  func language(_ asked: String?) throws -> String { try program.language(asked) }
}

extension Location {
  /// Line and column, if it is in one of the files.
  func place(in files: [SourceFile]) -> SourcePlace? {
    guard files.indices.contains(file) else { return nil }
    let position = files[file].position(of: span.start)
    return SourcePlace(path: files[file].path, line: position.line, column: position.column)
  }
}

extension SourceFile {
  var text: String { String(decoding: bytes, as: UTF8.self) }
}
