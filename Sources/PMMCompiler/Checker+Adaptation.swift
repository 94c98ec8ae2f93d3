internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

/// What an adaptation chooses, against what its base says that it may.
extension Checker {
  /// Whether a tree belongs to an adaptation.
  func isLocal(_ tree: Int) -> Bool { adaptations[tree] != nil }

  /// The choices of one module, all that is wrong with them reported. Nil if it has no head.
  mutating func checkAdaptation(_ module: Range<Int>, of base: AdaptationBase) -> Adaptation? {
    var found: (tree: Int, head: Head)?
    for tree in module {
      for case .head(let head) in trees[tree].declarations.lazy.map(\.kind) {
        if let found {
          report(
            .secondHead, tree, head.name.span, ["name": head.name.text],
            related: [Location(file: found.tree, span: found.head.name.span)])
        } else {
          found = (tree, head)
        }
      }
    }
    guard let (tree, head) = found,
      case .adaptation(let framework, let edition, let pin, let code) = head.kind
    else { return nil }
    checkPin(pin, framework, edition, tree, base)
    // No data has a code with blanks around it.
    let subject = code?.text ?? ""
    let isCode = subject.first?.isWhitespace == false && subject.last?.isWhitespace == false
    if !isCode, code?.span.isEmpty != true {
      report(.subjectMissing, tree, code?.span ?? head.name.span)
    }
    var adaptation = Adaptation(
      name: head.name.text, subject: subject, framework: framework.text, edition: edition.text,
      base: base.hash, location: Location(file: tree, span: head.name.span))
    var places: [String: Location] = [:]
    for clause in head.block.clauses {
      let reference = ClauseRef(tree: tree, clause: clause, source: .adaptation)
      switch clause.kind {
      case .omit(let name, let because):
        add(omission(name, because, reference), name, because, tree, &places, &adaptation)
      case .use(let name, let option, let because):
        add(use(name, option, because, reference), name, because, tree, &places, &adaptation)
      case .set(let name, let value, let because):
        add(setting(name, value, because, reference), name, because, tree, &places, &adaptation)
      case .source(let name, let texts):
        add(source: texts, of: name, reference, &places, &adaptation)
      default: misplaced(reference, in: "the head of an adaptation")
      }
    }
    checkOmissions(adaptation)
    checkLocalNames(module)
    adaptation.choices.sort { $0.point < $1.point }
    return adaptation
  }

  // MARK: The base

  /// Says that the base was not found, or is not the only one of its name, or is not right.
  mutating func reportNoBase(
    _ name: Name, _ edition: Version, _ tree: Int, _ found: [Compilation], _ shelf: BaseShelf
  ) {
    guard !name.isMissing, !edition.text.isEmpty else { return }
    func file(_ compilation: Compilation) -> String { compilation.files.first?.path ?? "" }
    var arguments: Arguments = ["name": name.text, "edition": edition.text]
    if found.count > 1 {
      arguments["count"] = String(found.count)
      arguments["files"] = found.map(file).sorted().joined(separator: ", ")
      report(.severalBases, tree, name.span, arguments)
      return
    }
    if let base = found.first {
      arguments["file"] = file(base)
      report(.brokenBase, tree, name.span, arguments)
      return
    }
    if let root = shelf.root { arguments["root"] = root } else { arguments["none"] = "none" }
    var place = name.span
    let editions = Set(
      shelf.frameworks.filter { $0.identity?.name == name.text }.compactMap { $0.identity?.edition }
    ).sorted()
    let nearest: String?
    if editions.isEmpty {
      nearest = nearestName(to: name.text, in: Set(shelf.names))
    } else {
      arguments["known"] = editions.map { "`\($0)`" }.joined(separator: ", ")
      nearest = editions.count == 1 ? editions[0] : nearestName(to: edition.text, in: editions)
      place = edition.span
    }
    arguments["nearest"] = nearest
    if shelf.adaptations.contains(name.text) { arguments["adaptation"] = name.text }
    report(
      .unknownBase, tree, place, arguments,
      fix: nearest.map { replace(tree, place, by: $0, .changesMeaning) })
  }

