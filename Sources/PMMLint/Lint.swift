package import PMMCompiler
package import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

/// A module to be looked at, with the settings that hold for it.
package struct LintModule: Sendable {
  package var compilation: Compilation
  package var settings: Settings
  /// What its files are called in the settings: their paths below the root.
  package var paths: [String]

  package init(_ compilation: Compilation, settings: Settings = Settings(), paths: [String]? = nil) {
    self.compilation = compilation
    self.settings = settings
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
  package var findings: [Finding] = []
  /// What is allowed where it was found, with the reason.
  package var allowed: [(finding: Finding, because: String)] = []

  package init() {}

  package struct Finding: Sendable {
    package var diagnostic: Diagnostic
    /// The declaration that it is in, as a baseline names it.
    package var key: Baseline.Key
  }

  package var diagnostics: [Diagnostic] { findings.map(\.diagnostic) }
}

/// Runs the rules on modules that have no errors, each at the level that its settings say.
///
/// `today` is what expiry dates are held against. `isWhole` says that no module of the root is left
/// out, so that what is found between modules is all there is. `rules` is all of them but in tests.
package func lint(
  _ modules: [LintModule], today: Day, isWhole: Bool = false, rules: [Rule] = Rule.all
) -> Linted {
  let models = Model.all(of: modules, today: today)
  // Those that look at what is computed, and note ranges for each other; and those that do not.
  let areas = ["SCO", "STR", "UNI"]
  let shares = [true, false].map { isOfRules in
    rules.filter { areas.contains(String($0.area)) == isOfRules }
  }
  let isLarge = models.contains { $0.program.nodes.count > 1_000 }
  let found =
    isLarge
    // Each processor has models of its own, since these note what rules ask.
    ? Threads.map(shares.count) {
      findings(of: shares[$0], in: modules, Model.all(of: modules, today: today))
    }
    : shares.map { findings(of: $0, in: modules, models) }
  var ledger = Ledger(modules, models)
  return ledger.settle(found.flatMap(\.self), today: today, isWhole: isWhole, rules: rules)
}

private func findings(
  of rules: [Rule], in modules: [LintModule], _ models: [Model]
) -> [Diagnostic] {
  var found: [Diagnostic] = []
  for rule in rules {
    if case .project(let check) = rule.check {
      guard modules.contains(where: { $0.settings.mayRun(rule) }) else { continue }
      var report = Report(rule.code)
      check(Project(models), &report)
      found += report.findings
      continue
    }
    for (module, model) in zip(modules, models) where module.settings.mayRun(rule) {
      let own = rule.findings(in: model)
      found += model.offset == 0 ? own : own.map { $0.moved(by: model.offset) }
    }
  }
  return found
}

extension Model {
  /// One of each module, which knows how many files stand before its own.
  fileprivate static func all(of modules: [LintModule], today: Day) -> [Model] {
    var offset = 0
    return modules.map { module in
      let model = Model(module.compilation, today: today)
      model.offset = offset
      offset += module.compilation.files.count
      return model
    }
  }
}

extension Rule {
  /// What it finds in one module's own files.
  fileprivate func findings(in model: Model) -> [Diagnostic] {
    var report = Report(code)
    switch check {
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
    return report.findings.filter { model.ownFiles.contains($0.primary.file) }
  }
}

extension Model {
  /// An adaptation that declares nothing of its own.
  fileprivate var onlyChooses: Bool {
    compilation.adaptation != nil
      && !declarations.contains { if case .head = $0.declaration.kind { false } else { true } }
  }
}
