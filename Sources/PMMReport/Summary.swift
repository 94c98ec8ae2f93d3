package import PMMIR

/// What a checked program has: for `pmm check --summary`.
package struct Summary: Sendable {
  /// Level word and how many nodes it has, outermost first; results last. Of a catalogue: entries and
  /// instruments.
  package var levels: [(level: String, count: Int)]
  /// Nil for a catalogue.
  package var inputs: Int?
  /// For each language of the framework: how many titles and definitions are written in others only.
  package var languages: [(language: String, titles: Int, definitions: Int)]
  /// How many nodes, entries and instruments there are.
  package var definitions: Int
  /// How many of them rest on an origin of this certainty. The least certain one counts: a sheet
  /// with one proposed clause is a proposed sheet.
  package var origins: [Certainty: Int]
  /// How many say nothing of their origin.
  package var withoutOrigin: Int
  /// How many have a title that a source states.
  package var titlesStated: Int
  /// How many hold nothing of their own that is stated or derived. What a sheet has from `every` or
  /// from the head counts only if it says nothing itself.
  package var whollyProposed: Int

  package init(_ program: Program) {
    let words = program.head.levels + ["result"]
    // What a node reports, or an outcome asks about, is part of that node's sheet.
    let inputs = program.inputs.filter { $0.owner == nil }
    self.init(
      levels: words.map { word in (word, program.nodes.count { $0.level == word }) },
      inputs: program.inputs.count, languages: program.head.languages,
      program.nodes.filter { words.contains($0.level) }.map(\.sheet),
      besides: inputs.map(\.sheet))
  }

  package init(_ catalogue: Catalogue) {
    self.init(
      levels: [("entry", catalogue.entries.count), ("instrument", catalogue.instruments.count)],
      inputs: nil, languages: catalogue.languages,
      catalogue.entries.map(\.sheet) + catalogue.instruments.map(\.sheet), besides: [])
  }

  /// `besides` are sheets that only count for the languages.
  private init(
    levels: [(level: String, count: Int)], inputs: Int?, languages: [String], _ nodes: [Sheet],
    besides others: [Sheet]
  ) {
    self.levels = levels
    self.inputs = inputs
    let sheets = nodes + others
    self.languages = languages.map { language in
      (
        language,
        sheets.count { !$0.title.byLanguage.isEmpty && $0.title[language] == nil },
        sheets.count { !$0.definition.byLanguage.isEmpty && $0.definition[language] == nil }
      )
    }
    definitions = nodes.count
    origins = [:]
    withoutOrigin = 0
    titlesStated = nodes.count { $0.origin(of: "title")?.certainty == .stated }
    whollyProposed = nodes.count { node in
      let own = node.origins.filter { $0.from == .own }
      let said = own.isEmpty ? node.origins : own
      return !said.isEmpty && said.allSatisfy { $0.certainty == .proposed }
    }
    for node in nodes {
      let said = Set(node.effectiveOrigins.map(\.certainty))
      // From the least certain to the most.
      if let certainty = [Certainty.proposed, .derived, .stated].first(where: said.contains) {
        origins[certainty, default: 0] += 1
      } else {
        withoutOrigin += 1
      }
    }
  }

  /// A few lines for people.
  package func text(language: String = "en") -> String {
    let wording = Wording(language: language)
    let counts = levels.filter { $0.count > 0 }.map { "\($0.count) \($0.level.spaced)" }
    var lines = [wording(.summaryLevels, ["levels": wording.list(counts)])]
    if let inputs { lines.append(wording(.summaryInputs, ["count": String(inputs)])) }
    for entry in languages {
      let state =
        entry.titles == 0 && entry.definitions == 0
        ? wording(.summaryComplete)
        : wording(
          .summaryMissing,
          ["titles": String(entry.titles), "definitions": String(entry.definitions)])
      lines.append(wording(.summaryLanguage, ["language": entry.language, "state": state]))
    }
    let said = Certainty.allCases.map { "\(origins[$0] ?? 0) \(wording($0.phrase))" }
    lines.append(
      wording(
        .summaryOrigins,
        [
          "origins": wording.list(said), "count": String(definitions),
          "without": String(withoutOrigin),
        ]))
    return lines.joined(separator: "\n") + "\n"
  }

  /// For machines.
  package var json: JSON {
    .members([
      "levels": .array(
        levels.map { ["level": .string($0.level), "count": .int($0.count)] }),
      "inputs": inputs.map { .int($0) },
      "languages": .array(
        languages.map {
          [
            "language": .string($0.language), "titlesMissing": .int($0.titles),
            "definitionsMissing": .int($0.definitions),
          ]
        }),
      "definitions": .int(definitions),
      "origins": .object(
        Certainty.allCases.map { .init($0.rawValue, .int(origins[$0] ?? 0)) }),
      "withoutOrigin": .int(withoutOrigin),
      "titlesStated": .int(titlesStated),
      "whollyProposed": .int(whollyProposed),
    ])
  }
}

extension Sheet {
  /// Without those of `every` that speak only of clauses with an origin in the sheet itself.
  fileprivate var effectiveOrigins: [Origin] {
    let named = Set(origins.filter { $0.from == .own }.flatMap(\.clauses))
    return origins.filter { origin in
      origin.from == .own || origin.clauses.isEmpty || !named.isSuperset(of: origin.clauses)
    }
  }
}

extension Certainty {
  var phrase: Phrase {
    switch self {
    case .stated: .stated
    case .derived: .derived
    case .proposed: .proposed
    }
  }
}
