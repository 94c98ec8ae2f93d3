internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Compilation {
  /// The framework as the administration has it, as source text: the base's files with each choice
  /// written where it acts, and what is declared locally. A remark behind each says where it is from,
  /// so who reads it sees what is not the base's own. Nil for what is no adaptation, or not right.
  package var resolvedSource: String? {
    guard let adaptation, let program = unadapted else { return nil }
    var writer = ResolvedSource(self, adaptation, program)
    return writer.text()
  }
}

/// Writes the base's source with the choices of an adaptation in it.
private struct ResolvedSource {
  private let compilation: Compilation
  private let adaptation: Adaptation
  private let program: Program
  private let plan: Plan
  private let classes: [NodeComparability]
  /// For each file, what takes the place of which bytes.
  private var edits: [[SourceEdit]]

  init(_ compilation: Compilation, _ adaptation: Adaptation, _ program: Program) {
    self.compilation = compilation
    self.adaptation = adaptation
    self.program = program
    plan = program.plan(of: adaptation)
    classes = program.comparability(under: plan)
    edits = compilation.baseTrees.map { _ in [] }
  }

  mutating func text() -> String {
    for tree in compilation.baseTrees.indices {
      for declaration in compilation.baseTrees[tree].declarations { adapt(declaration, tree) }
    }
    var text = """
      // \(adaptation.framework) \(adaptation.edition) as \(adaptation.subject) has it, by the \
      adaptation \(adaptation.name).
      // The base is sha256:\(adaptation.base).\n
      """
    for (tree, syntax) in compilation.baseTrees.enumerated() {
      text += "\n// From \(syntax.file.path)\n\n" + edited(syntax.file, edits[tree])
    }
    for syntax in compilation.trees {
      // What is declared beside the choices, which stand where they act.
      let heads = syntax.declarations.compactMap { declaration in
        if case .head = declaration.kind { declaration.span.start..<declaration.span.end } else { nil }
      }
      let local = edited(syntax.file, heads.map { ($0, "") } + localPlaces(syntax))
      guard local.contains(where: { !$0.isWhitespace }) else { continue }
      text += "\n// Declared by \(adaptation.name), from \(syntax.file.path)\n" + local
    }
    return text + localHeading
  }

  /// What no score counts stands below a heading, which no parent combines.
  private var heading: String { "\(adaptation.name)_local" }

  private var localHeading: String {
    let isNeeded = program.nodes.contains { $0.place != nil && $0.level != program.head.levels.first }
    guard isNeeded, let level = program.head.levels.first else { return "" }
    let titles = program.head.languages.dropFirst()
      .map { "\n    title \($0) \"\(adaptation.subject)\"" }.joined()
    return """
      \n// No score counts what is local: \(heading) only holds it.
      \(level) \(heading) "\(adaptation.subject)" {
          combine none\(titles)
      }\n
      """
  }

  /// Local sheets move from the base's tree below the heading; of the outermost level they become
  /// results.
  private func localPlaces(_ syntax: SyntaxTree) -> [SourceEdit] {
    syntax.declarations.flatMap { declaration -> [SourceEdit] in
      guard case .sheet(let sheet) = declaration.kind,
        let index = program.node(named: sheet.name.text), program.nodes[index].place != nil
      else { return [] }
      let word = declaration.keyword.span
      if program.nodes[index].level == program.head.levels.first {
        let parent = sheet.parent.map { [($0.span, "")] } ?? []
        return [(word.start..<word.end, "result")]
          + parent.map { (sheet.title?.span.end ?? $0.0.start)..<$0.0.end }.map { ($0, "") }
      }
      guard let parent = sheet.parent else {
        let end = (sheet.title?.span ?? sheet.name.span).end
        return [(end..<end, " in \(heading)")]
      }
      return [(parent.span.start..<parent.span.end, heading)]
    }
  }

  private func edited(_ file: SourceFile, _ edits: [SourceEdit]) -> String {
    let text = file.edited(edits)
    return text.hasSuffix("\n") ? text : text + "\n"
  }

  // MARK: Declarations

