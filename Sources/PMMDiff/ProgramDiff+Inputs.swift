import PMMDiagnostics
import PMMIR
internal import PMMNumber

/// What is reported.
extension ProgramDiff {
  mutating func compareInputs() {
    for pair in inputs.renamed {
      report(
        pair.isUndone ? .inputNameReturned : .inputRenamed, at: [pair.new],
        ["old": pair.old, "new": pair.new], old.sheet(ofInput: pair.old),
        new.sheet(ofInput: pair.new))
    }
    let readers = (old.readers, new.readers)
    for index in inputs.removed where old.inputs[index].asksForItself(in: old) {
      let input = old.inputs[index]
      let read = readers.0[index] ?? []
      report(
        read.isEmpty ? .optionalInputRemoved : .requiredInputRemoved, at: [input.name],
        ["name": input.name, "readers": words(read)], input.sheet.location, nil)
      reportSunset(input.sheet, input.name)
    }
    for index in inputs.added where new.inputs[index].asksForItself(in: new) {
      let input = new.inputs[index]
      let read = readers.1[index] ?? []
      report(
        read.isEmpty ? .optionalInputAdded : .requiredInputAdded, at: [input.name],
        ["name": input.name, "readers": words(read)], nil, input.sheet.location)
    }
    for pair in inputs.pairs {
      let (before, after) = (old.inputs[pair.old], new.inputs[pair.new])
      let places = (before.sheet.location, after.sheet.location)
      let read = (readers.0[pair.old] ?? [], readers.1[pair.new] ?? [])
      if before.asksForItself(in: old), read.0.isEmpty != read.1.isEmpty {
        report(
          read.0.isEmpty ? .becameRequired : .becameOptional, at: [after.name],
          ["name": after.name, "readers": words(read.1)], places.0, places.1)
      }
      compare(before, after)
    }
  }

  private func words(_ names: [String]) -> String {
    if names.isEmpty { return "no rule of the base" }
    let some = names.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
    return some + (names.count > 3 ? " and \(names.count - 3) more" : "")
  }

  private mutating func compare(_ before: Input, _ after: Input) {
    let name = after.name
    let places = (before.sheet.location, after.sheet.location)
    compareTypes(before, after, places)
    if before.accumulation != after.accumulation {
      report(
        .accumulationChanged, at: [name, "accumulation"],
        ["name": name, "old": before.accumulation.words, "new": after.accumulation.words], places.0,
        places.1)
    }
    compareBreakdowns(before, after, places)
    compareRanges(before, after)
    compareChecks(before.checks, after.checks, name, isWarning: false)
    compareChecks(before.warnings, after.warnings, name, isWarning: true)
    compareSources(before, after, places)
    // Of what a node reports, the node says the rest.
    guard after.owner == nil, before.owner == nil else { return }
    compareDisclosure(before.disclosure, after.disclosure, [name], name, places.0, places.1)
    compareSheets(before.sheet, after.sheet, [name], name, meaning: true)
  }

  private mutating func compareTypes(
    _ before: Input, _ after: Input, _ places: (Location?, Location?)
  ) {
    let words = (typeText(before.type, old), typeText(after.type, new))
    let arguments: Arguments = ["name": after.name, "old": words.0, "new": words.1]
    let path = [after.name, "unit"]
    switch (before.type, after.type) {
    case (.quantity(let one), .quantity(let other)):
      if one.factors != other.factors {
        report(.unitChanged, at: path, arguments, places.0, places.1)
      } else if one.scale != other.scale || one.isPercent != other.isPercent {
        report(.unitConverted, at: path, arguments, places.0, places.1)
      }
    default:
      if words.0 != words.1 { report(.typeChanged, at: path, arguments, places.0, places.1) }
    }
  }

