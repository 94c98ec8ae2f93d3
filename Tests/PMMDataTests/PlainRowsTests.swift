import Foundation
import PMMData
import PMMDiagnostics
import PMMIR
import Testing

/// The short way of reading rows makes of every file what the long way makes of it.
@Suite struct PlainRowsTests {
  private static let headers = [
    "administration,period,input,value", "administration,period,input,value",
    "administration,period,input,value", "period,value,input,administration",
    "administration,period,input,flow,value", "administration,period,input,flow,mode,value,status",
    "administration,period,input,value,reason,note,x",
    "REF_AREA,TIME_PERIOD,INDICATOR,OBS_VALUE,OBS_STATUS",
    "administration,period,phase,input,value",
    "administration,period,disclosure,input,value,CONF_STATUS",
    "administration,period,declarations,share,aeos,maturity,rkc",
    "administration,period,declarations[import],declarations,share,maturity,aeos[T-1],region",
    "administration,aeos,ratio,period,note", "\"administration\",period,input,value",
  ]

  private static func values(_ column: String) -> [String] {
    switch column {
    case "administration", "REF_AREA":
      ["FR", "BE", "LU", "Österreich", "a long name of an administration", "FR"]
    case "period", "TIME_PERIOD": ["2023", "2022", "2021", "2023", "2022", "2024"]
    case "input", "INDICATOR":
      [
        "aeos", "ratio", "share", "maturity", "declarations", "declarations[import]", "aeos[T-1]",
        "rkc",
      ]
    case "flow": ["", "", "import", "export"]
    case "mode": ["", "", "", "sea"]
    case "status": ["", "", "", "estimated"]
    case "reason": ["", "", "", "confidential"]
    case "OBS_STATUS": ["", "A", "E", "M"]
    case "CONF_STATUS": ["", "F", "C"]
    case "phase": ["", "self_assessment", "peer_review"]
    case "disclosure": ["", "public"]
    case "note", "x": ["", "", "a note"]
    case "region": ["", "europe"]
    default:
      [
        "1", "2.50", "-3", "98.1%", "007", "1e3", "123456789012345678", "1234567890123456789",
        "0.0000000000000000000000000000001", "", "", "confidential", "No Practice", "full",
        "planned", "none", "-999", "12.", "1,5", "+4", "5", "5", "5.0", "-0",
      ]
    }
  }

  /// Now and then something that is not as usual.
  private static let oddities = [
    "\"FR\"", " FR", "FR ", "\"a,b\"", "a\"b", "\"", "é", "\u{A0}1", "x", "\"1\"\"2\"", "\"1\n2\"",
    "\t",
    "\u{0}", "\u{FEFF}",
  ]

  private static func text(_ random: inout some RandomNumberGenerator) -> String {
    let header = headers.randomElement(using: &random) ?? headers[0]
    let columns = header.split(separator: ",").map { String($0.filter { $0 != "\"" }) }
    let isOdd = Int.random(in: 0...2, using: &random) == 0
    // Rows of one place that follow each other, as in most files.
    let hasRuns = Bool.random(using: &random)
    var place: ArraySlice<String> = []
    let end = Bool.random(using: &random) ? "\r\n" : "\n"
    var text = (Bool.random(using: &random) ? "\u{FEFF}" : "") + header + end
    for _ in 0..<Int.random(in: 0...60, using: &random) {
      var fields = columns.map { values($0).randomElement(using: &random) ?? "" }
      if hasRuns, Int.random(in: 0...5, using: &random) > 0 {
        fields.replaceSubrange(place.indices, with: place)
      }
      place = fields[..<2]
      if isOdd, Int.random(in: 0...5, using: &random) == 0 {
        switch Int.random(in: 0...4, using: &random) {
        case 0: fields.append("")
        case 1: fields.removeLast()
        default:
          let odd = oddities.randomElement(using: &random) ?? ""
          fields[Int.random(in: 0..<fields.count, using: &random)] = odd
        }
      }
      text +=
        fields.joined(separator: ",") + (Int.random(in: 0...20, using: &random) == 0 ? "\n\n" : end)
    }
    if isOdd, Bool.random(using: &random) {
      text = String(
        decoding: Array(text.utf8).dropLast(Int.random(in: 0...9, using: &random)), as: UTF8.self)
    }
    return text
  }

  /// Everything that reading says, in the order in which it says it.
  private static func everything(_ files: [DataFile], _ options: ReadOptions) -> [String] {
    let report = readData(files, for: Sample.program, options: options)
    return [
      dump(report.dataset, Sample.program), report.summaryText,
      TextRenderer(files: report.files).render(report.diagnostics),
      report.dataset.subjects.joined(separator: " "),
      report.dataset.figures.map { "\($0.key) \(String(describing: $0.datum))\n" }.joined(),
    ]
  }

  @Test(arguments: 0..<8) func bothWaysAreEqual(_ seed: UInt64) {
    var random = SeededGenerator(state: seed &* 7919 + 1)
    for _ in 0..<40 {
      let files = (0...Int.random(in: 0...1, using: &random)).map {
        DataFile(path: "\($0).csv", text: PlainRowsTests.text(&random))
      }
      var options = ReadOptions(phase: Bool.random(using: &random) ? "self_assessment" : nil)
      if Int.random(in: 0...3, using: &random) == 0 {
        options.accountsFor = { $0.map { $0.ordinal > 2022 } ?? true }
      }
      let short = Self.everything(files, options)
      options.leastForTwo = 0
      #expect(Self.everything(files, options) == short)
      options.readsPlainRows = false
      let long = Self.everything(files, options)
      if short != long {
        let texts = files.map { String(decoding: $0.bytes, as: UTF8.self) }
        Issue.record("\(texts.joined(separator: "\n----\n"))\n\(short)\n\(long)")
        return
      }
    }
  }

  @Test func mappedFilesAreReadAlike() throws {
    var text = "administration,period,input,value\n"
    for row in 0..<10_000 {
      text += "S\(row % 50),\(2000 + row / 1000),\(row % 3 == 0 ? "aeos" : "ratio"),\(row).5\n"
    }
    let url = FileManager.default.temporaryDirectory.appending(path: "pmm-\(UUID()).csv")
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let mapped = try DataFile.load(url.path, mayMap: true)
    #expect(mapped.bytes == Array(text.utf8))
    let options = ReadOptions()
    let file = DataFile(path: url.path, text: text)
    #expect(Self.everything([mapped], options) == Self.everything([file], options))
  }
}
