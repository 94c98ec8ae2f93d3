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
  /// How many have a title that a source states, for each level.
  package var titles: [(level: String, stated: Int)]
  /// How many hold nothing of their own that is stated or derived. What a sheet has from `every` or
  /// from the head counts only if it says nothing itself.
  package var whollyProposed: Int

  package init(_ program: Program) {
    let words = program.head.levels + ["result"]
    // What a node reports, or an outcome asks about, is part of that node's sheet.
    let inputs = program.inputs.filter { $0.owner == nil }
    self.init(
      words.map { word in (word, program.nodes.filter { $0.level == word }.map(\.sheet)) },
      besides: inputs.map(\.sheet), inputs: program.inputs.count,
      languages: program.head.languages)
  }

  package init(_ catalogue: Catalogue) {
    self.init(
      [
        ("entry", catalogue.entries.map(\.sheet)),
        ("instrument", catalogue.instruments.map(\.sheet)),
      ],
      besides: [], inputs: nil, languages: catalogue.languages)
  }

  /// `besides` are sheets that only count for the languages.
  private init(
    _ groups: [(level: String, sheets: [Sheet])], besides others: [Sheet], inputs: Int?,
    languages: [String]
  ) {
    levels = groups.map { ($0.level, $0.sheets.count) }
    self.inputs = inputs
    let nodes = groups.flatMap(\.sheets)
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
    titles = groups.map { group in
      (group.level, group.sheets.count { $0.origin(of: "title")?.certainty == .stated })
    }
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

  /// How many have a title that a source states.
  package var titlesStated: Int { titles.reduce(0) { $0 + $1.stated } }

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
    let named = zip(levels, titles).filter { $0.0.count > 0 }.map { level, title in
      wording(
        .summaryShare,
        [
          "part": String(title.stated), "whole": String(level.count), "what": level.level.spaced,
        ])
    }
    lines.append(
      wording(
        .summaryTitles, ["titles": wording.list(named), "proposed": String(whollyProposed)]))
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
