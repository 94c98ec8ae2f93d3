import PMMDiagnostics
import PMMIR
internal import PMMNumber

/// Axes, scales, attributes, reasons, units, populations, tables, instruments and parameters.
extension ProgramDiff {
  mutating func compareLists() {
    for (before, after) in matched("axis", old.axes, new.axes, \.name, \.location) {
      compareTitles(before.title, after.title, after.name, before.location, after.location)
      compareValues(
        "axis", after.name, before.values, after.values, before.location, after.location)
    }
    for (before, after) in matched("scale", old.scales, new.scales, \.name, \.location) {
      compareTitles(before.title, after.title, after.name, before.location, after.location)
      compareLevels(before, after)
    }
    for (before, after) in matched("attribute", old.attributes, new.attributes, \.name, \.location)
    {
      compareTitles(before.title, after.title, after.name, before.location, after.location)
      let types = (typeText(before.type, old), typeText(after.type, new))
      if types.0 != types.1 {
        report(
          .attributeTypeChanged, at: [after.name],
          ["name": after.name, "old": types.0, "new": types.1], before.location, after.location)
      }
      compareValues(
        "attribute", after.name, before.values, after.values, before.location, after.location)
    }
    compareUnits()
    comparePopulations()
    compareTables()
    compareReasons()
    for (before, after) in matched("define", old.defines, new.defines, \.name, \.location) {
      compareTitles(before.title, after.title, after.name, before.location, after.location)
    }
    compareInstruments()
  }

  /// What both declare; what one of them does is told.
  private mutating func matched<Item>(
    _ kind: String, _ before: [Item], _ after: [Item], _ name: (Item) -> String,
    _ location: (Item) -> Location?
  ) -> [(Item, Item)] {
    let earlier = Dictionary(before.map { (name($0), $0) }) { first, _ in first }
    let later = Dictionary(after.map { (name($0), $0) }) { first, _ in first }
    for item in before where later[name(item)] == nil {
      report(
        .listRemoved, at: [name(item)], ["kind": kind, "name": name(item)], location(item), nil,
        effects: kind == "define" ? .editorial : nil)
    }
    for item in after where earlier[name(item)] == nil {
      report(.listAdded, at: [name(item)], ["kind": kind, "name": name(item)], nil, location(item))
    }
    return after.compactMap { item in earlier[name(item)].map { ($0, item) } }
  }

  private mutating func compareValues(
    _ kind: String, _ name: String, _ before: [Item], _ after: [Item], _ old: Location?,
    _ new: Location?
  ) {
    for item in after where !before.contains(where: { $0.name == item.name }) {
      report(
        .valueAdded, at: [name, item.name], ["kind": kind, "name": name, "value": item.name], old,
        new, effects: kind == "axis" ? [.additive, .collection] : nil)
    }
    for item in before where !after.contains(where: { $0.name == item.name }) {
      report(
        .valueRemoved, at: [name, item.name], ["kind": kind, "name": name, "value": item.name], old,
        new)
    }
    for item in after {
      guard let earlier = before.first(where: { $0.name == item.name }) else { continue }
      compareLabels(kind, name, earlier, item, old, new)
    }
  }

  private mutating func compareLabels(
    _ kind: String, _ name: String, _ before: Item, _ after: Item, _ old: Location?,
    _ new: Location?
  ) {
    let language = self.new.head.languages.first ?? "en"
    if let one = before.label[language], let other = after.label[language], one != other {
      report(
        .valueRelabelled, at: [name, after.name],
        ["kind": kind, "name": name, "value": after.name, "old": one, "new": other], old, new,
        verdict: .review)
    }
    compareTranslations(
      before.label, after.label, "label", [name, after.name], after.name, old, new)
  }

