package import PMMIR

/// What of a value does not follow a schema: the subset of JSON Schema that `Schemas` uses. A keyword
/// that is not known here is a finding too.
package func problems(
  _ value: JSON, _ schema: JSON, root: JSON, at path: String = "$"
) -> [String] {
  var found: [String] = []
  for member in schema.members {
    switch member.key {
    case "$schema", "$id", "title", "description", "$defs", "properties", "required": continue
    case "$ref":
      let name = String((member.value.text ?? "").dropFirst("#/$defs/".count))
      guard let target = root["$defs"]?[name] else { return ["\(path): no definition \(name)"] }
      found += problems(value, target, root: root, at: path)
    case "anyOf":
      let fits = member.value.elements.contains {
        problems(value, $0, root: root, at: path).isEmpty
      }
      if !fits { found.append("\(path): fits no choice: \(value.canonical.prefix(80))") }
    case "enum":
      if !member.value.elements.contains(value) { found.append("\(path): not in the list") }
    case "type":
      if !isOf(value, member.value.text ?? "") { found.append("\(path): not \(member.value)") }
    case "minimum":
      guard case .number(let least) = member.value, case .number(let text) = value else { continue }
      if Int(text) ?? 0 < Int(least) ?? 0 { found.append("\(path): \(text) is below \(least)") }
    case "minItems":
      guard case .number(let least) = member.value else { continue }
      if value.elements.count < Int(least) ?? 0 { found.append("\(path): too few") }
    case "uniqueItems":
      if Set(value.elements).count < value.elements.count { found.append("\(path): twice the same") }
    case "format":
      let isAbsolute = member.value == "uri"
      if !isURI(value.text ?? "", isAbsolute: isAbsolute) { found.append("\(path): no URI") }
    case "items":
      for (index, element) in value.elements.enumerated() {
        found += problems(element, member.value, root: root, at: "\(path)[\(index)]")
      }
    case "additionalProperties":
      let known = Set(schema["properties"]?.members.map(\.key) ?? [])
      for extra in value.members where !known.contains(extra.key) {
        found +=
          member.value == false
          ? ["\(path).\(extra.key): not documented"]
          : problems(extra.value, member.value, root: root, at: "\(path).\(extra.key)")
      }
    default: found.append("\(path): keyword \(member.key) is not known")
    }
  }
  for key in schema["required"]?.elements.compactMap(\.text) ?? [] where value[key] == nil {
    found.append("\(path).\(key): missing")
  }
  for property in schema["properties"]?.members ?? [] {
    guard let inner = value[property.key] else { continue }
    found += problems(inner, property.value, root: root, at: "\(path).\(property.key)")
  }
  return found
}

/// The characters of a URI (RFC 3986), each `%` with two digits, and a scheme where one is needed.
private func isURI(_ text: String, isAbsolute: Bool) -> Bool {
  let allowed = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=%")
  guard text.allSatisfy(allowed.contains) else { return false }
  let escapes = text.split(separator: "%", omittingEmptySubsequences: false).dropFirst()
  guard escapes.allSatisfy({ $0.prefix(2).count == 2 && $0.prefix(2).allSatisfy(\.isHexDigit) })
  else { return false }
  return !isAbsolute || text.contains("://")
}

private func isOf(_ value: JSON, _ type: String) -> Bool {
  switch (value, type) {
  case (.object, "object"), (.array, "array"), (.string, "string"), (.bool, "boolean"),
    (.number, "number"), (.null, "null"):
    true
  case (.number(let text), "integer"): Int(text) != nil
  default: false
  }
}

/// Every property that a schema documents, wherever it stands.
package func properties(_ schema: JSON) -> Set<String> {
  var found: Set<String> = []
  for member in schema.members {
    if member.key == "properties" { found.formUnion(member.value.members.map(\.key)) }
    found.formUnion(properties(member.value))
  }
  for element in schema.elements { found.formUnion(properties(element)) }
  return found
}

/// Every key of the objects in a value.
package func keys(_ value: JSON) -> Set<String> {
  (value.members.map(\.value) + value.elements)
    .reduce(into: Set(value.members.map(\.key))) { $0.formUnion(keys($1)) }
}
