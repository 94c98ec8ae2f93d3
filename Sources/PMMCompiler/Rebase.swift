package import PMMDiagnostics
package import PMMIR
internal import PMMSyntax

/// An adaptation moved to another edition of its base.
package struct Rebase: Sendable {
  /// As it was, checked against the edition that it was of. Its own trees count behind the base's files.
  package var before: AdaptedCompilation
  /// Its choices that need no decision, against the new edition, and that edition with what is declared
  /// locally, where that is right there.
  @Boxed package var after: Adaptation?
  @Boxed package var program: Program?
  /// What became of each choice; by what they are about.
  package var choices: [RebasedChoice]
  /// What may be chosen now and could not be before.
  package var freedoms: [String]
  /// The adaptation's files as they become, what is to be decided in remarks.
  package var files: [SourceFile]
  /// What the locations of the findings point into.
  package var sources: [SourceFile]
  package var diagnostics: [Diagnostic]
}

/// Moves an adaptation from its base to another edition of it. What is renamed is followed, what the new
/// edition says itself becomes a remark, and what nobody but the administration can decide stays in its
/// place, below a remark: the file is no right adaptation until that is decided.
///
/// If the adaptation is not right for the base that it is of, the findings are all there is.
package func rebase(
  _ files: [SourceFile], from old: AdaptationBase, onto new: AdaptationBase
) -> Rebase {
  let before = compile([files], adapting: old)
  guard let adaptation = before.adaptations.first else {
    return Rebase(
      before: before, choices: [], freedoms: [], files: [], sources: before.files,
      diagnostics: before.diagnostics)
  }
  var writer = RebaseWriter(adaptation, before, old, new)
  return writer.rebase()
}

/// Writes the files anew, with the findings that say what has been done and what has not.
private struct RebaseWriter {
  private let adaptation: Adaptation
  private let before: AdaptedCompilation
  private let old: AdaptationBase
  private let new: AdaptationBase
  private let change: EditionChange
  private let choices: [RebasedChoice]
  /// The number of the first file of the adaptation, and that of the new base.
  private let own: Int
  private let base: Int
  private var diagnostics: [Diagnostic] = []
  /// For each file: names that are followed, and what stands for clauses that are made remarks.
  private var edits: [[SourceEdit]]
  /// For each file: clauses that say nothing for now, and clauses that are made remarks.
  private var open: [[Span]]
  private var said: [[Span]]
  /// For each file: remarks, by the place before which they stand.
  private var remarks: [[Int: [String]]]

  init(
    _ adaptation: Adaptation, _ before: AdaptedCompilation, _ old: AdaptationBase,
    _ new: AdaptationBase
  ) {
    self.adaptation = adaptation
    self.before = before
    self.old = old
    self.new = new
    change = EditionChange(from: old.program, to: new.program)
    choices = change.rebase(adaptation.choices)
    own = old.compilation.files.count
    base = before.files.count
    edits = before.trees.map { _ in [] }
    open = before.trees.map { _ in [] }
    said = before.trees.map { _ in [] }
    remarks = before.trees.map { _ in [:] }
  }

  private var edition: String { new.program.head.edition }

  mutating func rebase() -> Rebase {
    for index in before.trees.indices {
      for declaration in before.trees[index].declarations {
        if case .head(let head) = declaration.kind {
          move(head, index)
        } else {
          follow(declaration, index)
        }
      }
    }
    let checked = checkLocal()
    let files = before.trees.indices.map { index in
      SourceFile(path: before.trees[index].file.path, text: text(index))
    }
    return Rebase(
      before: before, after: checked.adaptations.first, program: checked.program,
      choices: choices, freedoms: change.freedoms, files: files,
      sources: before.files + new.compilation.files,
      diagnostics: diagnostics.sorted {
        ($0.primary.file, $0.primary.span.start, $0.code.id)
          < ($1.primary.file, $1.primary.span.start, $1.code.id)
      })
  }

  // MARK: The head

  private mutating func move(_ head: Head, _ tree: Int) {
    guard case .adaptation(let framework, let version, let pin?, _) = head.kind else { return }
    replace(framework.span, by: new.program.head.name, tree)
    replace(version.span, by: edition, tree)
    replace(pin.span, by: "\"sha256:\(new.hash)\"", tree)
    for clause in head.block.clauses {
      switch clause.kind {
      case .omit(let name, _), .use(let name, _, _), .set(let name, _, _):
        guard let choice = choices.first(where: { $0.choice.point == name.text }) else { continue }
        move(choice, name, clause, tree)
      case .source(let name?, _): move(source: name, clause, tree)
      default: break
      }
    }
  }

