package import PMMDiagnostics
internal import PMMTOML

/// What `pmm.toml` says under `[lint]`: the set of rules, levels, and what is known already.
package struct Settings: Sendable {
  /// A level: how bad, or off (nil).
  package typealias Levels = [String: Severity?]

  package var rules: RuleSet = .newest
  /// By the id of a rule.
  package var levels: Levels = [:]
  /// Levels below a folder or of a file; a later line wins.
  package var paths: [(path: String, location: Location, levels: Levels)] = []
  /// The file of known findings, as written: relative to the root.
  package var baseline: String?
  package var baselineLocation: Location?

  package init() {}

  /// How bad a finding is in a file; nil where the rule is off.
  package func level(of rule: Rule, in path: String) -> Severity? {
    guard rule.since <= rules else { return nil }
    for entry in paths.reversed() where Settings.holds(entry.path, path) {
      if let level = entry.levels[rule.id] { return level }
    }
    if let level = levels[rule.id] { return level }
    return rule.group.isOn ? rule.code.severity : nil
  }

  /// Whether the rule is on somewhere.
  package func mayRun(_ rule: Rule) -> Bool {
    guard rule.since <= rules else { return false }
    if paths.contains(where: { ($0.levels[rule.id] ?? nil) != nil }) { return true }
    return level(of: rule, in: "") != nil
  }

  /// A finding for each path that none of the files is, or lies below.
  package func unusedPaths(_ files: [String]) -> [Diagnostic] {
    paths.filter { entry in !files.contains { Settings.holds(entry.path, $0) } }
      .map { Diagnostic(.settingsPathUnused, at: $0.location, ["path": $0.path]) }
  }

  /// A finding if the file of known findings is not there.
  package func missingBaseline(_ exists: (String) -> Bool) -> Diagnostic? {
    guard let baseline, let baselineLocation, !exists(baseline) else { return nil }
    return Diagnostic(.baselineMissing, at: baselineLocation, ["path": baseline])
  }

  /// Whether a path is the file, or lies below the folder.
  package static func holds(_ folder: String, _ path: String) -> Bool {
    path == folder || path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
  }
}

/// What can be wrong with `pmm.toml`, beside its notation.
extension DiagnosticCode {
  package static let settingCodes: [DiagnosticCode] = [
    .unknownSetting, .settingType, .unknownRuleInSettings, .unknownChoiceInSettings,
    .settingsPathUnused, .levelTwice, .settingMissing, .baselineMissing,
  ]

  static let unknownSetting = DiagnosticCode(
    "CFG001", "unknown-setting", .error, "`{key}` is no key of {table}",
    labels: ["not known"], notes: ["did you mean `{nearest}`?", "keys are {names}"],
    why:
      "A key that is not known would be left out silently, and a rule that was meant to be on be off."
  )
  static let settingType = DiagnosticCode(
    "CFG002", "setting-type", .error, "`{key}` takes {expected}, not {found}",
    labels: ["{found}"], why: "What another kind of value would mean is not guessed.")
  static let unknownRuleInSettings = DiagnosticCode(
    "CFG003", "unknown-rule-in-settings", .error, "there is no rule `{name}`",
    labels: ["not known"], notes: ["did you mean `{nearest}`?", "`pmm rules` lists them"],
    why: "Rules are named by their code or their name, which are never given out twice.")
  static let unknownChoiceInSettings = DiagnosticCode(
    "CFG004", "unknown-choice-in-settings", .error, "`{name}` is no {kind}",
    labels: ["not known"], notes: ["did you mean `{nearest}`?", "there are {names}"],
    why:
      "A level is `off`, `note`, `warning` or `error`; a set of rules is one that a release of pmm had."
  )
  static let settingsPathUnused = DiagnosticCode(
    "CFG005", "settings-path-unused", .warning, "no file below `{path}`",
    labels: ["matches nothing"],
    why:
      "Levels for a folder that is gone say nothing, and would come back with the next one of its name."
  )
  static let levelTwice = DiagnosticCode(
    "CFG006", "level-twice", .error, "`{name}` and `{other}` are one rule, which has one level",
    labels: ["again", "first here"],
    why:
      "A rule is called by its code or its name. With two levels, one of them would silently not hold."
  )
  static let settingMissing = DiagnosticCode(
    "CFG007", "setting-missing", .error, "{table} has no `{key}`", labels: ["needs `{key}`"],
    why: "Levels below no folder would hold nowhere, or everywhere.")
  static let baselineMissing = DiagnosticCode(
    "CFG008", "baseline-missing", .error, "there is no file `{path}`", labels: ["the baseline"],
    notes: ["`pmm lint --write-baseline --add-to-baseline` begins one"],
    why: "A misspelt name would be an empty baseline, and all that is known would be told as new.")
}