  /// Levels are what their place in the order is.
  private mutating func compareLevels(_ before: Scale, _ after: Scale) {
    let (earlier, later) = (before.levels.map(\.name), after.levels.map(\.name))
    let common = later.filter(earlier.contains)
    let name = after.name
    if earlier.filter(later.contains) != common {
      report(.orderChanged, at: [name], ["name": name], before.location, after.location)
    }
    if let renamed = renamedLevels(before, after) {
      for (one, other) in renamed {
        report(
          .valueRenamed, at: [name, other], ["name": name, "old": one, "new": other],
          before.location, after.location)
      }
      for level in after.levels where earlier.contains(level.name) {
        let other = before.levels.first { $0.name == level.name }!
        compareLabels("scale", name, other, level, before.location, after.location)
      }
    } else {
      compareValues(
        "scale", name, before.levels, after.levels, before.location, after.location)
    }
  }

  /// The levels that have another name at the same place, if nothing else changes; nil if none has.
  func renamedLevels(_ before: Scale, _ after: Scale) -> [(String, String)]? {
    let (earlier, later) = (before.levels.map(\.name), after.levels.map(\.name))
    let changed = Array(zip(earlier, later)).filter { $0 != $1 }
    let isRenaming =
      earlier.count == later.count
      && changed.allSatisfy { !later.contains($0.0) && !earlier.contains($0.1) }
    return isRenaming && !changed.isEmpty ? changed : nil
  }

  private mutating func compareUnits() {
    for (before, after) in matched("unit", old.units, new.units, \.unit.name, \.location) {
      let name = after.unit.name
      compareTitles(before.title, after.title, name, before.location, after.location)
      guard before.unit != after.unit || before.isCounted != after.isCounted else { continue }
      func words(_ unit: DeclaredUnit) -> String {
        let factors = unit.unit.factors.map { $0.power == 1 ? $0.base : "\($0.base)^\($0.power)" }
        return (unit.isCounted ? "counted " : "")
          + "\(unit.unit.scale.exactText) \(factors.joined(separator: " "))"
      }
      report(
        .unitRedefined, at: [name], ["name": name, "old": words(before), "new": words(after)],
        before.location, after.location)
    }
  }

  private mutating func comparePopulations() {
    func text(_ population: Population, _ form: NormalForm) -> String {
      let same = population.same.map { form.program.attributes[$0].name }.sorted()
      let conditions = population.conditions.map(form.text).sorted()
      return "\(population.allPeriods) \(same) \(conditions) \(population.atLeast ?? 0)"
    }
    for (before, after) in matched(
      "population", old.populations, new.populations, \.name, \.location)
    {
      compareTitles(before.title, after.title, after.name, before.location, after.location)
      guard text(before, oldForm) != text(after, newForm) else { continue }
      report(
        .populationChanged, at: [after.name], ["name": after.name], before.location, after.location)
    }
  }

  private mutating func compareTables() {
    func text(_ table: Table, _ form: NormalForm) -> String {
      let texts = RuleTexts(form)
      var rows = table.rows.map { row in
        var patterns = row.patterns.map(texts.pattern)
        if table.isMultiset { patterns.sort() }
        return patterns.joined(separator: ", ") + " => " + form.text(row.result)
      }
      if table.isMultiset { rows.sort() }
      return rows.joined(separator: "\n")
    }
    for (before, after) in matched("table", old.tables, new.tables, \.name, \.location) {
      compareTitles(before.title, after.title, after.name, before.location, after.location)
      guard text(before, oldForm) != text(after, newForm) else {
        if text(before, oldForm.literal) != text(after, newForm.literal) {
          report(
            .formulaEqual, at: [after.name], ["name": after.name, "clause": "table"],
            before.location, after.location, verdict: .proved)
        }
        continue
      }
      report(
        .tableChanged, at: [after.name], ["name": after.name], before.location, after.location,
        nodes: new.nodeNames(reading: after.name))
    }
  }

  private mutating func compareReasons() {
    let (before, after) = (old.reasons, new.reasons)
    for reason in after where !before.contains(where: { $0.reason == reason.reason }) {
      report(
        .reasonAdded, at: [reason.reason.name], ["name": reason.reason.name], nil, reason.location)
    }
    for reason in before where !after.contains(where: { $0.reason == reason.reason }) {
      report(
        .reasonRemoved, at: [reason.reason.name], ["name": reason.reason.name], reason.location,
        nil,
        effects: Reason.builtIn.contains(reason.reason) ? .editorial : nil)
    }
    for reason in after {
      guard let earlier = before.first(where: { $0.reason == reason.reason }) else { continue }
      let item = { (reason: DeclaredReason) in Item(name: reason.reason.name, label: reason.label) }
      compareLabels(
        "reason", reason.reason.name, item(earlier), item(reason), earlier.location, reason.location
      )
    }
  }

