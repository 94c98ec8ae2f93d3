package import PMMDiagnostics
package import PMMIR
package import PMMSyntax

/// Where the base of an adaptation is found: the frameworks below the root that have its name, right
/// or wrong, each of one edition.
package struct BaseShelf: Sendable {
  /// As messages call it; nil if there is no root.
  package var root: String?
  package var frameworks: [Compilation]
  /// What the frameworks below the root are called.
  package var names: [String]
  /// What the adaptations below the root are called, none of which is a base.
  package var adaptations: [String]

  package init(
    root: String? = nil, frameworks: [Compilation] = [], names: [String] = [],
    adaptations: [String] = []
  ) {
    self.root = root
    self.frameworks = frameworks
    self.names = names
    self.adaptations = adaptations
  }
}

/// A framework without errors, that adaptations may be of, with its content hash.
package final class AdaptationBase: Sendable {
  package let compilation: Compilation
  package let program: Program
  package let hash: String
  let hashes: EditionHashes
  let checker: Checker

  /// Nil if it is none, or has errors.
  package init?(_ compilation: Compilation) {
    guard compilation.adaptation == nil, let program = compilation.program,
      let checker = compilation.checker
    else { return nil }
    self.compilation = compilation
    self.program = program
    self.checker = checker
    hashes = editionHashes(program)
    hash = hashes.content
  }
}

/// Several adaptations of one base, checked together.
package struct AdaptedCompilation: Sendable {
  /// The base with every local declaration, and without any choice. Nil if there is any error.
  @Boxed package var program: Program?
  /// One for each module, in their order; empty if there is any error.
  package var adaptations: [Adaptation]
  package var trees: [SyntaxTree]
  /// The base's files first.
  package var files: [SourceFile]
  package var diagnostics: [Diagnostic]
}

/// Checks adaptations of one base. Those that declare nothing cost next to nothing: the base is checked
/// again, with what they declare, only if one of them does.
package func compile(
  _ modules: [[SourceFile]], adapting base: AdaptationBase, everything: Bool = false
) -> AdaptedCompilation {
  let first = base.compilation.files.count
  var own: [SyntaxTree] = []
  var ranges: [Range<Int>] = []
  var owners: [Int: AdaptationOwner] = [:]
  for module in modules {
    let start = first + own.count
    for file in inOrder(module) { own.append(parse(file, index: first + own.count)) }
    ranges.append(start..<first + own.count)
    let owner = AdaptationOwner(own[(start - first)...])
    for tree in start..<first + own.count { owners[tree] = owner }
  }
  let renamed = renamings(own, owners, base)
  for (tree, renaming) in renamed {
    own[tree - first] = parse(own[tree - first].file, index: tree, renaming: renaming)
  }
  // Locations count in the base's files, of which those of catalogues hold nothing to be checked.
  let listed = base.compilation.files[base.compilation.trees.count...].enumerated().map {
    parse(SourceFile(path: $1.path, bytes: []), index: base.compilation.trees.count + $0)
  }
  let isDeclaring = own.contains { tree in
    tree.declarations.contains { if case .head = $0.kind { false } else { true } }
  }
  var checker = base.checker
  var program: Program? = base.program
  if isDeclaring {
    checker = Checker(
      trees: base.compilation.trees + listed + own, shelf: base.checker.shelf, adaptations: owners)
    program = checker.check()
  } else {
    checker.add(listed + own, adaptations: owners)
  }
  program?.editionHashes = base.hashes
  if let program { checker.program = program }
  let adaptations = ranges.map { checker.checkAdaptation($0, of: base) }
  if !renamed.isEmpty { program?.takePlainNames() }
  let syntax = own.flatMap(\.diagnostics)
  let files = base.compilation.files + own.map(\.file) + (isDeclaring ? checker.catalogueFiles : [])
  // The base's own warnings are told when it is checked.
  let found = checker.diagnostics.filter { $0.primary.file >= first || $0.severity == .error }
  let diagnostics = (syntax + independent(found, of: syntax, files)).sorted { left, right in
    (left.primary.file, left.primary.span.start, left.code.id)
      < (right.primary.file, right.primary.span.start, right.code.id)
  }
  let known = adaptations.compactMap { $0 }
  let failed =
    diagnostics.contains { $0.severity == .error } || known.count < adaptations.count
  return AdaptedCompilation(
    program: failed ? nil : program, adaptations: failed ? [] : known, trees: own, files: files,
    diagnostics: everything ? diagnostics : gathered(diagnostics, files))
}

/// The framework and the edition that a module adapts, and for whom; nil if it is no adaptation.
package func adaptedEdition(
  _ files: [SourceFile]
) -> (framework: String, edition: String, subject: String)? {
  base(of: files.enumerated().map { parse($1, index: $0) }).map {
    ($0.name.text, $0.edition.text, $0.code?.text ?? "")
  }
}

/// What the first head of a module adapts, and for whom; nil if it adapts nothing.
func base(of trees: [SyntaxTree]) -> (name: Name, edition: Version, code: TextLiteral?)? {
  for case .head(let head) in trees.lazy.flatMap(\.declarations).map(\.kind) {
    if case .adaptation(let name, let edition, _, let code) = head.kind {
      return (name, edition, code)
    }
    return nil
  }
  return nil
}

/// One adaptation, with its base found on the shelf.
func adaptation(
  _ files: [SourceFile], of name: Name, _ edition: Version, _ shelf: BaseShelf, _ everything: Bool
) -> Compilation {
  let trees = files.enumerated().map { parse($1, index: $0) }
  let found = shelf.frameworks.filter {
    $0.identity?.name == name.text && $0.identity?.edition == edition.text
  }
  if found.count == 1, let base = AdaptationBase(found[0]) {
    let adapted = compile([files], adapting: base, everything: everything)
    let choices = adapted.adaptations.first
    return Compilation(
      program: choices.flatMap { adapted.program?.resolved(by: $0) }, adaptation: choices,
      unadapted: adapted.program, baseTrees: base.compilation.trees, trees: adapted.trees,
      files: adapted.files,
      diagnostics: adapted.diagnostics)
  }
  var checker = Checker(trees: trees, shelf: CatalogueShelf())
  if let tree = trees.firstIndex(where: { base(of: [$0]) != nil }) {
    checker.reportNoBase(name, edition, tree, found, shelf)
  }
  let diagnostics = trees.flatMap(\.diagnostics) + checker.diagnostics
  return Compilation(
    trees: trees, files: files,
    diagnostics: diagnostics.sorted {
      ($0.primary.file, $0.primary.span.start) < ($1.primary.file, $1.primary.span.start)
    })
}
