package import PMMDiagnostics
package import PMMIR

/// The version of the JSON form of diagnostics; fields are only ever added under one major version.
package let diagnosticsVersion = "1.0.0"

/// Diagnostics as JSON, in the order given: codes, wording, arguments, places, notes, fixes.
///
/// Lines and columns start at 1 and count Unicode scalars; offsets are UTF-8 bytes from 0, the end
/// not included.
package func diagnosticJSON(_ diagnostics: [Diagnostic], in files: [SourceFile]) -> JSON {
  [
    "diagnosticsVersion": .string(diagnosticsVersion),
    "diagnostics": .array(diagnostics.map { diagnosticJSON($0, in: files) }),
  ]
}

private func diagnosticJSON(_ diagnostic: Diagnostic, in files: [SourceFile]) -> JSON {
  let arguments = diagnostic.arguments.sorted
  return .members([
    "code": .string(diagnostic.code.id),
    "name": .string(diagnostic.code.name),
    "severity": .string(diagnostic.severity.rawValue),
    "message": .string(diagnostic.message),
    "arguments": .object(arguments.map { .init($0.name, .string($0.text)) }),
    "primary": placeJSON(diagnostic.primary, label: diagnostic.primaryLabel, in: files),
    "secondary": .array(
      diagnostic.secondary.enumerated().map { index, location in
        placeJSON(location, label: diagnostic.secondaryLabel(index), in: files)
      }),
    "notes": .strings(diagnostic.notes),
    "fix": diagnostic.fix.map { fix in
      [
        "title": .string(diagnostic.fixTitle),
        "safety": .string(fix.safety.rawValue),
        "edits": .array(
          fix.edits.map { edit in
            [
              "place": placeJSON(edit.location, label: "", in: files),
              "replacement": .string(edit.replacement),
            ]
          }),
      ]
    },
    "together": diagnostic.together.isEmpty
      ? nil : .array(diagnostic.together.map { diagnosticJSON($0, in: files) }),
  ])
}

/// A place; without path, lines and columns if its file is none of those given.
private func placeJSON(_ location: Location, label: String, in files: [SourceFile]) -> JSON {
  let file = files.indices.contains(location.file) ? files[location.file] : nil
  let start = file?.position(of: location.span.start)
  let end = file?.position(of: location.span.end)
  return .members([
    "path": file.map { .string($0.path) },
    "line": start.map { .int($0.line) },
    "column": start.map { .int($0.column) },
    "endLine": end.map { .int($0.line) },
    "endColumn": end.map { .int($0.column) },
    "start": .int(location.span.start),
    "end": .int(location.span.end),
    "label": label.isEmpty ? nil : .string(label),
  ])
}
