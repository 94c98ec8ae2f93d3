import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMEngine
import PMMIR
import PMMReport

/// Data scored by the editions of a framework: shared by `score`, `explain` and `test`.
struct Scoring {
  /// Lowest edition first; most often only one.
  var runs: [EditionRun]
  /// Periods of the data that no edition covers.
  var uncovered: [Period]
  /// The periods asked for; empty if all are.
  let wanted: [Period]
  /// Editions that are drafts, and were left out because others are not.
  private let drafts: [String]
  private let options: DataOptions

  /// Compiles, reads, validates and evaluates. Prints and stops if the framework has errors. `compiled`
  /// is called before any data is looked at.
  init(
    path: String, options: DataOptions, adaptations: [String] = [], common: CommonOptions,
    periods asked: [String], bounds: Bool = false, besides: [String] = [],
    compiled: (Editions) throws -> Void = { _ in }
  ) throws {
    try Self.check(path, options, besides)
    self.options = options
    let ahead = Memory.prepare(for: options.data)
    var found = try Editions(
      path, asked: options.edition, restate: options.restate, common: common)
    if !adaptations.isEmpty, !options.use.isEmpty {
      throw Stop.cannot("`--use` chooses for everyone, `--adaptation` for each: give one of them")
    }
    try found.adapt(adaptations, common: common)
    let editions = found
    try compiled(editions)
    drafts = editions.drafts
    let head = editions.candidates[0].program.head
    let wanted = try asked.map { try Self.period($0, head.period) }
    self.wanted = wanted
    if let phase = options.phase, !head.phases.contains(phase) {
      throw Stop.unknown(
        "there is no phase `\(visible(phase))`", phase, among: head.phases, called: "phases")
    }
    ahead.end()
    let files = try DataFiles(options, ahead.files, stdin: common.stdinFilename)
    runs = try editions.candidates.indices.map { index in
      try EditionRun(
        index, of: editions, files: files, options: options, wanted: wanted, bounds: bounds)
    }
    if runs.count > 1 { Self.mergeHeaderFindings(&runs) }
    let all = Set(runs.flatMap(\.results.dataset.periods)).sorted()
    uncovered = options.restate ? [] : all.filter { editions.owner(of: $0) == nil }
    if runs.allSatisfy({ $0.report.summaries.contains { $0.form == .unreadable } }) {
      let missing = wanted.first { !all.contains($0) }
      if all.isEmpty || missing != nil {
        Terminal.error(findings(color: common.useColor(forError: true)))
        Terminal.error(account().joined(separator: "\n"))
        throw Stop.cannot("nothing could be scored")
      }
    }
    for period in wanted where !all.contains(period) {
      throw Stop.unknown(
        "the data has no period \(period)", period.description, among: all.map(\.description),
        called: "periods")
    }
    if let period = wanted.first(where: { uncovered.contains($0) }) {
      let names = runs.map(\.program.head.edition).joined(separator: ", ")
      throw Stop.cannot(
        "edition \(names) does not cover \(period); `--restate` applies its rules all the same")
    }
  }

  private static func check(_ path: String, _ options: DataOptions, _ besides: [String]) throws {
    let engines = DataOptions.Engine.allCases.map(\.rawValue)
    guard engines.contains(options.engine) else {
      throw Stop.unknown(
        "there is no engine `\(visible(options.engine))`", options.engine, among: engines,
        called: "engines")
    }
    guard !options.data.isEmpty else {
      throw Stop.cannot("no data given; write, for example, `--data figures.csv`")
    }
    let sides = [options.columns, options.subjects].compactMap { $0 }
    guard ([path] + options.data + sides + besides).filter({ $0 == "-" }).count <= 1 else {
      throw Stop.cannot("standard input (`-`) can be read only once")
    }
  }

  private static func period(_ text: String, _ kind: PeriodKind) throws -> Period {
    if let period = Period(text, kind: kind) { return period }
    throw Stop.cannot(
      "`\(visible(text))` is no period of the kind \(kind.rawValue), which is written \(kind.example)"
    )
  }

  /// What is said about a header is said once; where only some editions say it, it names them, because
  /// what belongs to one edition is lost to the other.
  private static func mergeHeaderFindings(_ runs: inout [EditionRun]) {
    var saying: [String: [String]] = [:]
    for run in runs {
      for finding in run.diagnostics where run.isAboutHeader(finding) {
        saying[run.key(finding), default: []].append(run.program.head.edition)
      }
    }
    var told: Set<String> = []
    for index in runs.indices {
      let run = runs[index]
      let count = runs.count
      runs[index].diagnostics = run.diagnostics.compactMap { finding in
        guard run.isAboutHeader(finding) else { return finding }
        let key = run.key(finding)
        guard told.insert(key).inserted else { return nil }
        var finding = finding
        if let editions = saying[key], editions.count < count {
          finding.arguments["edition"] = editions.joined(separator: ", ")
        }
        return finding
      }
    }
  }

