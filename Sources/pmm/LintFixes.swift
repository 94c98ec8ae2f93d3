import PMMCompiler
import PMMDiagnostics
import PMMLint
import PMMSyntax

/// `pmm lint --fix` and `--diff`.
struct LintFixes {
  let unsafe: Bool
  let compiler: ModuleCompiler
  let today: Day

  /// Each file that changes, as it was and as it will be, and how many fixes do that.
  func changes(
    _ modules: [ModuleFiles], settings: @escaping (ModuleFiles, Compilation) throws -> LintModule
  ) throws -> (files: [(old: SourceFile, new: SourceFile)], applied: Int) {
    var changed: [(old: SourceFile, new: SourceFile)] = []
    var applied = 0
    for module in modules {
      let compilation = try compiler.compile(module)
      guard !compilation.hasErrors else { continue }
      var fixer = Fixer(unsafe: unsafe) { files in
        try compiler.compile(ModuleFiles(folder: module.folder, files: files))
      } findings: { compilation in
        try lint([settings(module, compilation)], today: today).diagnostics
      }
      let result = try fixer.fix(compilation)
      applied += fixer.applied
      for (old, new) in zip(compilation.trees, result.trees) where old.file.bytes != new.file.bytes {
        changed.append((old.file, new.file))
      }
    }
    return (changed, applied)
  }
}