  private mutating func compareBreakdowns(
    _ before: Input, _ after: Input, _ places: (Location?, Location?)
  ) {
    func parts(_ input: Input, _ program: Program) -> [String: [String]] {
      Dictionary(
        input.breakdown.map { part in
          let axis = program.axes[part.axis]
          return (axis.name, part.values.map { axis.values[$0].name })
        }, uniquingKeysWith: { $0 + $1 })
    }
    let (one, other) = (parts(before, old), parts(after, new))
    let name = after.name
    for axis in Set(one.keys).union(other.keys).sorted() {
      let arguments: Arguments = ["name": name, "axis": axis]
      switch (one[axis], other[axis]) {
      case (nil, _): report(.breakdownAdded, at: [name, "by"], arguments, places.0, places.1)
      case (_, nil): report(.breakdownRemoved, at: [name, "by"], arguments, places.0, places.1)
      case (let earlier?, let later?):
        let added = later.filter { !earlier.contains($0) && hasValue(axis, $0, in: old) }
        let removed = earlier.filter { !later.contains($0) && hasValue(axis, $0, in: new) }
        func with(_ values: [String]) -> Arguments {
          arguments.merging(["values": values.joined(separator: ", ")])
        }
        if !added.isEmpty {
          report(.cellsAdded, at: [name, "by"], with(added), places.0, places.1)
        }
        if !removed.isEmpty {
          report(.cellsRemoved, at: [name, "by"], with(removed), places.0, places.1)
        }
      }
    }
  }

  /// A value that an axis gains or loses is told of the axis.
  private func hasValue(_ axis: String, _ value: String, in program: Program) -> Bool {
    program.axes.first { $0.name == axis }?.values.contains { $0.name == value } ?? false
  }

  private mutating func compareRanges(_ before: Input, _ after: Input) {
    let name = after.name
    let path = [name, "range"]
    let places = (
      before.range?.location ?? before.sheet.location, after.range?.location ?? after.sheet.location
    )
    func told(_ code: ChangeCode, _ one: String, _ other: String) {
      report(code, at: path, ["name": name, "old": one, "new": other], places.0, places.1)
    }
    func levels(_ input: Input, _ program: Program) -> [String]? {
      guard case .level(let scale) = input.type else { return nil }
      let all = program.scales[scale].levels.map(\.name)
      guard case .levels(let some)? = input.range?.value else { return all }
      return some.map { all[$0] }
    }
    if let one = levels(before, old), let other = levels(after, new) {
      // What the scale gains or loses is told of the scale.
      guard before.range != nil || after.range != nil, Set(one) != Set(other) else { return }
      let code: ChangeCode =
        Set(other).isSubset(of: one)
        ? .rangeTightened : Set(one).isSubset(of: other) ? .rangeLoosened : .rangeMoved
      return told(code, one.joined(separator: ", "), other.joined(separator: ", "))
    }
    func bounds(_ input: Input) -> Bounds? {
      switch input.range?.value {
      case nil: Bounds(lower: nil, upper: nil)
      case .interval(let bounds)?: bounds
      case .levels?: nil
      }
    }
    // Of another kind of value there is nothing to compare.
    guard (before.type.unit == nil) == (after.type.unit == nil),
      let one = bounds(before), let other = bounds(after)
    else { return }
    let scaled = (
      one.times(before.type.unit?.scale ?? 1), other.times(after.type.unit?.scale ?? 1)
    )
    guard scaled.0 != scaled.1 else { return }
    let code: ChangeCode =
      scaled.1.isInside(scaled.0)
      ? .rangeTightened : scaled.0.isInside(scaled.1) ? .rangeLoosened : .rangeMoved
    told(code, boundsText(one, before.type.unit), boundsText(other, after.type.unit))
  }

