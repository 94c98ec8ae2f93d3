import Foundation
import PMMCompiler
import PMMDiagnostics
import PMMIR
import PMMSyntax
import Synchronization
import TestSupport
import Testing

/// What holds for every framework in `Definitions/`, and for every way of breaking one.
@Suite struct LawTests {
  @Test(arguments: Module.definitions)
  func definitionsCompileAndTheirExamplesPass(_ module: Module) {
    expectGood(module)
  }

  @Test func timing() {
    for module in Module.definitions {
      let clock = ContinuousClock()
      let tokens = module.files.map { PMMSyntax.parse($0, index: 0).tokens.count }
      var n = 0
      let time = clock.measure { for _ in 0..<10 { n += compile(module.files).diagnostics.count } }
      let ptime = clock.measure { for _ in 0..<10 { for f in module.files { n += PMMSyntax.parse(f, index: 0).diagnostics.count } } }
      print("TIMING", module.name, tokens, time / 10, ptime / 10, n)
    }
  }
}
