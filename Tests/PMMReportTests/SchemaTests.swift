import PMMDiagnostics
import PMMIR
import PMMNumber
import PMMReport
import TestSupport
import Testing

private func problems(_ value: JSON, _ name: String) throws -> [String] {
  let schema = try #require(Schemas.json(named: name))
  return problems(value, schema, root: schema)
}

@Test(arguments: Schemas.names)
func schemasAreText(_ name: String) throws {
  let text = try #require(Schemas.text(named: name))
  #expect(text.contains("https://json-schema.org/draft/2020-12/schema"))
  try expectGolden(text, "schema-\(name).json")
}

@Test func thereIsNoOtherSchema() {
  #expect(Schemas.text(named: "sarif") == nil)
}

@Test func irOfSetsFollowsItsSchema() throws {
  let json = canonicalJSON(SetSample.program()) { (line: $0.span.start / 10, column: 1) }
  #expect(try problems(json, "ir") == [])
  try expectGolden(json.pretty(), "ir-sets.json")
}

@Test func irFollowsItsSchema() throws {
  let json = canonicalJSON(Sample.program()) { (line: $0.span.start / 10, column: 1) }
  #expect(try problems(json, "ir") == [])
  try expectGolden(json.pretty(), "ir.json")
}

@Test(arguments: [Digits.standard, .exact])
func resultsFollowTheirSchema(_ digits: Digits) throws {
  let results = Sample.results(options: EvaluationOptions(bounds: true))
  #expect(try problems(resultJSON(results, digits: digits), "results") == [])
}

@Test func resultsOfSeveralEditionsFollowTheirSchema() throws {
  let results = Sample.results()
  let json = resultJSON([(results, ReportSelection()), (results, ReportSelection())])
  #expect(json["runs"]?.elements.count == 2)
  #expect(try problems(json, "results") == [])
}

@Test func explanationsOfSetsFollowTheirSchema() throws {
  let results = evaluate(SetSample.program(), SetSample.dataset())
  var found: Set<String> = []
  for node in results.program.nodes.indices {
    for subject in [4, 12] {
      let explanation = try #require(
        explain(
          results, node: node, subject: subject,
          period: Period(kind: .calendarYear, ordinal: 2023)
        ) { _ in nil })
      #expect(try problems(explanation.json, "explain") == [])
      found.formUnion(keys(explanation.json))
    }
  }
  #expect(found.isSuperset(of: ["sets", "list", "lowest", "below", "atLeast", "counted"]))
}

@Test func explanationsFollowTheirSchema() throws {
  let results = Sample.results(options: EvaluationOptions(bounds: true))
  for node in results.program.nodes.indices {
    for subject in [0, 1] {
      let explanation = try #require(
        explain(
          results, node: node, subject: subject,
          period: Period(kind: .calendarYear, ordinal: 2023), depth: 2
        ) { SourcePlace(path: "kpis.pmm", line: $0.span.start / 10, column: 1) })
      #expect(try problems(explanation.json, "explain") == [])
    }
  }
}

@Test func diagnosticsFollowTheirSchema() throws {
  let code = DiagnosticCode(
    "NAM001", "unknown-name", .error, "there is no {name}", labels: ["not known", "a near one"],
    notes: ["declare {name}", "or {other}"], fix: "write `{name}`", why: "")
  let file = SourceFile(path: "a.pmm", text: "kpi é x\nformula y\n")
  let place = Location(file: 0, span: Span(16, 17))
  var diagnostic = Diagnostic(
    code, at: place, ["name": "y"],
    related: [Location(file: 0, span: Span(4, 6)), Location(file: 7, span: Span(0, 1))],
    fix: Fix(.changesMeaning, [TextEdit(place, "x")]))
  diagnostic.together = [Diagnostic(code, at: Location(file: 0, span: Span(0, 3)), ["name": "k"])]
  let json = diagnosticJSON([diagnostic], in: [file])
  #expect(try problems(json, "diagnostics") == [])
  // A misspelt property would be documented and never written.
  let documented = properties(try #require(Schemas.json(named: "diagnostics")))
  #expect(documented.subtracting(keys(json)) == [])
  try expectGolden(json.pretty(), "diagnostics.json")
}

/// An adaptation of the sample that chooses in each way, with where its choices stand.
private func adaptation(_ program: Program) -> Adaptation {
  var adaptation = Adaptation(
    name: "island", subject: "XA", framework: program.head.name, edition: program.head.edition,
    base: String(repeating: "0", count: 64))
  let release = program.nodes[Sample.releaseTime].name
  let options = program.nodes.flatMap { node in
    node.alternatives.map { Choice.Kind.use(node: node.name, option: $0.name) }
  }
  let parameters = program.parameters.map { Choice.Kind.set(parameter: $0.name, .number(7)) }
  for kind in [.omit(node: release)] + options + parameters + [.omit(node: "nothing")] {
    adaptation.choices.append(
      Choice(
        kind: kind, because: "so it is", comparability: .withinOption,
        location: Sample.location(3), permission: Sample.location(4)))
  }
  if let input = program.inputs.first { adaptation.sources[input.name] = Translations(["en": "log"]) }
  return adaptation
}

private let schemaPlace: @Sendable (Location) -> SourcePlace? = { _ in
  SourcePlace(path: "island.pmm", line: 3, column: 5)
}

@Test func accountsOfAdaptationsFollowTheirSchema() throws {
  let program = Sample.program()
  let json = adaptationsJSON(
    [], in: [], [AdaptationAccount(adaptation(program), of: program, place: schemaPlace)])
  #expect(try problems(json, "adaptations") == [])
  let keys = keys(json)
  #expect(keys.isSuperset(of: ["choices", "because", "allowed", "sources", "measured", "shares"]))
}

@Test func accountsOfRebasesFollowTheirSchema() throws {
  let results = Sample.results()
  let program = results.program
  let adaptation = adaptation(program)
  var account = RebaseAccount(
    adaptation, EditionChange(from: program, to: program).rebase(adaptation.choices),
    ["omit paperless"], from: program, to: program)
  account.effect = RebaseEffect(
    of: "XA", from: results, to: results, periods: Set(results.dataset.periods))
  let json = rebaseJSON([], in: [], account, files: [("island.pmm", "adaptation")])
  #expect(try problems(json, "rebase") == [])
  #expect(try problems(rebaseJSON([], in: [], nil, files: []), "rebase") == [])
}

@Test func theValidatorFindsWhatIsNotDocumented() throws {
  let json: JSON = ["resultsVersion": 1, "more": true, "rows": [["subject": "XA"]]]
  let schema = try #require(Schemas.json(named: "results"))
  let found = problems(json, try #require(schema["$defs"]?["run"]), root: schema)
  #expect(found.contains("$.more: not documented"))
  #expect(found.contains("$.framework: missing"))
  #expect(found.contains("$.rows[0].node: missing"))
  #expect(found.contains { $0.hasPrefix("$.resultsVersion: not") })
}