  private mutating func compareChecks(
    _ before: [Resolved<Check>], _ after: [Resolved<Check>], _ name: String, isWarning: Bool
  ) {
    let path = [name, isWarning ? "warn" : "check"]
    var earlier = before.map { (text: oldForm.text($0.value.condition), check: $0) }
    for check in after {
      let text = newForm.text(check.value.condition)
      guard let index = earlier.firstIndex(where: { $0.text == text }) else {
        report(
          isWarning ? .warningAdded : .checkAdded, at: path, ["name": name], nil, check.location,
          shared: check.source.isShared ? check.source.description : nil, forms: [text])
        continue
      }
      let other = earlier.remove(at: index).check
      let written = (
        oldForm.literal.text(other.value.condition), newForm.literal.text(check.value.condition)
      )
      if written.0 != written.1 {
        report(
          .formulaEqual, at: path, ["name": name, "clause": path[1]], other.location,
          check.location, verdict: .proved,
          shared: check.source.isShared ? check.source.description : nil, clause: path[1])
      }
      if other.value.message != check.value.message {
        report(
          .checkMessage, at: path, ["name": name], other.location, check.location, forms: [text])
      }
    }
    for (text, check) in earlier {
      report(
        isWarning ? .warningRemoved : .checkRemoved, at: path, ["name": name], check.location, nil,
        shared: check.source.isShared ? check.source.description : nil, forms: [text])
    }
  }

  private mutating func compareSources(
    _ before: Input, _ after: Input, _ places: (Location?, Location?)
  ) {
    let language = new.head.languages.first ?? "en"
    func texts(_ input: Input, _ program: Program) -> [String] {
      input.sources.map { $0.text(language, fallback: program.head.languages) }.sorted()
    }
    let (one, other) = (texts(before, old), texts(after, new))
    var gone = one.filter { !other.contains($0) }
    var come = other.filter { !one.contains($0) }
    let (name, path) = (after.name, [after.name, "source"])
    // One for one: another source takes its place.
    while !gone.isEmpty, !come.isEmpty {
      let pair = (gone.removeFirst(), come.removeFirst())
      report(
        .sourceChanged, at: path, ["name": name, "old": pair.0, "new": pair.1], places.0, places.1)
    }
    // Where none was named, naming one says more and changes nothing.
    for source in gone {
      report(
        .sourceRemoved, at: path, ["name": name, "old": source], places.0, places.1,
        effects: other.isEmpty ? .editorial : nil)
    }
    for source in come {
      report(.sourceAdded, at: path, ["name": name, "new": source], places.0, places.1)
    }
  }

  /// None is as wide as can be.
  mutating func compareDisclosure(
    _ before: Int?, _ after: Int?, _ path: [String], _ name: String, _ oldPlace: Location?,
    _ newPlace: Location?, shared: String? = nil
  ) {
    let (one, other) = (old.head.disclosure, new.head.disclosure)
    func word(_ index: Int?, _ list: [String]) -> String {
      list.indices.contains(index ?? 0) ? list[index ?? 0] : "everyone"
    }
    let words = (word(before, one), word(after, other))
    guard words.0 != words.1, !one.isEmpty, !other.isEmpty else { return }
    report(
      (after ?? 0) < (before ?? 0) ? .disclosureWidened : .disclosureNarrowed,
      at: path + ["disclosure"], ["name": name, "old": words.0, "new": words.1], oldPlace, newPlace,
      nodes: [], shared: shared, clause: "disclosure")
  }
}

extension Accumulation {
  fileprivate var words: String {
    switch self {
    case .total: "a total over the period"
    case .atEnd: "a stock at its end"
    case .average: "an average"
    }
  }
}

extension Input {
  /// Whether nobody else tells that it comes or goes: not the node that reports it, nor the outcome
  /// whose question about an instrument it is.
  fileprivate func asksForItself(in program: Program) -> Bool { owner == nil }
}

extension Program {
  fileprivate func sheet(ofInput name: String) -> Location? {
    input(named: name).flatMap { inputs[$0].sheet.location }
  }

  /// For each input, the nodes whose rules in the base read it.
  var readers: [Int: [String]] {
    var found: [Int: [String]] = [:]
    for node in nodes {
      for input in inputs(readBy: node.rules) { found[input, default: []].append(node.name) }
    }
    return found
  }
}
