internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

/// Words that no declaration may take, because expressions already give them a meaning.
let builtInFunctionNames: Set<String> = Set(PMMIR.Function.allCases.map(\.rawValue)).union(
  setFunctionNames.union(["coverage", "known"]))

/// Functions that only exist over a set.
let setFunctionNames: Set<String> = [
  "unweighted_mean", "count", "distinct", "sd", "sample_sd", "percentile", "skewness", "kurtosis",
  "best_mean", "minmax", "zscore", "rank",
]

/// What words mean that no declaration may take.
private let builtInMeanings: NameTable<String> = {
  let words = [
    (Array(Keywords.reserved), "a reserved word"),
    (Array(builtInFunctionNames), "a built-in function"),
    (Array(UnitTable.builtIn.names), "a built-in unit"),
    (Reason.builtIn.map(\.name), "a built-in reason"),
    (["yes_no", "date", "date_time", "text"], "a built-in type"),
  ]
  var meanings = NameTable<String>()
  for (words, meaning) in words {
    for word in words where meanings[word] == nil { meanings.set(word, meaning) }
  }
  return meanings
}()

/// What other languages call functions of this one.
private let functionSynonyms = [
  "average": "mean", "avg": "mean", "arithmetic_mean": "mean", "minimum": "min", "maximum": "max",
  "total": "sum", "weighted_average": "weighted_mean", "geomean": "geometric_mean",
]

extension Checker {
  /// Finds every name of the module and gives each list of the program its order: by name.
  mutating func collectDeclarations(head: (tree: Int, head: Head)) {
    let count = trees.reduce(1) { $0 + $1.declarations.count }
    symbols.reserveCapacity(count)
    places.reserveCapacity(count)
    nodeSources.reserveCapacity(count)
    declareRoot(head.tree, head.head)
    let places = trees.indices.flatMap { tree in
      trees[tree].declarations.indices.map { (tree: tree, index: $0) }
    }
    let levels = program.levels + ["result"]
    for (place, source) in zip(places, nodeSources(at: places)) {
      if let source {
        collect(source, levels) { $0.trees[place.tree].declarations[place.index] }
      } else {
        collect(trees[place.tree].declarations[place.index], place.tree)
      }
    }
    for instrument in program.instruments { instrument.parent.map { adopt($0) } }
    collectReported()
    collectQuestions()
    sortLists()
  }

  /// What stands at each place as a sheet of a node, if it does; a half of many beside the other half.
  private func nodeSources(at places: [(tree: Int, index: Int)]) -> [NodeSource?] {
    guard places.count >= large else { return places.map(nodeSource) }
    let middle = places.count / 2
    let (first, second) = Threads.both {
      places[..<middle].map(nodeSource)
    } beside: {
      places[middle...].map(nodeSource)
    }
    return first + second
  }

  private func nodeSource(at place: (tree: Int, index: Int)) -> NodeSource? {
    let declaration = trees[place.tree].declarations[place.index]
    guard case .sheet(let sheet) = declaration.kind, declaration.keyword.text != "instrument" else {
      return nil
    }
    let level = declaration.keyword.text
    return NodeSource(
      tree: place.tree, name: sheet.name, level: level,
      parent: level == "result" ? nil : sheet.parent, title: sheet.title,
      clauses: own(sheet.block, place.tree), span: declaration.span)
  }

  private mutating func declareRoot(_ tree: Int, _ head: Head) {
    // The framework's name is in the namespace, as that of the root node.
    guard declare(head.name, tree, .node(0)) else { return }
    let ruling = headClauses.filter { reference in
      switch reference.clause.kind {
      case .combine, .when, .needs, .round, .show, .rank, .classification, .origin, .text, .code,
        .sdg, .example, .mayOmit, .was, .since, .seriesBreak, .better:
        true
      default: false
      }
    }
    nodeSources.append(
      NodeSource(
        tree: tree, name: head.name, level: "framework", parent: nil, title: head.title,
        clauses: ruling, span: head.span))
  }

