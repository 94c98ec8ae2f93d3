import PMMCompiler
import PMMDiagnostics
import PMMFormat
import PMMLint
import PMMSyntax

/// `pmm lint --fix` and `--diff`.
struct LintFixes {
  let unsafe: Bool
  let compiler: ModuleCompiler
  let today: Day

  /// What fixes do.
  struct Changes {
    /// Each file that changes, as it was and as it will be.
    var files: [(old: SourceFile, new: SourceFile)] = []
    var applied = 0
    /// Errors of modules that are left as they are, and the files that they stand in.
    var errors: [Diagnostic] = []
    var broken: [SourceFile] = []
  }

  /// A file that was laid out is laid out again.
  func changes(
    _ modules: [ModuleFiles], settings: @escaping (ModuleFiles, Compilation) throws -> LintModule
  ) throws -> Changes {
    var changes = Changes()
    for module in modules {
      let compilation = try compiler.compile(module)
      guard !compilation.hasErrors else {
        changes.errors += compilation.diagnostics.filter { $0.severity == .error }.map {
          $0.moved(by: changes.broken.count)
        }
        changes.broken += compilation.files
        continue
      }
      var fixer = Fixer(unsafe: unsafe) { files in
        try compiler.compile(ModuleFiles(folder: module.folder, files: files))
      } findings: { compilation in
        try lint([settings(module, compilation)], today: today).diagnostics
      }
      let result = try fixer.fix(compilation)
      changes.applied += fixer.applied
      for (old, new) in zip(compilation.trees, result.trees) where old.file.bytes != new.file.bytes {
        let wasLaidOut = format(old.file).bytes == old.file.bytes
        let bytes = wasLaidOut ? format(new.file).bytes : new.file.bytes
        changes.files.append((old.file, SourceFile(path: old.file.path, bytes: bytes)))
      }
    }
    return changes
  }
}
