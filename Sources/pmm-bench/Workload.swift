/// What is raced: the work, who does it, and what is asked of `pmm`.
enum Workload: String, CaseIterable {
  case panel, montecarlo, frontend, lint, start, scale

  var explanation: String {
    switch self {
    case .panel:
      "480,000 rows of CSV in, 100 KPIs scored for 4,000 member-years, 28 results each written"
    case .montecarlo:
      "10,000 rescorings of 200 members with ranks: drawn weights; scores with noise, scaled anew"
    case .frontend: "definitions of 10,000 and 100,000 lines parsed and checked"
    case .lint: "definitions of 100,000 lines linted, and one small file"
    case .start: "`pmm --version`, and a check of one small file"
    case .scale: "the panel's framework over ten times the rows, and again"
    }
  }

  /// A bound on the ratio of two contenders' medians.
  struct Target {
    enum Bound {
      case atLeast, atMost
    }
    var name: String
    var bound: Bound
    var limit: Double
    /// The ratio; nil if a contender is missing.
    var ratio: ([String: Cost]) -> Double?

    func verdict(_ medians: [String: Cost]) -> (text: String, isMet: Bool) {
      guard let ratio = ratio(medians) else { return ("\(name): not measured", false) }
      let isMet = bound == .atLeast ? ratio >= limit : ratio <= limit
      let words = bound == .atLeast ? "at least" : "at most"
      return (
        "\(isMet ? "met   " : "MISSED") \(name): \(ratio.hundredths) (\(words) \(limit.hundredths))",
        isMet
      )
    }
  }

  private func faster(
    _ name: String, than peer: String, by limit: Double, ours: String = "pmm"
  ) -> Target {
    Target(name: name, bound: .atLeast, limit: limit) { medians in
      guard let a = medians[peer], let b = medians[ours] else { return nil }
      return a.wall / b.wall
    }
  }

  private func atMost(
    _ name: String, _ limit: Double, _ ours: String, _ other: String,
    _ figure: @escaping (Cost) -> Double = \.wall
  ) -> Target {
    Target(name: name, bound: .atMost, limit: limit) { medians in
      // What is not known is 0.
      guard let a = medians[ours].map(figure), let b = medians[other].map(figure), a > 0, b > 0
      else { return nil }
      return a / b
    }
  }

  private func within(_ name: String, seconds limit: Double, _ ours: String) -> Target {
    Target(name: "\(name), in ms", bound: .atMost, limit: limit * 1000) { medians in
      medians[ours].map { $0.wall * 1000 }
    }
  }

  var targets: [Target] {
    switch self {
    case .panel:
      [
        faster("times faster than DuckDB", than: "duckdb", by: 8),
        faster("times faster than Polars", than: "polars", by: 8),
        faster("times faster than pandas", than: "pandas", by: 15),
        atMost("times the hand-written program", 2, "pmm", "hand-written"),
        atMost("of DuckDB's memory", 0.5, "pmm", "duckdb") { Double($0.peak) },
      ]
    case .montecarlo:
      [
        faster(
          "times faster than numpy, weights", than: "numpy-weights", by: 6, ours: "pmm-weights"),
        faster("times faster than numpy, noise", than: "numpy-noise", by: 8, ours: "pmm-noise"),
      ]
    case .frontend:
      [
        atMost("times ruff over 100,000 lines", 1, "pmm-100k", "ruff-100k"),
        faster("times faster than ty", than: "ty-100k", by: 8, ours: "pmm-100k"),
        atMost("times the time for ten times the lines", 11, "pmm-100k", "pmm-10k"),
      ]
    case .lint:
      [
        // Whole processes, with the check that linting begins with.
        Target(name: "lines linted in a second", bound: .atLeast, limit: 250_000) { medians in
          medians["lint-100k"].map { 100_000 / $0.wall }
        },
        within("lint of a small file", seconds: 0.02, "lint-small"),
      ]
    case .start:
      [
        within("pmm --version", seconds: 0.006, "version"),
        within("check of a small file", seconds: 0.015, "check"),
      ]
    case .scale:
      zip(Self.sizes, Self.sizes.dropFirst()).map { small, large in
        atMost("times the time from \(small) to \(large) rows", 11, "\(large)", "\(small)")
      }
    }
  }

  static let sizes = [10_000, 100_000, 1_000_000, 10_000_000]

  // MARK: Contenders

  func contenders(_ place: Place) throws -> [Contender] {
    switch self {
    case .panel: try panel(place)
    case .montecarlo: try montecarlo(place)
    case .frontend: try frontend(place)
    case .lint: try lint(place)
    case .start: try start(place)
    case .scale: try scale(place)
    }
  }

  private func makePanel(_ place: Place) throws {
    let panel = Panel()
    try place.make("spec.json") { Array(panel.json.utf8) }
    try place.make("spec.txt") { Array(panel.numbers.utf8) }
    try place.make("panel/panel.pmm") { Array(panel.definition.utf8) }
    try place.make("panel/columns.csv") { Array(panel.columns.utf8) }
    try place.make("panel.csv") { panel.rows() }
  }

  private func score(_ place: Place, _ file: String) -> [String] {
    [
      place.pmm, "score", "\(place.data)/panel", "--data", file, "--wide", "--level", "framework",
      "--level", "dimension", "--level", "outcome",
    ]
  }

