package import PMMCompiler
package import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax
internal import Synchronization

/// A module to be looked at, with the settings that hold for it.
package struct LintModule: Sendable {
  package var compilation: Compilation
  package var settings: Settings
  /// What its files are called in the settings: their paths below the root.
  package var paths: [String]
  /// What was found while it was compiled, if that was asked for.
  package var early: EarlyFindings?

  package init(
    _ compilation: Compilation, settings: Settings = Settings(), paths: [String]? = nil,
    early: EarlyFindings? = nil
  ) {
    self.compilation = compilation
    self.settings = settings
    self.early = early
    self.paths = paths ?? compilation.files.map(\.path)
  }

  /// What a baseline calls it.
  package var name: String {
    guard let identity = compilation.identity else { return "" }
    return identity.edition.isEmpty ? identity.name : "\(identity.name) \(identity.edition)"
  }
}

/// What came of a run.
package struct Linted {
  /// In the order of files and places. Locations count in the files of all modules, in their order.
  package private(set) var diagnostics: [Diagnostic] = []
  /// Where each stands: many findings are only printed, and a list of them is large.
  private var places: [Place] = []
  /// What is allowed where it was found, with the reason.
  package internal(set) var allowed: [(finding: Finding, because: String)] = []
  /// Kept until everything is said, as a process that ends gives its memory back faster than its parts.
  var models: [Model] = []

  package init() {}

  struct Place: Sendable {
    var module: String
    /// The declaration that it is in.
    var written: Written?
  }

  package struct Finding: Sendable {
    package var diagnostic: Diagnostic
    var place: Place

    /// What a baseline calls it.
    package var key: Baseline.Key {
      Baseline.Key(
        module: place.module, element: place.written?.element ?? "", rule: diagnostic.code.id)
    }
  }

  package var findings: [Finding] {
    zip(diagnostics, places).map { Finding(diagnostic: $0, place: $1) }
  }

  init(_ findings: [Finding], allowed: [(finding: Finding, because: String)]) {
    diagnostics = findings.map(\.diagnostic)
    places = findings.map(\.place)
    self.allowed = allowed
  }

  mutating func reserveCapacity(_ count: Int) {
    diagnostics.reserveCapacity(count)
    places.reserveCapacity(count)
  }

  mutating func append(_ diagnostic: Diagnostic, in place: Place) {
    diagnostics.append(diagnostic)
    places.append(place)
  }
}

/// Runs the rules on modules that have no errors, each at the level that its settings say.
///
/// `today` is what expiry dates are held against. `isWhole` says that no module of the root is left
/// out, so that what is found between modules is all there is. `rules` is all of them but in tests.
package func lint(
  _ modules: [LintModule], today: Day, isWhole: Bool = false, rules: [Rule] = Rule.all
) -> Linted {
  let models = Model.all(of: modules, today: today)
  let found: [[Diagnostic]]
  if models.contains(where: { $0.program.nodes.count > 1_000 }) {
    // Those that look at what is computed note ranges for each other: one processor begins with them,
    // one with those that do not, until no rule is left. Each has models of its own.
    let queue = RuleQueue(rules)
    let (here, there) = Threads.both(
      { findings(of: { queue.takeLast() }, in: modules, models) },
      beside: {
        findings(of: { queue.takeFirst() }, in: modules, Model.all(of: modules, today: today))
      })
    found = here + there
  } else {
    var rest = rules[...]
    found = findings(of: { rest.popFirst() }, in: modules, models)
  }
  var ledger = Ledger(modules, models)
  var linted = ledger.settle(found, today: today, isWhole: isWhole, rules: rules)
  linted.models = models
  return linted
}

/// Rules to be taken from both ends, those first that look at what is computed.
private final class RuleQueue: Sendable {
  private let rules: [Rule]
  private let taken = Atomic<Int>(0)
  private let first = Atomic<Int>(0)
  private let last = Atomic<Int>(0)

  init(_ rules: [Rule]) {
    let areas = ["SCO", "STR", "UNI"]
    let isComputed = rules.map { areas.contains(String($0.area)) }
    self.rules = [true, false].flatMap { part in
      zip(rules, isComputed).filter { $0.1 == part }.map(\.0)
    }
  }

  func takeFirst() -> Rule? {
    isAnyLeft ? rules[first.add(1, ordering: .relaxed).oldValue] : nil
  }

  func takeLast() -> Rule? {
    isAnyLeft ? rules[rules.count - last.add(1, ordering: .relaxed).newValue] : nil
  }

  /// Counts for both ends, so that they never meet.
  private var isAnyLeft: Bool { taken.add(1, ordering: .relaxed).newValue <= rules.count }
}

/// What each rule finds.
private func findings(
  of next: () -> Rule?, in modules: [LintModule], _ models: [Model]
) -> [[Diagnostic]] {
  var found: [[Diagnostic]] = []
  while let rule = next() {
    if case .project(let check) = rule.check {
      guard modules.contains(where: { $0.settings.mayRun(rule) }) else { continue }
      var report = Report(rule.code)
      check(Project(models), &report)
      found.append(report.findings)
      continue
    }
    for (module, model) in zip(modules, models) where module.settings.mayRun(rule) {
      let own = module.early?.findings[rule.id] ?? rule.findings(in: model)
      if own.isEmpty { continue }
      found.append(model.offset == 0 ? own : own.map { $0.moved(by: model.offset) })
    }
  }
  return found
}

extension Model {
  /// One of each module, which knows how many files stand before its own.
  fileprivate static func all(of modules: [LintModule], today: Day) -> [Model] {
    var offset = 0
    return modules.map { module in
      let model = Model(module.compilation, writing: module.early?.writing, today: today)
      model.offset = offset
      offset += module.compilation.files.count
      return model
    }
  }
}

extension Rule {
  /// What it finds in one module's own files.
  fileprivate func findings(in model: Model) -> [Diagnostic] {
    var report = Report(code, in: model.ownFiles)
    switch check {
    case .written(let check): check(model.writing, &report)
    case .framework(let check):
      // The base of an adaptation is looked at as a module of its own.
      guard model.compilation.program != nil, !model.onlyChooses else { return [] }
      check(model, &report)
    case .syntax(let check): check(model, &report)
    case .catalogue(let check):
      guard model.compilation.catalogue != nil else { return [] }
      check(model, &report)
    case .adaptation(let check):
      guard model.compilation.adaptation != nil else { return [] }
      check(model, &report)
    case .project, .linter: return []
    }
    return report.findings
  }
}

extension Model {
  /// An adaptation that declares nothing of its own.
  fileprivate var onlyChooses: Bool {
    compilation.adaptation != nil
      && !declarations.contains { if case .head = $0.declaration.kind { false } else { true } }
  }
}
