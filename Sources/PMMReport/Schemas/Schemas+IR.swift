import PMMIR

extension Schemas {
  static let ir = document(
    "ir", "The compiled form of a PMM framework", irVersion,
    object(
      [
        "irVersion": version, "framework": ref("framework"),
        "axes": array(named("values", array(ref("item")))),
        "scales": array(named("levels", array(ref("item"), "lowest first"))),
        "attributes": array(
          object(
            ["name": name, "type": ref("type")],
            optional: [
              "title": ref("texts"), "values": array(ref("item")), "location": ref("location"),
            ])),
        "reasons": array(
          object(["name": name], optional: ["label": ref("texts"), "location": ref("location")])),
        "units": array(
          object(
            ["unit": ref("unit"), "counted": type("boolean")],
            optional: ["title": ref("texts"), "location": ref("location")])),
        "populations": array(ref("population")), "parameters": array(ref("parameter")),
        "inputs": array(ref("input")), "nodes": array(ref("node")),
        "instruments": array(ref("instrument")),
        "retired": array(
          object(
            ["name": name, "edition": type("string"), "why": type("string")],
            optional: ["location": ref("location")])),
        "expressions": array(ref("expression"), "operands come before what uses them"),
        "order": array(
          anyOf([object(["figures": name]), object(["ranks": name])]), "one order of evaluation"),
      ],
      optional: [
        "sources": array(
          object(
            ["file": type("string"), "text": type("string")],
            optional: ["catalogue": string("name and edition, of a file of one")]),
          "what it was compiled from and is read again from; an adapted framework has none"),
        "entries": array(ref("entry"), "of its catalogues, those that it refers to"),
        "tables": array(ref("table")),
        "defines": array(
          object(
            ["name": name, "parameters": array(name)],
            optional: [
              "title": ref("texts"),
              "list": described(type("boolean"), "the last parameter takes all that is left"),
              "location": ref("location"),
            ]), "what is said of them; their bodies stand where they are used"),
        "alternatives": array(
          ref("frameworkAlternative"), "of the whole framework: the rules of every node under it"),
      ]),
    definitions: irDefinitions)

  private static let name = string("identity across editions")
  private static let expression = integer("index in expressions")
  private static let rational = string("exact: a decimal, else a fraction")

  private static func named(_ key: String, _ list: JSON) -> JSON {
    let object = object(
      ["name": name], optional: ["title": ref("texts"), "location": ref("location")])
    let properties = (object["properties"]?.members ?? []) + [.init(key, list)]
    return [
      "type": "object", "properties": .object(properties), "required": ["name", .string(key)],
      "additionalProperties": false,
    ]
  }

  /// A clause: its value, whose it is, its path and place.
  private static func clause(_ value: JSON) -> JSON {
    object(
      ["value": value, "from": string("own, every LEVEL, framework, alternative NAME, language")],
      optional: ["path": string("address inside the node"), "location": ref("location")])
  }

  private static let irDefinitions: KeyValuePairs<String, JSON?> = [
    "texts": texts,
    "item": object(["name": name], optional: ["label": ref("texts")]),
    "location": location,
    "unit": object([
      "name": type("string"), "factors": map(type("integer"), "power of each base"),
      "scale": rational, "percent": type("boolean"),
    ]),
    "type": anyOf([
      object(["unit": ref("unit")]), object(["scale": name]), object(["category": name]),
      choice("yes_no", "date", "date_time", "text"),
    ]),
    "interval": object(
      [:],
      optional: [
        "lower": rational, "lowerIsOpen": type("boolean"), "upper": rational,
        "upperIsOpen": type("boolean"),
      ]),
    "cell": map(type("string"), "axis to value; empty for the total"),
    "part": object(["axis": name, "values": array(type("string"))]),
    "framework": object(
      [
        "name": name, "edition": type("string"), "status": status,
        "languages": array(type("string")), "subject": type("string"), "period": type("string"),
        "covers": array(
          object([:], optional: ["from": type("string"), "to": type("string")])),
        "phases": array(type("string")), "disclosure": array(type("string")),
        "levels": array(type("string")),
        "uses": array(
          object([
            "name": name, "edition": type("string"),
            "hash": string("content hash of the catalogue"),
          ]), "catalogues that it was resolved against"),
      ],
      optional: [
        "cycle": type("integer"), "sheet": ref("sheet"), "levelTitles": map(ref("texts")),
        "scores": anyOf([
          object(["from": rational, "to": rational]), choice("number"), object(["scale": name]),
        ]),
      ]),
    "sheet": sheet, "expression": expressionSchema,
    "population": object(
      [
        "name": name, "periods": choice("this", "all"), "same": array(type("string")),
        "where": array(expression),
      ],
      optional: [
        "title": ref("texts"), "atLeast": type("integer"), "location": ref("location"),
      ]),
    "parameter": object(
      ["name": name, "type": ref("type"), "value": expression],
      optional: [
        "maySet": clause(object(["interval": ref("interval"), "comparability": type("string")])),
        "sheet": ref("sheet"),
      ]),
    "instrument": instrument, "entry": entry,
    "input": object(
      [
        "name": name, "type": ref("type"), "accumulation": choice("total", "at end", "average"),
        "by": array(ref("part")), "checks": array(clause(ref("check"))),
        "warnings": array(clause(ref("check"))), "sources": array(ref("texts")),
      ],
      optional: [
        "range": clause(
          anyOf([
            object(["interval": ref("interval")]), object(["levels": array(type("string"))]),
          ])), "disclosure": type("string"), "owner": name, "sheet": ref("sheet"),
      ]),
    "check": object(["condition": expression], optional: ["message": ref("texts")]),
    "result": anyOf([
      choice("missing"), object(["value": expression]), object(["reason": name]),
    ]),
    "pattern": anyOf([
      choice("_"), object(["interval": ref("interval")]), object(["equals": expression]),
    ]),
    "rows": array(object(["pattern": ref("pattern"), "result": expression])),
    "table": object(
      [
        "name": name, "parameters": array(name),
        "multiset": described(type("boolean"), "rows match the operands in any order"),
        "type": ref("type"),
        "rows": array(
          object(
            ["patterns": array(ref("pattern")), "result": expression],
            optional: ["location": ref("location")])),
      ], optional: ["title": ref("texts"), "location": ref("location")]),
    "filler": object(["function": type("string"), "over": name]),
    "score": score, "example": example, "node": node, "alternative": alternative,
    "frameworkAlternative": frameworkAlternative,
  ]

