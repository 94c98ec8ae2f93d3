package import PMMDiagnostics
import PMMIR

/// What a run has found, for the formats that other programs read.
package struct FindingSet: Sendable {
  /// One finding, as it is listed: those told within another stand on their own here.
  package struct Entry: Sendable {
    package var finding: Diagnostic
    /// Why it is accepted, if it is.
    package var accepted: String?
    /// The same for the same finding in a later version of the file, wherever its lines have moved.
    package var fingerprint: String
  }

  /// The command that found them: `check`.
  package let command: String
  /// The version of the tool.
  package let version: String
  package let files: [SourceFile]
  /// The worst first, in the order in which they were found.
  package let entries: [Entry]
  /// The folder that paths are told from, absolute, and the one that they were given from.
  private let root: String
  private let folder: String

  /// - Parameters:
  ///   - accepted: Findings that a clause of the file accepts, each with its reason.
  ///   - root: The absolute path of the folder that places are told from: a repository's.
  ///   - folder: The absolute path of the folder that the files' paths are relative to.
  package init(
    _ findings: [Diagnostic], accepted: [(finding: Diagnostic, reason: String)] = [],
    in files: [SourceFile], command: String, version: String, root: String, folder: String
  ) {
    self.command = command
    self.version = version
    self.files = files
    self.root = root
    self.folder = folder
    var all = findings.flatMap(\.all).map { ($0, String?.none) }
    all += accepted.map { ($0.finding, $0.reason) }
    let ordered = all.enumerated().sorted {
      ($1.element.0.severity, $0.offset) < ($0.element.0.severity, $1.offset)
    }
    var seen: [String: Int] = [:]
    var entries: [Entry] = []
    for (_, (finding, reason)) in ordered {
      let identity = FindingSet.identity(of: finding, in: files)
      let count = seen[identity, default: 0]
      seen[identity] = count + 1
      let path = files.path(of: finding).map { Self.relative($0, to: root, from: folder) } ?? ""
      entries.append(
        Entry(
          finding: finding, accepted: reason,
          fingerprint: String(sha256(Array("\(path)\n\(identity)\n\(count)".utf8)).prefix(32))))
    }
    self.entries = entries
  }

  /// What tells a finding from others of its file: its code, the declaration that it stands in, and
  /// the line that it marks. No line number.
  private static func identity(of finding: Diagnostic, in files: [SourceFile]) -> String {
    guard files.indices.contains(finding.primary.file) else { return finding.code.id }
    let file = files[finding.primary.file]
    let line = file.position(of: finding.primary.span.start).line
    func text(_ line: Int) -> String {
      let range = file.lineRange(line)
      return file.text(Span(range.lowerBound, range.upperBound))
    }
    let opening = stride(from: line, through: 1, by: -1).lazy.map(text)
      .first { $0.first?.isLetter ?? false }
    let declaration = opening?.split(separator: " ").prefix(2).joined(separator: " ") ?? ""
    let marked = text(line).split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    return "\(finding.code.id)\n\(declaration)\n\(marked)"
  }

  // MARK: Places

  /// A path as the root sees it; an absolute one if the file lies elsewhere.
  func relative(_ path: String) -> String { Self.relative(path, to: root, from: folder) }

  /// The root as a path with a slash at its end.
  var rootFolder: String { root.hasSuffix("/") ? root : root + "/" }

  private static func relative(_ path: String, to root: String, from folder: String) -> String {
    var parts: [Substring] = []
    let whole = path.hasPrefix("/") ? path : folder + "/" + path
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    let base = root.split(separator: "/")
    if parts.starts(with: base) { return parts.dropFirst(base.count).joined(separator: "/") }
    return "/" + parts.joined(separator: "/")
  }

  /// Where a finding begins and ends: lines and columns from 1, the end not included.
  struct Place {
    var path: String
    var line: Int
    var column: Int
    var endLine: Int
    var endColumn: Int
  }

  func place(_ location: Location) -> Place? {
    guard files.indices.contains(location.file) else { return nil }
    let file = files[location.file]
    let (line, column) = file.position(of: location.span.start)
    let (endLine, endColumn) = file.position(of: location.span.end)
    return Place(
      path: relative(file.path), line: line, column: column, endLine: endLine,
      endColumn: endColumn)
  }
}

extension [SourceFile] {
  fileprivate func path(of finding: Diagnostic) -> String? {
    indices.contains(finding.primary.file) ? self[finding.primary.file].path : nil
  }
}

extension Diagnostic {
  /// The message with what the labels and notes add, each on a line.
  var details: [String] {
    [message] + (primaryLabel.isEmpty ? [] : [primaryLabel]) + notes
      + (fix == nil || fixTitle.isEmpty ? [] : ["fix: \(fixTitle)"])
  }
}
