internal import PMMIR

extension Schemas {
  static let sensitivity = document(
    "sensitivity", "Uncertainty and sensitivity of a PMM framework", sensitivityVersion,
    object(
      [
        "sensitivityVersion": version, "framework": string("name of the framework"),
        "edition": string("edition of the framework"), "status": status,
        "ir": string("content hash: SHA-256 of the canonical form, hexadecimal"),
        "rules": string("rules hash: what decides figures only"),
        "period": string("the period that is rescored"), "node": string("what is looked at"),
        "study": string(
          "SHA-256 of what the study says, hexadecimal: without layout, remarks, order of keys"),
        "seed": integer("of the study"), "runs": integer("of the study"),
        "rescorings": integer("runs of all samples, and the leaves left out"),
        "draws": array(
          ref("draw"), "the assumptions that are drawn, in the order of the study"),
        "subjects": array(ref("subject"), "each subject over all runs"),
      ],
      optional: [
        "effects": array(ref("effect"), "what each draw explains; where the study asks"),
        "effectRuns": described(
          object(["ranks": type("integer"), "scores": type("integer")]),
          "runs that effects are estimated from: those in which every figure compared is there"),
        "leaveOneOut": array(ref("removal"), "each leaf left out, without any draw"),
      ]),
    definitions: [
      "draw": object(
        [
          "name": string("as the study says"),
          "kind": choice("weights", "noise", "combine", "use", "missing", "leave_out"),
          "distribution": described(
            choice("uniform", "equal odds"), "of what is drawn: from an interval, or of choices"),
        ],
        optional: [
          "level": string("the level whose nodes are drawn; left out if the study lists them"),
          "nodes": array(type("string"), "the nodes that are drawn for; none for `use`"),
          "spread": string("of `weights`: each weight times a number within so much of 1"),
          "points": described(type("number"), "of `noise`: each score plus or minus up to so much"),
          "rescale": described(type("boolean"), "of `noise`: scaled anew to the interval of scores"),
          "choose": array(type("string"), "of `combine`, `use`, `missing`: one of them in each run"),
          "count": integer("of `leave_out`: so many of the nodes in each run"),
        ]),
      "subject": object(
        [
          "subject": string("code of the subject"),
          "missing": described(type("number"), "share of runs without a score"),
        ],
        optional: [
          "score": described(
            anyOf([type("number"), type("string")]),
            "as the definition says; a level by name; left out if missing"),
          "rank": described(type("number"), "as the definition says"),
          "class": string("as the definition says"),
          "scores": described(ref("spread"), "levels as their places in the scale, from 0"),
          "ranks": ref("spread"),
          "shares": map(type("number"), "share of runs at each level of the class"),
        ]),
      "spread": object([
        "mean": type("number"),
        "quantiles": described(
          object([
            "5": type("number"), "25": type("number"), "50": type("number"),
            "75": type("number"), "95": type("number"),
          ]), "at so many percent of the runs that have the figure"),
      ]),
      "effect": object(
        [
          "draw": string("name of the draw"),
          "ranks": described(
            anyOf([ref("indices"), type("null")]), "of the mean absolute shift of ranks"),
          "scores": described(
            anyOf([ref("indices"), type("null")]), "of the mean absolute shift of scores"),
        ],
        optional: [
          "ranksUndefined": string("why `ranks` is null"),
          "scoresUndefined": string("why `scores` is null"),
        ]),
      "indices": object([
        "firstOrder": described(type("number"), "share of the variance that it explains alone"),
        "total": described(type("number"), "share with all that it takes part in"),
      ]),
      "removal": object(
        [
          "node": string("the leaf that is left out"),
          "changed": integer("how many subjects lose their score, or get one"),
        ],
        optional: [
          "rankShift": described(type("number"), "mean absolute shift of ranks"),
          "scoreShift": described(type("number"), "mean absolute shift of scores"),
          "largest": described(
            object([
              "subject": type("string"), "from": type("number"), "to": type("number"),
            ]), "the largest shift of a rank"),
        ]),
    ])
}
