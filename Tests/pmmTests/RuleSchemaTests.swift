import PMMIR
import PMMLint
import PMMReport
import TestSupport
import Testing

@Suite("Rules as JSON") struct RuleSchemaTests {
  @Test("rules follow their schema, and have all that it documents", arguments: ["en", "fr"])
  func follow(_ language: String) throws {
    let schema = try #require(Schemas.json(named: "rules"))
    let json = rulesJSON(Rule.all, language: language)
    #expect(problems(json, schema, root: schema) == [])
    #expect(properties(schema).subtracting(keys(json)) == [])
    // One rule is told in the same form.
    let one = rulesJSON([Rule.all[0]], language: language)
    #expect(problems(one, schema, root: schema) == [])
  }
}
