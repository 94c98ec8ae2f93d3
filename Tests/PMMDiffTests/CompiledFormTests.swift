import Foundation
import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMIR
import TestSupport
import Testing

@testable import PMMDiff

/// What is compiled can be compared like the text that it was compiled from.
@Suite("Comparing compiled forms") struct CompiledFormTests {
  @Test("an edition and its compiled form are the same", arguments: editions)
  func edition(_ path: String) throws {
    let compilation = compile(Corpus.framework(path)) { Corpus.shelf }
    let program = try #require(compilation.program, "\(path)")
    let again = try read(compilation)
    #expect(again.files.map(\.path) == compilation.files.map(\.path))
    #expect(again.files.map(\.bytes) == compilation.files.map(\.bytes))
    let other = try #require(again.program)
    #expect(ProgramDiff(program, other).changes.map(\.message) == [])
    #expect(ProgramDiff(other, program).changes.map(\.message) == [])
  }

  @Test("a pair shows the same changes when both are given compiled", arguments: pairs)
  func pair(_ name: String) throws {
    let edit = try #require(Edit.all.first { $0.golden.name == name })
    let text = try #require(try edit.applied())
    let edited = compile([SourceFile(path: name, text: text)])
    let program = try #require(edited.program)
    let (old, new) = (try #require(Self.base), try #require(try read(edited).program))
    #expect(ProgramDiff(old, new).changes == ProgramDiff(DiffGoldenTests.base, program).changes)
  }

  @Test("the catalogues that it uses are in it")
  func catalogues() throws {
    let goals = compile([
      SourceFile(
        path: "catalogues/goals.pmm",
        text: """
          catalogue goals "Goals" {
              edition     2015.0.0
              status      draft
              languages   en
              origin      proposed "these tests"
          }

          """)
    ])
    let text = Edit.base.replacing(
      "    scores      0 .. 100\n", with: "    scores      0 .. 100\n    uses        goals 2015.0.0\n",
      maxReplacements: 1)
    let compilation = compile([SourceFile(path: "base.pmm", text: text)]) {
      CatalogueShelf(root: "catalogues", catalogues: [goals])
    }
    #expect(try read(compilation).files.map(\.path) == ["base.pmm", "catalogues/goals.pmm"])
  }

  /// All of them take minutes in a debug build; `PMM_COMPILED_FORMS=all` asks for them.
  private static let takesAll = ProcessInfo.processInfo.environment["PMM_COMPILED_FORMS"] == "all"
  private static let editions =
    takesAll ? Corpus.frameworks.map(\.path) : ["undp-hdi/2022"]
  private static let pairs = Edit.all.map(\.golden.name).enumerated()
    .filter { takesAll || $0.offset % 12 == 0 }.map(\.element)
  private static let base = try? read(compile([SourceFile(path: "base.pmm", text: Edit.base)])).program
}

/// A compilation, printed and read again.
private func read(_ compilation: Compilation) throws -> Compilation {
  let form = SourceFile(path: "form.json", text: try #require(compilation.compiledForm).pretty())
  let sources = try compiledSources(form).map { CompiledSource($0.file, catalogue: $0.catalogue) }
  let (again, differs) = recompile(sources, of: form.bytes)
  #expect(differs == nil)
  return again
}
