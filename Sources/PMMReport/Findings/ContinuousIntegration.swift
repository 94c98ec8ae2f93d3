import PMMDiagnostics
package import PMMIR

/// What GitHub and GitLab show beside the lines of a change, and JUnit's form, which most others read.
extension FindingSet {
  // MARK: GitHub

  /// GitHub shows as many annotations of a kind in one step, and drops the others without a word.
  private static let annotationLimit = 10

  /// Workflow commands that GitHub shows as annotations, the worst first. Where a kind has more than are
  /// shown, the last one counts the others.
  package var githubAnnotations: String {
    Severity.allCases.reversed().map { severity in
      let all = entries.filter { $0.finding.severity == severity && $0.accepted == nil }
      guard all.count > Self.annotationLimit else { return all.map(annotation).joined() }
      let shown = all.prefix(Self.annotationLimit - 1)
      let counts = Dictionary(grouping: all.dropFirst(shown.count)) { $0.finding.code.id }
        .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
        .map { "\($0.key) (\($0.value.count))" }
      let rest = "\(all.count - shown.count) more: \(counts.joined(separator: ", "))"
      return shown.map(annotation).joined()
        + "::\(command(severity)) title=pmm \(command)::\(data(rest))\n"
    }.joined()
  }

  private func annotation(_ entry: Entry) -> String {
    let finding = entry.finding
    var properties: [String] = []
    if let place = place(finding.primary) {
      properties = ["file=\(property(place.path))", "line=\(place.line)", "endLine=\(place.endLine)"]
      // Columns of a place that ends on another line are refused.
      if place.line == place.endLine {
        properties += ["col=\(place.column)", "endColumn=\(max(place.endColumn, place.column))"]
      }
    }
    properties.append("title=\(property("\(finding.code.id) \(finding.code.name)"))")
    let text = finding.details.joined(separator: "\n")
    return "::\(command(finding.severity)) \(properties.joined(separator: ","))::\(data(text))\n"
  }

  private func command(_ severity: Severity) -> String {
    severity == .note ? "notice" : severity.rawValue
  }

  private func data(_ text: String) -> String {
    visible(text.replacing("\r\n", with: "\n"), keepingLines: true)
      .replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
  }

  private func property(_ text: String) -> String {
    data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }

  /// How many findings a summary lists; GitHub takes up to a megabyte.
  private static let summaryLimit = 500

  /// The findings as a table in Markdown, for the summary of a job.
  package var markdown: String {
    let open = entries.filter { $0.accepted == nil }
    var text = "### pmm \(command)\n\n"
    if open.isEmpty { return text + "No findings.\n" }
    let counts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = open.count { $0.finding.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    text += counts.joined(separator: ", ") + "\n\n| | code | place | finding |\n|---|---|---|---|\n"
    for entry in open.prefix(Self.summaryLimit) {
      let finding = entry.finding
      let place = place(finding.primary).map { "\($0.path):\($0.line)" } ?? ""
      text +=
        "| \(finding.severity.rawValue) | \(finding.code.id) | `\(cell(place))` "
        + "| \(cell(finding.message)) |\n"
    }
    let hidden = open.count - Self.summaryLimit
    return hidden > 0 ? text + "\nand \(hidden) more\n" : text
  }

  private func cell(_ text: String) -> String {
    visible(text).replacing("\\", with: "\\\\").replacing("|", with: "\\|")
      .replacing("<", with: "&lt;")
  }

  // MARK: GitLab

  /// GitLab's code quality report: the subset of Code Climate's form that it reads.
  package var gitlabCodeQuality: JSON {
    .array(
      entries.filter { $0.accepted == nil }.map { entry in
        let finding = entry.finding
        let place = place(finding.primary)
        let severity: JSON =
          switch finding.severity {
          case .error: "major"
          case .warning: "minor"
          case .note: "info"
          }
        return [
          "description": .string(visible(finding.message)),
          "check_name": .string("\(finding.code.id) \(finding.code.name)"),
          "fingerprint": .string(entry.fingerprint), "severity": severity,
          "location": [
            "path": .string(place?.path ?? ""),
            "lines": ["begin": .int(place?.line ?? 1), "end": .int(place?.endLine ?? 1)],
          ],
        ]
      })
  }

  // MARK: JUnit

  /// JUnit's XML: a suite for each file. An error is a failed case, a warning or note one that passes
  /// and says something; a file without any has one case that passes.
  package var junit: String {
    let open = entries.filter { $0.accepted == nil }
    let byFile = Dictionary(grouping: open) { $0.finding.primary.file }
    let failures = open.count { $0.finding.severity == .error }
    let quiet = files.indices.count { byFile[$0] == nil }
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="pmm \(command)" tests="\(open.count + quiet)" failures="\(failures)" errors="0">

      """
    let renderer = TextRenderer(files: files)
    for index in files.indices {
      let own = byFile[index] ?? []
      let path = xml(relative(files[index].path))
      let failed = own.count { $0.finding.severity == .error }
      text +=
        "  <testsuite name=\"\(path)\" tests=\"\(max(1, own.count))\" failures=\"\(failed)\" "
        + "errors=\"0\" skipped=\"0\">\n"
      if own.isEmpty { text += "    <testcase name=\"\(command)\" classname=\"\(path)\"/>\n" }
      for entry in own {
        let finding = entry.finding
        let (line, column) = files[index].position(of: finding.primary.span.start)
        let name = xml("\(finding.code.id) \(finding.code.name) at \(line):\(column)")
        text += "    <testcase name=\"\(name)\" classname=\"\(path)\" line=\"\(line)\">\n"
        let rendered = xml(renderer.render(finding))
        text +=
          finding.severity == .error
          ? "      <failure type=\"\(finding.code.id)\" message=\"\(xml(finding.message))\">"
            + "\(rendered)</failure>\n"
          : "      <system-out>\(rendered)</system-out>\n"
        text += "    </testcase>\n"
      }
      text += "  </testsuite>\n"
    }
    return text + "</testsuites>\n"
  }

  private func xml(_ text: String) -> String {
    visible(text, keepingLines: true).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
  }
}

/// Controls made visible, as `visible` does, but for the ends of lines.
func visible(_ text: String, keepingLines: Bool) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { visible(String($0)) }
    .joined(separator: "\n")
}