  private func panel(_ place: Place) throws -> [Contender] {
    try makePanel(place)
    let csv = "\(place.data)/panel.csv"
    func answer(_ name: String) -> String { "\(place.results)/panel-\(name).csv" }
    func peer(_ name: String) throws -> Contender {
      Contender(
        name: name,
        arguments: [
          try place.peer("python"), "\(place.peers)/p_\(name).py", csv, answer(name),
        ], folder: place.folder, answer: answer(name))
    }
    return [
      Contender(
        name: "pmm", arguments: score(place, csv), answer: answer("pmm"), printsAnswer: true),
      Contender(
        name: "hand-written",
        arguments: [place.limit, "score", csv, "\(place.data)/spec.txt", answer("hand-written")],
        answer: answer("hand-written")),
      try peer("duckdb"), try peer("polars"), try peer("pandas"),
    ]
  }

  private func montecarlo(_ place: Place) throws -> [Contender] {
    try makePanel(place)
    let csv = "\(place.data)/panel.csv"
    func ours(_ kind: String, _ study: String) throws -> Contender {
      try place.make("\(kind).toml") { Array(study.utf8) }
      return Contender(
        name: "pmm-\(kind)",
        arguments: [
          place.pmm, "sensitivity", "\(place.data)/panel", "--data", csv, "--period", "2015",
          "--study", "\(place.data)/\(kind).toml", "--format", "csv",
        ], answer: "\(place.results)/montecarlo-\(kind).csv", printsAnswer: true)
    }
    func numpy(_ kind: String, _ mode: String) throws -> Contender {
      Contender(
        name: "numpy-\(kind)",
        arguments: [try place.peer("python"), "\(place.peers)/mc_numpy.py", mode],
        folder: place.folder)
    }
    func bound(_ kind: String, _ mode: String) -> Contender {
      Contender(
        name: "hand-written-\(kind)",
        arguments: [place.limit, mode, csv, "\(place.data)/spec.txt", "2"])
    }
    return [
      try ours("weights", Self.weights), try numpy("weights", "mcw"), bound("weights", "mcw"),
      try ours("noise", Self.noise), try numpy("noise", "mcn"), bound("noise", "mcn"),
    ]
  }

  static let weights = """
    seed = 1
    runs = 10000

    [[draw]]
    name    = "weights"
    weights = "kpi"
    spread  = "25%"

    """
  static let noise = """
    seed = 1
    runs = 10000

    [[draw]]
    name   = "noise"
    noise  = "kpi"
    points = 5
    rescale = true

    """

  private func frontend(_ place: Place) throws -> [Contender] {
    let sizes = [("10k", 10_000), ("100k", 100_000)]
    for (name, lines) in sizes {
      try place.make("lines-\(name)/lines.pmm") { Array(FrontEnd.definition(lines: lines).utf8) }
      try place.make("python/lines_\(name).py") { Array(FrontEnd.python(lines: lines).utf8) }
    }
    try place.make("python/lib.py") { Array(FrontEnd.functions.utf8) }
    let ruff = try place.peer("ruff")
    let ty = try place.peer("ty")
    return sizes.flatMap { name, _ in
      let python = "\(place.data)/python/lines_\(name).py"
      return [
        Contender(
          name: "pmm-\(name)", arguments: [place.pmm, "check", "\(place.data)/lines-\(name)"]),
        Contender(
          name: "ruff-\(name)",
          arguments: [ruff, "check", "--isolated", "--no-cache", "--exit-zero", "-q", python]),
        Contender(
          name: "ty-\(name)",
          arguments: [
            ty, "check", "--exit-zero", "-q", "--extra-search-path", "\(place.data)/python", python,
          ]),
      ]
    }
  }

  private func lint(_ place: Place) throws -> [Contender] {
    for (file, lines) in [("lines-100k/lines.pmm", 100_000), ("small/small.pmm", 140)] {
      try place.make(file) { Array(FrontEnd.definition(lines: lines).utf8) }
    }
    func pmm(_ command: String, _ folder: String) -> [String] {
      [place.pmm, command, "\(place.data)/\(folder)", "--format", "concise"]
    }
    return [
      Contender(name: "check-100k", arguments: pmm("check", "lines-100k")),
      Contender(name: "lint-100k", arguments: pmm("lint", "lines-100k")),
      Contender(name: "lint-small", arguments: pmm("lint", "small")),
    ]
  }

  private func start(_ place: Place) throws -> [Contender] {
    try place.make("small/small.pmm") { Array(FrontEnd.definition(lines: 140).utf8) }
    let ruff = try place.peer("ruff")
    return [
      Contender(name: "version", arguments: [place.pmm, "--version"]),
      Contender(name: "check", arguments: [place.pmm, "check", "\(place.data)/small"]),
      Contender(name: "ruff --version", arguments: [ruff, "--version"]),
    ]
  }

  private func scale(_ place: Place) throws -> [Contender] {
    try makePanel(place)
    return try Self.sizes.map { size in
      try place.make("rows-\(size).csv") { Panel().rows(copies: size / 480_000 + 1, only: size) }
      return Contender(
        name: "\(size)", arguments: score(place, "\(place.data)/rows-\(size).csv"),
        answer: "\(place.results)/rows-\(size).csv", printsAnswer: true)
    }
  }

  // MARK: Answers

  /// Runs each contender that writes an answer once, and holds it against the first one's.
  func compareAnswers(_ place: Place, _ contenders: [Contender]) throws {
    guard case .panel = self else { return }
    var first: (name: String, answer: Answer)?
    for contender in contenders {
      guard let path = contender.answer else { continue }
      _ = try run(contender)
      let answer = try Answer(text(of: path))
      if let (name, reference) = first {
        print("  \(contender.name) and \(name): \(try answer.difference(from: reference))")
      } else {
        first = (contender.name, answer)
      }
    }
  }
}
