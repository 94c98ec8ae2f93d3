import Foundation
import PMMCompiler
import PMMDiagnostics
import PMMIR
import TestSupport
import Testing

/// The catalogues of `Definitions/`, and what a framework has from a catalogue.
@Suite struct CatalogueTests {
  private func catalogue(_ name: String) throws -> Catalogue {
    let module = try #require(Module.definitions.first { $0.name == "catalogues/\(name)" })
    return try #require(module.compiled().catalogue)
  }

  /// How many numbered targets each goal has, and how many with a letter.
  private static let targets = [
    (5, 2), (5, 3), (9, 4), (7, 3), (6, 3), (6, 2), (3, 2), (10, 2), (5, 3), (7, 3), (7, 3), (8, 3),
    (3, 2), (7, 3), (9, 3), (10, 2), (19, 0),
  ]

  @Test func goalsAndTargetsAreNumberedAsPublished() throws {
    let sdg = try catalogue("sdg/2015.0.0")
    var codes: [String] = []
    for (index, (numbers, letters)) in Self.targets.enumerated() {
      let goal = "\(index + 1)"
      codes.append(goal)
      codes += (1...numbers).map { "\(goal).\($0)" }
      codes += "abcd".prefix(letters).map { "\(goal).\($0)" }
    }
    #expect(sdg.entries.map(\.code) == codes)
    #expect(codes.count == 17 + 169)
  }

  @Test(arguments: ["sdg/2015.0.0", "wco-instruments/2025.0.0"])
  func everySheetHasBothLanguagesAndAnOrigin(_ name: String) throws {
    let catalogue = try catalogue(name)
    #expect(catalogue.languages == ["en", "fr"])
    #expect(!catalogue.sheet.origins.isEmpty)
    for sheet in catalogue.entries.map(\.sheet) + catalogue.instruments.map(\.sheet) {
      let title = sheet.title["en"] ?? ""
      #expect(!title.isEmpty && sheet.title["fr"]?.isEmpty == false, "\(title)")
      #expect(sheet.note["en"] == nil || sheet.note["fr"] != nil, "\(title)")
      #expect(!sheet.origins.isEmpty, "\(title)")
    }
    #expect(Set(catalogue.entries.map { $0.sheet.title["en"] }).count == catalogue.entries.count)
  }

  @Test func partsAreNamedAfterTheWhole() throws {
    let instruments = try catalogue("wco-instruments/2025.0.0").instruments
    #expect(instruments.count == 79)
    for instrument in instruments {
      #expect(instrument.kind != nil && instrument.status != nil, "\(instrument.name)")
      if let parent = instrument.parent, !instrument.name.hasPrefix("hs_") {
        #expect(instrument.name.hasPrefix(parent + "_"), "\(instrument.name)")
      }
    }
    let gone = instruments.filter { $0.status == .superseded }.map(\.name)
    #expect(
      gone == [
        "aec_framework", "columbus_programme", "kyoto_convention_1973",
        "nomenclature_convention_1950",
      ])
  }

  private func asking(_ instruments: String, sdg: String, edition: String = "1.0.0") -> Module {
    let text = """
      framework f "F" {
          edition     1.0.0
          subject     administration
          period      calendar year
          status      draft
          levels      outcome
          uses        tools 1.0.0, sdg \(edition)
      }
      scale adoption { none, full }
      instrument plan "Our plan" in rkc_annex
      outcome o "O" {
          combine     none
          sdg         \(sdg)
          instruments \(instruments)
          application median
      }
      """
    var module = Module.all(in: "compile")[0]
    module.files = [SourceFile(path: "asking.pmm", text: text)]
    return module
  }

  @Test func aFrameworkHasWhatItRefersTo() throws {
    let compilation = asking("plan", sdg: "\"17.10\", \"16.6\"").compiled()
    let program = try #require(compilation.program)
    // What an instrument is part of comes with it.
    #expect(program.instruments.map(\.name) == ["plan", "rkc", "rkc_annex"])
    #expect(program.instruments.map(\.catalogue) == [nil, "tools", "tools"])
    #expect(program.entries.map(\.code) == ["16.6", "17.10"])
    #expect(program.head.uses.map(\.name) == ["sdg", "tools"])
    #expect(verify(program) == [])
    for instrument in program.instruments {
      let place = try #require(instrument.sheet.location)
      let file = compilation.files[place.file]
      #expect(file.text(place.span) == instrument.name && file.path == program.files[place.file])
    }
  }

  @Test func theHashIsThatOfTheCatalogueAndOnlyRulesStayTheSame() throws {
    let module = asking("rkc", sdg: "\"16.6\"")
    let program = try #require(module.compiled().program)
    let tools = try #require(
      module.catalogues.first { $0.catalogue?.name == "tools" }?.catalogue)
    #expect(program.head.uses[1].hash == contentHash(tools))
    // An entry that nobody refers to is part of the catalogue all the same.
    var changed = module
    changed.catalogues = module.catalogues.map { compilation in
      guard compilation.catalogue?.name == "sdg" else { return compilation }
      let files = compilation.files.map { file in
        SourceFile(path: file.path, bytes: file.bytes + Array("entry \"99\" \"New\"\n".utf8))
      }
      return compile(files)
    }
    let other = try #require(changed.compiled().program)
    #expect(contentHash(other) != contentHash(program))
    #expect(rulesHash(other) == rulesHash(program))
  }

  @Test func codesCountAsReadersDo() {
    let sorted = ["1", "1.2", "1.10", "1.a", "1.b", "2", "10", "A", "A.1"]
    #expect(sorted.shuffled().sorted(by: Entry.isBefore) == sorted)
  }
}
