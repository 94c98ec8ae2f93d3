import PMMIR

/// What `adapt check` and `adapt rebase` print for machines.
extension Schemas {
  static let adaptations = document(
    "adaptations", "What adaptations of a PMM framework choose", adaptationsVersion,
    object([
      "adaptationsVersion": version, "diagnostics": array(ref("diagnostic")),
      "adaptations": array(ref("adaptation"), "of those that are right"),
    ]),
    definitions: [
      "adaptation": object([
        "name": string("of the adaptation"), "subject": string("code of the subject whose it is"),
        "framework": string("name of the base"), "edition": string("edition of the base"),
        "base": string("content hash of the base"), "choices": array(choice),
        "sources": map(map(type("string")), "of figures, by input and language"),
        "local": array(
          object(
            ["name": string("of the node"), "level": string("its level word")],
            optional: ["in": string("the node of the base that it is shown below")]),
          "what the administration declares itself"),
        "measured": map(type("integer"), "how many nodes without parts are of each class"),
        "nodes": array(
          object([
            "node": string("name"), "level": string("level word"), "comparability": classes,
            "shares": described(
              ["type": "object", "additionalProperties": ["type": "number"]],
              "shares of the weight behind the score, by class"),
          ]), "what combines others, and whatever is not identical"),
      ]),
      "source": object([
        "path": type("string"), "line": integer("from 1"),
        "column": integer("from 1, in Unicode scalars"),
      ]),
      "diagnostic": diagnostic, "place": diagnosticPlace, "fix": fix,
    ])

  private static let choice = object(
    [
      "choice": string("as it is written"), "about": string("the node or parameter"),
      "because": string("the reason"),
    ],
    optional: [
      "comparability": string("what the base says of those who choose so; none of what is omitted"),
      "asBase": described(type("boolean"), "true: the value that is set is the base's own"),
      "readByRules": described(
        type("boolean"), "false: only the definition of the parameter says which figures it changes"),
      "place": ref("source"), "allowed": described(ref("source"), "the line of the base"),
    ])

  private static let classes: JSON = [
    "enum": .strings(ComparabilityClass.allCases.map(\.rawValue))
  ]

  static let rebase = document(
    "rebase", "What becomes of an adaptation on another edition of its base", adaptationsVersion,
    object(
      ["adaptationsVersion": version, "diagnostics": array(ref("diagnostic"))],
      optional: [
        "rebase": ref("rebase"),
        "files": array(
          object(["path": string("as it was given"), "text": string("as it becomes")]),
          "none where the adaptation is not right for its own base"),
      ]),
    definitions: [
      "rebase": object(
        [
          "name": string("of the adaptation"), "subject": string("code of the subject whose it is"),
          "framework": string("name of the base"), "from": ref("edition"), "to": ref("edition"),
          "choices": array(rebased),
          "newChoices": array(type("string"), "what may be chosen now and could not be before"),
          "decisions": integer("places of the new text that are to be decided"),
        ], optional: ["effect": effect]),
      "edition": object(["edition": string("of the base"), "base": string("its content hash")]),
      "diagnostic": diagnostic, "place": diagnosticPlace, "fix": fix,
    ])

  private static let rebased = object(
    [
      "choice": string("as it was written"), "about": string("the node or parameter"),
      "because": string("the reason"),
      "verdict": ["enum": .strings(RebasedChoice.Verdict.names)],
      "needsDecision": type("boolean"),
      "changes": array(
        object(
          ["what": Schemas.choice(
            "rules", "comparability", "definition", "own value", "interval", "parent")],
          optional: [
            "clauses": array(type("string"), "clauses of the rules that hold by the choice"),
            "of": string("the node, parameter or input"), "from": type("string"),
            "to": type("string"),
          ]), "what the new edition says otherwise of what is chosen"),
    ],
    optional: [
      "now": string("what the node or parameter is called now"),
      "by": string("the node that says it, or that the other choice is about"),
      "heir": string("the new node that takes the place of one that is left out, and is not left out"),
      "deprecated": object(
        ["edition": string("that says so")],
        optional: ["use": string("what takes its place"), "until": string("a period")]),
    ])

  private static let effect = object([
    "scores": array(
      object(
        [
          "period": type("string"), "node": string("name in the new edition"),
          "level": string("level word"),
        ],
        optional: [
          "before": described(type("number"), "score under the old edition and the adaptation"),
          "after": described(type("number"), "score under the new one and what is rebased"),
          "comparabilityBefore": classes, "comparability": classes,
        ]), "one for each period and node that combines others"),
    "inputsAsked": array(type("string"), "what the new edition reads and the data has not"),
  ])
}
