package import PMMDiagnostics
internal import PMMTOML

/// Findings that were there when a project began to lint. It can only shrink: an entry that is found no
/// longer is itself a finding, and new ones are added only when that is asked for.
package struct Baseline: Sendable {
  /// What does not change when lines move or wording does.
  package struct Key: Hashable, Sendable, Comparable {
    /// A framework or catalogue and its edition, or an adaptation.
    package var module: String
    /// The declaration.
    package var element: String
    package var rule: String

    package static func < (left: Key, right: Key) -> Bool {
      (left.module, left.element, left.rule) < (right.module, right.element, right.rule)
    }
  }

  package private(set) var keys: [Key: Location] = [:]

  package init() {}

  /// Keeps back what is known; adds a finding for each entry that is found no longer. `modules` are those
  /// that were looked at; without it, all that there are.
  package func hiding(
    _ findings: [Linted.Finding], in modules: Set<String>? = nil
  ) -> (shown: [Diagnostic], known: [Diagnostic]) {
    var stale = keys.filter { Baseline.isDecided($0.key, in: modules) }
    var (shown, known): ([Diagnostic], [Diagnostic]) = ([], [])
    for finding in findings {
      if keys[finding.key] != nil {
        stale[finding.key] = nil
        known.append(finding.diagnostic)
      } else {
        shown.append(finding.diagnostic)
      }
    }
    for (key, place) in stale.sorted(by: { $0.key < $1.key }) {
      shown.append(
        Diagnostic(
          Rule.staleBaseline.code, at: place,
          ["rule": key.rule, "element": key.element, "module": key.module]))
    }
    return (shown, known)
  }

  /// Whether a finding is that an entry is found no longer.
  package static func isStale(_ finding: Diagnostic) -> Bool {
    finding.code == Rule.staleBaseline.code
  }

  /// Whether a run tells what became of an entry: it has looked at its module, and at all others too
  /// if the rule compares modules.
  private static func isDecided(_ key: Key, in modules: Set<String>?) -> Bool {
    guard let modules else { return true }
    return modules.contains(key.module) && !(Rule.named(key.rule)?.comparesModules ?? false)
  }

  /// What remains of it after a run, which is decided for `modules` only; with `adding` also what it did
  /// not have.
  package func written(
    after findings: [Linted.Finding], in modules: Set<String>? = nil, adding: Bool
  ) -> String {
    let found = Set(findings.map(\.key))
    let kept = (adding ? found : found.intersection(keys.keys))
      .union(keys.keys.filter { !Baseline.isDecided($0, in: modules) })
    var text = """
      # Findings that are known and not mended yet. `pmm lint --write-baseline` takes out what is gone.

      """
    for key in kept.sorted() {
      text += """

        [[finding]]
        rule = \(quoted(key.rule))
        element = \(quoted(key.element))
        module = \(quoted(key.module))

        """
    }
    return text
  }

  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\" + String(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Reads the file; nil, with findings, if anything of it is wrong.
  package static func read(
    _ source: SourceFile, file: Int
  ) -> (baseline: Baseline?, findings: [Diagnostic]) {
    let (root, notation) = readTOML(source, file: file)
    var findings = notation
    var baseline = Baseline()
    func wrong(_ location: Location, _ expected: String, _ found: String) {
      findings.append(
        Diagnostic(
          .settingType, at: location,
          ["key": "finding", "expected": expected, "found": found]))
    }
    for entry in root.entries {
      guard entry.key.name == "finding", case .array(let elements) = entry.value.content else {
        findings.append(
          Diagnostic(
            .unknownSetting, at: entry.key.location,
            ["key": entry.key.name, "table": "a baseline", "names": "`finding`"]))
        continue
      }
      for element in elements {
        guard case .table(let table) = element.content,
          case .text(let rule)? = table["rule"]?.content,
          case .text(let name)? = table["element"]?.content,
          case .text(let module)? = table["module"]?.content, table.entries.count == 3
        else {
          wrong(element.location, "the texts `rule`, `element` and `module`", element.kind)
          continue
        }
        guard let known = Rule.named(rule) else {
          var arguments: Arguments = ["name": rule]
          arguments["nearest"] = nearestName(to: rule, in: Rule.names)
          findings.append(
            Diagnostic(
              .unknownRuleInSettings, at: table["rule"]?.location ?? element.location, arguments))
          continue
        }
        baseline.keys[Key(module: module, element: name, rule: known.id)] = table.location
      }
    }
    return (findings.isEmpty ? baseline : nil, findings)
  }
}
