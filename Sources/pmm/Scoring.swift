import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMIR
import PMMReport

/// A framework, data read against it, and what came of both: shared by `score`, `explain` and `test`.
struct Scoring {
  var compilation: Compilation
  var program: Program
  var report: ReadReport
  var results: Results
  /// Findings about data: reading, ranges and checks.
  var diagnostics: [Diagnostic]
  var files: [SourceFile]
  /// The periods that are scored and printed.
  var periods: [Period]
  /// Periods of the data that the edition does not cover.
  var uncovered: [Period]
  /// Covered periods between two cycles.
  var offCycle: [Period]

  /// Compiles, reads, validates and evaluates. Prints and stops if the framework has errors.
  init(
    path: String, options: DataOptions, common: CommonOptions, periods asked: [String],
    bounds: Bool = false, besides: [String] = []
  ) throws {
    guard options.engine == "reference" else {
      throw Stop.unknown(
        "there is no engine `\(visible(options.engine))`", options.engine, among: ["reference"],
        called: "engines")
    }
    guard !options.data.isEmpty else {
      throw Stop.cannot("no data given; write, for example, `--data figures.csv`")
    }
    let sides = [options.columns, options.subjects].compactMap { $0 }
    guard ([path] + options.data + sides + besides).filter({ $0 == "-" }).count <= 1 else {
      throw Stop.cannot("standard input (`-`) can be read only once")
    }
    let stdin = common.stdinFilename
    let (module, compilation) = try Modules.framework(
      path, edition: options.edition, stdin: stdin)
    self.compilation = compilation
    guard let program = compilation.program else {
      let renderer = TextRenderer(
        files: compilation.files, color: common.useColor(forError: true))
      Terminal.error(renderer.render(compilation.diagnostics))
      throw Stop.cannot("the framework has errors, so nothing can be scored")
    }
    self.program = program
    let wanted = try asked.map { text in
      guard let period = Period(text, kind: program.head.period) else {
        throw Stop.cannot(
          "`\(visible(text))` is no period of the kind \(program.head.period.rawValue)"
            + Self.spelling(of: program.head.period))
      }
      return period
    }
    if let phase = options.phase, !program.head.phases.contains(phase) {
      throw Stop.unknown(
        "there is no phase `\(visible(phase))`", phase, among: program.head.phases, called: "phases"
      )
    }
    var columns: DataFile?
    let standard = Modules.join(module.folder, "columns.csv")
    if let given = options.columns ?? (Modules.exists(standard) ? standard : nil) {
      columns = try Modules.load(given, name: stdin)
    }
    let data = try options.data.map { try Modules.load($0, name: stdin) }
    let subjects = try options.subjects.map { try Modules.load($0, name: stdin) }
    var reading = ReadOptions(phase: options.phase)
    if wanted.count == 1 { reading.defaultPeriod = wanted[0] }
    report = readData(
      data, columns: columns, subjects: subjects, for: program, options: reading,
      firstFileIndex: compilation.files.count)
    files = compilation.files + report.files
    let (dataset, found) = validate(report.dataset, against: program)
    diagnostics = (report.diagnostics + found).sorted {
      ($0.primary.file, $0.primary.span.start) < ($1.primary.file, $1.primary.span.start)
    }
    var evaluation = EvaluationOptions(bounds: bounds)
    evaluation.alternatives = try Self.alternatives(options.use, in: program)
    results = evaluate(program, dataset, evaluation)

    let all = dataset.periods
    uncovered = options.restate ? [] : all.filter { !program.head.covers($0) }
    let covered = options.restate ? all : all.filter { program.head.covers($0) }
    if wanted.isEmpty {
      let cycle = covered.filter { program.head.isCyclePeriod($0) }
      periods = options.allPeriods || options.restate ? covered : cycle
    } else {
      for period in wanted where !all.contains(period) {
        throw Stop.unknown(
          "the data has no period \(period)", period.description, among: all.map(\.description),
          called: "periods")
      }
      for period in wanted where !covered.contains(period) {
        throw Stop.cannot(
          "edition \(program.head.edition) does not cover \(period); "
            + "`--restate` applies its rules all the same")
      }
      periods = wanted
    }
    let chosen = Set(periods)
    offCycle = covered.filter { !chosen.contains($0) }
  }

  /// `NODE.OPTION` to the indices of nodes.
  private static func alternatives(
    _ names: [String], in program: Program
  ) throws -> [Int: String] {
    var result: [Int: String] = [:]
    let known = program.nodes.flatMap { node in
      node.alternatives.map { "\(node.name).\($0.name)" }
    }
    for name in names.flatMap({ $0.split(separator: ",").map(String.init) }) {
      let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
      guard known.contains(name), let node = program.node(named: parts[0]) else {
        throw Stop.unknown(
          "no alternative is called `\(visible(name))`", name, among: known, called: "alternatives")
      }
      if let other = result[node] {
        throw Stop.cannot("two alternatives of `\(parts[0])`: `\(other)` and `\(parts[1])`")
      }
      result[node] = parts[1]
    }
    return result
  }

  /// What was read, used, refused and left out, in lines for a reader.
  var account: [String] {
    var lines: [String] = []
    func count(_ number: Int, _ one: String, _ many: String) -> String {
      "\(number) \(number == 1 ? one : many)"
    }
    for summary in report.summaries {
      let rows = summary.rows
      var line =
        "\(visible(summary.path)): \(count(rows.read, "row", "rows")) read, \(rows.used) used, "
        + "\(rows.refused) refused"
      if rows.leftOut > 0 { line += ", \(rows.leftOut) left out" }
      if summary.assumesPeriod, let period = report.assumedPeriod {
        line += " (no period column: taken as \(period))"
      }
      lines.append(line)
    }
    let invalid = diagnostics.filter { $0.code.id == "VAL001" || $0.code.id == "VAL002" }.count
    if invalid > 0 { lines.append("\(count(invalid, "figure", "figures")) invalid") }
    let warnings = diagnostics.filter { $0.severity == .warning }.count
    if warnings > 0 { lines.append(count(warnings, "warning", "warnings")) }
    if !uncovered.isEmpty {
      lines.append(
        "not covered by edition \(program.head.edition) and not scored: "
          + uncovered.map(\.description).joined(separator: ", "))
    }
    if !offCycle.isEmpty {
      lines.append(
        "read for earlier figures only, not scored: "
          + offCycle.map(\.description).joined(separator: ", "))
    }
    return lines
  }

  func place(_ location: Location) -> SourcePlace? {
    guard files.indices.contains(location.file) else { return nil }
    let position = files[location.file].position(of: location.span.start)
    return SourcePlace(
      path: files[location.file].path, line: position.line, column: position.column)
  }

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

  /// A language that the framework has; its first if none is asked for.
  func language(_ asked: String?) throws -> String {
    let known = program.head.languages
    guard let asked else { return known[0] }
    if known.contains(asked) { return asked }
    throw Stop.unknown(
      "the framework has no language `\(visible(asked))`", asked, among: known, called: "languages")
  }

  private static func spelling(of kind: PeriodKind) -> String {
    switch kind {
    case .calendarYear: ", which is written 2023"
    case .quarter: ", which is written 2023-Q1"
    case .month: ", which is written 2023-01"
    case .none: ", which is written none"
    }
  }
}
