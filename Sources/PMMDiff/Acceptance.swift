package import PMMDiagnostics
internal import PMMTOML

/// A record that somebody answers for one change: `[[accept]]` in a TOML file.
package struct Acceptance: Hashable, Sendable {
  package var change: String
  package var reason: String
  package var approver: String
  /// The last day on which it holds, `2027-12-31`.
  package var expires: String
  package var location: Location
}

/// The records of a file, and what is wrong with them.
package struct AcceptanceFile: Sendable {
  package private(set) var records: [Acceptance] = []
  package private(set) var findings: [Diagnostic]
  private let file: Int

  package init(_ source: SourceFile, file: Int) {
    let read = readTOML(source, file: file)
    findings = read.findings
    self.file = file
    for entry in read.table.entries {
      guard entry.key.name == "accept", case .array(let tables) = entry.value.content else {
        findings.append(
          Diagnostic(
            .acceptanceUnknownKey, at: entry.key.location,
            ["key": entry.key.name, "known": "[[accept]]"]))
        continue
      }
      for value in tables {
        if case .table(let table) = value.content { take(table) }
      }
    }
  }

  private static let required = ["change", "reason", "approver", "expires"]
  /// What only people read: the code and the place of the change.
  private static let optional = ["code", "path"]

  private mutating func take(_ table: TOMLTable) {
    let before = findings.count
    var texts: [String: String] = [:]
    for entry in table.entries {
      let name = entry.key.name
      guard (Self.required + Self.optional).contains(name) else {
        findings.append(
          Diagnostic(
            .acceptanceUnknownKey, at: entry.key.location,
            [
              "key": name,
              "known": nearestName(to: name, in: Self.required + Self.optional)
                ?? Self.required.joined(separator: ", "),
            ]))
        continue
      }
      guard case .text(let text) = entry.value.content, isRight(name, text) else {
        findings.append(
          Diagnostic(
            .acceptanceWrongValue, at: entry.value.location,
            ["key": name, "expected": Self.expected(name)]))
        continue
      }
      texts[name] = text
    }
    for name in Self.required where table[name] == nil {
      findings.append(
        Diagnostic(
          .acceptanceIncomplete, at: table.location,
          ["key": name, "expected": Self.expected(name)]))
    }
    guard findings.count == before, let change = texts["change"] else { return }
    if let other = records.first(where: { $0.change == change }) {
      findings.append(
        Diagnostic(
          .acceptanceTwice, at: table.location, ["change": change], related: [other.location]))
      return
    }
    records.append(
      Acceptance(
        change: change, reason: texts["reason"] ?? "", approver: texts["approver"] ?? "",
        expires: texts["expires"] ?? "", location: table.location))
  }

  private func isRight(_ key: String, _ text: String) -> Bool {
    switch key {
    case "change": text.utf8.count == 12 && text.allSatisfy { $0.isHexDigit && !$0.isUppercase }
    case "expires": isDay(text)
    default: !text.allSatisfy(\.isWhitespace)
    }
  }

  private static func expected(_ key: String) -> String {
    switch key {
    case "change": "the fingerprint of a change, twelve hexadecimal digits"
    case "expires": "a day such as \"2027-12-31\""
    default: "a text that is not empty"
    }
  }

  /// The records that hold on a day for these changes, by fingerprint. Whatever is not needed, or not
  /// any more, is found.
  package mutating func effective(for changes: [Change], today: String) -> [String: Acceptance] {
    var found: [String: Acceptance] = [:]
    let known = Set(changes.map(\.fingerprint))
    for record in records {
      if !known.contains(record.change) {
        findings.append(
          Diagnostic(.acceptanceStale, at: record.location, ["change": record.change]))
      } else if record.expires < today {
        findings.append(
          Diagnostic(
            .acceptanceExpired, at: record.location,
            ["change": record.change, "expires": record.expires]))
      } else {
        found[record.change] = record
      }
    }
    return found
  }
}

/// Whether a text is a day of the calendar, `2027-12-31`.
package func isDay(_ text: String) -> Bool {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  guard parts.map(\.utf8.count) == [4, 2, 2],
    parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }), let year = Int(parts[0]),
    let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month), day >= 1
  else { return false }
  return day <= daysInMonth(month, of: year)
}
