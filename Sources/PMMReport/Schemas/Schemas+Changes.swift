import PMMDiff
import PMMIR

extension Schemas {
  static let changes = document(
    "changes", "Changes between two editions of a PMM framework", changesVersion,
    object(
      [
        "changesVersion": version, "old": ref("edition"), "new": ref("edition"),
        "changes": array(ref("change"), "what breaks first, then what adds, then words"),
      ],
      optional: [
        "policy": object([
          "declared": choice("none", "patch", "minor", "major"),
          "needed": choice("none", "patch", "minor", "major"),
          "changelog": array(type("string"), "lines of Markdown"),
          "seriesBreaks": array(type("string"), "declarations that are missing, each with its sheet"),
        ]),
        "impact": object([
          "subjects": integer("how many the data has"),
          "lost": integer("figures that have no place in the new edition"),
          "lostByInput": map(type("integer"), "the same, by the name of their input"),
          "framework": array(ref("row"), "the framework for every subject and period"),
          "rows": array(ref("row"), "every score, or rank by score, that differs"),
        ]),
      ]),
    definitions: [
      "edition": object([
        "framework": string("name of the framework"), "edition": string("edition of the framework"),
      ]),
      "change": object(
        [
          "code": string("two capitals and three digits; never given out twice"),
          "name": string("reads as a name"),
          "path": array(type("string"), "names from the outermost node, then the clause"),
          "message": string("in English"),
          "arguments": described(
            ["type": "object", "additionalProperties": ["type": "string"]], "of the message"),
          "effects": array(["enum": .strings(Effects.named.map(\.name))], "what it does, and to whom"),
          "verdict": choice("stated", "proved", "witness", "review"),
          "fingerprint": string("what a record of acceptance names"),
        ],
        optional: [
          "accepted": string("why it is accepted"), "old": ref("place"), "new": ref("place"),
          "witness": ref("witness"),
        ]),
      "place": object([
        "path": string("of the file"), "line": integer("from 1"), "column": integer("from 1"),
      ]),
      "witness": object(
        [
          "node": string("whose figures differ"),
          "reported": array(
            object(["name": string("input, cell and period"), "value": string("with its unit")]),
            "all that is reported"),
          "figures": array(
            object([
              "name": string("value, score, class, or the score of a node above"),
              "old": string("under the old edition"), "new": string("under the new edition"),
            ]), "what both editions make of it"),
        ], optional: ["others": string("what all other scores on the way up are taken to be")]),
      "row": object(
        [
          "subject": string("code of the subject"), "period": string("of the data"),
          "node": string("by its name in the new edition"), "old": string("score"),
          "new": string("score"),
        ], optional: ["oldRank": integer("by score, among all"), "newRank": integer("by score, among all")]),
    ])
}