  private mutating func move(
    _ choice: RebasedChoice, _ name: Name, _ clause: Clause, _ tree: Int
  ) {
    if choice.isRenamed {
      replace(name.span, by: choice.point, tree)
      add(
        .choiceRenamed, tree, name.span, ["name": name.text, "now": choice.point],
        [new.program.place(of: choice.point)])
    }
    var arguments: Arguments = ["name": choice.point]
    let places = [choice.place]
    switch choice.verdict {
    case .valid: break
    case .saidByBase(let heir):
      if let heir, case .use(_, let option) = choice.choice.kind {
        arguments.merge(["use": heir, "option": option])
      }
      said[tree].append(clause.span)
      add(.choiceSaidByBase, tree, name.span, arguments, places)
      let node = arguments["use"].map { ", as `\($0)`" } ?? ""
      remark("Edition \(edition) says it itself\(node):", before: clause.span.start, tree)
      return
    case .gone:
      decide(.choiceGone, clause, tree, name.span, gone(choice.choice, name), places)
    case .optionGone:
      guard case .use(_, let option) = choice.choice.kind else { return }
      let now = new.program.node(named: choice.point).map { new.program.nodes[$0] }
      let known = now.map { $0.alternatives.map(\.name) } ?? []
      arguments["option"] = option
      if !known.isEmpty { arguments["allowed"] = known.map { "`\($0)`" }.joined(separator: ", ") }
      decide(.optionGone, clause, tree, name.span, arguments, places, was: choice)
    case .notAllowed:
      arguments["asked"] = asked(choice)
      decide(.choiceForbidden, clause, tree, name.span, arguments, places, was: choice)
    case .outside:
      guard case .set(_, let value, _) = clause.kind else { return }
      let span = before.trees[tree][value].span
      arguments["value"] = before.trees[tree].file.text(span)
      let parameter = new.program.parameters.first { $0.name == choice.point }
      arguments["allowed"] = parameter.flatMap { parameter in
        parameter.maySet.map { new.checker.describe($0.value.bounds, parameter.type) }
      }
      decide(.choiceNowOutside, clause, tree, span, arguments, places, was: choice)
    case .meets(let other):
      arguments["other"] = other
      decide(.choicesMeet, clause, tree, name.span, arguments, places)
    }
    guard !choice.needsDecision else { return }
    if choice.hasChanged {
      arguments["changes"] = choice.changes.map(words).joined(separator: "; ")
      look(.choiceChanged, clause, tree, name.span, arguments, places)
    }
    if let deprecated = choice.deprecated {
      arguments = ["name": choice.point]
      arguments["use"] = deprecated.use
      arguments["until"] = deprecated.until
      look(.choiceDeprecated, clause, tree, name.span, arguments, places)
    }
    if let heir = choice.heir {
      add(
        .omissionNotFollowed, tree, name.span, ["name": choice.point, "use": heir],
        [new.program.place(of: heir)])
      tell("DECIDE", clause, tree)
    }
  }

  private mutating func move(source name: Name, _ clause: Clause, _ tree: Int) {
    let now = change.name(of: name.text)
    guard let input = new.program.inputs.first(where: { $0.name == now }) else {
      // What is declared beside the adaptation moves with it.
      guard old.program.inputs.contains(where: { $0.name == name.text }) else { return }
      decide(
        .choiceGone, clause, tree, name.span, gone(nil, name),
        [new.program.retired.first { $0.name == name.text }?.location])
      return
    }
    if now != name.text {
      replace(name.span, by: now, tree)
      add(
        .choiceRenamed, tree, name.span, ["name": name.text, "now": now], [input.sheet.location])
    }
    let was = old.program.inputs.first { $0.name == name.text }
    guard was?.sheet.definition != input.sheet.definition else { return }
    look(
      .choiceChanged, clause, tree, name.span,
      ["name": now, "changes": "the definition of `\(now)`"], [input.sheet.location])
  }

