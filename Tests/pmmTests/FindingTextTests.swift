import PMMData
import PMMDiagnostics
import PMMIR
import PMMReport
import Testing

@Suite("Findings in French") struct FindingTextTests {
  /// What `score` says of data; expected results are read by `test`, which speaks English.
  private let codes = (DiagnosticCode.dataCodes + DiagnosticCode.validationCodes)
    .filter { !$0.id.hasPrefix("DAT10") }

  @Test func eachTemplateIsTranslated() {
    let french = findingTexts("fr")
    for code in codes {
      let templates = [code.message, code.fix] + code.labels + code.notes
      for template in templates where !template.isEmpty {
        guard let text = french[template] else {
          Issue.record("\(code.id) has no French text for “\(template)”")
          continue
        }
        #expect(
          Set(placeholders(in: text)).isSubset(of: placeholders(in: template)), "\(code.id)")
      }
    }
    for severity in Severity.allCases { #expect(french[severity.rawValue] != nil) }
  }

  @Test func aFindingIsToldInALanguage() {
    var finding = Diagnostic(
      .warnFailed, at: Location(file: 0, span: Span(0, 0)),
      ["subject": "error", "period": "2024", "input": "hours", "figure": "5000 hours"])
    finding.words = ["fr": ["figure": "5\u{202F}000 heures"]]
    let told = finding.told(in: "fr", texts: findingTexts("fr"))
    // A name of the user is not a word of ours.
    #expect(
      told.message == "error, 2024\u{A0}: hours est de 5\u{202F}000 heures, ce qui est inhabituel")
    #expect(finding.message == "error, 2024: hours is 5000 hours, which is unusual")
    #expect(finding.told(in: "en") == finding)
  }
}