  private mutating func compareInstruments() {
    for (before, after) in matched(
      "instrument", old.instruments, new.instruments, \.name, \.sheet.location)
    {
      var (one, other) = (before, after)
      one.sheet = Sheet()
      other.sheet = Sheet()
      if "\(one)" != "\(other)" || before.sheet.title != after.sheet.title
        || before.sheet.definition != after.sheet.definition
      {
        report(
          .instrumentEdited, at: [after.name], ["name": after.name], before.sheet.location,
          after.sheet.location)
      }
    }
  }

  // MARK: Parameters

  mutating func compareParameters() {
    for pair in parameters.renamed {
      let (before, after) = (
        old.parameters.first { $0.name == pair.old }, new.parameters.first { $0.name == pair.new }
      )
      report(
        pair.isUndone ? .oldNameReturned : .renamed, at: [pair.new],
        ["old": pair.old, "new": pair.new], before?.sheet.location, after?.sheet.location)
    }
    for index in parameters.removed {
      let parameter = old.parameters[index]
      report(
        .parameterRemoved, at: [parameter.name], ["name": parameter.name],
        parameter.sheet.location, nil, effects: parameter.maySet == nil ? .editorial : nil)
      reportSunset(parameter.sheet, parameter.name)
    }
    for index in parameters.added {
      let parameter = new.parameters[index]
      report(
        .parameterAdded, at: [parameter.name], ["name": parameter.name], nil,
        parameter.sheet.location)
    }
    for pair in parameters.pairs {
      compare(old.parameters[pair.old], new.parameters[pair.new])
    }
  }

  private mutating func compare(_ before: Parameter, _ after: Parameter) {
    let name = after.name
    let places = (before.sheet.location, after.sheet.location)
    let scales = (before.type.unit?.scale ?? 1, after.type.unit?.scale ?? 1)
    let texts = (
      before.type.unit == nil
        ? oldForm.text(before.value) : oldForm.text(before.value, times: scales.0),
      after.type.unit == nil
        ? newForm.text(after.value) : newForm.text(after.value, times: scales.1)
    )
    if texts.0 != texts.1 || before.type.unit?.factors != after.type.unit?.factors {
      let arguments: Arguments = [
        "name": name, "old": old.words(before.value), "new": new.words(after.value),
      ]
      let readers = new.nodeNames(reading: name)
      // What no rule reads says which figures are counted.
      report(
        .constantChanged, at: [name, "value"], arguments,
        old.setting(of: before.name) ?? places.0, new.setting(of: name) ?? places.1,
        effects: readers.isEmpty ? [.comparability, .collection] : nil, nodes: readers)
    } else if scales.0 == scales.1,
      oldForm.literal.text(before.value) != newForm.literal.text(after.value)
    {
      report(
        .formulaEqual, at: [name, "value"], ["name": name, "clause": "value"], places.0, places.1,
        verdict: .proved)
    }
    compareChoice(before, after)
    compareSheets(before.sheet, after.sheet, [name], name)
  }

  private mutating func compareChoice(_ before: Parameter, _ after: Parameter) {
    let name = after.name
    let unit = (before.type.unit, after.type.unit)
    switch (before.maySet, after.maySet) {
    case (nil, nil): return
    case (let earlier?, nil):
      report(
        .locked, at: [name, "may set"], ["name": name], earlier.location, after.sheet.location)
    case (nil, let later?):
      report(
        .unlocked, at: [name, "may set"],
        ["name": name, "new": words(later.value.bounds, after.type, new)],
        before.sheet.location, later.location)
    case (let earlier?, let later?):
      let words = (
        words(earlier.value.bounds, before.type, old), words(later.value.bounds, after.type, new)
      )
      // Levels by name: one that is put in below does not move the others.
      let isLevel = after.type.unit == nil && before.type.unit == nil
      let scaled = (
        earlier.value.bounds.times(unit.0?.scale ?? 1),
        isLevel && words.0 == words.1
          ? earlier.value.bounds : later.value.bounds.times(unit.1?.scale ?? 1)
      )
      if scaled.0 != scaled.1 {
        let code: ChangeCode =
          scaled.1.isInside(scaled.0)
          ? .choiceTightened : scaled.0.isInside(scaled.1) ? .choiceLoosened : .choiceMoved
        report(
          code, at: [name, "may set"],
          [
            "name": name, "old": words.0, "new": words.1,
          ], earlier.location, later.location)
      }
      compare(
        earlier.value.comparability, later.value.comparability, [name, "may set"], name,
        earlier.location, later.location)
    }
  }

