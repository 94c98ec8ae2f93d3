package import PMMIR
package import PMMNumber

/// How many digits a number is printed with where its definition does not say.
package enum Digits: Hashable, Sendable {
  /// Rounded half_even to so many significant digits, unless it is shorter and exact.
  case significant(Int)
  /// A decimal if one is exact, else a fraction.
  case exact

  /// What the formats use unless told otherwise.
  package static let standard = Digits.significant(12)

  /// The number for machines: a point, no grouping, no exponent.
  package func text(_ number: Rational) -> String {
    switch self {
    // A number that is exact in fewer digits is unchanged by the rounding.
    case .significant(let count): number.decimal(significant: max(1, min(count, 34)))
    case .exact: number.exactText
    }
  }
}

/// Figures, units and names in words.
extension Wording {
  /// A printed number in the language's own marks: `12,345.6`.
  package func number(_ text: String) -> String {
    let isNegative = text.hasPrefix("-")
    let parts = (isNegative ? String(text.dropFirst()) : text)
      .split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, whole.utf8.allSatisfy({ (48...57).contains($0) }) else {
      return text
    }
    var grouped = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index).isMultiple(of: 3) {
        grouped += self(.groupMark)
      }
      grouped.append(digit)
    }
    let mark = self(.decimalMark)
    let fraction = parts.count > 1 ? mark + parts[1] : ""
    return (isNegative ? "−" : "") + grouped + fraction
  }

  /// A known value in words, of its type.
  package func value(
    _ scalar: Scalar, _ type: ValueType, in program: Program, show: Decimals? = nil
  ) -> String {
    switch scalar {
    case .number(let number): quantity(number, type.unit ?? .number, show: show)
    case .level(let index): label(program.item(ofLevel: index, type: type), program, index)
    case .category(let index): label(program.item(ofCategory: index, type: type), program, index)
    case .truth(let truth): self(truth ? .yes : .no)
    case .text(let text): text
    case .date(let days): isoDate(days: days)
    }
  }

  /// The label of an item, else its name with spaces.
  package func label(_ item: Item?, _ program: Program, _ index: Int = 0) -> String {
    guard let item else { return String(index) }
    let label = item.label.text(language, fallback: program.head.languages)
    return label.isEmpty ? item.name.spaced : label
  }

  /// A level in a table and in a list: what stands before the colon of a label such as
  /// `partial: applied in part`, else its name with spaces.
  package func word(of item: Item, _ program: Program) -> String {
    let label = label(item, program)
    guard let colon = label.firstIndex(of: ":") else { return item.name.spaced }
    return label[..<colon].trimmed
  }

  /// What the label says of a level besides its word; nil if nothing.
  package func meaning(of item: Item, _ program: Program) -> String? {
    let label = label(item, program)
    guard let colon = label.firstIndex(of: ":") else {
      return label == item.name.spaced ? nil : label
    }
    return label[label.index(after: colon)...].trimmed
  }

  /// The title of an input, node, instrument or parameter, else its name with spaces. That of a
  /// question about an instrument is the instrument's.
  package func title(_ name: String, in program: Program) -> String {
    if let question = program.instruments.first(where: { name.hasSuffix(".\($0.name)") }) {
      return title(question.name, in: program)
    }
    let sheet =
      program.input(named: name).map { program.inputs[$0].sheet }
      ?? program.node(named: name).map { program.nodes[$0].sheet }
      ?? program.parameter(named: name).map { program.parameters[$0].sheet }
      ?? program.instruments.first { $0.name == name }?.sheet
    let title = sheet?.title.text(language, fallback: program.head.languages) ?? ""
    return title.isEmpty ? name.spaced : title
  }

  /// A text that the framework may have in several languages, else the name with spaces.
  package func title(_ title: Translations, _ name: String, in program: Program) -> String {
    let text = title.text(language, fallback: program.head.languages)
    return text.isEmpty ? name.spaced : text
  }

  /// The word of a level as people read it.
  package func level(_ name: String, in program: Program) -> String {
    title(program.head.levelTitles[name] ?? Translations(), name, in: program)
  }

  /// The title of a node. The framework's own stands in its head.
  package func title(of node: Node, in program: Program) -> String {
    let sheet = node.isRoot && node.sheet.title.isEmpty ? program.head.sheet : node.sheet
    let title = sheet.title.text(language, fallback: program.head.languages)
    return title.isEmpty ? node.name.spaced : title
  }

  /// The title of a node, with the cell that stands for it if that is not the total.
  func title(of node: Node, at cell: Cell, in program: Program) -> String {
    let title = title(of: node, in: program)
    return cell.isTotal
      ? title : self(.placeInCell, ["name": title, "cell": self.cell(cell, in: program)])
  }

  /// The title of an alternative: its block has the translations.
  func title(_ title: String, _ sheet: Sheet) -> String { sheet.title[language] ?? title }

  /// The framework's title, else its name with spaces.
  package func frameworkTitle(_ program: Program) -> String {
    // The head and the root node are one sheet; either may carry its texts.
    let sheets = [program.head.sheet] + program.nodes.filter(\.isRoot).map(\.sheet)
    let titles = sheets.map { $0.title.text(language, fallback: program.head.languages) }
    return titles.first { !$0.isEmpty } ?? program.head.name.spaced
  }

  /// `import`, `import, north`; empty for the total.
  package func cell(_ cell: Cell, in program: Program) -> String {
    cell.coordinates.map { coordinate in
      label(program.axes[coordinate.axis].values[coordinate.value], program)
    }.joined(separator: self(.listSeparator))
  }

  /// The word and the mark of each status flag.
  static let flagPhrases: [(flag: StatusFlags, word: Phrase, mark: Phrase)] = [
    (.estimated, .estimated, .estimatedMark), (.provisional, .provisional, .provisionalMark),
    (.revised, .revised, .revisedMark), (.imputed, .imputed, .imputedMark),
    (.adapted, .adapted, .adaptedMark), (.seriesBreak, .seriesBreak, .seriesBreakMark),
    (.treated, .treated, .treatedMark), (.editionBreak, .editionBreak, .editionBreakMark),
  ]

  /// The marks of the flags that are set.
  func marks(_ flags: StatusFlags) -> String {
    Self.flagPhrases.filter { flags.contains($0.flag) }.map { self($0.mark) }.joined()
  }

  /// The words of the flags that are set.
  func flags(_ flags: StatusFlags) -> [String] {
    Self.flagPhrases.filter { flags.contains($0.flag) }.map { self($0.word) }
  }
}

extension Substring {
  /// Without spaces around it.
  fileprivate var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}

extension String {
  /// A name as words: `peer_review` is `peer review`.
  var spaced: String { split(separator: "_").joined(separator: " ") }
}