  private mutating func checkPin(
    _ pin: TextLiteral?, _ name: Name, _ edition: Version, _ tree: Int, _ base: AdaptationBase
  ) {
    let hash = "sha256:" + base.hash
    guard pin?.span.isEmpty != true, pin?.text != hash else { return }
    let place = pin?.span ?? Span(edition.span.end, edition.span.end)
    let root = base.program.nodes.first(where: \.isRoot)
    var arguments: Arguments = ["name": name.text, "edition": edition.text, "hash": base.hash]
    arguments["pinned"] = pin?.text
    report(
      pin == nil ? .notPinned : .stalePin, tree, pin == nil ? edition.span : place, arguments,
      related: [root?.sheet.location].compactMap(\.self),
      fix: replace(tree, place, by: (pin == nil ? " " : "") + "\"\(hash)\"", .changesMeaning))
  }

  // MARK: Choices

  /// Takes a choice up, unless another one is about the same point.
  private mutating func add(
    _ choice: Choice?, _ point: Name, _ because: TextLiteral, _ tree: Int,
    _ places: inout [String: Location], _ adaptation: inout Adaptation
  ) {
    guard !point.isMissing else { return }
    let place = Location(file: tree, span: point.span)
    if let earlier = places[point.text] {
      report(.choiceTwice, tree, point.span, ["name": point.text], related: [earlier])
      return
    }
    places[point.text] = place
    if because.text.allSatisfy(\.isWhitespace) {
      let given = because.span.isEmpty ? point.span : because.span
      report(
        .choiceWithoutReason, tree, given, ["name": point.text],
        related: [choice?.permission].compactMap(\.self))
    }
    if let choice { adaptation.choices.append(choice) }
  }

  /// The node that a choice is about, one of the base.
  private mutating func chosenNode(_ name: Name, _ tree: Int) -> Int? {
    if case .node(let index)? = symbols[name.text], !isLocal(nodeSources[index].tree) {
      return index
    }
    let known = nodeSources.filter { !isLocal($0.tree) }.map(\.name.text)
    unknownPoint(name, tree, as: "node", in: known)
    return nil
  }

  /// A name that is no point of the base: told with the line of the base that the nearest one is
  /// declared in, else with its head. What the adaptation declares itself is nothing to choose about.
  private mutating func unknownPoint(
    _ name: Name, _ tree: Int, as what: String, in known: [String]
  ) {
    if let place = places[name.text], isLocal(place.file) {
      report(
        .choiceAboutLocal, tree, name.span, ["name": plainName(name.text)],
        related: [place] + baseHead)
      return
    }
    let count = diagnostics.count
    unknownName(name, tree, as: what, in: known)
    let (places, head, name) = (places, baseHead, program.head.name)
    complete(after: count) { finding in
      guard finding.code == .unknownName else { return }
      let nearest = finding.arguments["nearest"]
      let place = nearest.flatMap { places[$0] }
      finding.arguments["known"] = place == nil ? name : nearest
      finding.arguments["declare"] = nil
      finding.secondary = place.map { [$0] } ?? head
    }
  }

  /// Where the head of the base stands.
  var baseHead: [Location] {
    [places[program.head.name]].compactMap(\.self)
  }

  private mutating func omission(
    _ name: Name, _ because: TextLiteral, _ reference: ClauseRef
  ) -> Choice? {
    guard let index = chosenNode(name, reference.tree) else { return nil }
    guard let permission = program.nodes[index].mayOmit else {
      refuse("omit `\(name.text)`", index, name, reference)
      return nil
    }
    return Choice(
      kind: .omit(node: name.text), because: because.text, comparability: nil,
      location: place(reference), permission: permission.location)
  }

  private mutating func use(
    _ name: Name, _ option: Name?, _ because: TextLiteral, _ reference: ClauseRef
  ) -> Choice? {
    guard let index = chosenNode(name, reference.tree), option?.isMissing != true else {
      return nil
    }
    let node = program.nodes[index]
    let alternatives =
      node.alternatives.map { ($0.name, $0.comparability, $0.location) }
      + (node.isRoot ? program.alternatives.map { ($0.name, $0.comparability, $0.location) } : [])
    guard !alternatives.isEmpty else {
      refuse("use another definition of `\(name.text)`", index, name, reference)
      return nil
    }
    let known = alternatives.map(\.0)
    let allowed = known.map { "`\($0)`" }.joined(separator: ", ")
    guard let option else {
      report(
        .optionMissing, reference.tree, name.span,
        ["name": name.text, "first": known[0], "allowed": allowed], related: declared(index))
      return nil
    }
    guard let (_, comparability, location) = alternatives.first(where: { $0.0 == option.text })
    else {
      report(
        .unknownOption, reference.tree, option.span,
        arguments(
          [
            "name": name.text, "option": option.text, "allowed": allowed,
          ], nearest: option.text, in: known),
        related: declared(index), fix: nearestFix(option, reference.tree, in: known))
      return nil
    }
    return Choice(
      kind: .use(node: name.text, option: option.text), because: because.text,
      comparability: comparability, location: place(reference), permission: location)
  }