  private func words(_ bounds: Bounds, _ type: ValueType, _ program: Program) -> String {
    guard case .level = type else { return boundsText(bounds, type.unit) }
    let ends = [bounds.lower, bounds.upper].compactMap { $0?.int }
    return ends.map { program.name(ofLevel: $0, type: type) }.joined(separator: " .. ")
  }

  mutating func compare(
    _ before: Comparability, _ after: Comparability, _ path: [String], _ name: String,
    _ old: Location?, _ new: Location?
  ) {
    guard before != after else { return }
    let order: [Comparability] = [.notComparable, .withinOption, .whenEqual, .comparable]
    let isRaised = order.firstIndex(of: before)! < order.firstIndex(of: after)!
    report(
      isRaised ? .comparabilityRaised : .comparabilityLowered, at: path,
      ["name": name, "old": before.rawValue, "new": after.rawValue], old, new)
  }
}

extension Bounds {
  func times(_ factor: Rational) -> Bounds {
    Bounds(
      lower: lower.map { $0 * factor }, lowerIsOpen: lowerIsOpen, upper: upper.map { $0 * factor },
      upperIsOpen: upperIsOpen)
  }

  /// Whether all that it contains is in the other.
  func isInside(_ other: Bounds) -> Bool {
    let low: Bool =
      switch (lower, other.lower) {
      case (_, nil): true
      case (nil, _?): false
      case (let own?, let limit?):
        own > limit || (own == limit && (lowerIsOpen || !other.lowerIsOpen))
      }
    let high: Bool =
      switch (upper, other.upper) {
      case (_, nil): true
      case (nil, _?): false
      case (let own?, let limit?):
        own < limit || (own == limit && (upperIsOpen || !other.upperIsOpen))
      }
    return low && high
  }
}

extension Program {
  /// Where an adaptation sets a parameter.
  fileprivate func setting(of parameter: String) -> Location? {
    adaptation?.choices.first {
      if case .set(parameter, _) = $0.kind { true } else { false }
    }?.location
  }

  /// A constant as one writes it; what is no constant, as a formula.
  func words(_ id: ExpressionID) -> String {
    switch self[id].operation {
    case .number(let number): self[id].type.unit?.text(number) ?? number.exactText
    case .level(let level): name(ofLevel: level, type: self[id].type)
    case .category(let value): name(ofCategory: value, type: self[id].type)
    case .truth(let truth): truth ? "yes" : "no"
    case .text(let text): text
    case .date(let days): isoDate(days: days)
    case .named(_, _, let body): words(body)
    case .parameter(let index): parameters[index].name
    case .negate(let operand): "-" + words(operand)
    case .convert(let operand, _): words(operand)
    default: "a formula"
    }
  }

  /// The nodes whose own clauses read a parameter or a table of this name.
  func nodeNames(reading name: String) -> [String] {
    nodes.filter { node in
      var open = node.rules.expressions + (node.rules.weight.map { [$0.value] } ?? [])
      var seen: Set<ExpressionID> = []
      while let id = open.popLast() {
        guard seen.insert(id).inserted else { continue }
        switch self[id].operation {
        case .parameter(let index) where parameters[index].name == name: return true
        case .lookup(let table, _) where tables[table].name == name: return true
        default: open += dependencies(of: id)
        }
      }
      return false
    }.map(\.name)
  }
}
