import PMMIR

extension Schemas {
  static let explain: JSON = {
    // The parts of an explanation are explanations without the version.
    let body = ref("explanation")
    let head = object(["explainVersion": version]).members
    let inner = explanation
    let properties =
      (JSON.object(head)["properties"]?.members ?? []) + (inner["properties"]?.members ?? [])
    let required: [JSON] = ["explainVersion"] + (inner["required"]?.elements ?? [])
    let document: JSON = [
      "type": "object", "properties": .object(properties), "required": .array(required),
      "additionalProperties": false,
    ]
    return Schemas.document(
      "explain", "Why a figure of a PMM framework is what it is", explainVersion, document,
      definitions: [
        "explanation": explanation, "figure": figure, "rule": rule, "place": place,
        "formula": formula, "set": set, "input": input, "operand": operand,
        "application": application, "origin": origin,
        "treatment": treatment, "shape": shape, "choice": option,
      ])
  }()

  private static let explanation = object(
    [
      "framework": string("name of the framework"), "edition": string("its edition"),
      "status": status, "ir": string("content hash"), "node": string("name of the node"),
      "title": string("its title"), "level": string("its level word"),
      "subject": string("code of the subject"), "period": type("string"),
      "value": ref("figure"),
    ],
    optional: [
      "cell": string("labels of the breakdown; left out for the total"),
      "summary": string("the answer in a sentence or two"), "score": ref("figure"),
      "scoreScale": string("where scores lie, in words"), "class": string("label of the class"),
      "rank": type("string"), "rankedSubjects": integer("how many have a rank beside this one"),
      "rankMembers": integer("how many belong to what is ranked"),
      "bounds": object([
        "low": string("lowest possible score"), "high": string("highest possible score"),
      ]),
      "better": choice("higher", "lower", "none"), "definition": string("text of the definition"),
      "purpose": string("its purpose"), "note": string("its note"),
      "guidance": string("its guidance"),
      "disclosure": described(ref("rule"), "the level that the definition states"),
      "choices": array(ref("choice"), "what may be used instead, set or left out"),
      "option": described(ref("rule"), "the alternative that was chosen"),
      "condition": described(ref("rule"), "the condition that decided"),
      "formula": described(ref("formula"), "how the value is computed"),
      "steps": array(ref("formula"), "each define that the clauses use"),
      "sets": array(
        ref("set"), "what was made of the members of a population, an axis or a window"),
      "combination": described(ref("rule"), "how the parts are combined"),
      "weighting": described(ref("rule"), "where the weights come from, if from the data"),
      "operands": array(ref("operand"), "what became of each part"),
      "inputs": array(ref("input"), "every figure read"),
      "policies": array(ref("rule"), "the lines for missing figures that took effect"),
      "floor": described(ref("rule"), "how much must be there, and is"),
      "adjustments": array(ref("rule"), "a missing value filled, outliers treated"),
      "treatment": described(ref("treatment"), "what `treat` did among the figures of the column"),
      "scoring": array(ref("rule"), "the score rule and its arithmetic"),
      "rounding": array(ref("rule"), "what is rounded, and what only shown"),
      "classification": ref("rule"), "ranking": ref("rule"),
      "application": described(
        ref("application"), "how far its instruments are applied: beside the score, never in it"),
      "sdg": array(
        object(["code": type("string"), "title": type("string")]),
        "goals and targets that it serves"), "checks": array(ref("rule")),
      "origins": array(ref("origin")),
      "parts": array(ref("explanation"), "the parts, explained in turn"),
    ])

  private static let figure = object(
    ["words": string("as it is shown, with its unit; or why it is missing")],
    optional: [
      "exact": string("decimal or fraction in the printed unit, or a name; left out if missing"),
      "unit": string("unit, scale or attribute"),
      "reasons": array(string("reason@input[cell, period]")), "status": array(type("string")),
    ])

  private static let place = object([
    "path": type("string"), "line": integer("from 1"), "column": integer("from 1"),
  ])

  private static let from = string("own, every LEVEL, framework, alternative NAME or language")

  private static let rule = object(
    ["words": type("string"), "from": from], optional: ["place": ref("place")])

