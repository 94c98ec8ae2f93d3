import PMMCompiler
import PMMData
import PMMDiagnostics
import PMMIR
import TestSupport
import Testing

@testable import PMMDiff

/// What is compiled can be compared like the text that it was compiled from.
@Suite("Comparing compiled forms") struct CompiledFormTests {
  @Test("an edition and its compiled form are the same", arguments: Corpus.frameworks.map(\.path))
  func editions(_ path: String) throws {
    let compilation = compile(Corpus.framework(path)) { Corpus.shelf }
    let program = try #require(compilation.program, "\(path)")
    let again = try read(compilation)
    #expect(again.files.map(\.path) == compilation.files.map(\.path))
    #expect(again.files.map(\.bytes) == compilation.files.map(\.bytes))
    let other = try #require(again.program)
    #expect(ProgramDiff(program, other).changes.map(\.message) == [])
    #expect(ProgramDiff(other, program).changes.map(\.message) == [])
  }

  @Test("every pair shows the same changes when both are given compiled", arguments: Edit.all.map(\.golden.name))
  func pair(_ name: String) throws {
    let edit = try #require(Edit.all.first { $0.golden.name == name })
    let text = try #require(try edit.applied())
    let edited = compile([SourceFile(path: name, text: text)])
    let program = try #require(edited.program)
    let (old, new) = (try #require(Self.base), try #require(try read(edited).program))
    let changes = ProgramDiff(DiffGoldenTests.base, program).changes
    #expect(ProgramDiff(old, new).changes == changes)
    #expect(ProgramDiff(DiffGoldenTests.base, new).changes == changes)
    #expect(ProgramDiff(old, program).changes == changes)
  }

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