  private mutating func adapt(_ declaration: Declaration, _ tree: Int) {
    switch declaration.kind {
    case .sheet(let sheet): adapt(sheet.name.text, sheet.block, declaration, tree)
    case .head(let head): adapt(head.name.text, head.block, declaration, tree)
    case .every(let level, let block):
      guard let (option, clauses) = frameworkClauses(of: level.text) else { return }
      replace(clauses, in: block, tree, note(of: option))
    case .parameter(let name, _, let value, _):
      guard let choice = choice(about: name.text), case .set = choice.kind,
        let set = setClause(name.text)
      else { return }
      let span = compilation.baseTrees[tree][value].span
      edits[tree].append((span.start..<span.end, set))
      insert([note(choice)], before: declaration, tree)
    case .input(let name, _, _, let block): adaptSource(name.text, block, declaration, tree)
    default: break
    }
  }

  private mutating func adapt(
    _ name: String, _ block: Block?, _ declaration: Declaration, _ tree: Int
  ) {
    guard let index = program.node(named: name) else { return }
    let node = program.nodes[index]
    if plan.omitted.contains(index) {
      let note = choice(about: name).map(note) ?? "// omitted with what it is part of"
      open(block, with: ["when true: result omitted  \(note)"], declaration, tree)
    } else if let option = plan.alternatives[index] ?? (node.isRoot ? plan.frameworkAlternative : nil),
      let block, let choice = choice(about: name)
    {
      for clause in block.clauses {
        guard case .mayUse(let used, _, _, let inner) = clause.kind, used.text == option else {
          continue
        }
        let rules = plan.alternatives[index].flatMap { name in
          node.alternatives.first { $0.name == name }?.rules
        }
        let hasCells = rules.map { $0.breakdown != nil } ?? true
        remove(clause, tree)
        replace(inner.clauses, in: block, tree, note(choice), keepsBy: hasCells)
      }
    }
    if classes[index].class != .identical { adaptExamples(of: index, block, tree) }
    if program.inputs.contains(where: { $0.owner == name && $0.name == name }) {
      adaptSource(name, block, declaration, tree)
    }
  }

  /// Examples that are about the same rules as before, or about those that are used now.
  private mutating func adaptExamples(of index: Int, _ block: Block?, _ tree: Int) {
    let option = plan.alternatives[index]
    let isShown = program.resolved(by: adaptation).nodes[index].examples.isEmpty == false
    for clause in block?.clauses ?? [] {
      guard case .example(let example) = clause.kind else { continue }
      if isShown, let use = example.use, use.text == option {
        // `use by_value` goes: these are the node's own rules now.
        edits[tree].append((example.title.span.end..<use.span.end, ""))
      } else {
        remove(clause, tree)
      }
    }
  }

  private mutating func adaptSource(
    _ name: String, _ block: Block?, _ declaration: Declaration, _ tree: Int
  ) {
    guard let clause = sourceClause(name) else { return }
    for old in block?.clauses ?? [] {
      if case .source = old.kind { remove(old, tree) }
    }
    open(block, with: ["source \(clause)  // by the adaptation \(adaptation.name)"], declaration, tree)
  }

  // MARK: Clauses

  /// What the framework's alternative says of a level.
  private func frameworkClauses(of level: String) -> (option: String, clauses: [Clause])? {
    guard let option = plan.frameworkAlternative else { return nil }
    for tree in compilation.baseTrees {
      for case .head(let head) in tree.declarations.map(\.kind) {
        for case .mayUse(let name, _, _, let block) in head.block.clauses.map(\.kind)
        where name.text == option {
          for case .every(let word, let inner) in block.clauses.map(\.kind)
          where word.text == level {
            return (option, inner.clauses)
          }
        }
      }
    }
    return nil
  }