  /// The run whose rules a period is scored by; the highest edition for none.
  func run(for period: Period) -> EditionRun { runs[index(for: period)] }

  func index(for period: Period) -> Int {
    runs.lastIndex { $0.periods.contains(period) } ?? runs.count - 1
  }

  /// Whether there is nothing to print.
  var isEmpty: Bool {
    runs.allSatisfy { $0.periods.isEmpty || $0.results.subjectPeriods.isEmpty }
  }

  var diagnostics: [Diagnostic] { runs.flatMap(\.diagnostics) }

  /// The findings, each with the files that it speaks of. Of warnings about one figure only those
  /// about the subjects and periods given are told, and the others counted; errors are told always.
  func findings(
    about selection: (subjects: [String], periods: [Period])? = nil, language: String = "en",
    color: Bool
  ) -> String {
    let (files, found) = inOrder(runs.map(\.diagnostics))
    let periods = selection?.periods.map(\.description) ?? []
    func isAsked(_ name: String, _ chosen: [String], _ finding: Diagnostic) -> Bool {
      chosen.isEmpty || finding.arguments[name].map(chosen.contains) ?? true
    }
    let told = found.filter { finding in
      finding.severity == .error || !finding.isAboutFigure
        || isAsked("subject", selection?.subjects ?? [], finding)
          && isAsked("period", periods, finding)
    }
    let texts = findingTexts(language)
    var text = TextRenderer(files: files, color: color, texts: texts)
      .render(told.map { $0.told(in: language, texts: texts) })
    let others = found.count - told.count
    if others > 0 {
      text +=
        Wording(language: language)(
          .otherWarnings, count: others, ["count": String(others)]) + "\n"
    }
    return text
  }

  /// The findings of every run in the order of the data, line by line, whichever edition makes them;
  /// those that only a definition has a place for come last. `more` are files at the end of each run's.
  func inOrder(
    _ findings: [[Diagnostic]], more: [SourceFile] = []
  ) -> (files: [SourceFile], findings: [Diagnostic]) {
    var files: [SourceFile] = []
    var placed: [(file: Int, finding: Diagnostic)] = []
    for (run, own) in zip(runs, findings) {
      placed += own.map { finding in
        let file = finding.primary.file - run.sources
        return (file < 0 ? Int.max : file, finding.moved(by: files.count))
      }
      files += run.files + more
    }
    let sorted = placed.enumerated().sorted {
      let (left, right) = ($0.element, $1.element)
      let starts = (left.finding.primary.span.start, right.finding.primary.span.start)
      if left.file == .max, right.file == .max { return $0.offset < $1.offset }
      return (left.file, starts.0, $0.offset) < (right.file, starts.1, $1.offset)
    }
    return (files, sorted.map(\.element.finding))
  }

  /// Inputs that a formula of this run reads, by the base or by someone's adaptation, and that no
  /// file has anything of: often a header that is written otherwise.
  private var inputsWithoutFigures: [String] {
    var names: [String] = []
    var told: Set<String> = []
    for run in runs {
      told.formUnion(run.results.dataset.columnKeys.map { run.program.inputs[$0.input].name })
    }
    for run in runs {
      let read = run.results.options.adaptations.values.reduce(into: run.program.inputsRead) {
        $0.formUnion(run.program.inputsRead(under: $1))
      }
      for index in read.sorted() {
        let name = run.program.inputs[index].name
        if told.insert(name).inserted { names.append(name) }
      }
    }
    return names
  }

  /// How many administrations have an adaptation, and what of theirs no rank and population takes.
  private func adaptationLines(
    _ line: (Phrase, Int, [String: String]) -> String, _ wording: Wording
  ) -> [String] {
    let adapted = runs.flatMap { run in
      run.results.options.adaptations.keys.map { run.results.dataset.subjects[$0] }
    }
    let unused = runs.flatMap(\.unusedAdaptations).filter { !adapted.contains($0) }
    var lines: [String] = []
    if !adapted.isEmpty {
      let left = runs.reduce(0) { $0 + $1.results.countIncomparable(in: Set($1.periods)) }
      lines.append(line(.accountAdapted, Set(adapted).count, [:]))
      if left > 0 { lines.append(line(.accountNotComparable, left, [:])) }
    }
    if !unused.isEmpty {
      let names = Set(unused).sorted().joined(separator: ", ")
      lines.append(wording(.accountNotAdapted, ["names": names]))
    }
    return lines
  }