/// Reads `pmm.toml`. What is wrong is a finding, and then the settings are not to be used.
package func readSettings(
  _ source: SourceFile, file: Int = 0
) -> (settings: Settings, findings: [Diagnostic]) {
  let (table, findings) = readTOML(source, file: file)
  var reader = SettingsReader(findings: findings)
  reader.read(table)
  return (reader.settings, reader.findings)
}

private struct SettingsReader {
  var settings = Settings()
  var findings: [Diagnostic]

  mutating func read(_ root: TOMLTable) {
    checkKeys(root, ["root", "lint"], of: "pmm.toml")
    if let value = root["root"], value.content != .truth(true) {
      type(value, "root", "`true`")
    }
    guard let value = root["lint"] else { return }
    guard case .table(let lint) = value.content else {
      return type(value, "lint", "a table, under `[lint]`")
    }
    checkKeys(lint, ["rules", "baseline", "levels", "paths"], of: "`[lint]`")
    if let value = lint["rules"], let name = text(value, "rules") {
      if let found = RuleSet.allCases.first(where: { $0.name == name }) {
        settings.rules = found
      } else {
        unknown(name, "set of rules", among: RuleSet.allCases.map(\.name), at: value)
      }
    }
    if let value = lint["baseline"] {
      settings.baseline = text(value, "baseline")
      settings.baselineLocation = value.location
    }
    if let value = lint["levels"] { settings.levels = levels(value, "levels") }
    guard let paths = lint["paths"] else { return }
    guard case .array(let elements) = paths.content else {
      return type(paths, "paths", "tables, each under `[[lint.paths]]`")
    }
    for element in elements {
      guard case .table(let table) = element.content else {
        type(element, "paths", "tables, each under `[[lint.paths]]`")
        continue
      }
      checkKeys(table, ["path", "levels"], of: "`[[lint.paths]]`")
      guard let value = table["path"] else {
        findings.append(
          Diagnostic(
            .settingMissing, at: element.location, ["table": "`[[lint.paths]]`", "key": "path"]))
        continue
      }
      guard let path = text(value, "path") else { continue }
      settings.paths.append(
        (path, value.location, table["levels"].map { levels($0, "levels") } ?? [:]))
    }
  }

  private mutating func levels(_ value: TOMLValue, _ key: String) -> Settings.Levels {
    guard case .table(let table) = value.content else {
      type(value, key, "a table of rules and levels")
      return [:]
    }
    var levels: Settings.Levels = [:]
    var seen: [String: TOMLKey] = [:]
    for entry in table.entries {
      guard let rule = Rule.named(entry.key.name) else {
        var arguments: Arguments = ["name": entry.key.name]
        arguments["nearest"] = nearestName(to: entry.key.name, in: Rule.names)
        findings.append(
          Diagnostic(.unknownRuleInSettings, at: entry.key.location, arguments))
        continue
      }
      if let other = seen[rule.id] {
        findings.append(
          Diagnostic(
            .levelTwice, at: entry.key.location, ["name": entry.key.name, "other": other.name],
            related: [other.location]))
      }
      seen[rule.id] = entry.key
      guard let name = text(entry.value, entry.key.name) else { continue }
      if name == "off" {
        levels.updateValue(nil, forKey: rule.id)
      } else if let severity = Severity(rawValue: name) {
        levels.updateValue(severity, forKey: rule.id)
      } else {
        unknown(
          name, "level", among: ["off"] + Severity.allCases.map(\.rawValue), at: entry.value)
      }
    }
    return levels
  }

  // MARK: Values

  private mutating func checkKeys(_ table: TOMLTable, _ known: [String], of name: String) {
    for entry in table.entries where !known.contains(entry.key.name) {
      var arguments: Arguments = [
        "key": entry.key.name, "table": name,
        "names": known.map { "`\($0)`" }.joined(separator: ", "),
      ]
      arguments["nearest"] = nearestName(to: entry.key.name, in: known)
      findings.append(Diagnostic(.unknownSetting, at: entry.key.location, arguments))
    }
  }

  private mutating func text(_ value: TOMLValue, _ key: String) -> String? {
    if case .text(let text) = value.content { return text }
    type(value, key, "a text")
    return nil
  }

  private mutating func type(_ value: TOMLValue, _ key: String, _ expected: String) {
    findings.append(
      Diagnostic(
        .settingType, at: value.location,
        ["key": key, "expected": expected, "found": value.kind]))
  }

  private mutating func unknown(
    _ name: String, _ kind: String, among known: [String], at value: TOMLValue
  ) {
    var arguments: Arguments = [
      "name": name, "kind": kind, "names": known.map { "`\($0)`" }.joined(separator: ", "),
    ]
    arguments["nearest"] = nearestName(to: name, in: known)
    findings.append(Diagnostic(.unknownChoiceInSettings, at: value.location, arguments))
  }
}
