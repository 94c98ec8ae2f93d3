import Foundation
import PMMData
import PMMDiagnostics
import PMMIR
import Testing

/// A small generator with a seed, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct LawTests {
  private static let hostileBytes: [UInt8] =
    Array(",\"\n\r\t;[]{}:\\u0-eE.%# TAN".utf8) + [
      0, 0xA0, 0xC2, 0xE2, 0x80, 0xAF, 0xEF, 0xBB, 0xBF, 0xF4, 0xFF, 0xED,
    ]

  /// Flips, inserts, deletes and cuts bytes.
  private func mutate(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      guard !bytes.isEmpty else { break }
      let position = Int.random(in: 0..<bytes.count, using: &random)
      let byte = LawTests.hostileBytes.randomElement(using: &random) ?? 0
      switch Int.random(in: 0..<6, using: &random) {
      case 0: bytes[position] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes[position] = byte
      case 2: bytes.insert(byte, at: position)
      case 3: bytes.remove(at: position)
      case 4:
        let end = min(bytes.count, position + Int.random(in: 1...20, using: &random))
        bytes.insert(contentsOf: bytes[position..<end], at: position)
      default:
        if Int.random(in: 0..<4, using: &random) == 0 { bytes.removeLast(bytes.count - position) }
      }
    }
    return bytes
  }

  @Test(arguments: GoldenData.all.filter { $0.name != "very-long" && $0.name != "many" })
  func noBytesTrap(_ golden: GoldenData) throws {
    let original = try #require(golden.file(golden.fileName))
    let companion = golden.file("\(golden.name).columns")
    let subjects = golden.file("\(golden.name).subjects")
    var random = SeededGenerator(state: UInt64(original.bytes.count) &* 2_654_435_761)
    for _ in 0..<60 {
      let file = DataFile(path: original.path, bytes: mutate(original.bytes, &random))
      if golden.isExpectations {
        let report = readExpectations(file, for: Sample.program)
        #expect(
          report.counts.read
            == report.counts.used + report.counts.refused + report.counts.leftOut)
        _ = TextRenderer(files: [report.file]).render(report.diagnostics)
        continue
      }
      let columns = companion.map { DataFile(path: $0.path, bytes: mutate($0.bytes, &random)) }
      let described = subjects.map { DataFile(path: $0.path, bytes: mutate($0.bytes, &random)) }
      let report = readData(
        [file, original], columns: columns, subjects: described, for: Sample.program)
      for summary in report.summaries {
        let rows = summary.rows
        #expect(rows.read == rows.used + rows.refused + rows.leftOut)
      }
      // Rows that were refused are said to be.
      if report.rows.refused > 0 { #expect(report.hasErrors) }
      let rendered = TextRenderer(files: report.files).render(report.diagnostics)
      #expect(!rendered.contains(/\{[a-z]+\}/))
    }
  }

  @Test func longAndWideFormsAreEqual() {
    let wide = DataFile(
      path: "wide.csv",
      text: """
        administration,period,declarations[import],declarations,share,maturity,rkc,aeos,aeos[T-1]
        FR,2023,10,30,98.1%,full,planned,7,6
        BE,2023,,confidential,5,none,full,No Practice,1
        FR,2022,1,2,3,planned,none,6,4
        """)
    let long = DataFile(
      path: "long.csv",
      text: """
        administration,period,input,flow,value
        FR,2022,aeos,,6
        FR,2022,aeos[T-1],,4
        FR,2022,rkc,,none
        FR,2022,maturity,,planned
        FR,2022,share,,3
        FR,2022,declarations,,2
        FR,2022,declarations,import,1
        BE,2023,aeos,,No Practice
        BE,2023,aeos[T-1],,1
        BE,2023,rkc,,full
        BE,2023,maturity,,none
        BE,2023,share,,5%
        BE,2023,declarations,,confidential
        BE,2023,declarations[import],,
        FR,2023,declarations[import],import,10
        FR,2023,declarations,,30
        FR,2023,share,,98.1
        FR,2023,maturity,,full
        FR,2023,rkc,,planned
        FR,2023,aeos,,7
        FR,2023,aeos[T-1],,6
        """)
    let (left, right) = (
      readData([wide], for: Sample.program), readData([long], for: Sample.program)
    )
    #expect(left.diagnostics.isEmpty && right.diagnostics.isEmpty)
    #expect(dump(left.dataset, Sample.program) == dump(right.dataset, Sample.program))
    #expect(left.dataset.subjects == ["BE", "FR"] && right.dataset.subjects == ["BE", "FR"])
  }

  @Test func orderDoesNotMatter() throws {
    let names = ["long-good.csv", "wide-instruments.csv"]
    let goldens = names.map { GoldenData(name: String($0.dropLast(4)), fileName: $0) }
    let files = goldens.compactMap { $0.file($0.fileName) }
    let earlier = DataFile(
      path: "earlier.csv",
      text: """
        administration,period,aeos,aeos[T-1],aeos[T-2]
        LU,2024,12,10,9
        LU,2022,9,,
        LU,2023,10,9,
        """)
    let all = files + [earlier]
    let expected = readData(all, for: Sample.program)
    #expect(!expected.hasErrors)
    var random = SeededGenerator(state: 7)
    for _ in 0..<20 {
      let shuffled = all.map { file in
        // The second line of a row in quotes stays with its row.
        let text = String(decoding: file.bytes, as: UTF8.self).replacing(
          "\nand more", with: "\u{1}")
        var lines = text.split(separator: "\n")
        let header = lines.removeFirst()
        lines.shuffle(using: &random)
        let rows = lines.joined(separator: "\n").replacing("\u{1}", with: "\nand more")
        return DataFile(path: file.path, text: header + "\n" + rows + "\n")
      }.shuffled(using: &random)
      let report = readData(shuffled, for: Sample.program)
      #expect(!report.hasErrors)
      #expect(dump(report.dataset, Sample.program) == dump(expected.dataset, Sample.program))
    }
  }

  /// Whatever rows say of one figure, no order of rows or files changes what is made of it.
  @Test func orderDoesNotMatterWhereRowsDiffer() throws {
    let words = ["5", "6", "", "x", "confidential", "7", "not_reported"]
    var random = SeededGenerator(state: 11)
    for _ in 0..<60 {
      func file(_ name: String, _ header: String, _ row: () -> String) -> (String, String, [String])
      {
        (name, header, (0..<Int.random(in: 1...5, using: &random)).map { _ in row() })
      }
      var values = SeededGenerator(state: random.next())
      func word() -> String { words.randomElement(using: &values) ?? "" }
      func year() -> String { Bool.random(using: &values) ? "2023" : "2022" }
      let files = [
        file("wide.csv", "administration,period,aeos,ratio,aeos[T-1],region") {
          "FR,\(year()),\(word()),\(word()),\(word()),\(Bool.random(using: &values) ? "europe" : "mena")"
        },
        file("long.csv", "administration,period,input,value,status") {
          "FR,\(year()),\(Bool.random(using: &values) ? "aeos" : "ratio"),\(word()),"
            + (Bool.random(using: &values) ? "estimated" : "")
        },
      ]
      func read(_ files: [(String, String, [String])]) -> (String, [String]) {
        let report = readData(
          files.map { DataFile(path: $0.0, text: ([$0.1] + $0.2).joined(separator: "\n") + "\n") },
          for: Sample.program)
        let counts = report.summaries.map { "\($0.path) \($0.rows)" }.sorted()
        for file in report.summaries {
          #expect(file.rows.read == file.rows.used + file.rows.refused + file.rows.leftOut)
        }
        return (dump(report.dataset, Sample.program), counts)
      }
      let expected = read(files)
      for _ in 0..<4 {
        let shuffled = files.map { ($0.0, $0.1, $0.2.shuffled(using: &random)) }
          .shuffled(using: &random)
        #expect(read(shuffled) == expected)
      }
    }
  }

  @Test(arguments: [
    (PeriodKind.quarter, "2023-Q1", "2023-Q5"), (.month, "2023-12", "2023-13"),
    (.none, "none", "2023"), (.none, "", "x"),
  ])
  func everyKindOfPeriodIsRead(_ kind: PeriodKind, _ good: String, _ bad: String) {
    let program = Sample.makeProgram(kind: kind)
    let file = DataFile(
      path: "a.csv", text: "administration,period,ratio\nA,\(good),1\nB,\(bad),2\n")
    let report = readData([file], for: program)
    #expect(report.rows.used == 1 && report.rows.refused == 1)
    #expect(report.diagnostics.map(\.code) == [.noSuchPeriod])
  }

  @Test func theOnlyCoveredPeriodIsAssumed() {
    var program = Sample.program
    let year = Period(kind: .calendarYear, ordinal: 2022)
    program.head.covers = [PeriodInterval(lower: year, upper: year)]
    let file = DataFile(path: "a.csv", text: "administration,ratio\nA,1\n")
    let report = readData([file], for: program)
    #expect(report.assumedPeriod == year && report.rows.used == 1)
  }

  @Test func locationsPointBehindTheProgramsFiles() {
    let file = DataFile(path: "a.csv", text: "administration,period,ratio\nA,2023,x\n")
    let report = readData([file], for: Sample.program, firstFileIndex: 3)
    #expect(report.diagnostics.first?.primary == Location(file: 3, span: Span(35, 36)))
  }

  @Test func filesAreReadFromDisk() throws {
    #expect(throws: DataError.self) { try DataFile.load("/no/such/file.csv") }
    #expect(throws: DataError.self) { try DataFile.load("/") }
    let path = GoldenData.folder.appending(path: "long-good.csv").path
    #expect(try DataFile.load(path).bytes.count > 100)
  }
}
