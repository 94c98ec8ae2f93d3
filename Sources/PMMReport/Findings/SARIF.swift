import PMMDiagnostics
package import PMMIR

extension FindingSet {
  /// SARIF 2.1.0 (OASIS), as GitHub's code scanning and editors read it.
  package var sarif: JSON {
    let codes = codes
    let numbers = Dictionary(uniqueKeysWithValues: codes.enumerated().map { ($1.id, $0) })
    // GitHub refuses a file with more results than this; the worst stand first.
    let shown = entries.prefix(25_000)
    let hidden = entries.count - shown.count
    return [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": [
        .members([
          "tool": [
            "driver": [
              "name": "pmm", "semanticVersion": .string(version),
              "rules": .array(codes.map(rule)),
            ]
          ],
          "automationDetails": ["id": .string("pmm/\(command)/")],
          "columnKind": "unicodeCodePoints",
          "originalUriBaseIds": ["ROOT": ["uri": .string("file://\(encoded(rootFolder))")]],
          "invocations": [
            .members([
              "executionSuccessful": true,
              "toolExecutionNotifications": hidden == 0
                ? nil
                : [["level": "warning", "message": ["text": .string("\(hidden) more findings")]]],
            ])
          ],
          "results": .array(shown.map { result($0, rule: numbers[$0.finding.code.id] ?? 0) }),
        ])
      ],
    ]
  }

  /// The codes of the findings, by their ids.
  private var codes: [DiagnosticCode] {
    Set(entries.map(\.finding.code)).sorted { $0.id < $1.id }
  }

  private func rule(_ code: DiagnosticCode) -> JSON {
    [
      "id": .string(code.id), "name": .string(code.name),
      "shortDescription": ["text": .string(code.message)],
      "fullDescription": ["text": .string(code.why)],
      "help": ["text": .string(code.why)],
      "defaultConfiguration": ["level": .string(code.severity.rawValue)],
    ]
  }

  private func result(_ entry: Entry, rule: Int) -> JSON {
    let finding = entry.finding
    let related = finding.secondary.enumerated().compactMap { index, location -> JSON? in
      guard let place = physical(location) else { return nil }
      let label = finding.secondaryLabel(index)
      return .members([
        "id": .int(index + 1), "physicalLocation": place,
        "message": label.isEmpty ? nil : ["text": .string(label)],
      ])
    }
    return .members([
      "ruleId": .string(finding.code.id), "ruleIndex": .int(rule),
      // Without it, readers take an error for a warning.
      "level": .string(finding.severity.rawValue),
      "message": [
        "text": .string(visible(finding.details.joined(separator: "\n"), keepingLines: true))
      ],
      "locations": .array(physical(finding.primary).map { [["physicalLocation": $0]] } ?? []),
      "relatedLocations": related.isEmpty ? nil : .array(related),
      "partialFingerprints": ["pmmFinding/v1": .string(entry.fingerprint)],
      "fixes": finding.fix.flatMap { fix(finding, $0) }.map { [$0] },
      "suppressions": entry.accepted.map {
        // An allowance without a reason, which is a finding itself, justifies nothing.
        [.members(["kind": "inSource", "justification": $0.isEmpty ? nil : .string($0)])]
      },
    ])
  }

  private func physical(_ location: Location) -> JSON? {
    guard let place = place(location) else { return nil }
    return ["artifactLocation": artifact(place.path), "region": region(place)]
  }

  private func artifact(_ path: String) -> JSON {
    path.hasPrefix("/")
      ? ["uri": .string("file://\(encoded(path))")]
      : ["uri": .string(encoded(path)), "uriBaseId": "ROOT"]
  }

  private func region(_ place: Place) -> JSON {
    [
      "startLine": .int(place.line), "startColumn": .int(place.column),
      "endLine": .int(place.endLine), "endColumn": .int(place.endColumn),
    ]
  }

  private func fix(_ finding: Diagnostic, _ fix: Fix) -> JSON? {
    guard let first = fix.edits.first, let path = place(first.location)?.path,
      fix.edits.allSatisfy({ $0.location.file == first.location.file })
    else { return nil }
    let replacements = fix.edits.compactMap { edit in
      place(edit.location).map { place -> JSON in
        [
          "deletedRegion": region(place), "insertedContent": ["text": .string(edit.replacement)],
        ]
      }
    }
    return .members([
      "description": finding.fixTitle.isEmpty ? nil : ["text": .string(finding.fixTitle)],
      "artifactChanges": [
        ["artifactLocation": artifact(path), "replacements": .array(replacements)]
      ],
      // Readers apply what they are given; only `safe` asks for no thought.
      "properties": ["safety": .string(fix.safety.rawValue)],
    ])
  }
}

/// A path as a part of a URI.
func encoded(_ path: String) -> String {
  path.utf8.reduce(into: "") { text, byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
      text.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      let digits = String(byte, radix: 16, uppercase: true)
      text += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
    }
  }
}
