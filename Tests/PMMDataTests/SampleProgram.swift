import PMMData
import PMMIR
import PMMNumber

/// A small framework with everything that data can speak of.
enum Sample {
  static let program = makeProgram(kind: .calendarYear)

  static func label(_ english: String, _ french: String? = nil) -> Translations {
    var texts = ["en": english]
    texts["fr"] = french
    return Translations(texts)
  }

  static func item(_ name: String, _ label: Translations = Translations()) -> Item {
    Item(name: name, label: label)
  }

  static func counted(_ name: String) -> ValueType {
    .quantity(
      Unit(factors: [.init(base: name, power: 1)], scale: 1, isPercent: false, name: name))
  }

  static func input(
    _ name: String, _ type: ValueType, by part: AxisPart? = nil, disclosure: Int? = nil
  ) -> Input {
    var input = Input(name: name, sheet: Sheet(), type: type, accumulation: .total)
    input.breakdown = part.map { [$0] } ?? []
    input.disclosure = disclosure
    return input
  }

  static func node(_ name: String, _ level: String) -> Node {
    let rules = Rules(
      body: Resolved(.heading, location: nil, source: .own), type: .quantity(.number),
      score: Resolved(.none, location: nil, source: .own))
    return Node(name: name, level: level, sheet: Sheet(), rules: rules)
  }

  static func makeProgram(kind: PeriodKind) -> Program {
    var head = FrameworkHead(name: "wco_pmm", edition: "1.0.0")
    head.languages = ["en", "fr"]
    head.subject = "administration"
    head.period = kind
    head.phases = ["self_assessment", "peer_review"]
    head.disclosure = ["public", "wco", "own"]
    head.levels = ["outcome", "kpi"]
    var program = Program(head: head)
    program.axes = [
      Axis(
        name: "flow", title: Translations(),
        values: [
          item("import", label("Imports", "Importations")), item("export"), item("transit"),
        ], location: nil),
      Axis(
        name: "mode", title: Translations(), values: [item("sea"), item("air")], location: nil),
    ]
    program.scales = [
      Scale(
        name: "adoption", title: Translations(),
        levels: [
          item("none"), item("planned", label("In plan", "Prévu")), item("partial"), item("full"),
        ], location: nil)
    ]
    program.attributes = [
      Attribute(
        name: "island", title: Translations(), type: .truth, values: [], location: nil),
      Attribute(
        name: "population", title: Translations(), type: counted("person"), values: [],
        location: nil),
      Attribute(
        name: "region", title: Translations(), type: .category(2),
        values: [
          item("europe", label("Europe")), item("mena", label("Near and Middle East")),
        ], location: nil),
    ]
    program.reasons = [
      DeclaredReason(reason: Reason("no_practice"), label: label("No Practice"), location: nil),
      DeclaredReason(reason: Reason("not_known"), label: label("-999"), location: nil),
    ]
    let flow = AxisPart(axis: 0, values: [0, 1])
    program.inputs = [
      input("aeos", counted("operator")),
      input("cost", counted("USD"), disclosure: 1),
      input("declarations", counted("declaration"), by: flow),
      input("in_force", .date),
      input("maturity", .level(0)),
      input("paperless_trade.data_model", .level(0)),
      input("paperless_trade.rkc", .level(0)),
      input("ratio", .quantity(.number)),
      input("release_time", counted("hour"), by: AxisPart(axis: 1, values: [0, 1])),
      input("remark", .text),
      input("share", .quantity(.percent)),
      input("single_window", .truth),
      input("trust.rkc", .level(0)),
    ]
    program.instruments = [
      Instrument(name: "data_model", sheet: Sheet()), Instrument(name: "rkc", sheet: Sheet()),
      Instrument(name: "unasked", sheet: Sheet()),
    ]
    var paperless = node("paperless_trade", "outcome")
    paperless.instruments = [
      InstrumentUse(instrument: 0, input: 5, condition: Translations()),
      InstrumentUse(instrument: 1, input: 6, condition: Translations()),
    ]
    var trust = node("trust", "outcome")
    trust.instruments = [InstrumentUse(instrument: 1, input: 12, condition: Translations())]
    var variation = node("aeo_variation", "kpi")
    variation.rules.type = .quantity(.percent)
    variation.rules.classification = Resolved(
      Classification(scale: 0, by: ExpressionID(0), rows: []), location: nil, source: .own)
    program.nodes = [variation, paperless, trust, node("wco_pmm", "framework")]
    return program
  }
}

/// A dataset as text: one line for each subject and period, figure and attribute.
func dump(_ dataset: Dataset, _ program: Program) -> String {
  func cellText(_ cell: Cell) -> String {
    cell.isTotal
      ? ""
      : "["
        + cell.coordinates.map { program.axes[$0.axis].values[$0.value].name }
        .joined(separator: ", ") + "]"
  }
  func text(_ scalar: Scalar, _ type: ValueType) -> String {
    switch (scalar, type) {
    case (.number(let number), _): number.description
    case (.level(let level), .level(let scale)): program.scales[scale].levels[level].name
    case (.category(let value), .category(let index)): program.attributes[index].values[value].name
    case (.truth(let truth), _): truth ? "yes" : "no"
    case (.date(let days), _): "day \(days)"
    case (.text(let text), _): "\"\(text)\""
    default: "?"
    }
  }
  var lines = dataset.places.map { "row \(dataset.subjects[$0.subject]) \($0.period)" }
  for (key, datum) in dataset.figures {
    let input = program.inputs[key.input]
    var line =
      "\(dataset.subjects[key.subject]) \(key.period) \(input.name)\(cellText(key.cell)) = "
    switch datum.figure.content {
    case .known(let scalar): line += text(scalar, input.type)
    case .missing(let causes):
      line += causes.map {
        "\($0.reason.name)@\($0.place.name)\(cellText($0.place.cell)) \($0.place.period)"
      }.joined(separator: ";")
    }
    if !datum.figure.flags.isEmpty { line += " " + datum.figure.flags.names.joined(separator: ";") }
    if datum.figure.disclosure > 0 {
      line += " \(program.head.disclosure[datum.figure.disclosure])"
    }
    if let note = datum.note { line += " note \"\(note)\"" }
    lines.append(line)
  }
  for (key, scalar) in dataset.attributes {
    let attribute = program.attributes[key.attribute]
    let period = key.period.map { " \($0)" } ?? ""
    lines.append(
      "attribute \(dataset.subjects[key.subject])\(period) \(attribute.name) = "
        + text(scalar, attribute.type))
  }
  return lines.sorted().map { $0 + "\n" }.joined()
}

extension ReadReport {
  /// Counts and what was assumed, one line for each file.
  var summaryText: String {
    var text = ""
    for file in summaries {
      let rows = file.rows
      text +=
        "\(file.path): \(file.form.rawValue), \(rows.read) rows read, \(rows.used) used, "
        + "\(rows.refused) refused"
      if rows.leftOut > 0 { text += ", \(rows.leftOut) left out" }
      if rows.refusedCells > 0 { text += "; \(rows.refusedCells) cells of used rows refused" }
      text += file.assumesPeriod ? ", period assumed\n" : "\n"
    }
    if let rows = subjectRows {
      text += "subjects: \(rows.read) rows read, \(rows.used) used, \(rows.refused) refused\n"
    }
    if let assumedPeriod { text += "assumed period: \(assumedPeriod)\n" }
    if !phases.isEmpty { text += "phases: \(phases.joined(separator: ", "))\n" }
    return text
  }
}
