package import PMMIR

/// What the schema of SARIF 2.1.0 (OASIS, sarif-schema-2.1.0.json) says of the objects that the output has,
/// read off it definition by definition: what each requires, its lists of words, what is not empty or
/// has nothing twice, bounds and forms. Properties that the output has not are left out, so that the
/// objects are closed as they are there.
package let sarifSchema: JSON = {
  func object(
    _ properties: KeyValuePairs<String, JSON>, required: [String] = [], anyOf: [String] = []
  ) -> JSON {
    let choices = anyOf.map { JSON.members(["required": .strings([$0])]) }
    return .members([
      "type": "object", "additionalProperties": false,
      "properties": .object(properties.map { .init($0.key, $0.value) }),
      "required": .strings(required), "anyOf": choices.isEmpty ? nil : .array(choices),
    ])
  }
  func ref(_ name: String) -> JSON { ["$ref": .string("#/$defs/\(name)")] }
  func list(_ name: String) -> JSON { ["type": "array", "items": ref(name)] }
  func set(_ name: String, least: Int = 0) -> JSON {
    ["type": "array", "minItems": .int(least), "uniqueItems": true, "items": ref(name)]
  }
  func one(_ texts: String...) -> JSON { ["enum": .strings(texts)] }
  func integer(from least: Int) -> JSON { ["type": "integer", "minimum": .int(least)] }
  func map(_ values: JSON) -> JSON { ["type": "object", "additionalProperties": values] }
  let string: JSON = ["type": "string"]
  let level = one("none", "note", "warning", "error")
  let texts: JSON = object(["text": string], required: ["text"])
  return [
    "type": "object", "additionalProperties": false, "required": ["version", "runs"],
    "properties": [
      "$schema": ["type": "string", "format": "uri"], "version": one("2.1.0"),
      "runs": list("run"),
    ],
    "$defs": [
      "run": object(
        [
          "tool": ref("tool"), "automationDetails": ref("runAutomationDetails"),
          "columnKind": one("utf16CodeUnits", "unicodeCodePoints"),
          "originalUriBaseIds": map(ref("artifactLocation")),
          "invocations": list("invocation"), "results": list("result"),
        ], required: ["tool"]),
      "tool": object(["driver": ref("toolComponent")], required: ["driver"]),
      "toolComponent": object(
        ["name": string, "semanticVersion": string, "rules": set("reportingDescriptor")],
        required: ["name"]),
      "reportingDescriptor": object(
        [
          "id": string, "name": string, "shortDescription": ref("multiformatMessageString"),
          "fullDescription": ref("multiformatMessageString"),
          "help": ref("multiformatMessageString"),
          "defaultConfiguration": ref("reportingConfiguration"),
        ], required: ["id"]),
      "reportingConfiguration": object(["level": level]),
      "runAutomationDetails": object(["id": string]),
      "invocation": object(
        [
          "executionSuccessful": ["type": "boolean"],
          "toolExecutionNotifications": list("notification"),
        ], required: ["executionSuccessful"]),
      "notification": object(
        ["level": level, "message": ref("message")], required: ["message"]),
      "message": object(["text": string], anyOf: ["text", "id"]),
      "multiformatMessageString": texts,
      "result": object(
        [
          "ruleId": string, "ruleIndex": integer(from: -1), "level": level,
          "message": ref("message"), "locations": list("location"),
          "relatedLocations": set("location"), "partialFingerprints": map(string),
          "fixes": set("fix"), "suppressions": set("suppression"),
        ], required: ["message"]),
      "location": object([
        "id": integer(from: -1), "physicalLocation": ref("physicalLocation"),
        "message": ref("message"),
      ]),
      "physicalLocation": object(
        ["artifactLocation": ref("artifactLocation"), "region": ref("region")],
        anyOf: ["address", "artifactLocation"]),
      "artifactLocation": object([
        "uri": ["type": "string", "format": "uri-reference"], "uriBaseId": string,
      ]),
      "region": object([
        "startLine": integer(from: 1), "startColumn": integer(from: 1),
        "endLine": integer(from: 1), "endColumn": integer(from: 1),
      ]),
      "fix": object(
        [
          "description": ref("message"), "artifactChanges": set("artifactChange", least: 1),
          // A bag, open to any member; what ours holds is our word.
          "properties": object(["safety": one("safe", "changes-meaning", "suggestion")]),
        ], required: ["artifactChanges"]),
      "artifactChange": object(
        [
          "artifactLocation": ref("artifactLocation"),
          "replacements": ["type": "array", "minItems": 1, "items": ref("replacement")],
        ], required: ["artifactLocation", "replacements"]),
      "replacement": object(
        ["deletedRegion": ref("region"), "insertedContent": ref("artifactContent")],
        required: ["deletedRegion"]),
      "artifactContent": object(["text": string]),
      "suppression": object(
        ["kind": one("inSource", "external"), "justification": string], required: ["kind"]),
    ],
  ]
}()