  private func gone(_ choice: Choice?, _ name: Name) -> Arguments {
    var arguments: Arguments = ["name": name.text]
    let known: [String]
    switch choice?.kind {
    case .set:
      (arguments["kind"], known) = ("parameter", new.program.parameters.map(\.name))
    case .omit, .use:
      (arguments["kind"], known) = ("node", new.program.nodes.map(\.name))
      arguments["use"] = old.program.nodes.first { $0.name == name.text }?.sheet.deprecated?.use
    case nil: (arguments["kind"], known) = ("input", new.program.inputs.map(\.name))
    }
    arguments["why"] = new.program.retired.first { $0.name == name.text }?.why
    if arguments["why"] == nil { arguments["nearest"] = nearestName(to: name.text, in: known) }
    return arguments
  }

  private func asked(_ choice: RebasedChoice) -> String {
    switch choice.choice.kind {
    case .omit: "omit `\(choice.point)`"
    case .use: "use another definition of `\(choice.point)`"
    case .set: "set `\(choice.point)`"
    }
  }

  private func words(_ change: BaseChange) -> String {
    switch change {
    case .rules(let clauses): "its " + clauses.map { "`\($0)`" }.joined(separator: ", ")
    case .comparability(let from, let to): "\(to.rawValue), was \(from.rawValue)"
    case .definition(let name): "the definition of `\(name)`"
    case .ownValue: "its value where nothing is set"
    case .interval: "how far it may be set"
    case .parent(let from, let to): "it stands in `\(to)`, was in `\(from)`"
    }
  }

  // MARK: What is declared beside the choices

  /// Follows the names of the base that a local declaration reads.
  private mutating func follow(_ declaration: Declaration, _ tree: Int) {
    let syntax = before.trees[tree]
    var isPart = false
    for token in syntax.tokens where !token.isTrivia {
      defer { isPart = token.kind == .dot }
      guard token.kind == .identifier, !isPart, token.span.start >= declaration.span.start,
        token.span.end <= declaration.span.end,
        let now = change.renamed[syntax.file.text(token.span)]
      else { continue }
      let name = syntax.file.text(token.span)
      let place = new.program.place(of: now)
      replace(token.span, by: now, tree)
      add(.choiceRenamed, tree, token.span, ["name": name, "now": now], [place])
    }
  }

  /// Checks what is left against the new edition: names that it has now, or has no more. Returns what
  /// is right there.
  private mutating func checkLocal() -> AdaptedCompilation {
    let blanked = before.trees.indices.map { index in
      let blanks = (open[index] + said[index]).map { span in
        (range: span.start..<span.end, text: String(repeating: " ", count: span.length))
      }
      return SourceFile(
        path: before.trees[index].file.path,
        text: before.trees[index].file.edited(edits[index] + blanks))
    }
    let checked = compile([blanked], adapting: new)
    if checked.program != nil { return checked }
    let first = new.compilation.files.count
    for finding in checked.diagnostics {
      let tree = finding.primary.file - first
      guard finding.severity == .error, before.trees.indices.contains(tree) else { continue }
      var told = finding
      told.fix = nil
      told.primary = original(finding.primary, first)
      told.secondary = finding.secondary.map { original($0, first) }
      told.together = []
      diagnostics.append(told)
      let start = told.primary.span.start
      let declaration = before.trees[tree].declarations.last { $0.span.start <= start }
      remark(
        "DECIDE (\(told.code.id)): \(told.message)", before: declaration?.span.start ?? start, tree)
    }
    // Without what is declared locally the choices still say what they do to scores.
    let heads = before.trees.indices.map { index in
      let blanks = before.trees[index].declarations.flatMap { declaration -> [Span] in
        guard case .head = declaration.kind else { return [declaration.span] }
        return open[index] + said[index]
      }
      let kept = edits[index].filter { edit in
        !blanks.contains { $0.start <= edit.range.lowerBound && edit.range.upperBound <= $0.end }
      }
      return SourceFile(
        path: before.trees[index].file.path,
        text: before.trees[index].file.edited(
          kept + blanks.map { ($0.start..<$0.end, String(repeating: " ", count: $0.length)) }))
    }
    return compile([heads], adapting: new)
  }

  /// A place of the checked files in those of the findings: the adaptation as it was, then the new base.
  private func original(_ location: Location, _ first: Int) -> Location {
    let tree = location.file - first
    guard before.trees.indices.contains(tree) else {
      return Location(file: base + location.file, span: location.span)
    }
    let (start, end) = (location.span.start, location.span.end)
    return Location(file: own + tree, span: Span(offset(start, tree), offset(end, tree)))
  }

