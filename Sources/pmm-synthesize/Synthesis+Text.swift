import PMMIR

extension Synthesis {
  /// The wide form: a row for each administration and year in which it takes part.
  var text: String {
    let questions = self.questions
    let attributes = program.attributes.filter { attribute($0, administrations[0]) != nil }
    var header = [program.head.subject, "period"] + attributes.map(\.name)
    for input in inputs {
      header += cells(of: input).map { columnName(input, $0) }
    }
    header += questions.map(\.column)
    var lines = [header]
    for who in administrations {
      for year in who.years {
        var line = [who.code, String(year)] + attributes.compactMap { attribute($0, who) }
        for input in inputs {
          line += cells(of: input).map { word(input, $0, who, year) }
        }
        line += questions.map { answer($0, who, year) }
        lines.append(line)
      }
    }
    return lines.map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// What puts an administration among its peers; nil if that is not known here.
  private func attribute(_ attribute: Attribute, _ who: Administration) -> String? {
    let values = attribute.values.map(\.name)
    switch attribute.name {
    case "region": return values[who.region]
    case "landlocked": return who.traits.contains(.landlocked) ? "yes" : "no"
    case "small_island": return who.traits.contains(.island) ? "yes" : "no"
    case "income_group":
      return values[min(values.count - 1, max(0, Int((who.income - 0.3) * 7)))]
    default: return nil
    }
  }

  private func columnName(_ input: Int, _ cell: Cell) -> String {
    let declared = program.inputs[input]
    guard let cell else { return declared.name }
    let axis = program.axes[declared.breakdown[0].axis]
    return "\(declared.name)[\(axis.values[cell].name)]"
  }

  /// The figure, the reason why there is none, or nothing where the question was left open.
  private func word(_ input: Int, _ cell: Cell, _ who: Administration, _ year: Int) -> String {
    let name = program.inputs[input].name
    let recipe = recipes[name]
    guard applies(input, cell, who) else { return "not_applicable" }
    let age = Double(year - Administration.span.lowerBound)
    for gap in recipe?.gaps ?? [] {
      // Records that are not kept begin to be kept; laws and habits stay.
      let share = gap.reason == "not_available" ? gap.share * (1 - 0.08 * age) : gap.share
      if dice.uniform("gap", who.code, gap.key) < share { return gap.reason }
    }
    let key = recipe?.gaps.first?.key ?? name
    let isLeftOpen =
      (recipe?.isSkipped ?? true)
      && dice.uniform("skip", who.code, key, String(year)) > who.diligence
    guard !isLeftOpen, let figure = figure(input, cell, who, year) else { return "" }
    return decimal(figure, recipe?.decimals ?? 0)
  }

  private func decimal(_ figure: Double, _ decimals: Int) -> String {
    guard decimals == 1 else { return String(Int64(figure.rounded())) }
    let tenths = Int64((figure * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  // MARK: Instruments

  /// A column about the application of an instrument.
  struct Question {
    var column: String
    var instrument: String
    var levels: [String]
  }

  /// One answer for each instrument, as most give it; for each outcome where `answeredByOutcome` says
  /// so.
  private var questions: [Question] {
    var found: [Question] = []
    for node in program.nodes {
      for use in node.instruments {
        guard case .level(let scale) = program.inputs[use.input].type else { continue }
        let name = program.instruments[use.instrument].name
        let column = answeredByOutcome.contains(name) ? program.inputs[use.input].name : name
        guard !found.contains(where: { $0.column == column }) else { continue }
        found.append(
          Question(
            column: column, instrument: name, levels: program.scales[scale].levels.map(\.name)))
      }
    }
    return found
  }

  private func answer(_ question: Question, _ who: Administration, _ year: Int) -> String {
    if dice.uniform("open", who.code, question.column) > 0.5 + who.diligence / 2 { return "" }
    // Conventions differ in how widely they are applied; an answer does not go back.
    let ease = dice.uniform("ease", question.instrument) - 0.5
    let own = 0.12 * dice.bell("answer", who.code, question.column)
    let at = min(0.999, max(0, 0.15 + who.capability(in: year) + 0.4 * ease + own))
    return question.levels[Int(at * Double(question.levels.count))]
  }
}
