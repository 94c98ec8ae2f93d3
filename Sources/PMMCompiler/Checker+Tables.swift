internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Checker {
  /// Reads every `table`, in the order of their names.
  mutating func declareTables() {
    var sources: [(tree: Int, declaration: Declaration)] = []
    for tree in trees.indices {
      for declaration in trees[tree].declarations {
        guard case .table(let name, _, _, _, _) = declaration.kind, isDeclared(name, tree) else {
          continue
        }
        sources.append((tree, declaration))
      }
    }
    sources.sort { tableName($0.declaration) < tableName($1.declaration) }
    for source in sources { declareTable(source.declaration, source.tree) }
  }

  private func tableName(_ declaration: Declaration) -> String {
    if case .table(let name, _, _, _, _) = declaration.kind { name.text } else { "" }
  }

  private mutating func declareTable(_ declaration: Declaration, _ tree: Int) {
    guard case .table(let name, let title, let parameters, let result, let rows) = declaration.kind
    else { return }
    symbols.set(name.text, .table(program.tables.count))
    let isMultiset = parameters.contains(where: \.isVariadic)
    let type = resolveType(result, tree)
    let types = type.map { type in parameterTypes(parameters, type, isMultiset, tree) }
    var table = PMMIR.Table(
      name: name.text, title: translations(title, tree), parameters: parameters.map(\.name.text),
      isMultiset: isMultiset, type: type ?? .text,
      location: Location(file: tree, span: name.span))
    tableTypes.append(types ?? [])
    guard let type, let types, types.count == parameters.count, !types.isEmpty else {
      poisoned.insert(name.text)
      program.tables.append(table)
      return
    }
    if isMultiset {
      guard parameters.count == 1, case .level = types[0] else {
        report(.tableForm, tree, name.span)
        poisoned.insert(name.text)
        program.tables.append(table)
        return
      }
    }
    if rows.isEmpty { report(.noRows, tree, name.span) }
    if !isMultiset, let wrong = rows.first(where: { $0.patterns.count != types.count }) {
      // Told once: it is most often the head of the table that lacks a parameter or its `...`.
      report(
        .tablePatterns, tree, wrong.span,
        ["found": String(wrong.patterns.count), "expected": String(types.count)])
      poisoned.insert(name.text)
      program.tables.append(table)
      return
    }
    for row in rows {
      table.rows += lowerTableRow(row, types, type, isMultiset, tree) ?? []
    }
    checkOverlap(table)
    program.tables.append(table)
  }

  /// A parameter without a unit is of the table's own scale, if it has one, else a number.
  private mutating func parameterTypes(
    _ parameters: [PMMSyntax.Parameter], _ result: ValueType, _ isMultiset: Bool, _ tree: Int
  ) -> [ValueType] {
    parameters.compactMap { parameter in
      if let unit = parameter.unit { return resolveType(unit, tree) }
      if case .level = result { return result }
      return .quantity(.number)
    }
  }

  private mutating func lowerTableRow(
    _ row: PMMSyntax.Row, _ types: [ValueType], _ result: ValueType, _ isMultiset: Bool,
    _ tree: Int
  ) -> [PMMIR.Table.Row]? {
    let context = ExpressionContext(tree: tree, place: .constant)
    // Several where a pattern is an interval of levels.
    var combinations: [[PMMIR.Row.Pattern]] = [[]]
    func append(_ patterns: [PMMIR.Row.Pattern]) {
      combinations = combinations.flatMap { combination in patterns.map { combination + [$0] } }
    }
    for (index, pattern) in row.patterns.enumerated() {
      let type = types[isMultiset ? 0 : index]
      switch pattern {
      case .anything(let span):
        guard !isMultiset else {
          report(.tableForm, tree, span)
          return nil
        }
        append([.anything])
      case .interval(let interval):
        if case .level = type, !isMultiset {
          guard let levels = levels(of: interval, type, tree) else { return nil }
          append(levels.map { .equals(pool.add(.level($0), type)) })
          continue
        }
        guard !isMultiset, let unit = type.unit,
          let bounds = constantBounds(interval, unit, tree)
        else {
          if isMultiset || type.unit == nil {
            report(
              .rangeOfAnotherKind, tree, interval.span,
              [
                "type": describe(type), "expected": "levels by name",
              ])
          }
          return nil
        }
        append([.interval(bounds)])
      case .expression(let id):
        guard let lowered = lower(id, context, expecting: type),
          let fitted = fit(lowered, id, to: type, tree)
        else { return nil }
        append([.equals(fitted.id)])
      }
    }
    if isMultiset {
      combinations = combinations.map { $0.sorted { level(of: $0) < level(of: $1) } }
    }
    guard let lowered = lower(row.result, context, expecting: result),
      let fitted = fit(lowered, row.result, to: result, tree)
    else { return nil }
    return combinations.map { patterns in
      PMMIR.Table.Row(
        patterns: patterns, result: fitted.id, location: Location(file: tree, span: row.span))
    }
  }

  private func level(of pattern: PMMIR.Row.Pattern) -> Int {
    if case .equals(let id) = pattern, case .level(let index) = pool[id].operation {
      index
    } else {
      -1
    }
  }

  /// Two rows for the same operands would need an order between them.
  private mutating func checkOverlap(_ table: PMMIR.Table) {
    var seen: [[PMMIR.Row.Pattern]: Location] = [:]
    for row in table.rows {
      guard let place = row.location else { continue }
      if let earlier = seen[row.patterns] {
        report(
          .rowsOverlap, place.file, place.span,
          [
            "what": trees[place.file].file.text(place.span).split(separator: "=>").first.map {
              "`\($0.trimmingSpaces)`"
            } ?? "the same figures"
          ], related: [earlier])
      } else {
        seen[row.patterns] = place
      }
      // With one parameter the rows are bands; with several, only equal rows are compared.
    }
    if !table.isMultiset, table.parameters.count == 1 {
      let type = tableTypes[tableTypes.count - 1][0]
      rowSets.append(
        RowSet(
          subject: nil, type: type,
          rows: table.rows.map { PMMIR.Row(pattern: $0.patterns[0], result: $0.result) },
          locations: table.rows.compactMap(\.location),
          location: table.location ?? Location(file: 0, span: Span(0, 0)), node: nil))
    }
  }

  // MARK: Use

  mutating func lowerLookup(
    _ index: Int, _ call: Call, _ span: Span, _ context: ExpressionContext
  ) -> Lowered? {
    let table = program.tables[index]
    guard !poisoned.contains(table.name) else { return nil }
    let types = tableTypes[index]
    guard let arguments = values(call, context) else { return nil }
    guard table.isMultiset ? !arguments.isEmpty : arguments.count == types.count else {
      report(
        .wrongDefineArguments, context.tree, span,
        [
          "name": table.name, "found": String(arguments.count),
          "expected": table.parameters.joined(separator: ", "),
        ], related: table.location.map { [$0] } ?? [])
      return nil
    }
    var ids: [ExpressionID] = []
    for (position, argument) in arguments.enumerated() {
      let place = call.arguments[min(position, call.arguments.count - 1)].expressions[0]
      guard
        let fitted = fit(
          argument, place, to: types[table.isMultiset ? 0 : position], context.tree)
      else { return nil }
      ids.append(fitted.id)
    }
    let id = pool.add(.lookup(index, ids), table.type)
    if table.isMultiset { oblige(.undefined(table.name), id, span, context) }
    return Lowered(id, table.type)
  }

  /// `combine averaging`: the table reads the children that remain.
  mutating func lowerTableCombination(
    _ index: Int, _ name: Name, _ id: ExprID, _ reference: ClauseRef
  ) -> Combination? {
    let table = program.tables[index]
    guard !poisoned.contains(table.name) else { return nil }
    guard table.isMultiset else {
      report(.combineNeedsList, reference.tree, name.span, ["name": name.text])
      return nil
    }
    guard tableTypes[index][0] == scoreType, table.type == scoreType else {
      typeMismatch(id, table.type, scoreType, reference.tree)
      return nil
    }
    let operands = pool.add(.operands, scoreType)
    return .custom(name: name.text, pool.add(.lookup(index, [operands]), table.type))
  }

  /// Which combinations of the children's levels a table has no row for; nil if there are too many
  /// children to try them all.
  func combinationsWithoutRow(_ table: PMMIR.Table, children: [Set<Int>]) -> [[Int]]? {
    let rows = Set(table.rows.map { row in row.patterns.map(level(of:)).sorted() })
    var missing: Set<[Int]> = []
    // Every child may be left out, so smaller sets count too; one at least remains.
    var reached: Set<[Int]> = [[]]
    for levels in children {
      var next = reached
      for set in reached {
        for level in levels { next.insert((set + [level]).sorted()) }
      }
      guard next.count <= 20_000 else { return nil }
      reached = next
    }
    for set in reached where !set.isEmpty && !rows.contains(set) { missing.insert(set) }
    return missing.sorted {
      ($0.count, $0.map(String.init).joined()) < ($1.count, $1.map(String.init).joined())
    }
  }
}

extension Substring {
  var trimmingSpaces: Substring {
    var text = self
    while text.first == " " { text = text.dropFirst() }
    while text.last == " " { text = text.dropLast() }
    return text
  }
}