  private static let formula = object(
    [
      "words": string("with titles"), "numbers": string("with figures"), "result": ref("figure"),
    ],
    optional: [
      "name": string("of a define"), "title": string("of a define"),
      "stage": described(stage, "what the define was used for"),
      "with": array(
        object(["name": type("string"), "words": type("string"), "figure": ref("figure")]),
        "what the parameters of the define stood for"),
      "steps": array(ref("formula"), "the defines inside the define"), "from": from,
      "place": ref("place"),
    ])

  private static let stage = choice("value", "imputation", "score", "class")

  private static let set = object(
    [
      "stage": described(stage, "what it was used for"),
      "function": string("max, weighted_mean, minmax, …; principal_component for weights"),
      "words": type("string"), "over": string("population, axis, or T-2 .. T"),
      "members": integer("how many belong to the set"),
      "counted": integer("how many of them counted; the others are left out"),
      "list": array(
        object(
          [
            "subject": type("string"), "period": type("string"),
            "outcome": described(
              choice("counted", "missing", "unmet", "not_comparable"),
              "unmet: the condition behind `where` does not hold or is not known"),
          ],
          optional: [
            "cell": type("string"),
            "figure": described(
              ref("figure"),
              "the value, or why there is none; left out where it is not told one by one"),
            "weight": ref("figure"),
          ]), "every member"),
    ],
    optional: [
      "result": described(ref("figure"), "left out of weights and scores, which have their own"),
      "atLeast": integer("how many the population asks for"),
      "lowest": described(ref("figure"), "of minmax"),
      "highest": described(ref("figure"), "of minmax"),
      "mean": described(ref("figure"), "of zscore"),
      "deviation": described(ref("figure"), "of zscore: the standard deviation (n - 1)"),
      "below": integer("of rank and percentile: how many counted are below the figure"),
      "equal": integer("of rank and percentile: how many counted equal it, itself included"),
    ])

  private static let input = object(
    [
      "kind": choice("input", "node", "parameter", "attribute"), "name": type("string"),
      "title": type("string"), "period": type("string"), "figure": ref("figure"),
    ],
    optional: [
      "part": choice("score", "shown", "rank", "class"), "cell": type("string"),
      "definition": type("string"), "purpose": type("string"), "note": type("string"),
      "guidance": type("string"), "sources": array(type("string")),
      "isSum": described(type("boolean"), "added up from the rows of data"),
      "data": array(
        object(
          ["figure": ref("figure")],
          optional: [
            "cell": type("string"), "note": type("string"), "place": ref("place"),
          ]), "the rows read"),
    ])

  private static let operand = object(
    [
      "node": type("string"), "title": type("string"), "score": ref("figure"),
      "outcome": choice("used", "excluded", "counted", "decided", "untaken", "unscored"),
      "words": type("string"),
    ],
    optional: ["weight": string("share of the whole, in words"), "rule": ref("rule")])

  private static let option = object(
    [
      "kind": choice("use", "set", "omit"), "words": type("string"), "from": from,
    ],
    optional: [
      "name": string("of the alternative or the parameter"), "definition": type("string"),
      "purpose": type("string"), "note": type("string"), "guidance": type("string"),
      "place": ref("place"),
    ])

  private static let treatment = object(
    [
      "figures": integer("how many figures the column has"),
      "changed": integer("how many of them were changed"),
      "passed": described(type("boolean"), "whether the test holds for the column as it now is"),
      "before": ref("shape"), "after": ref("shape"),
      "untreated": described(ref("figure"), "this figure before"),
      "treated": described(ref("figure"), "this figure as it is used"),
    ],
    optional: ["method": choice("winsorise", "log")])

  private static let shape = object(
    [:], optional: ["skewness": type("number"), "kurtosis": type("number")])

  private static let application = object(
    [
      "asked": integer("instruments that are asked about"),
      "median": described(ref("figure"), "the lower median of the levels answered"),
      "rule": ref("rule"),
      "instruments": array(
        object(
          [
            "name": type("string"), "input": string("OUTCOME.INSTRUMENT"),
            "title": type("string"), "figure": ref("figure"),
          ],
          optional: [
            "condition": string("when the answer is the highest level"), "place": ref("place"),
          ])),
    ],
    optional: [
      "levels": map(type("integer"), "how many have each level"),
      "missing": integer("how many were not answered"),
    ])

  private static let origin = object(
    ["certainty": choice("stated", "derived", "proposed"), "source": type("string"), "from": from],
    optional: [
      "clauses": array(string("a clause, or `title fr`: its text in one language")),
      "place": ref("place"),
    ])
}