  private static let listed = choice(
    "in_force", "not_yet_in_force", "not_in_force", "superseded", "withdrawn")

  private static let instrument = object(
    ["name": name],
    optional: [
      "catalogue": string("that lists it; left out for one of the framework's own"),
      "kind": type("string"), "adopted": string("a day, a month or a year"),
      "inForce": string("a day, a month or a year"), "status": listed,
      "supersededBy": name, "parent": name, "sheet": ref("sheet"),
    ])

  private static let entry = object(
    ["catalogue": name, "code": string("of its publisher")],
    optional: ["status": listed, "supersededBy": type("string"), "sheet": ref("sheet")])

  static let catalogue = document(
    "catalogue", "The compiled form of a catalogue", irVersion,
    object([
      "irVersion": version,
      "catalogue": object(
        [
          "name": name, "edition": type("string"), "status": status,
          "languages": array(type("string")),
        ], optional: ["sheet": ref("sheet")]),
      "instruments": array(ref("instrument"), "by name"),
      "entries": array(ref("entry"), "in the order of their codes"),
    ]),
    definitions: [
      "texts": texts, "location": location, "sheet": sheet, "instrument": instrument,
      "entry": entry,
    ])

  private static let texts = map(type("string"), "by language")

  private static let location = object(
    ["file": type("string"), "start": integer("UTF-8 offset"), "end": integer("UTF-8 offset")],
    optional: ["line": integer("from 1"), "column": integer("from 1")])

  private static let sheet = object(
    [:],
    optional: [
      "title": ref("texts"), "definition": ref("texts"), "purpose": ref("texts"),
      "note": ref("texts"), "guidance": ref("texts"), "codes": array(type("string")),
      "sdg": array(type("string")),
      "origins": array(
        object(
          [
            "certainty": choice("stated", "derived", "proposed"), "source": type("string"),
            "clauses": array(string("a clause, or `title fr`: its text in one language")),
            "from": type("string"),
          ], optional: ["location": ref("location")])), "was": array(type("string")),
      "since": type("string"),
      "deprecated": object(
        ["edition": type("string")], optional: ["use": name, "until": type("string")]),
      "seriesBreaks": array(object(["period": type("string"), "why": type("string")])),
      "location": ref("location"),
    ])

  private static let expressionSchema = object(
    ["op": string("operator, or the kind of operand"), "type": ref("type")],
    optional: [
      "value": anyOf([type("string"), type("boolean")]), "input": name, "node": name,
      "part": choice("value", "score", "shown", "rank", "class"),
      "cells": anyOf([
        object(["current": array(ref("part"))]), object(["fixed": array(ref("part"))]),
      ]),
      "period": anyOf([object(["offset": type("integer")]), object(["at": type("string")])]),
      "parameter": name, "attribute": name, "figure": choice("value", "score", "shown"),
      "population": name, "function": type("string"), "factor": rational, "name": name,
      "over": anyOf([
        object(["population": name]), ref("part"),
        object(["from": integer("offset from T"), "to": integer("offset from T")]),
      ]),
      "where": described(type("boolean"), "the last of args is the condition on members"),
      "descending": described(type("boolean"), "lower is better"), "level": name, "table": name,
      "with": array(expression, "what the parameters of a define stand for"),
      "args": array(expression),
    ])

