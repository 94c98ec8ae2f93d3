import PMMDiagnostics
import PMMReport
import Testing

@Test func everyPhraseHasAnEnglishText() {
  let english = phrases["en"] ?? [:]
  for phrase in Phrase.allCases { #expect(english[phrase] != nil, "\(phrase)") }
}

/// A translation has every phrase, with the same arguments.
@Test(arguments: phrases.keys.sorted())
func translationsAreComplete(_ language: String) {
  let english = phrases["en"] ?? [:]
  let texts = phrases[language] ?? [:]
  for phrase in Phrase.allCases {
    guard let text = texts[phrase] else {
      Issue.record("\(language): no \(phrase)")
      continue
    }
    #expect(
      Set(placeholders(in: text)) == Set(placeholders(in: english[phrase] ?? "")), "\(phrase)")
  }
}

@Test func anUnknownLanguageIsEnglish() {
  #expect(Wording(language: "xx")(.notReported) == "not reported")
  #expect(Wording()(.subjectAndPeriod, ["subject": "A", "period": "2023"]) == "A, 2023")
}

@Test func listsReadWell() {
  #expect(Wording().list([]) == "")
  #expect(Wording().list(["a"]) == "a")
  #expect(Wording().list(["a", "b"]) == "a and b")
  #expect(Wording().list(["a", "b", "c"]) == "a, b and c")
}

@Test func frenchArticlesAreContracted() {
  let wording = Wording(language: "fr")
  let skewness = wording(.functionSkewness, ["arguments": wording(.columnFigures)])
  #expect(skewness == "l’asymétrie des chiffres de tous les membres")
}
