import PMMCompiler
import PMMDiagnostics
import PMMIR

/// The editions of one framework that a run is given, and which of them each period belongs to.
struct Editions: Sendable {
  struct Candidate: Sendable {
    var module: ModuleFiles
    var compilation: Compilation
    @Boxed var program: Program
    /// What administrations choose; the program then has all that they declare.
    var adaptations: [Adaptation] = []
  }
  /// Lowest edition first.
  private(set) var candidates: [Candidate]
  /// Drafts that gave way to other editions.
  private(set) var drafts: [String] = []
  /// Each edition is applied to every period.
  private let isRestating: Bool

  /// The editions below a path. `asked` names exactly those; otherwise drafts give way to others.
  init(
    _ path: String, asked: [String], restate: Bool, common: CommonOptions
  ) throws {
    isRestating = restate
    let compiler = try common.compiler()
    let all = try Modules.find([path], stdin: common.stdinFilename)
      .map { ($0, try compiler.compile($0)) }
    let modules = all.filter {
      $0.1.identity?.kind != .catalogue && $0.1.identity?.kind != .adaptation
    }
    guard !modules.isEmpty else {
      throw Stop.cannot(
        all.contains { $0.1.identity?.kind == .adaptation }
          ? "`\(visible(path))` is an adaptation; name the framework, and this with --adaptation"
          : "`\(visible(path))` is a catalogue, which computes nothing; name a framework that uses it"
      )
    }
    var found: [Candidate] = []
    for (module, compilation) in modules {
      guard let program = compilation.program else {
        // Asked for others by name, one with errors does not stand in the way.
        if !asked.isEmpty, modules.count > 1 { continue }
        let renderer = TextRenderer(
          files: compilation.files, color: common.useColor(forError: true))
        Terminal.error(renderer.render(compilation.diagnostics))
        throw Stop.cannot("the framework has errors, so nothing can be scored")
      }
      found.append(Candidate(module: module, compilation: compilation, program: program))
    }
    let known = found.map(\.program.head.edition)
    for edition in asked where !known.contains(edition) {
      throw Stop.unknown(
        "`\(visible(path))` has no edition \(visible(edition))", edition, among: known,
        called: "editions")
    }
    if !asked.isEmpty { found = found.filter { asked.contains($0.program.head.edition) } }
    if found.count > 1, asked.isEmpty {
      let finished = found.filter { $0.program.head.status != .draft }
      if !finished.isEmpty {
        drafts = found.filter { $0.program.head.status == .draft }.map(\.program.head.edition)
        found = finished
      }
    }
    let names = Set(found.map(\.program.head.name))
    guard names.count <= 1 else {
      throw Stop.cannot(
        "`\(visible(path))` holds \(names.count) frameworks; name the folder of one: "
          + found.map(\.module.folder).joined(separator: ", "))
    }
    candidates = found.sorted { Self.isBefore($0.program.head.edition, $1.program.head.edition) }
    for (first, second) in zip(candidates, candidates.dropFirst())
    where first.program.head.edition == second.program.head.edition {
      throw Stop.cannot(
        "two folders are edition \(first.program.head.edition): "
          + "\(first.module.folder) and \(second.module.folder)")
    }
  }

  /// Takes adaptations up, each with the edition that it is of.
  mutating func adapt(_ paths: [String], common: CommonOptions) throws {
    guard !paths.isEmpty else { return }
    var modules: [[ModuleFiles]] = candidates.map { _ in [] }
    for module in try Modules.adaptations(paths, stdin: common.stdinFilename) {
      guard let (framework, edition, subject) = adaptedEdition(module.files) else { continue }
      guard
        let index = candidates.firstIndex(where: {
          $0.program.head.name == framework && $0.program.head.edition == edition
        })
      else {
        let known = candidates.map { "`\($0.program.head.name)` \($0.program.head.edition)" }
        throw Stop.cannot(
          .adaptationOfAnother,
          [
            "path": visible(module.folder), "name": framework, "edition": edition,
            "known": known.joined(separator: ", "),
          ])
      }
      if let other = modules[index].first(where: { adaptedEdition($0.files)?.subject == subject }) {
        throw Stop.cannot(
          .adaptedTwice,
          [
            "subject": visible(subject), "first": visible(other.folder),
            "second": visible(module.folder),
          ])
      }
      modules[index].append(module)
    }
    for (index, modules) in modules.enumerated() where !modules.isEmpty {
      guard let base = AdaptationBase(candidates[index].compilation) else { continue }
      let adapted = compile(modules.map(\.files), adapting: base)
      if !adapted.diagnostics.isEmpty {
        Terminal.error(
          TextRenderer(files: adapted.files, color: common.useColor(forError: true))
            .render(adapted.diagnostics))
      }
      guard let program = adapted.program else {
        throw Stop.cannot("an adaptation has errors, so nothing can be scored")
      }
      candidates[index].program = program
      candidates[index].compilation.files = adapted.files
      candidates[index].adaptations = adapted.adaptations
    }
  }

  /// The edition that a period belongs to: the highest that covers it. Nil: none does.
  func owner(of period: Period) -> Int? {
    candidates.lastIndex { $0.program.head.covers(period) }
  }

  /// Which edition judges and counts the rows of a period; those of no edition fall to the highest.
  func reader(of period: Period?) -> Int {
    period.flatMap(owner) ?? candidates.count - 1
  }

  /// Whether an edition's rules are applied to the period.
  func applies(_ edition: Int, to period: Period) -> Bool {
    isRestating || owner(of: period) == edition
  }

  /// `1.10.0` is above `1.9.0`.
  static func isBefore(_ left: String, _ right: String) -> Bool {
    func numbers(_ text: String) -> [Int] { text.split(separator: ".").map { Int($0) ?? 0 } }
    return numbers(left).lexicographicallyPrecedes(numbers(right))
  }
}