  private mutating func collect(_ declaration: Declaration, _ tree: Int) {
    guard mayBeLocal(declaration, tree) else { return }
    switch declaration.kind {
    case .head: break
    case .sheet(let sheet): collectInstrument(sheet, declaration, tree)
    case .every(let level, let block):
      let known = program.levels + ["result"]
      guard known.contains(level.text) else {
        guard !level.isMissing, undeclared.insert("level \(level.text)").inserted else { return }
        unknownWord(level, tree, "level", known)
        return
      }
      addEvery(level, block, tree)
      for clause in block.clauses {
        // Each node asks for itself: the answers are inputs under its own name.
        guard case .instruments = clause.kind else { continue }
        misplaced(
          ClauseRef(tree: tree, clause: clause, source: .every(level.text)), in: "`every`")
      }
    case .input(let name, let title, let measure, let block):
      guard declare(name, tree, .input(0)) else { return }
      let clauses = own(block, tree)
      checkDuplicates(clauses)
      inputSources.append(
        InputSource(tree: tree, name: name, measure: measure, title: title, clauses: clauses))
    case .define(let name, let title, let parameters, let body):
      guard declare(name, tree, .define(defines.count)) else { return }
      defines.append(
        DefineSource(
          tree: tree, name: name, title: title, parameters: parameters ?? [], body: body))
    case .table(let name, _, _, _, _):
      _ = declare(name, tree, .table(0))
    case .parameter(let name, _, _, _):
      guard declare(name, tree, .parameter(0)) else { return }
      program.parameters.append(
        Parameter(name: name.text, sheet: Sheet(), type: .text, value: ExpressionID(0)))
    case .unit(let name, _, _, _): _ = declare(name, tree, .unit)
    case .axis(let name, _, _): _ = declare(name, tree, .axis(0))
    case .scale(let name, _, _): _ = declare(name, tree, .scale(0))
    case .attribute(let name, _, _): _ = declare(name, tree, .attribute(0))
    case .population(let name, _, _): _ = declare(name, tree, .population(0))
    case .reason(let name, _):
      // A reason that repeats a built-in name only gives its label.
      let reason = Reason(name.text)
      if Reason.builtIn.contains(reason) {
        if let earlier = places["reason \(name.text)"] {
          report(.duplicateName, tree, name.span, ["name": name.text], related: [earlier])
        }
        places.set("reason \(name.text)", Location(file: tree, span: name.span))
      } else if declare(name, tree, .reason(reason)) {
        reasons[name.text] = reason
      }
    case .records(let name, _, _):
      guard declare(name, tree, .records) else { return }
      refuseConstruct("`records`", tree, declaration.keyword.span)
    case .derive: refuseConstruct("`derive`", tree, declaration.keyword.span)
    case .entry:
      misplaced(declaration, tree)
    case .retired(let name, let version, let why):
      guard declare(name, tree, .retired) else { return }
      checkEdition(version.text, declaration.span, tree)
      program.retired.append(
        Retired(
          name: name.text, edition: version.text, why: why.text,
          location: Location(file: tree, span: name.span)))
    }
  }

  mutating func addEvery(_ level: Name, _ block: Block, _ tree: Int) {
    let clauses = ClauseRef.all(block.clauses, tree: tree, source: .every(level.text))
    if let earlier = every[level.text].first {
      report(
        .duplicateEvery, tree, level.span, ["level": level.text],
        related: [Location(file: earlier.tree, span: earlier.clause.span)])
      return
    }
    checkDuplicates(clauses)
    every[level.text] = clauses
  }

  private mutating func collectInstrument(
    _ sheet: PMMSyntax.Sheet, _ declaration: Declaration, _ tree: Int
  ) {
    let clauses = own(sheet.block, tree)
    checkDuplicates(clauses)
    if sheet.name.isMissing {
      loseNode(for: declaration.keyword.text)
    } else if declare(sheet.name, tree, .instrument(0)) {
      addInstrument(sheet, clauses, tree)
    }
  }

  /// The parser has said that a word lacks; the one that is there may well be the name.
  private mutating func loseNode(for word: String) {
    poisoned.insert(word)
    hasLostNodes = true
  }