  private mutating func setting(
    _ name: Name, _ value: ExprID, _ because: TextLiteral, _ reference: ClauseRef
  ) -> Choice? {
    let tree = reference.tree
    guard case .parameter(let index)? = symbols[name.text],
      let declared = program.parameters[index].sheet.location, !isLocal(declared.file)
    else {
      let known = program.parameters.filter { !isLocal($0.sheet.location?.file ?? tree) }
      unknownPoint(name, tree, as: "parameter", in: known.map(\.name))
      return nil
    }
    let parameter = program.parameters[index]
    guard let permission = parameter.maySet else {
      report(
        .choiceNotAllowed, tree, name.span,
        ["name": name.text, "asked": "set `\(name.text)`", "allowed": "nothing"],
        related: [declared])
      return nil
    }
    // What is wrong with the value is told with the base's line, which says what it must be.
    let count = diagnostics.count
    defer {
      complete(after: count) { if $0.secondary.isEmpty { $0.secondary = [declared] } }
    }
    let context = ExpressionContext(tree: tree, place: .constant)
    guard let lowered = lower(value, context, expecting: parameter.type),
      isWrittenAs(parameter.type, lowered, value, tree),
      let fitted = fit(lowered, value, to: parameter.type, tree)
    else { return nil }
    let scalar: Scalar
    let position: Rational
    if case .level(let level) = pool[fitted.id].operation {
      (scalar, position) = (.level(level), Rational(level))
    } else if let number = pool.constant(fitted.id) {
      (scalar, position) = (.number(number), number)
    } else {
      report(.notConstant, tree, written(value, tree).span, ["what": "what a parameter is set to"])
      return nil
    }
    guard permission.value.bounds.contains(position) else {
      let span = written(value, tree).span
      report(
        .choiceOutside, tree, span,
        [
          "name": name.text, "value": trees[tree].file.text(span),
          "allowed": describe(permission.value.bounds, parameter.type),
        ], related: [permission.location ?? declared])
      return nil
    }
    let isBase = scalar == own(parameter)
    if !isBase, permission.value.comparability != .comparable, isUnread(index) {
      report(
        .settingUnseen, tree, name.span,
        ["name": name.text, "comparability": permission.value.comparability.rawValue],
        related: [permission.location ?? declared])
    }
    return Choice(
      kind: .set(parameter: name.text, scalar), because: because.text,
      comparability: permission.value.comparability, isBase: isBase,
      location: place(reference), permission: permission.location)
  }

  /// Whether no rule and no check reads a parameter: found once for all adaptations.
  private mutating func isUnread(_ parameter: Int) -> Bool {
    let found = unreadParameters ?? program.parametersUnread
    unreadParameters = found
    return found.contains(parameter)
  }

  private mutating func add(
    source texts: Texts, of name: Name?, _ reference: ClauseRef,
    _ places: inout [String: Location], _ adaptation: inout Adaptation
  ) {
    guard let name, !name.isMissing else {
      misplaced(reference, in: "an adaptation without the name of an input")
      return
    }
    let known = program.inputs.map(\.name)
    guard known.contains(name.text) else {
      unknownPoint(name, reference.tree, as: "input", in: known)
      return
    }
    // A source is no choice: a node that is reported may have both.
    let key = "source \(name.text)"
    if let earlier = places[key] {
      report(.choiceTwice, reference.tree, name.span, ["name": name.text], related: [earlier])
      return
    }
    places[key] = Location(file: reference.tree, span: name.span)
    adaptation.sources[name.text] = translations(texts, reference.tree)
  }

  /// A choice about what is below a node that is omitted says nothing.
  private mutating func checkOmissions(_ adaptation: Adaptation) {
    let omitted = adaptation.choices.filter { if case .omit = $0.kind { true } else { false } }
    for choice in adaptation.choices {
      guard let place = choice.location, var node = program.node(named: choice.point) else {
        continue
      }
      while let parent = program.nodes[node].parent {
        node = parent
        guard let above = omitted.first(where: { $0.point == program.nodes[parent].name })
        else { continue }
        report(
          .choiceWithoutEffect, place.file, place.span,
          ["name": choice.point, "above": above.point],
          related: [above.location].compactMap(\.self))
        break
      }
    }
  }

