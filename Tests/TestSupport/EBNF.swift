import Foundation

/// A grammar in the notation of `Grammar/pmm.ebnf`.
package struct EBNF {
  package indirect enum Expression {
    case literal(String)
    case reference(String)
    case optional(Expression)
    case repetition(Expression)
    case sequence([Expression])
    case choice([Expression])
  }
  package struct Rule {
    package var name: String
    /// The last comment above it.
    package var comment: String
    package var expression: Expression
  }
  package var rules: [Rule] = []
  private var tokens: [String] = []
  private var position = 0

  enum Failure: Error {
    case unexpected(String, at: Int)
    case end
  }

  /// The grammar of the repository.
  package static func repository() throws -> EBNF {
    try EBNF(
      String(contentsOf: Golden.root.appendingPathComponent("Grammar/pmm.ebnf"), encoding: .utf8))
  }

  package init(_ text: String) throws {
    tokens = EBNF.tokens(of: text)
    var comment = ""
    while position < tokens.count {
      let token = try next()
      if token.hasPrefix("(*") {
        comment = token
        continue
      }
      try expect("=")
      let expression = try choice()
      try expect(";")
      rules.append(Rule(name: token, comment: comment, expression: expression))
      comment = ""
    }
  }

  private static func tokens(of text: String) -> [String] {
    var tokens: [String] = []
    var rest = text[...]
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if rest.hasPrefix("(*"), let end = rest.firstRange(of: "*)") {
        tokens.append(String(rest[..<end.upperBound]))
        rest = rest[end.upperBound...]
      } else if first == "\"", let end = rest.dropFirst().firstIndex(of: "\"") {
        tokens.append(String(rest[...end]))
        rest = rest[rest.index(after: end)...]
      } else if first.isLetter || first == "_" {
        let word = rest.prefix { $0.isLetter || $0 == "_" }
        tokens.append(String(word))
        rest = rest[word.endIndex...]
      } else {
        tokens.append(String(first))
        rest.removeFirst()
      }
    }
    return tokens
  }

  private mutating func next() throws -> String {
    guard position < tokens.count else { throw Failure.end }
    position += 1
    return tokens[position - 1]
  }

  private mutating func expect(_ token: String) throws {
    let found = try next()
    if found != token { throw Failure.unexpected(found, at: position) }
  }

  private var current: String { position < tokens.count ? tokens[position] : "" }

  private mutating func choice() throws -> Expression {
    var choices = [try sequence()]
    while current == "|" {
      position += 1
      choices.append(try sequence())
    }
    return choices.count == 1 ? choices[0] : .choice(choices)
  }

  private mutating func sequence() throws -> Expression {
    var items: [Expression] = []
    while !["|", ")", "]", "}", ";", ""].contains(current) { items.append(try item()) }
    return items.count == 1 ? items[0] : .sequence(items)
  }

  private mutating func item() throws -> Expression {
    let token = try next()
    switch token {
    case "(", "[", "{":
      let inner = try choice()
      try expect(token == "(" ? ")" : token == "[" ? "]" : "}")
      return token == "(" ? inner : token == "[" ? .optional(inner) : .repetition(inner)
    default:
      if token.hasPrefix("\"") { return .literal(String(token.dropFirst().dropLast())) }
      guard token.allSatisfy({ $0.isLetter || $0 == "_" }) else {
        throw Failure.unexpected(token, at: position)
      }
      return .reference(token)
    }
  }
}

