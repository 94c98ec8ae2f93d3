import Foundation
import PMMCompiler
import PMMDiagnostics
import PMMIR
import TestSupport
import Testing

@Suite struct CompilerGoldenTests {
  /// `UPDATE_GOLDEN=1 swift test` writes the outputs; review them as code.
  @Test(arguments: Module.all(in: "compile"))
  func says(_ module: Module) {
    let text = module.rendered()
    #expect(!text.isEmpty, "\(module) compiles; it belongs in compile/ok")
    if let difference = module.golden.expect(text) { Issue.record("\(difference)") }
  }

  @Test func everyCodeIsShown() {
    var shown: Set<String> = []
    for module in Module.all(in: "compile") {
      shown.formUnion(module.compiled().diagnostics.map(\.code.id))
    }
    for code in DiagnosticCode.compilerCodes {
      #expect(shown.contains(code.id), "no golden file shows \(code.id) \(code.name)")
    }
  }

  /// A template whose argument was not given would show its name in braces.
  @Test func everyArgumentIsGiven() {
    for module in Module.all(in: "compile") {
      for diagnostic in module.compiled().diagnostics {
        let templates = [diagnostic.code.message] + diagnostic.code.labels.prefix(1)
        let related = diagnostic.secondary.isEmpty ? [] : Array(diagnostic.code.labels.dropFirst())
        let fix = diagnostic.fix == nil ? [] : [diagnostic.code.fix]
        for template in templates + related + fix {
          for name in placeholders(in: template) {
            #expect(
              diagnostic.arguments[name] != nil, "\(module): \(diagnostic.code.id) lacks {\(name)}")
          }
        }
      }
    }
  }

  @Test func codesAreWellFormed() {
    let codes = DiagnosticCode.compilerCodes
    #expect(Set(codes.map(\.id)).count == codes.count)
    #expect(Set(codes.map(\.name)).count == codes.count)
    let retired: Set = ["MOD004"]
    #expect(retired.isDisjoint(with: codes.map(\.id)))
    for code in codes {
      #expect(code.id.utf8.count == 6, "\(code.id)")
      #expect(!code.message.hasSuffix(".") && !code.message.contains("\n"), "\(code.id)")
      #expect(code.message.first?.isUppercase != true, "\(code.id)")
      #expect(!code.why.isEmpty, "\(code.id)")
    }
  }
}

@Suite struct GoodProgramTests {
  @Test(arguments: Module.all(in: "compile/ok"))
  func compilesAndItsExamplesPass(_ module: Module) {
    expectGood(module)
  }
}

/// Compiles without a word, and every example gives what it says.
func expectGood(_ module: Module) {
  let compilation = module.compiled()
  let text = TextRenderer(files: compilation.files).render(compilation.diagnostics)
  #expect(text.isEmpty, "\(module):\n\(text)")
  guard let program = compilation.program else {
    #expect(compilation.catalogue != nil, "\(module)")
    return
  }
  for (index, node) in program.nodes.enumerated() {
    for example in node.examples {
      let outcome = run(example, of: index, in: program)
      #expect(
        outcome.passed,
        """
        \(module), \(node.name), "\(example.title)": \
        \(outcome.gotValue.map { "gives \($0)" } ?? "") \(outcome.gotScore.map { "scores \($0)" } ?? "")
        """)
    }
  }
}