  private func offset(_ offset: Int, _ tree: Int) -> Int {
    var shift = 0
    for edit in edits[tree].sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      let start = edit.range.lowerBound + shift
      guard start < offset else { break }
      if offset < start + edit.text.utf8.count { return edit.range.lowerBound }
      shift += edit.text.utf8.count - edit.range.count
    }
    return offset - shift
  }

  // MARK: Findings and remarks

  private mutating func add(
    _ code: DiagnosticCode, _ tree: Int, _ span: Span, _ arguments: Arguments,
    _ places: [Location?], was: Location? = nil
  ) {
    let related = places.compactMap { place in
      place.map { Location(file: base + $0.file, span: $0.span) }
    }
    diagnostics.append(
      Diagnostic(
        code, at: Location(file: own + tree, span: span),
        arguments.merging(["edition": edition]),
        related: related + [was].compactMap(\.self)))
  }

  private mutating func decide(
    _ code: DiagnosticCode, _ clause: Clause, _ tree: Int, _ span: Span,
    _ arguments: Arguments, _ places: [Location?], was choice: RebasedChoice? = nil
  ) {
    open[tree].append(clause.span)
    add(code, tree, span, arguments, places, was: choice?.choice.permission)
    tell("DECIDE", clause, tree)
  }

  private mutating func look(
    _ code: DiagnosticCode, _ clause: Clause, _ tree: Int, _ span: Span,
    _ arguments: Arguments, _ places: [Location?]
  ) {
    add(code, tree, span, arguments, places)
    tell("LOOK", clause, tree)
  }

  /// What the last finding says, as remarks before the clause.
  private mutating func tell(_ word: String, _ clause: Clause, _ tree: Int) {
    guard let finding = diagnostics.last else { return }
    remark("\(word) (\(finding.code.id)): \(finding.message)", before: clause.span.start, tree)
    for note in finding.notes { remark("  \(note)", before: clause.span.start, tree) }
  }

  private mutating func remark(_ text: String, before place: Int, _ tree: Int) {
    remarks[tree][place, default: []].append("// " + text)
  }

  private mutating func replace(_ span: Span, by text: String, _ tree: Int) {
    guard before.trees[tree].file.text(span) != text else { return }
    edits[tree].append((span.start..<span.end, text))
  }

  // MARK: Text

  /// The file as it becomes: lines, remarks and order as they were.
  private func text(_ tree: Int) -> String {
    let file = before.trees[tree].file
    let ending = file.bytes.contains(UInt8(ascii: "\r")) ? "\r\n" : "\n"
    var all = edits[tree]
    for (place, lines) in remarks[tree] {
      let (start, indent) = line(of: place, file)
      let isFirst = indent != nil
      let space = indent ?? "    "
      let text = lines.map { space + $0 + ending }.joined()
      all.append(isFirst ? (start..<start, text) : (place..<place, ending + text + space))
    }
    for span in said[tree] {
      // Each line of the clause becomes a remark; what stands behind it begins a line of its own.
      let end = lineEnd(from: span.end, file)
      let rest = String(decoding: file.bytes[span.end..<end], as: UTF8.self)
      let followed = rest.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
      let breaks = !followed.isEmpty && !followed.hasPrefix("//")
      for offset in span.start..<span.end
      where offset == span.start || file.bytes[offset - 1] == UInt8(ascii: "\n") {
        all.append((offset..<offset, "// "))
      }
      if breaks { all.append((span.end..<span.end, ending)) }
    }
    return file.edited(all)
  }

  /// Where the line of a place begins, and what is before the place if that is only space.
  private func line(of place: Int, _ file: SourceFile) -> (start: Int, indent: String?) {
    let start = file.bytes[..<place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let before = String(decoding: file.bytes[start..<place], as: UTF8.self)
    return (start, before.allSatisfy { $0 == " " || $0 == "\t" } ? before : nil)
  }

  private func lineEnd(from place: Int, _ file: SourceFile) -> Int {
    file.bytes[place...].firstIndex(of: UInt8(ascii: "\n")) ?? file.bytes.count
  }
}

extension Program {
  /// Where a node, an input or a parameter is declared.
  fileprivate func place(of name: String) -> Location? {
    node(named: name).flatMap { nodes[$0].sheet.location }
      ?? input(named: name).flatMap { inputs[$0].sheet.location }
      ?? parameter(named: name).flatMap { parameters[$0].sheet.location }
  }
}
