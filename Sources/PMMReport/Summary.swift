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
  /// What the framework calls its levels.
  private let levelTitles: [String: Translations]
  /// How many nodes, entries and instruments there are.
  package var definitions: Int
  /// How many of them rest on an origin of this certainty. The least certain one counts: a sheet
  /// with one proposed clause is a proposed sheet.
  package var origins: [Certainty: Int]
  /// How many say nothing of their origin.
  package var withoutOrigin: Int
  /// For each language how many of each level have a title in it that a source states.
  package var titles: [(language: String, stated: [Int])]
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
      languages: program.head.languages, levelTitles: program.head.levelTitles)
  }

  package init(_ catalogue: Catalogue) {
    self.init(
      [
        ("entry", catalogue.entries.map(\.sheet)),
        ("instrument", catalogue.instruments.map(\.sheet)),
      ],
      besides: [], inputs: nil, languages: catalogue.languages, levelTitles: [:])
  }

  /// `besides` are sheets that only count for the languages.
  private init(
    _ groups: [(level: String, sheets: [Sheet])], besides others: [Sheet], inputs: Int?,
    languages: [String], levelTitles: [String: Translations]
  ) {
    self.levelTitles = levelTitles
    levels = groups.map { ($0.level, $0.sheets.count) }
    self.inputs = inputs
    let nodes = groups.flatMap(\.sheets)
    let sheets = nodes + others
    self.languages = languages.map { language in
      (
        language,
        sheets.count { !$0.title.isEmpty && $0.title[language] == nil },
        sheets.count { !$0.definition.isEmpty && $0.definition[language] == nil }
      )
    }
    definitions = nodes.count
    origins = [:]
    withoutOrigin = 0
    titles = languages.map { language in
      (language, groups.map { $0.sheets.count { $0.isNamedBySource(in: language) } })
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

  /// How many have a title in the language that a source states.
  package func titlesStated(in language: String) -> Int {
    titles.first { $0.language == language }?.stated.reduce(0, +) ?? 0
  }

  /// A few lines for people.
  package func text(language: String = "en") -> String {
    let wording = Wording(language: language)
    func name(_ level: String, _ count: Int) -> String {
      let title = levelTitles[level]?.text(language, fallback: languages.map(\.language)) ?? ""
      let noun = title.isEmpty ? level.spaced : title
      return count == 1 ? noun : wording.plural(noun)
    }
    let counts = levels.filter { $0.count > 0 }.map { "\($0.count) \(name($0.level, $0.count))" }
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
    for entry in titles {
      let shares = zip(levels, entry.stated).filter { $0.0.count > 0 }.map { level, stated in
        wording(
          .summaryShare,
          [
            "part": String(stated), "whole": String(level.count),
            "what": name(level.level, level.count),
          ])
      }
      lines.append(
        wording(
          .summaryTitles, ["titles": wording.list(shares), "language": entry.language]))
    }
    let arguments = [
      "count": String(definitions), "stated": String(origins[.stated] ?? 0),
      "derived": String(origins[.derived] ?? 0), "proposed": String(origins[.proposed] ?? 0),
      "wholly": String(whollyProposed), "without": String(withoutOrigin),
    ]
    lines.append(wording(.summaryOrigins, arguments))
    if let proposed = origins[.proposed] {
      let partly = ["partly": String(proposed - whollyProposed)]
      lines[lines.count - 1] += " " + wording(.summaryWholly, arguments.merging(partly) { $1 })
    }
    if withoutOrigin > 0 {
      lines.append(wording(.withoutOrigin, count: withoutOrigin, arguments))
    }
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
            "titlesStated": .int(titlesStated(in: $0.language)),
          ]
        }),
      "definitions": .int(definitions),
      "origins": .object(
        Certainty.allCases.map { .init($0.rawValue, .int(origins[$0] ?? 0)) }),
      "withoutOrigin": .int(withoutOrigin),
      "whollyProposed": .int(whollyProposed),
    ])
  }
}

extension Sheet {
  /// Whether its title is in the language, and a source states it so.
  func isNamedBySource(in language: String) -> Bool {
    title[language] != nil && origin(of: "title", in: language)?.certainty == .stated
  }

  /// Without those of `every` that speak only of clauses with an origin in the sheet itself.
  fileprivate var effectiveOrigins: [Origin] {
    let named = Set(origins.filter { $0.from == .own }.flatMap(\.clauses))
    return origins.filter { origin in
      origin.from == .own || origin.clauses.isEmpty
        || !origin.clauses.allSatisfy { named.contains($0) || named.contains(.init($0.clause)) }
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
