package import PMMDiagnostics
package import PMMSyntax

/// What was written in one module, before anything is known of what it means. Several threads may ask
/// it at once.
package final class Writing: Sendable {
  package let trees: [SyntaxTree]
  /// The places of the trees' files among those of the module.
  package let files: Set<Int>
  package let declarationsByTree: [[Written]]
  package let declarations: [Written]
  /// Every text for people, with its declaration.
  let texts: [(written: Written, text: TextLiteral)]
  /// Those of them that are titles.
  let titles: [(written: Written, text: TextLiteral)]
  /// The declaration of each name.
  private let byName: [String: Written]

  package init(_ trees: [SyntaxTree]) {
    self.trees = trees
    files = Set(trees.map(\.fileIndex))
    declarationsByTree = trees.map { tree in
      tree.declarations.map { Written(tree: tree, declaration: $0) }
    }
    declarations =
      declarationsByTree.count == 1 ? declarationsByTree[0] : declarationsByTree.flatMap(\.self)
    var byName: [String: Written] = [:]
    byName.reserveCapacity(declarations.count)
    for written in declarations {
      if let name = written.name?.text { byName[name] = written }
    }
    self.byName = byName
    texts = declarations.parts(\.everyText)
    titles = declarations.parts(\.titles)
  }

  package func declaration(of name: String) -> Written? { byName[name] }
}

extension [Written] {
  /// Some parts of each, with the declaration that they are of.
  func parts<Part>(_ parts: (Written) -> [Part]) -> [(written: Written, text: Part)] {
    var found: [(written: Written, text: Part)] = []
    for written in self {
      for part in parts(written) { found.append((written, part)) }
    }
    return found
  }
}

/// What rules find that look at nothing but what was written: it can be found while the compiler checks
/// what that means.
package final class EarlyFindings: Sendable {
  let writing: Writing
  /// By the code of the rule.
  let findings: [String: [Diagnostic]]

  package init(_ trees: [SyntaxTree]) {
    writing = Writing(trees)
    var findings: [String: [Diagnostic]] = [:]
    for rule in Rule.all {
      guard case .written(let check) = rule.check else { continue }
      var report = Report(rule.code, in: writing.files)
      check(writing, &report)
      findings[rule.id] = report.findings
    }
    self.findings = findings
  }
}

/// A declaration and the tree that it stands in. A class only because both are large, and every rule
/// of texts walks over all of them.
package final class Written: Sendable {
  package let tree: SyntaxTree
  package let declaration: Declaration
  package let name: Name?
  package let block: Block?

  init(tree: SyntaxTree, declaration: Declaration) {
    self.tree = tree
    self.declaration = declaration
    (name, block) =
      switch declaration.kind {
      case .head(let head): (head.name, head.block)
      case .sheet(let sheet): (sheet.name, sheet.block)
      case .every(_, let block): (nil, block)
      case .derive: (nil, nil)
      case .entry(let code, _, let block): (Name(code.text, code.span), block)
      case .records(let name, _, let block): (name, block)
      case .input(let name, _, _, let block), .parameter(let name, _, _, let block): (name, block)
      case .define(let name, _, _, _), .table(let name, _, _, _, _), .unit(let name, _, _, _),
        .axis(let name, _, _), .scale(let name, _, _), .attribute(let name, _, _),
        .reason(let name, _), .population(let name, _, _), .retired(let name, _, _):
        (name, nil)
      }
  }

  /// What findings, allowances and baselines call it.
  package var element: String {
    if case .every(let level, _) = declaration.kind { return "every \(level.text)" }
    return name?.text ?? declaration.keyword.text
  }

  package func location(_ span: Span) -> Location { tree.location(span) }
}
