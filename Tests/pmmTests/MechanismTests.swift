import PMMIR
import PMMNumber
import Testing

/// What a working group may count on in each sheet of `Definitions/wco-pmm`.
@Suite("Sheets of the WCO Performance Measurement Mechanism")
struct MechanismTests {
  private static let mechanism = Result { try definition("wco-pmm/1.0.0") }

  private func nodes(_ level: String) throws -> [Node] {
    try Self.mechanism.get().nodes.filter { $0.level == level }
  }

  @Test("4 dimensions, 23 outcomes, 51 KPIs")
  func size() throws {
    #expect(try nodes("dimension").count == 4)
    #expect(try nodes("outcome").count == 23)
    #expect(try nodes("kpi").count == 51)
  }

  @Test("every KPI has an example of a missing figure and one of a zero, beside an ordinary one")
  func examples() throws {
    for kpi in try nodes("kpi") {
      let examples = kpi.examples.filter { $0.use == nil }
      #expect(examples.contains { isMissing($0) }, "\(kpi.name)")
      #expect(examples.contains { hasZero($0) }, "\(kpi.name)")
      #expect(examples.contains { !isMissing($0) && !hasZero($0) }, "\(kpi.name)")
      for alternative in kpi.alternatives {
        #expect(kpi.examples.contains { $0.use == alternative.name }, "\(alternative.name)")
      }
    }
  }

  @Test("every sheet says in both languages what it is, why, and how")
  func texts() throws {
    let program = try Self.mechanism.get()
    var texts: [(String, Translations)] = []
    for input in program.inputs where input.owner == nil {
      texts.append(("\(input.name), definition", input.sheet.definition))
      texts.append(("\(input.name), guidance", input.sheet.guidance))
    }
    for node in program.nodes where !node.isRoot {
      texts.append(("\(node.name), definition", node.sheet.definition))
      if node.level != "dimension" { texts.append(("\(node.name), purpose", node.sheet.purpose)) }
    }
    for kpi in try nodes("kpi") {
      texts.append(("\(kpi.name), note", kpi.sheet.note))
      texts += kpi.alternatives.map { ("\(kpi.name), \($0.name)", $0.sheet.purpose) }
    }
    for (name, text) in texts {
      #expect(text["en"] != nil && text["fr"] != nil, "\(name)")
    }
  }

  /// The score clause has numbers; the note has the reason for them, or for none.
  @Test("the note of every KPI is about its score")
  func notes() throws {
    for kpi in try nodes("kpi") {
      let isScored = kpi.rules.score.value != .none
      let (english, french) = isScored ? ("Score: ", "Score\u{A0}: ") : ("Not scored", "Sans score")
      #expect(kpi.sheet.note["en"]?.contains(english) == true, "\(kpi.name)")
      #expect(kpi.sheet.note["fr"]?.contains(french) == true, "\(kpi.name)")
    }
  }

  private func isMissing(_ example: Example) -> Bool {
    if case .reason(.noPreviousPeriod) = example.gives { return true }
    return example.bindings.contains { if case .reason = $0.given { true } else { false } }
  }

  private func hasZero(_ example: Example) -> Bool {
    example.bindings.contains { $0.given == .scalar(.number(0)) }
  }
}
