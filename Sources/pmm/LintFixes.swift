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

/// What changes from one text to another, as `diff -u` writes it.
func unifiedDiff(_ old: SourceFile, _ new: SourceFile) -> String {
  func lines(_ file: SourceFile) -> [String] {
    var lines = String(decoding: file.bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
  let (before, after) = (lines(old), lines(new))
  var removed: Set<Int> = []
  var inserted: Set<Int> = []
  for change in after.difference(from: before) {
    switch change {
    case .remove(let offset, _, _): removed.insert(offset)
    case .insert(let offset, _, _): inserted.insert(offset)
    }
  }
  // Every line once, as kept, taken away or put in, with its number on both sides.
  var all: [(mark: String, text: String, old: Int, new: Int)] = []
  var (i, j) = (0, 0)
  while i < before.count || j < after.count {
    if i < before.count, removed.contains(i) {
      all.append(("-", before[i], i, j))
      i += 1
    } else if j < after.count, inserted.contains(j) {
      all.append(("+", after[j], i, j))
      j += 1
    } else {
      all.append((" ", before[i], i, j))
      (i, j) = (i + 1, j + 1)
    }
  }
  var text = "--- \(old.path)\n+++ \(new.path)\n"
  var at = 0
  while let first = all[at...].firstIndex(where: { $0.mark != " " }) {
    var last = first
    for index in first..<all.count where all[index].mark != " " {
      if index - last > 6 { break }
      last = index
    }
    let hunk = all[max(at, first - 3)...min(all.count - 1, last + 3)]
    let (olds, news) = (hunk.filter { $0.mark != "+" }.count, hunk.filter { $0.mark != "-" }.count)
    let start = hunk[hunk.startIndex]
    text += "@@ -\(start.old + 1),\(olds) +\(start.new + 1),\(news) @@\n"
    text += hunk.map { "\($0.mark)\($0.text)\n" }.joined()
    at = last + 1
    guard at < all.count else { break }
  }
  return text
}
