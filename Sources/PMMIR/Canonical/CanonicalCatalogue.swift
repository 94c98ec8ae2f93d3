package import PMMDiagnostics

/// The catalogue as JSON, with where each piece was written; as of a program.
package func canonicalJSON(
  _ catalogue: Catalogue, position: ((Location) -> (line: Int, column: Int)?)? = nil
) -> JSON {
  json(catalogue, form: .printed, position: position)
}

/// SHA-256 over the canonical form without locations. What a framework that uses the catalogue names.
package func contentHash(_ catalogue: Catalogue) -> String {
  canonicalHash(json(catalogue, form: .content, position: nil))
}

private func json(
  _ catalogue: Catalogue, form: CanonicalForm,
  position: ((Location) -> (line: Int, column: Int)?)?
) -> JSON {
  var files = Program(head: FrameworkHead(name: catalogue.name, edition: catalogue.edition))
  files.files = catalogue.files
  let writer = CanonicalWriter(files, form: form, position: position)
  return .members([
    "irVersion": .string(irVersion),
    "catalogue": .members([
      "name": .string(catalogue.name), "edition": .string(catalogue.edition),
      "status": .string(catalogue.status.rawValue), "languages": .strings(catalogue.languages),
      "sheet": writer.sheet(catalogue.sheet),
    ]),
    "instruments": writer.list(catalogue.instruments, writer.instrument),
    "entries": writer.list(catalogue.entries, writer.entry),
  ])
}

extension CanonicalWriter {
  func instrument(_ instrument: Instrument) -> JSON {
    guard hasTexts else { return ["name": .string(instrument.name)] }
    return .members([
      "name": .string(instrument.name), "catalogue": instrument.catalogue.map { .string($0) },
      "kind": instrument.kind.map { .string($0) },
      "adopted": instrument.adopted.map { .string($0) },
      "inForce": instrument.inForce.map { .string($0) },
      "status": instrument.status.map { .string($0.rawValue) },
      "supersededBy": instrument.supersededBy.map { .string($0) },
      "parent": instrument.parent.map { .string($0) }, "sheet": sheet(instrument.sheet),
    ])
  }

  func entry(_ entry: Entry) -> JSON {
    .members([
      "catalogue": .string(entry.catalogue), "code": .string(entry.code),
      "status": entry.status.map { .string($0.rawValue) },
      "supersededBy": entry.supersededBy.map { .string($0) }, "sheet": sheet(entry.sheet),
    ])
  }
}
