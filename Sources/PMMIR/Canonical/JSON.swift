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
    var bytes: [UInt8] = []
    writeCanonical(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// For people: two spaces of indent, members in their own order, and what holds only plain values
  /// on one line while it fits in `width` columns. Ends with a line break.
  package func pretty(width: Int = 100) -> String {
    var text = ""
    writePretty(to: &text, indent: 0, column: 0, width: width)
    return text + "\n"
  }

  /// Bytes rather than text: hashes of whole programs pass here.
  func writeCanonical(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .number(let number): bytes += number.utf8
    case .string(let string): Self.writeQuoted(string, to: &bytes)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in elements.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        element.writeCanonical(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (index, member) in sorted.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.writeQuoted(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.writeCanonical(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
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
        text += Self.quoted(member.key) + ": "
        let column = inner + member.key.utf8.count + 5
        member.value.writePretty(to: &text, indent: inner, column: column, width: width)
      }
      close("}")
    case .null, .bool, .number, .string:
      text += canonical
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
    default: return canonical
    }
    return text.utf8.count <= budget ? text : nil
  }

  /// On one line with a space after each comma and colon.
  private var spaced: String {
    switch self {
    case .array(let elements): return "[" + elements.map(\.spaced).joined(separator: ", ") + "]"
    case .object(let members):
      let inside = members.map { member in
        Self.quoted(member.key) + ": " + member.value.spaced
      }
      return members.isEmpty ? "{}" : "{ " + inside.joined(separator: ", ") + " }"
    default: return canonical
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

  private static func quoted(_ string: String) -> String { JSON.string(string).canonical }

  private static func writeQuoted(_ string: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var string = string
    string.withUTF8 { utf8 in
      // Most texts have nothing to escape, and nothing that begins as what is escaped does.
      let special: (UInt8) -> Bool = { byte in
        byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F || byte == 0xC2 || byte == 0xE2
      }
      if !utf8.contains(where: special) {
        bytes += utf8
      } else {
        for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
          write(scalar, to: &bytes)
        }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func write(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    switch scalar {
    case "\"": bytes += "\\\"".utf8
    case "\\": bytes += "\\\\".utf8
    case "\n": bytes += "\\n".utf8
    case "\r": bytes += "\\r".utf8
    case "\t": bytes += "\\t".utf8
    // Line separators are legal in JSON but break lines in scripts and terminals.
    case "\u{00}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
      let hex = String(scalar.value, radix: 16)
      bytes += "\\u\(String(repeating: "0", count: 4 - hex.count))\(hex)".utf8
    default: bytes += UTF8.encode(scalar)!
    }
  }
}
