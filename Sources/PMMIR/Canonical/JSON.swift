/// A JSON value whose objects keep the order in which they were written.
///
/// Numbers are text, so that nothing is rounded on the way out.
package enum JSON: Hashable, Sendable {
  /// One member of an object.
  package struct Member: Hashable, Sendable {
    package var key: String
    package var value: JSON

    package init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  case null
  case bool(Bool)
  /// As it is printed; the caller answers for it being a JSON number.
  case number(String)
  case string(String)
  case array([JSON])
  case object([Member])

  /// An object without the members whose value is nil.
  package static func members(_ pairs: KeyValuePairs<String, JSON?>) -> JSON {
    .object(pairs.compactMap { pair in pair.value.map { Member(pair.key, $0) } })
  }

  /// An array of strings.
  package static func strings(_ texts: some Sequence<String>) -> JSON {
    .array(texts.map { .string($0) })
  }

  /// An integer.
  package static func int(_ value: Int) -> JSON { .number(String(value)) }

  /// The member of an object; nil if there is none, or if this is no object.
  package subscript(_ key: String) -> JSON? {
    if case .object(let members) = self { members.first { $0.key == key }?.value } else { nil }
  }

  /// The elements of an array; empty for anything else.
  package var elements: [JSON] {
    if case .array(let elements) = self { elements } else { [] }
  }

  /// The members of an object; empty for anything else.
  package var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }

  /// The text of a string; nil for anything else.
  package var text: String? {
    if case .string(let text) = self { text } else { nil }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .int(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}

extension JSON {
  /// Without spaces, members sorted by the bytes of their keys: equal values give equal bytes.
  package var canonical: String {
    var text = ""
    writeCanonical(to: &text)
    return text
  }

  /// For people: two spaces of indent, members in their own order, and what holds only plain values
  /// on one line while it fits in `width` columns. Ends with a line break.
  package func pretty(width: Int = 100) -> String {
    var text = ""
    writePretty(to: &text, indent: 0, column: 0, width: width)
    return text + "\n"
  }

  private func writeCanonical(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .number(let number): text += number
    case .string(let string): Self.writeQuoted(string, to: &text)
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        element.writeCanonical(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (index, member) in sorted.enumerated() {
        if index > 0 { text += "," }
        Self.writeQuoted(member.key, to: &text)
        text += ":"
        member.value.writeCanonical(to: &text)
      }
      text += "}"
    }
  }

  private func writePretty(to text: inout String, indent: Int, column: Int, width: Int) {
    if let line = inline(budget: width - column) {
      text += line
      return
    }
    let inner = indent + 2
    let margin = String(repeating: " ", count: inner)
    func close(_ mark: String) { text += "\n" + String(repeating: " ", count: indent) + mark }
    switch self {
    case .array(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        text += (index > 0 ? ",\n" : "\n") + margin
        element.writePretty(to: &text, indent: inner, column: inner + 1, width: width)
      }
      close("]")
    case .object(let members):
      text += "{"
      for (index, member) in members.enumerated() {
        text += (index > 0 ? ",\n" : "\n") + margin
        Self.writeQuoted(member.key, to: &text)
        text += ": "
        let column = inner + member.key.utf8.count + 5
        member.value.writePretty(to: &text, indent: inner, column: column, width: width)
      }
      close("}")
    case .null, .bool, .number, .string:
      writeCanonical(to: &text)
    }
  }

  /// The value on one line if it fits and is at most two levels deep; plain values always do.
  private func inline(budget: Int) -> String? {
    guard depth <= 2 else { return nil }
    var text = ""
    switch self {
    case .array(let elements):
      text = "[" + elements.map(\.spaced).joined(separator: ", ") + "]"
    case .object: text = spaced
    default:
      writeCanonical(to: &text)
      return text
    }
    return text.utf8.count <= budget ? text : nil
  }

  /// On one line with a space after each comma and colon.
  private var spaced: String {
    switch self {
    case .array(let elements): return "[" + elements.map(\.spaced).joined(separator: ", ") + "]"
    case .object(let members):
      let inside = members.map { member in
        var key = ""
        Self.writeQuoted(member.key, to: &key)
        return key + ": " + member.value.spaced
      }
      return members.isEmpty ? "{}" : "{ " + inside.joined(separator: ", ") + " }"
    default:
      var text = ""
      writeCanonical(to: &text)
      return text
    }
  }

  /// How deep arrays and objects lie in each other; three stands for more.
  private var depth: Int {
    let inside: [JSON]
    switch self {
    case .array(let elements): inside = elements
    case .object(let members): inside = members.map(\.value)
    default: return 0
    }
    var deepest = 0
    for value in inside {
      deepest = max(deepest, value.depth)
      if deepest >= 2 { break }
    }
    return deepest + 1
  }

  private static func writeQuoted(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      // Line separators are legal in JSON but break lines in scripts and terminals.
      case "\u{00}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let hex = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