  /// What was read, used, refused and left out, in lines for a reader.
  func account(language: String = "en") -> [String] {
    let wording = Wording(language: language)
    func line(_ phrase: Phrase, _ count: Int, _ arguments: [String: String] = [:]) -> String {
      wording(phrase, count: count, arguments.merging(["count": String(count)]) { $1 })
    }
    func list(_ periods: [Period]) -> [String: String] {
      ["periods": periods.map(\.description).joined(separator: ", ")]
    }
    var lines: [String] = []
    for (index, summary) in runs[0].report.summaries.enumerated() {
      let rows = runs.reduce(into: RowCounts()) { $0 += $1.report.summaries[index].rows }
      let counts = [
        "path": visible(summary.path), "read": String(rows.read), "used": String(rows.used),
        "refused": String(rows.refused),
      ]
      var text = line(.accountRows, rows.read, counts)
      if rows.leftOut > 0 { text += line(.accountLeftOut, rows.leftOut) }
      if rows.refusedCells > 0 { text += line(.accountCells, rows.refusedCells) }
      if summary.assumesPeriod, let period = runs.lazy.compactMap(\.report.assumedPeriod).first {
        text += wording(.accountPeriod, ["period": period.description])
      }
      lines.append(text)
    }
    if let phase = options.phase, runs.allSatisfy({ $0.report.phases.isEmpty }) {
      lines.append(wording(.accountPhase, ["phase": phase]))
    }
    let invalid = diagnostics.filter { $0.code.id == "VAL001" || $0.code.id == "VAL002" }.count
    if invalid > 0 { lines.append(line(.accountInvalid, invalid)) }
    let unseen = inputsWithoutFigures
    if !unseen.isEmpty {
      var names = unseen.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
      if unseen.count > 8 {
        names = wording(.andMore, ["items": names, "count": String(unseen.count - 8)])
      }
      lines.append(line(.accountUnseen, unseen.count, ["names": names]))
    }
    let warnings = diagnostics.filter { $0.severity == .warning }.count
    if warnings > 0 { lines.append(line(.accountWarnings, warnings)) }
    lines += adaptationLines(line, wording)
    if !uncovered.isEmpty {
      let editions = runs.map(\.program.head.edition).joined(separator: ", ")
      lines.append(
        wording(.accountUncovered, list(uncovered).merging(["editions": editions]) { $1 }))
    }
    if !drafts.isEmpty {
      lines.append(wording(.accountDrafts, ["editions": drafts.joined(separator: ", ")]))
    }
    let others = Set(runs.flatMap(\.offCycle)).subtracting(runs.flatMap(\.periods))
    let read = runs.reduce(into: Set<Period>()) { read, run in
      read.formUnion(run.program.periodsRead(from: Set(run.periods), of: others))
    }
    if !read.isEmpty { lines.append(wording(.accountEarlier, list(read.sorted()))) }
    let rest = others.subtracting(read).sorted()
    if !rest.isEmpty {
      lines.append(wording(wanted.isEmpty ? .accountBetween : .accountNotAsked, list(rest)))
    }
    if options.engineReport {
      let counts = runs.compactMap { $0.columns?.counts }
      let whole = counts.first.map { counts.dropFirst().reduce(into: $0) { $0 += $1 } }
      lines += whole.map { $0.lines(wording) } ?? [wording(.accountReference)]
    }
    return lines
  }
}

/// The files of data that a run reads, once for all editions.
struct DataFiles {
  var data: [DataFile]
  var columns: DataFile?
  var subjects: DataFile?
  let stdin: String

  /// `ahead` are files that were opened already.
  init(_ options: DataOptions, _ ahead: [DataFile], stdin: String) throws {
    self.stdin = stdin
    data = try options.data.map { path in
      try ahead.first { $0.path == path } ?? Modules.load(path, name: stdin, mayMap: true)
    }
    columns = try options.columns.map { try Modules.load($0, name: stdin) }
    subjects = try options.subjects.map { try Modules.load($0, name: stdin) }
  }

  /// The columns file that was given, else the one beside the edition.
  func columns(of folder: String) throws -> DataFile? {
    if let columns { return columns }
    let standard = Modules.join(folder, "columns.csv")
    return Modules.exists(standard) ? try Modules.load(standard, name: stdin) : nil
  }
}

extension Diagnostic {
  /// Whether it is about one figure of one subject in one period.
  fileprivate var isAboutFigure: Bool {
    arguments["subject"] != nil && arguments["period"] != nil
  }
}

extension EngineCounts {
  /// A small table: each count, and what is counted.
  fileprivate func lines(_ wording: Wording) -> [String] {
    let rows: [(Phrase, Int)] = [
      (.accountEngineMissing, missing), (.accountEngineIntegers, integers),
      (.accountEngineDoubles, doubles), (.accountEngineExact, exact),
      (.accountEngineQuestions, questions),
    ]
    let numbers = rows.map { wording.number(String($0.1)) }
    let width = numbers.map(displayWidth).max() ?? 0
    return [wording(.accountEngine, ["count": wording.number(String(figures))])]
      + zip(rows, numbers).map { row, number in
        String(repeating: " ", count: 2 + width - displayWidth(number)) + number + "  "
          + wording(row.0)
      }
  }
}