  private mutating func collect(
    _ source: NodeSource, _ levels: [String], _ declaration: (Checker) -> Declaration
  ) {
    if source.mayRepeat { checkDuplicates(source.clauses) }
    let tree = source.tree
    if source.name.isMissing { return loseNode(for: source.level) }
    guard levels.contains(source.level) else {
      // A word that the head does not list is told once.
      if undeclared.insert("level \(source.level)").inserted {
        let level = declaration(self).keyword
        let known = program.levels + ["result", "instrument"]
        report(
          .unknownLevel, tree, level.span,
          arguments(
            ["name": level.text, "known": known.map { "`\($0)`" }.joined(separator: ", ")],
            nearest: level.text, in: Set(Keywords.declarations).union(known)),
          fix: nearestFix(level, tree, in: Set(Keywords.declarations).union(known)))
      }
      return loseNode(for: source.name.text)
    }
    guard declare(source.name, tree, .node(0)) else {
      hasLostNodes = true
      return
    }
    if source.level == "result", case .sheet(let sheet) = declaration(self).kind,
      let parent = sheet.parent
    {
      report(.resultInTree, tree, parent.span, ["name": source.name.text])
    }
    nodeSources.append(source)
  }

  func own(_ block: Block?, _ tree: Int) -> [ClauseRef] {
    ClauseRef.all(block?.clauses ?? [], tree: tree, source: .own)
  }

  /// Puts a name into the module's one namespace; false, and reported, if it cannot be.
  mutating func declare(_ name: Name, _ tree: Int, _ symbol: Symbol) -> Bool {
    guard !name.isMissing else { return false }
    if let earlier = places[name.text] {
      if isLocal(tree), !isLocal(earlier.file) {
        reportTaken(name, tree, symbols[name.text]?.kind ?? "a name", earlier)
      } else {
        var arguments: Arguments = [
          "name": name.text, "kind": symbols[name.text]?.kind ?? "a name",
        ]
        if let one = adaptations[earlier.file], let other = adaptations[tree], one != other {
          arguments.merge(["one": one.subject, "other": other.subject])
        }
        report(.duplicateName, tree, name.span, arguments, related: [earlier])
      }
      poisoned.insert(name.text)
      return false
    }
    if let meaning = builtInMeaning(name.text) {
      report(.reservedName, tree, name.span, ["name": name.text, "meaning": meaning])
      poisoned.insert(name.text)
      return false
    }
    symbols.set(name.text, symbol)
    places.set(name.text, Location(file: tree, span: name.span))
    return true
  }

  func builtInMeaning(_ name: String) -> String? {
    builtInMeanings[name]
  }

  /// A node that is `reported` has an input under its own name.
  private mutating func collectReported() {
    for (index, node) in nodeSources.enumerated() {
      guard let reference = bodyClause(of: node),
        case .reported(let measure) = reference.clause.kind
      else { continue }
      let clauses = (node.clauses + every[node.level]).filter { isInputClause($0) }
      inputSources.append(
        InputSource(
          tree: node.tree, name: node.name, measure: measure, title: node.title,
          clauses: firstOfEachSlot(clauses), owner: index))
    }
  }

  func isInputClause(_ reference: ClauseRef) -> Bool {
    switch reference.clause.kind {
    case .range, .check, .warn, .source: true
    default: false
    }
  }

  /// An outcome's question about an instrument is the input `OUTCOME.INSTRUMENT`.
  private mutating func collectQuestions() {
    for (index, node) in nodeSources.enumerated() where node.asksForInstruments {
      for reference in node.clauses {
        guard case .instruments(let list) = reference.clause.kind else { continue }
        var seen: Set<String> = []
        for item in list {
          adopt(item.name.text)
          guard case .instrument? = symbols[item.name.text] else {
            unknownInstrument(item.name, reference.tree)
            continue
          }
          if let instrument = program.instruments.first(where: { $0.name == item.name.text }) {
            warnIfGone(instrument, item.name, reference.tree)
          }
          guard seen.insert(item.name.text).inserted else {
            report(
              .duplicateItem, reference.tree, item.name.span,
              ["name": "`\(item.name.text)`", "list": "`instruments`"])
            continue
          }
          var name = node.name
          name.text += "." + item.name.text
          inputSources.append(
            InputSource(
              tree: node.tree, name: name, measure: nil, title: nil, clauses: [], owner: index,
              instrument: item.name))
        }
      }
    }
  }

  func bodyClause(of node: NodeSource) -> ClauseRef? {
    node.clauses.first { $0.slotKind == .body }
      ?? every[node.level].first { $0.slotKind == .body }
  }