  private static let goalposts = object(
    ["worst": expression, "best": expression, "clamped": type("boolean")],
    optional: ["power": rational])

  private static let score = anyOf([
    choice("none", "itself"), object(["linear": goalposts]), object(["log": goalposts]),
    object(["by": expression, "rows": ref("rows")]), object(["formula": expression]),
    object([
      "population": object(
        [
          "function": choice("minmax", "zscore", "rank", "percentile"), "over": name,
          "descending": described(type("boolean"), "lower is better"),
        ], optional: ["onto": ref("interval"), "mean": rational, "deviation": rational])
    ]),
  ])

  private static let expectation = anyOf([
    object(
      ["value": anyOf([type("string"), type("boolean")])],
      optional: ["decimals": type("integer")]), object(["reason": name]),
  ])

  private static let example = object(
    [
      "title": type("string"),
      "bindings": array(
        object(
          [:],
          optional: [
            "input": name, "cell": ref("cell"), "offset": type("integer"),
            "period": type("string"), "parameter": name, "attribute": name, "score": name,
            "value": anyOf([type("string"), type("boolean")]), "reason": name,
          ])), "gives": expectation,
    ], optional: ["use": name, "scores": expectation, "location": ref("location")])

  private static let rules: [JSON.Member] = {
    let decimals = object([
      "decimals": type("integer"), "mode": choice("half_up", "half_even", "down", "up"),
    ])
    return JSON.members([
      "type": ref("type"),
      "by": clause(object(["part": ref("part")], optional: ["noTotal": type("boolean")])),
      "conditions": array(clause(object(["test": expression, "result": ref("result")]))),
      "policies": array(
        clause(
          object([
            "when": anyOf([choice("missing"), array(name)]),
            "action": anyOf([
              choice("exclude"), object(["countAs": anyOf([expression, ref("filler")])]),
              object(["result": ref("result")]),
            ]),
          ]))),
      "formula": clause(expression),
      "reported": clause(object(["input": name, "expression": expression])),
      "combine": clause(
        anyOf([
          choice("none"),
          object(["function": type("string")], optional: ["exponent": rational]),
          object(["define": name, "expression": expression]),
        ])),
      "weight": clause(expression),
      "weights": clause(object(["principalComponent": name])),
      "impute": clause(anyOf([object(["value": expression]), ref("filler")])),
      "treat": clause(
        object([
          "methods": array(
            anyOf([choice("log"), object(["winsorise": integer("at most so many points")])])),
          "over": name, "until": expression,
        ])),
      "needs": clause(
        anyOf([
          object(["weight": rational]), object(["children": type("integer")]),
          object(["coverage": rational, "of": type("string")]),
        ])),
      "score": clause(ref("score")), "scoredCell": ref("cell"), "roundValue": clause(decimals),
      "roundScore": clause(decimals), "showValue": clause(decimals),
      "showScore": clause(decimals),
      "class": clause(object(["scale": name, "by": expression, "rows": ref("rows")])),
      "rank": clause(
        object(
          [
            "by": expression, "highestFirst": type("boolean"),
            "ties": anyOf([choice("share", "dense", "average"), object(["by": expression])]),
          ], optional: ["over": name])),
    ]).members
  }()

  private static func withRules(_ required: [JSON.Member], _ optional: [JSON.Member]) -> JSON {
    [
      "type": "object", "properties": .object(required + rules + optional),
      "required": .strings(required.map(\.key) + ["type", "score"]),
      "additionalProperties": false,
    ]
  }

  private static let alternative = withRules(
    [
      .init("name", name), .init("title", type("string")),
      .init("comparability", type("string")),
    ],
    [
      .init("path", type("string")), .init("sheet", ref("sheet")),
      .init("location", ref("location")),
    ])

  private static let frameworkAlternative = object(
    [
      "name": name, "title": type("string"), "comparability": type("string"),
      "nodes": array(withRules([.init("name", name)], [])),
    ],
    optional: ["path": type("string"), "sheet": ref("sheet"), "location": ref("location")])

  private static let node = withRules(
    [
      .init("name", name), .init("level", type("string")),
      .init("children", array(name, "in the order in which they were written")),
    ],
    [
      .init("parent", name), .init("better", clause(choice("higher", "lower", "none"))),
      .init("disclosure", clause(type("string"))), .init("mayOmit", clause(type("boolean"))),
      .init("alternatives", array(ref("alternative"))),
      .init(
        "instruments",
        array(
          object(["instrument": name, "input": name], optional: ["condition": ref("texts")]))),
      .init("application", clause(type("string"))), .init("examples", array(ref("example"))),
      .init("sheet", ref("sheet")),
    ])
}
