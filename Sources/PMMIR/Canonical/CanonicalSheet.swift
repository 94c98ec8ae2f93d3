import PMMDiagnostics
import PMMNumber

/// Texts, provenance and places.
extension CanonicalWriter {
  /// A clause: what it says, where it comes from, its path and its place.
  func clause<Value>(
    _ resolved: Resolved<Value>?, path: String, _ write: (Value) -> JSON
  ) -> JSON? {
    resolved.map { stated($0, path: path, write) }
  }

  func stated<Value>(_ resolved: Resolved<Value>, path: String, _ write: (Value) -> JSON) -> JSON {
    let value = write(resolved.value)
    guard hasTexts else { return value }
    return .members([
      "value": value,
      "from": .string(from(resolved.source)),
      "path": isPrinted ? .string(path) : nil,
      "location": location(resolved.location),
    ])
  }

  /// `own`, `every kpi`, `framework`, `alternative NAME` or `language`.
  func from(_ source: ClauseSource) -> String { source.description }

  func location(_ location: Location?) -> JSON? {
    guard isPrinted, let location, program.files.indices.contains(location.file) else { return nil }
    let place = position?(location)
    return .members([
      "file": .string(program.files[location.file]),
      "line": place.map { .int($0.line) },
      "column": place.map { .int($0.column) },
      "start": .int(location.span.start),
      "end": .int(location.span.end),
    ])
  }

  /// Text by language, languages in order; nil where there is none or texts are left out.
  func texts(_ translations: Translations) -> JSON? {
    guard hasTexts, !translations.isEmpty else { return nil }
    return .object(translations.sorted.map { .init($0.language, .string($0.text)) })
  }

  /// Items of an axis, scale or attribute, whose order is part of their meaning.
  func items(_ items: [Item]) -> JSON {
    .array(items.map { .members(["name": .string($0.name), "label": texts($0.label)]) })
  }

  func sheet(_ sheet: Sheet) -> JSON? {
    guard hasTexts else { return nil }
    let written = JSON.members([
      "title": texts(sheet.title),
      "definition": texts(sheet.definition),
      "purpose": texts(sheet.purpose),
      "note": texts(sheet.note),
      "guidance": texts(sheet.guidance),
      "codes": strings(sheet.codes),
      "sdg": strings(sheet.sdg),
      "origins": sheet.origins.isEmpty ? nil : unordered(sheet.origins) { $0.origin($1) },
      "was": strings(sheet.was),
      "since": sheet.since.map { .string($0) },
      "deprecated": sheet.deprecated.map { deprecation in
        .members([
          "edition": .string(deprecation.edition),
          "use": deprecation.use.map { .string($0) },
          "until": deprecation.until.map { .string($0) },
        ])
      },
      "seriesBreaks": sheet.seriesBreaks.isEmpty
        ? nil
        : unordered(sheet.seriesBreaks) {
          ["period": .string($1.period), "why": .string($1.why)]
        },
      "location": location(sheet.location),
    ])
    return written.members.isEmpty ? nil : written
  }

  private func origin(_ origin: Origin) -> JSON {
    .members([
      "certainty": .string(origin.certainty.rawValue),
      "source": .string(origin.source),
      "clauses": .strings(origin.clauses.map(\.description).sorted()),
      "from": .string(from(origin.from)),
      "location": location(origin.location),
    ])
  }

  /// Nil if there are none. The order of codes is the author's layout, not a rule.
  private func strings(_ texts: [String]) -> JSON? {
    texts.isEmpty ? nil : .strings(texts.sorted())
  }

  /// Exact: a decimal where the number is one, else a fraction.
  func rational(_ value: Rational) -> JSON { .string(value.exactText) }
}

extension ClauseSource {
  /// `own`, `every kpi`, `framework`, `alternative by_value`, `language`: as all formats print it.
  package var description: String {
    switch self {
    case .own: "own"
    case .every(let level): "every \(level)"
    case .framework: "framework"
    case .alternative(let name): "alternative \(name)"
    case .adaptation: "adaptation"
    case .language: "language"
    }
  }
}

extension Rational {
  /// The number itself: `0.5`, and `1/3` where no decimal of at most 40 digits is exact.
  package var exactText: String { exactDecimal(limit: 40) ?? fractionText }
}