/// Writes random sentences of a grammar. Beyond a depth it takes what ends soonest.
package struct SentenceGenerator {
  private let rules: [String: EBNF.Expression]
  private let costs: [String: Int]
  private(set) var random: SeededGenerator
  private var output = ""
  private var indentation = 0
  private var lastToken = ""

  package init(_ grammar: EBNF, seed: UInt64) {
    let rules = Dictionary(uniqueKeysWithValues: grammar.rules.map { ($0.name, $0.expression) })
    self.rules = rules
    // How deep the shallowest sentence of each rule is, by iteration to a fixed point.
    var costs = rules.mapValues { _ in 1000 }
    for _ in 0..<rules.count {
      for (name, expression) in rules {
        costs[name] = min(costs[name] ?? 1000, 1 + SentenceGenerator.cost(expression, costs))
      }
    }
    self.costs = costs
    random = SeededGenerator(seed: seed)
  }

  private static func cost(_ expression: EBNF.Expression, _ costs: [String: Int]) -> Int {
    switch expression {
    case .literal, .optional, .repetition: 0
    case .reference(let name): costs[name] ?? 0
    case .sequence(let items): items.map { cost($0, costs) }.max() ?? 0
    case .choice(let items): items.map { cost($0, costs) }.min() ?? 0
    }
  }

  /// A sentence of a rule.
  package mutating func sentence(_ rule: String, depth: Int) -> String {
    output = ""
    indentation = 0
    lastToken = ""
    write(.reference(rule), depth)
    return output
  }

  private mutating func write(_ expression: EBNF.Expression, _ deepest: Int) {
    // A long sentence comes to its end.
    let depth = output.utf8.count > 1500 ? 0 : deepest
    switch expression {
    case .literal(let text): emit(text)
    case .optional(let inner):
      if depth > 0, Bool.random(using: &random) { write(inner, depth) }
    case .repetition(let inner):
      guard depth > 0 else { return }
      for _ in 0..<Int.random(in: 0...2, using: &random) { write(inner, depth) }
    case .sequence(let items): for item in items { write(item, depth) }
    case .choice(let items):
      let least = items.map { SentenceGenerator.cost($0, costs) }.min() ?? 0
      let possible =
        depth > 0 ? items : items.filter { SentenceGenerator.cost($0, costs) == least }
      write(possible[Int.random(in: 0..<possible.count, using: &random)], depth)
    case .reference(let name):
      if let rule = rules[name] { return write(rule, depth - 1) }
      terminal(name)
    }
  }

  private mutating func terminal(_ name: String) {
    switch name {
    case "NEWLINE":
      if chance(10) { output += "  // a comment, \"with\" { marks" }
      output += chance(20) ? "\r\n" : "\n"
      if chance(10) { output += "\n   // another\n" }
      lastToken = "\n"
    case "NAME": emit(pick(SentenceGenerator.names))
    case "PART":
      emit(pick(SentenceGenerator.names + ["score", "value", "shown", "may", "formula"]))
    case "LEVEL": emit(pick(["kpi", "outcome", "dimension", "topic", "index"]))
    case "LANG": emit(pick(["fr", "en", "ar"]))
    case "TEXT":
      emit(pick(["\"a\"", "\"\"", "\"é \\\"q\\\" … “x”\"", "\"\"\"\n      long\n  \"\"\""]))
    case "NUMBER": emit(pick(["0", "98.1", "75_000", "3"]))
    case "PERCENT": emit(pick(["50%", "98.1%"]))
    case "INT": emit(pick(["1", "5", "2015"]))
    case "VERSION": emit(pick(["1.0.0", "2018.12.3"]))
    case "DATE": emit("2006-02-03")
    case "PERIOD": emit(pick(["2023", "2023-Q1", "2023-01"]))
    default: preconditionFailure("no such terminal: \(name)")
    }
  }

  private static let names = [
    "a", "b_2", "declarations", "mean", "linear", "day", "import", "type", "none", "USD", "_x",
    "label", "share", "comparable", "points", "average", "exactly",
  ]

  private mutating func emit(_ token: String) {
    if token == "}" { indentation -= 1 }
    if lastToken == "\n" {
      output += String(repeating: "    ", count: max(0, indentation))
    } else if continues(lastToken), chance(5) {
      output += "\n        "
    } else if !lastToken.isEmpty {
      output += chance(5) ? "\t " : " "
    }
    output += token
    if token == "{" { indentation += 1 }
    lastToken = token
  }

  /// Where the language lets a line go on.
  private func continues(_ token: String) -> Bool {
    [",", "=", "=>", ":", "+", "*", "/", "^", "==", "<=", "and", "or", "..", "then"].contains(token)
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  private mutating func pick(_ texts: [String]) -> String {
    texts[Int.random(in: 0..<texts.count, using: &random)]
  }
}
