package import PMMIR

/// The JSON Schemas (draft 2020-12) of the machine formats, for `pmm schema NAME`.
///
/// Objects are closed, so that a test can tell a field that is not documented. Within one major
/// version of a format fields are only ever added; a reader ignores those that it does not know.
package enum Schemas {
  /// The names that `text` knows.
  package static let names = [
    "adaptations", "catalogue", "changes", "diagnostics", "explain", "ir", "rebase", "results",
    "rules", "sensitivity",
  ]

  /// The schema as a JSON value; nil if there is none of that name.
  package static func json(named name: String) -> JSON? {
    switch name {
    case "adaptations": adaptations
    case "catalogue": catalogue
    case "changes": changes
    case "diagnostics": diagnostics
    case "explain": explain
    case "ir": ir
    case "rebase": rebase
    case "results": results
    case "rules": rules
    case "sensitivity": sensitivity
    default: nil
    }
  }

  /// The schema as text.
  package static func text(named name: String) -> String? { json(named: name)?.pretty() }

  // MARK: Results and diagnostics

  private static let results = document(
    "results", "Results of a PMM framework", resultsVersion,
    anyOf([
      ref("run"),
      object([
        "resultsVersion": version,
        "runs": array(
          ref("run"), "of several editions, the lowest first; each has its own periods"),
      ]),
    ]),
    definitions: [
      "run": object([
        "resultsVersion": version, "framework": string("name of the framework"),
        "edition": string("edition of the framework"), "status": status,
        "ir": string("content hash: SHA-256 of the canonical form, hexadecimal"),
        "rules": string("rules hash: what decides figures only"),
        "rows": array(ref("row"), "one for each subject, period, node and cell"),
      ], optional: [
        "adaptations": array(
          object([
            "subject": string("whose it is"), "name": string("of the adaptation"),
            "choices": integer("how many it makes"),
          ], optional: [
            "resolved": string("hash of the framework as the subject has it; equal for equal rules"),
            "chosen": array(
              object(
                [
                  "choice": string("as it is written"), "about": string("the node or parameter"),
                  "because": string("the reason"),
                ],
                optional: [
                  "comparability": string("what the base says of those who choose so"),
                  "asBase": described(
                    type("boolean"), "true: the value that is set is the base's own"),
                ]), "what it chooses"),
          ]), "of the subjects that are scored under their own"),
      ]),
      "figure": anyOf([type("number"), type("string")]),
      "row": object(
        [
          "subject": string("code of the subject"), "period": string("2023, 2023-Q1 or 2023-01"),
          "node": string("name; OUTCOME.application for the application of instruments"),
          "level": string("level word, result or framework"),
          "unit": string("unit, scale or attribute of the value"),
        ],
        optional: [
          "cell": string("values of the axes; left out for the total"),
          "option": string("alternative that was used"),
          "value": described(ref("figure"), "in the unit, percent as percent; a level by name"),
          "shown": string("as the definition shows it"),
          "untreated": described(ref("figure"), "the value before `treat`, where that changed it"),
          "score": ref("figure"),
          "shownScore": string("as the definition shows it"), "rank": ref("figure"),
          "class": string("name of the level"),
          "status": array(
            ["enum": .strings(StatusFlags.named.map(\.name))],
            "flags of the figures used; `treated`: changed by `treat`"),
          "reasons": array(
            ref("reason"), "why the value, else the score, else the rank is missing"),
          "low": described(ref("figure"), "lowest possible score"),
          "high": described(ref("figure"), "highest possible score"),
          "comparability": described(
            ["enum": .strings(ComparabilityClass.allCases.map(\.rawValue))],
            "how far it compares, by the subject's adaptation; none in a run without adaptations"),
          "shares": described(
            ["type": "object", "additionalProperties": ["type": "number"]],
            "shares of the weight behind the score, by class; none where all is of one"),
          "sets": array(
            ref("set"), "what the figures were made of many; `explain` names the members"),
        ]),
      "set": object([
        "stage": described(
          choice("value", "imputation", "score", "class"), "what it was used for"),
        "function": string("max, weighted_mean, minmax, …; principal_component for weights"),
        "over": string("population, axis, or T-2 .. T"),
        "members": integer("how many belong to the set"),
        "counted": integer("how many of them counted; the others are left out"),
      ]),
      "reason": object(
        [
          "reason": string("name of the reason"), "at": string("input or node it comes from"),
          "period": string("of the input or node"),
        ], optional: ["cell": string("of the input or node")]),
    ])

  private static let diagnostics = document(
    "diagnostics", "Diagnostics of the PMM toolchain", diagnosticsVersion,
    object(["diagnosticsVersion": version, "diagnostics": array(ref("diagnostic"))]),
    definitions: [
      "diagnostic": diagnostic, "place": diagnosticPlace, "fix": fix,
    ])

  static let diagnostic = object(
    [
      "code": string("three capitals and three digits; never given out twice"),
      "name": string("reads as a name"), "severity": choice("note", "warning", "error"),
      "message": string("one line, in the words of the code"),
      "arguments": map(type("string"), "what the message's placeholders stand for"),
      "primary": ref("place"), "secondary": array(ref("place"), "further places"),
      "notes": array(type("string")),
    ],
    optional: [
      "fix": ref("fix"),
      "together": array(ref("diagnostic"), "findings that likely have the same cause"),
    ])

  static let diagnosticPlace = object(
    [
      "start": integer("offset in UTF-8 bytes, from 0"),
      "end": integer("offset after the last byte"),
    ],
    optional: [
      "path": string("as it was given"), "line": integer("from 1"),
      "column": integer("from 1, in Unicode scalars"), "endLine": integer("from 1"),
      "endColumn": integer("after the last scalar"), "label": string("what is there"),
    ])

  static let fix = object([
    "title": type("string"), "safety": choice("safe", "changes-meaning", "suggestion"),
    "edits": array(object(["place": ref("place"), "replacement": type("string")])),
  ])

  private static let rules = document(
    "rules", "Rules of the PMM linter", "1.0.0",
    object([
      "rulesVersion": version, "ruleSet": string("what `rules` of pmm.toml may pin"),
      "language": string("of the wording"), "rules": array(ref("rule")),
    ]),
    definitions: [
      "rule": object(
        [
          "code": string("three capitals and three digits; never given out twice"),
          "name": string("reads as a name; accepted wherever the code is"),
          "group": choice("correctness", "suspicious", "style", "pedantic", "restriction"),
          "severity": choice("note", "warning", "error"),
          "isOn": type("boolean"),
          "scope": choice("file", "project", "adaptation", "catalogue", "editions"),
          "since": string("the first set of rules that has it"),
          "message": string("with ‹arguments› in braces"), "notes": array(type("string")),
          "why": type("string"), "bad": string("what it finds"), "good": string("what it does not"),
        ],
        optional: [
          "fix": choice("safe", "unsafe", "suggestion"), "fixTitle": type("string"),
        ])
    ])

  // MARK: Building blocks

  static let version = string("version of this format")
  static let status = choice("draft", "approved", "superseded")

  static func document(
    _ name: String, _ title: String, _ version: String, _ body: JSON,
    definitions: KeyValuePairs<String, JSON?>
  ) -> JSON {
    let head: [JSON.Member] = [
      .init("$schema", "https://json-schema.org/draft/2020-12/schema"),
      .init("$id", .string("urn:pmm:schema:\(name):\(version)")),
      .init("title", .string(title)),
    ]
    return .object(head + body.members + [.init("$defs", .members(definitions))])
  }

  static func object(
    _ required: KeyValuePairs<String, JSON?>, optional: KeyValuePairs<String, JSON?> = [:]
  ) -> JSON {
    [
      "type": "object",
      "properties": .object(JSON.members(required).members + JSON.members(optional).members),
      "required": .strings(required.map(\.key)),
      "additionalProperties": false,
    ]
  }

  /// An object whose keys are names of the program.
  static func map(_ value: JSON, _ description: String? = nil) -> JSON {
    described(["type": "object", "additionalProperties": value], description)
  }

  static func array(_ items: JSON, _ description: String? = nil) -> JSON {
    described(["type": "array", "items": items], description)
  }

  static func type(_ name: String) -> JSON { ["type": .string(name)] }

  static func string(_ description: String) -> JSON { described(type("string"), description) }

  static func integer(_ description: String) -> JSON { described(type("integer"), description) }

  static func choice(_ values: String...) -> JSON { ["enum": .strings(values)] }

  static func anyOf(_ choices: [JSON]) -> JSON { ["anyOf": .array(choices)] }

  static func ref(_ name: String) -> JSON { ["$ref": .string("#/$defs/\(name)")] }

  static func described(_ schema: JSON, _ description: String?) -> JSON {
    guard let description else { return schema }
    return .object(schema.members + [.init("description", .string(description))])
  }
}