  /// Inner clauses first: keeps the first of every slot, and all that have none.
  func firstOfEachSlot(_ clauses: [ClauseRef]) -> [ClauseRef] {
    var seen = SlotSet()
    return clauses.filter { $0.slot.map { seen.insert($0) } ?? true }
  }

  /// Orders the lists by name and lets the symbols point into them.
  private mutating func sortLists() {
    // Owners are found again by name, because the nodes move.
    let owners = inputSources.map { $0.owner.map { nodeSources[$0].name.text } }
    for index in inputSources.indices { inputSources[index].owner = nil }
    nodeSources.sort { $0.name.text < $1.name.text }
    for (index, node) in nodeSources.enumerated() { symbols.set(node.name.text, .node(index)) }
    for index in inputSources.indices {
      guard let owner = owners[index], case .node(let node)? = symbols[owner] else { continue }
      inputSources[index].owner = node
    }
    inputSources.sort { $0.name.text < $1.name.text }
    program.instruments.sort { $0.name < $1.name }
    program.parameters.sort { $0.name < $1.name }
    program.retired.sort { $0.name < $1.name }
    program.defines = defines.sorted { $0.name.text < $1.name.text }.map { define in
      Define(
        name: define.name.text, title: translations(define.title, define.tree),
        parameters: define.parameters.map(\.name.text),
        takesList: define.parameters.last?.isVariadic ?? false,
        location: Location(file: define.tree, span: define.name.span))
    }
    for (index, input) in inputSources.enumerated() where input.owner == nil {
      symbols.set(input.name.text, .input(index))
    }
    for (index, input) in inputSources.enumerated() where input.owner != nil {
      ownedInputs[input.name.text] = index
    }
    for (index, item) in program.instruments.enumerated() {
      symbols.set(item.name, .instrument(index))
    }
    for (index, item) in program.parameters.enumerated() { symbols.set(item.name, .parameter(index)) }
    progress = Array(repeating: .todo, count: nodeSources.count)
  }

  /// `a node`, `an axis`, `a unit`
  func withArticle(_ noun: String) -> String {
    let vowels: Set<Character> = ["a", "e", "i", "o"]
    return (noun.first.map(vowels.contains) ?? false ? "an " : "a ") + noun
  }

  /// Says that a name is not declared, unless its declaration was itself refused.
  mutating func unknownName(
    _ name: Name, _ tree: Int, as what: String, in candidates: some Sequence<String>
  ) {
    guard !name.isMissing, !poisoned.contains(name.text) else { return }
    if let symbol = symbols[name.text] {
      report(
        .wrongKind, tree, name.span,
        ["name": name.text, "found": symbol.kind, "expected": withArticle(what)],
        related: places[name.text].map { [$0] } ?? [])
      return
    }
    if let meaning = builtInMeaning(name.text) {
      report(
        .wrongKind, tree, name.span,
        ["name": name.text, "found": meaning, "expected": withArticle(what)])
      return
    }
    let candidates = Array(candidates)
    var arguments: Arguments = ["name": name.text, "what": what]
    let synonym = functionSynonyms[name.text].flatMap { candidates.contains($0) ? $0 : nil }
    guard let nearest = synonym ?? nearestName(to: name.text, in: candidates) else {
      // A name that resembles nothing lacks its declaration: that is said once.
      guard undeclared.insert("\(what) \(name.text)").inserted else { return }
      arguments["declare"] = declarationExample(of: name.text, as: what)
      report(.unknownName, tree, name.span, arguments)
      return
    }
    arguments["nearest"] = nearest
    report(
      .unknownName, tree, name.span, arguments,
      fix: replace(tree, name.span, by: nearest, .changesMeaning))
  }

  /// How a name of this kind would be declared.
  private func declarationExample(of name: String, as what: String) -> String? {
    switch what {
    case "value", "input": "`input \(name) \"…\" : number`"
    case "unit": "`unit \(name) counted`"
    case "axis": "`axis \(name) { … }`"
    case "scale": "`scale \(name) { … }`"
    case "attribute": "`attribute \(name) { … }`"
    case "population": "`population \(name) = this period`"
    case "instrument": "`instrument \(name) \"…\"`"
    case "reason", "reason or condition": "`reason \(name) \"…\"`"
    default: nil
    }
  }
}
