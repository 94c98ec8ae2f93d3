internal import PMMDiagnostics
internal import PMMNumber
internal import PMMSyntax

extension Rule {
  static let numberInTextDiffers = Rule(
    "DOC610", "number-in-text-differs", .suspicious, .warning,
    en: Words(
      "`{name}` is said to be scored at {number}%, and no rule of it says so",
      labels: ["no such number in its rules"],
      why:
        "A threshold was moved in the rules and stayed in the text, or the reverse. Readers believe the text, and results follow the rules."
    ),
    fr: Words(
      "`{name}` serait noté à {number} %, ce qu’aucune de ses règles ne dit",
      labels: ["aucun nombre pareil dans ses règles"],
      why:
        "Un seuil a changé dans les règles et non dans le texte, ou l’inverse. Les lecteurs croient le texte, et les résultats suivent les règles."
    ),
    bad: """
      kpi release_score "Release, scored" {
          definition  "The share released on the day. From 95% on it scores 100."
          unit        percent
          better      higher
          formula     same_day_rate
          score       by value {
              below 50%     => 0
              50% ..< 90%   => 50
              from 90%      => 100
          }
          origin      proposed "this example"

          example "three of four" { released = 300, declarations = 400 } gives 75%, scores 50
      }
      """,
    good: """
      kpi release_score "Release, scored" {
          definition  "The share released on the day. From 90% on it scores 100."
          unit        percent
          better      higher
          formula     same_day_rate
          score       by value {
              below 50%     => 0
              50% ..< 90%   => 50
              from 90%      => 100
          }
          origin      proposed "this example"

          example "three of four" { released = 300, declarations = 400 } gives 75%, scores 50
      }
      """,
    check: .written { module, report in
      for written in module.declarations {
        let clauses = written.block?.clauses ?? []
        guard clauses.contains(where: { if case .score = $0.kind { true } else { false } })
        else { continue }
        for clause in clauses {
          guard case .text(let kind, _, let text) = clause.kind, kind != .title else { continue }
          let quoted = Text.scoredPercents(text.text)
          guard !quoted.isEmpty else { continue }
          let known = module.numbers(in: written)
          for number in quoted where !known.contains(number) {
            report.add(
              written.location(text.span), ["name": written.element, "number": number.description])
          }
        }
      }
    })
}

extension Text {
  private static let scoreWords = ["score", "points", "threshold", "seuil", "barème", "noté"]

  /// The percents of the sentences that speak of scores, without the ends of the scale.
  fileprivate static func scoredPercents(_ text: String) -> [Rational] {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return [] }
    return text.replacing("; ", with: ". ").split(separator: ". ").flatMap { sentence in
      let lower = sentence.lowercased()
      guard scoreWords.contains(where: { lower.contains($0) }) else { return [Rational]() }
      return sentence.split(separator: "%").dropLast(sentence.hasSuffix("%") ? 0 : 1)
        .compactMap(numberAtEnd).filter { $0 != 0 && $0 != 100 }
    }
  }

  /// The number that a text ends with, blanks behind it aside.
  private static func numberAtEnd(_ text: Substring) -> Rational? {
    var digits = text.unicodeScalars[...]
    while let last = digits.last, [" ", "\u{A0}", "\u{202F}"].contains(last) { digits.removeLast() }
    let number = digits.reversed().prefix { ("0"..."9").contains($0) || $0 == "." || $0 == "," }
    return Rational(
      decimal: String(String.UnicodeScalarView(number.reversed())).replacing(",", with: "."))
  }
}

extension Writing {
  /// The numbers that a declaration says, and those of the declarations it names, as percents and as
  /// they stand.
  fileprivate func numbers(in written: Written) -> Set<Rational> {
    var found: Set<Rational> = []
    func add(_ written: Written, deeper: Bool) {
      let span = written.declaration.span
      for token in written.tree.tokens
      where token.span.start >= span.start && token.span.end <= span.end {
        switch token.kind {
        case .number, .percentNumber:
          let text = written.tree.file.text(token.span).filter { $0 != "%" }
          guard let number = Rational(decimal: text, underscores: true) else { continue }
          found.formUnion([number, number * 100])
        case .identifier where deeper:
          if let other = declaration(of: written.tree.file.text(token.span)) {
            add(other, deeper: false)
          }
        default: continue
        }
      }
    }
    add(written, deeper: true)
    return found
  }
}