  // MARK: Local declarations

  /// Whether a declaration may stand in an adaptation, if it does; reports it if not.
  mutating func mayBeLocal(_ declaration: Declaration, _ tree: Int) -> Bool {
    guard isLocal(tree) else { return true }
    let what: String
    var place: Location?
    switch declaration.kind {
    case .every(let level, _):
      what = "what holds for `every \(level.text)`"
      place = every[level.text].first.map { Location(file: $0.tree, span: $0.clause.span) }
    case .retired(let name, _, _):
      what = "that a name is retired"
      place = places[name.text]
    case .reason(let name, _):
      what = "a reason"
      place = places["reason \(name.text)"] ?? places[name.text]
    case .sheet(let sheet) where declaration.keyword.text == "instrument":
      what = "an instrument"
      place = places[sheet.name.text]
    default: return true
    }
    report(
      .notLocal, tree, declaration.keyword.span, ["what": what, "base": program.head.name],
      related: place.map { [$0] } ?? baseHead)
    return false
  }

  /// A bare level or value of the base's lists must not become a figure of an adaptation.
  private mutating func checkLocalNames(_ module: Range<Int>) {
    var items: [String: (kind: String, place: Location?)] = [:]
    for axis in program.axes where !isLocal(axis.location?.file ?? -1) {
      for item in axis.values { items[item.name] = ("a value of `\(axis.name)`", axis.location) }
    }
    for scale in program.scales where !isLocal(scale.location?.file ?? -1) {
      for item in scale.levels { items[item.name] = ("a level of `\(scale.name)`", scale.location) }
    }
    for attribute in program.attributes where !isLocal(attribute.location?.file ?? -1) {
      for item in attribute.values {
        items[item.name] = ("a value of `\(attribute.name)`", attribute.location)
      }
    }
    for name in places.keys.sorted() {
      guard let place = places[name], module.contains(place.file) else { continue }
      let name = plainName(name)
      guard let item = items[name], let base = item.place else { continue }
      reportTaken(Name(name, place.span), place.file, item.kind, base)
    }
  }

  mutating func reportTaken(_ name: Name, _ tree: Int, _ kind: String, _ place: Location) {
    report(
      .localNameTaken, tree, name.span,
      [
        "name": name.text, "kind": kind,
        "suggestion": "\(adaptations[tree]?.name ?? "local")_\(name.text)",
      ], related: [place])
  }

  // MARK: Wording

  private mutating func refuse(
    _ asked: String, _ index: Int, _ name: Name, _ reference: ClauseRef
  ) {
    let node = program.nodes[index]
    var allowed = node.mayOmit == nil ? [] : ["`omit`"]
    allowed += node.alternatives.map { "`use \(node.name).\($0.name)`" }
    if node.isRoot { allowed += program.alternatives.map { "`use \(node.name).\($0.name)`" } }
    report(
      .choiceNotAllowed, reference.tree, name.span,
      [
        "name": name.text, "asked": asked,
        "allowed": allowed.isEmpty ? "nothing" : allowed.joined(separator: ", "),
      ], related: declared(index))
  }

  private func declared(_ index: Int) -> [Location] {
    [Location(file: nodeSources[index].tree, span: nodeSources[index].name.span)]
  }

  private func place(_ reference: ClauseRef) -> Location {
    Location(file: reference.tree, span: reference.clause.span)
  }

  /// The base's own value of a parameter.
  private func own(_ parameter: PMMIR.Parameter) -> Scalar? {
    if case .level(let level) = pool[parameter.value].operation { return .level(level) }
    return pool.constant(parameter.value).map { .number($0) }
  }

  func describe(_ bounds: Bounds, _ type: ValueType) -> String {
    func text(_ end: Rational) -> String {
      if case .level = type { return program.name(ofLevel: end.int ?? 0, type: type) }
      let unit = type.unit ?? .number
      return unit.text(printed: (end * unit.printFactor).decimal(significant: 12))
    }
    let (lower, upper) = (bounds.lower.map(text), bounds.upper.map(text))
    switch (lower, upper) {
    case (let lower?, let upper?):
      return "\(lower) \(bounds.lowerIsOpen ? "<" : "")..\(bounds.upperIsOpen ? "<" : "") \(upper)"
    case (let lower?, nil): return "\(bounds.lowerIsOpen ? "above" : "from") \(lower)"
    case (nil, let upper?): return "\(bounds.upperIsOpen ? "below" : "up to") \(upper)"
    case (nil, nil): return "anything"
    }
  }
}