  /// Puts the clauses of an alternative in the place of those that they exclude.
  private mutating func replace(
    _ clauses: [Clause], in block: Block, _ tree: Int, _ note: String, keepsBy: Bool = true
  ) {
    func reasons(_ clause: Clause) -> [String] {
      guard case .when(let when) = clause.kind else { return [] }
      return when.subjects.map { text(compilation.baseTrees[tree][$0].span, tree) }
    }
    // What an alternative says about itself is told by the remark.
    let rules = clauses.filter { clause in
      switch clause.kind {
      case .text, .origin, .every: false
      default: true
      }
    }
    let slots = Set(rules.compactMap(\.slot) + (keepsBy ? [] : [Slot(kind: .by)]))
    let answered = Set(rules.flatMap(reasons))
    for old in block.clauses {
      let isExcluded = old.slot.map(slots.contains) ?? false
      let isAnswered = !reasons(old).isEmpty && answered.isSuperset(of: reasons(old))
      if isExcluded || isAnswered { remove(old, tree) }
    }
    insert(rules.map { "\(text($0.span, tree))  \(note)" }, behind: block, tree)
  }

  private mutating func open(
    _ block: Block?, with lines: [String], _ declaration: Declaration, _ tree: Int
  ) {
    if let block { return insert(lines, behind: block, tree) }
    let end = declaration.span.end
    edits[tree].append(
      (end..<end, " {\n" + lines.map { "    \($0)\n" }.joined() + "}"))
  }

  /// New lines at the beginning of a block.
  private mutating func insert(_ lines: [String], behind block: Block, _ tree: Int) {
    let start = block.span.start + 1
    let bytes = compilation.baseTrees[tree].file.bytes
    let isLineEnd = start < bytes.count && bytes[start] == UInt8(ascii: "\n")
    edits[tree].append(
      (
        start..<start,
        lines.map { "\n    \($0)" }.joined() + (isLineEnd ? "" : "\n    ")
      ))
  }

  private mutating func insert(_ lines: [String], before declaration: Declaration, _ tree: Int) {
    let start = declaration.span.start
    edits[tree].append((start..<start, lines.map { "\($0)\n" }.joined()))
  }

  /// Takes a clause out, with its line if it has one of its own.
  private mutating func remove(_ clause: Clause, _ tree: Int) {
    let bytes = compilation.baseTrees[tree].file.bytes
    var (start, end) = (clause.span.start, clause.span.end)
    while start > 0, bytes[start - 1] == UInt8(ascii: " ") { start -= 1 }
    let opensLine = start == 0 || bytes[start - 1] == UInt8(ascii: "\n")
    if opensLine, end < bytes.count, bytes[end] == UInt8(ascii: "\n") { end += 1 }
    if !opensLine { start = clause.span.start }
    edits[tree].append((start..<end, ""))
  }

  // MARK: The adaptation's own text

  private func choice(about point: String) -> Choice? {
    adaptation.choices.first { $0.point == point }
  }

  private func note(of option: String) -> String {
    choice(about: program.head.name).map(note) ?? "// \(option)"
  }

  private func note(_ choice: Choice) -> String {
    var place = ""
    if let location = choice.location, compilation.files.indices.contains(location.file) {
      let file = compilation.files[location.file]
      place = " (\(file.path):\(file.position(of: location.span.start).line))"
    }
    let why = choice.because.split(whereSeparator: \.isNewline).joined(separator: " ")
    return "// \(adaptation.name)\(place): \(why)"
  }

  /// The clauses of the adaptation's head.
  private var head: (tree: SyntaxTree, clauses: [Clause])? {
    for tree in compilation.trees {
      for case .head(let head) in tree.declarations.map(\.kind) {
        return (tree, head.block.clauses)
      }
    }
    return nil
  }

  /// What a parameter is set to, as written.
  private func setClause(_ name: String) -> String? {
    guard let head else { return nil }
    for case .set(let parameter, let value, _) in head.clauses.map(\.kind)
    where parameter.text == name {
      return head.tree.file.text(head.tree[value].span)
    }
    return nil
  }

  private func sourceClause(_ name: String) -> String? {
    guard let head else { return nil }
    for case .source(let input?, let texts) in head.clauses.map(\.kind) where input.text == name {
      let others = texts.others.map { " \($0.0.text) \(head.tree.file.text($0.1.span))" }
      return head.tree.file.text(texts.first.span) + others.joined()
    }
    return nil
  }

  private func text(_ span: Span, _ tree: Int) -> String {
    compilation.baseTrees[tree].file.text(span)
  }
}
