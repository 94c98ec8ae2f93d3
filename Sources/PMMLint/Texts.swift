internal import PMMCompiler
internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

/// Texts of one thing in its languages.
struct TextGroup {
  var by: [String: TextLiteral]
}

extension Written {
  /// The titles of the declaration, in every language.
  var titles: [TextLiteral] {
    var found: [TextLiteral] = []
    switch declaration.kind {
    case .head(let head): found = [head.title].compactMap(\.self)
    case .sheet(let sheet): found = [sheet.title].compactMap(\.self)
    case .input(_, let title, _, _), .parameter(_, let title, _, _), .entry(_, let title, _):
      found = [title].compactMap(\.self)
    case .define(_, let title, _, _), .table(_, let title, _, _, _), .unit(_, let title, _, _),
      .axis(_, let title, _), .scale(_, let title, _), .attribute(_, let title, _),
      .population(_, let title, _):
      found = title.map { [$0.first] + $0.texts } ?? []
    case .every, .reason, .records, .derive, .retired: break
    }
    for clause in block?.clauses ?? [] {
      if case .text(.title, _, let text) = clause.kind { found.append(text) }
    }
    return found
  }

  /// Every text for people, by what it says in each language; `first` is the one without a word.
  func texts(first: String) -> [TextGroup] {
    var found: [TextGroup] = []
    func add(_ texts: Texts?) {
      guard let texts, !texts.languages.isEmpty else { return }
      var by = [first: texts.first]
      for (language, text) in texts.others { by[language.text] = text }
      found.append(TextGroup(by: by))
    }
    var title: TextLiteral?
    switch declaration.kind {
    case .head(let head): title = head.title
    case .sheet(let sheet): title = sheet.title
    case .input(_, let text, _, _), .parameter(_, let text, _, _), .entry(_, let text, _):
      title = text
    case .define(_, let texts, _, _), .table(_, let texts, _, _, _), .unit(_, let texts, _, _),
      .population(_, let texts, _):
      add(texts)
    case .axis(_, let texts, let items), .scale(_, let texts, let items),
      .attribute(_, let texts, .list(let items)):
      add(texts)
      items.forEach { add($0.label) }
    case .attribute(_, let texts, .unit): add(texts)
    case .reason(_, let label): add(label)
    case .every, .records, .derive, .retired: break
    }
    collect(block, title, first, into: &found)
    return found
  }

  /// The texts of the declaration's own sheet, by kind and language.
  func sheetTexts(first: String) -> [TextKind: [String: TextLiteral]] {
    var kinds: [TextKind: [String: TextLiteral]] = [:]
    for clause in block?.clauses ?? [] {
      guard case .text(let kind, let language, let text) = clause.kind else { continue }
      kinds[kind, default: [:]][language?.text ?? first] = text
    }
    return kinds
  }

  private func collect(
    _ block: Block?, _ title: TextLiteral?, _ first: String, into found: inout [TextGroup]
  ) {
    let isTranslated = block?.clauses.contains {
      if case .text(_, _?, _) = $0.kind { true } else { false }
    }
    var kinds: [TextKind: [String: TextLiteral]] = [:]
    if isTranslated ?? false, let title { kinds[.title] = [first: title] }
    for clause in block?.clauses ?? [] {
      switch clause.kind {
      case .text(let kind, let language, let text) where isTranslated ?? false:
        kinds[kind, default: [:]][language?.text ?? first] = text
      case .check(_, let texts?), .warn(_, let texts?), .source(_, let texts):
        guard !texts.languages.isEmpty else { continue }
        var by = [first: texts.first]
        for (language, text) in texts.others { by[language.text] = text }
        found.append(TextGroup(by: by))
      case .mayUse(_, let title, _, let inner): collect(inner, title, first, into: &found)
      default: break
      }
    }
    for kind in TextKind.allCases where !kinds.isEmpty {
      if let by = kinds[kind], by.count > 1 { found.append(TextGroup(by: by)) }
    }
  }

  /// Every text for people.
  var everyText: [TextLiteral] {
    var found = titles
    func add(_ block: Block?) {
      for clause in block?.clauses ?? [] {
        switch clause.kind {
        case .text(let kind, _, let text): if kind != .title { found.append(text) }
        case .check(_, let texts?), .warn(_, let texts?), .source(_, let texts):
          found += [texts.first] + texts.texts
        case .instruments(let asked):
          found += asked.compactMap(\.condition).flatMap { [$0.first] + $0.texts }
        case .origin(_, let text, _), .omit(_, let text), .use(_, _, let text),
          .set(_, _, let text), .seriesBreak(_, let text):
          found.append(text)
        case .allow(let allowance): if let reason = allowance.because { found.append(reason) }
        case .example(let example): found.append(example.title)
        case .mayUse(_, let title, _, let inner):
          found.append(title)
          add(inner)
        default: break
        }
      }
    }
    add(block)
    return found
  }
}

extension Model {
  /// The language of texts without a word for it.
  var firstLanguage: String {
    compilation.catalogue?.languages.first ?? program.head.languages.first ?? "en"
  }

  /// Whether a figure hangs on other subjects, so that no example can show it.
  func needsOthers(_ id: ExpressionID, _ rules: Rules) -> Bool {
    rules.treatment != nil || rules.imputation != nil || contents(of: id).readsOthers
  }
}

/// What rules ask of a text.
enum Text {
  /// The numbers of a text, sorted: groups of digits without the marks that separate thousands or
  /// decimals, which differ between languages.
  static func numbers(_ text: String) -> [String] {
    guard text.utf8.contains(where: { $0 >= 48 && $0 <= 57 }) else { return [] }
    var found: [String] = []
    var current = ""
    var gap = false
    for scalar in text.unicodeScalars {
      if scalar.value >= 48, scalar.value <= 57 {
        current.unicodeScalars.append(scalar)
        gap = false
      } else if !current.isEmpty, !gap, isSeparator(scalar) {
        gap = true
      } else if !current.isEmpty {
        found.append(current)
        (current, gap) = ("", false)
      }
    }
    if !current.isEmpty { found.append(current) }
    return found.sorted()
  }

  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    [",", ".", " ", "\u{A0}", "\u{202F}", "'", "’"].contains(scalar)
  }

  /// The numbers that only one of two sorted lists has.
  static func difference(_ left: [String], _ right: [String]) -> String {
    var rest = right
    var only: [String] = []
    for number in left {
      if let index = rest.firstIndex(of: number) { rest.remove(at: index) } else { only.append(number) }
    }
    return (only + rest).joined(separator: ", ")
  }

  private static let placeholders = [
    "TODO", "TO DO", "TBC", "TBD", "FIXME", "XXX", "lorem ipsum", "Lorem ipsum",
  ].map { Array($0.utf8) }

  /// A word that stands for what is still to be written; looked for in bytes, as texts are many.
  static func placeholder(in text: String) -> String? {
    let bytes = Array(text.utf8)
    func isLetter(_ byte: UInt8) -> Bool {
      (65...90).contains(byte & 0xDF) || byte >= 0x80 || byte == UInt8(ascii: "_")
    }
    for start in bytes.indices where start == 0 || !isLetter(bytes[start - 1]) {
      for word in placeholders where word[0] == bytes[start] {
        let end = start + word.count
        guard end <= bytes.count, bytes[start..<end].elementsEqual(word),
          end == bytes.count || !isLetter(bytes[end])
        else { continue }
        return String(decoding: word, as: UTF8.self)
      }
    }
    return nil
  }

  static func hasBlanksTooMany(_ text: String) -> Bool {
    let bytes = text.utf8
    if bytes.first == 32 || bytes.last == 32 { return true }
    var last: UInt8 = 0
    for byte in bytes {
      if byte == 32, last == 32 { return true }
      last = byte
    }
    return false
  }
}
