import PMMDiagnostics
import PMMIR
import PMMNumber
import Testing

@Test func samplesAreWellFormed() {
  #expect(verify(CanonicalSample().program()) == [])
  #expect(verify(CanonicalSample(reversed: true).program()) == [])
}

@Test func hashesDoNotDependOnHowTheProgramWasBuilt() {
  let (one, other) = (CanonicalSample().program(), CanonicalSample(reversed: true).program())
  #expect(one.expressions != other.expressions)
  #expect(contentHash(one) == contentHash(other))
  #expect(rulesHash(one) == rulesHash(other))
  #expect(contentHash(one).count == 64)
  #expect(contentHash(one) != rulesHash(one))
}

@Test func printedExpressionsAreNumberedByFirstUse() {
  let (one, other) = (
    canonicalJSON(CanonicalSample().program()),
    canonicalJSON(CanonicalSample(reversed: true).program())
  )
  #expect(one["expressions"] == other["expressions"])
  for (index, expression) in (one["expressions"]?.elements ?? []).enumerated() {
    for operand in expression["args"]?.elements ?? [] {
      guard case .number(let text) = operand, let number = Int(text) else {
        Issue.record("an operand is a number")
        continue
      }
      #expect(number < index, "operands come first")
    }
  }
}

@Test func aTextChangesTheContentHashOnly() {
  let (one, other) = (CanonicalSample().program(), CanonicalSample(title: "Share").program())
  #expect(contentHash(one) != contentHash(other))
  #expect(rulesHash(one) == rulesHash(other))
}

@Test func theNameOfADefineChangesTheContentHashOnly() {
  let (one, other) = (CanonicalSample().program(), CanonicalSample(label: "part").program())
  #expect(contentHash(one) != contentHash(other))
  #expect(rulesHash(one) == rulesHash(other))
}

@Test func whereAClauseWasWrittenChangesTheContentHashOnly() {
  let one = CanonicalSample().program()
  var other = one
  let score = one.nodes[2].rules.score
  other.nodes[2].rules.score = Resolved(score.value, location: score.location, source: .own)
  #expect(contentHash(one) != contentHash(other))
  #expect(rulesHash(one) == rulesHash(other))
}

@Test func aGoalpostChangesBothHashes() {
  let (one, other) = (
    CanonicalSample().program(), CanonicalSample(goal: Rational(9, over: 10)).program()
  )
  #expect(contentHash(one) != contentHash(other))
  #expect(rulesHash(one) != rulesHash(other))
}

/// Of two lines `result` that take a figure each, the first written decides.
@Test func theOrderOfResultLinesChangesBothHashes() {
  let one = CanonicalSample().program()
  var other = one
  for index in other.nodes.indices { other.nodes[index].rules.policies.reverse() }
  #expect(contentHash(one) != contentHash(other))
  #expect(rulesHash(one) != rulesHash(other))
}

@Test func printedFormHasPathsAndPlaces() {
  let file = SourceFile(path: "tiny.pmm", text: "// a line\nformula electronic / all_lodged\n")
  let json = canonicalJSON(CanonicalSample().program()) { file.position(of: $0.span.start) }
  let rate = json["nodes"]?.elements.first { $0["name"] == "rate" }
  let formula = rate?["formula"]
  #expect(formula?["path"] == "rate/formula")
  #expect(formula?["from"] == "own")
  #expect(
    formula?["location"]
      == ["file": "tiny.pmm", "line": 2, "column": 1, "start": 10, "end": 20])
  #expect(
    rate?["alternatives"]?.elements.first?["formula"]?["path"] == "rate/use/inverse/formula")
  #expect(
    rate?["policies"]?.elements.map { $0["path"]?.text } == [
      "rate/when/invalid", "rate/when/omitted", "rate/when/zero_denominator", "rate/when/missing",
    ])
}

@Test func rationalsAreExact() {
  #expect(Rational(1, over: 2).exactText == "0.5")
  #expect(Rational(1, over: 3).exactText == "1/3")
  #expect(Rational(-7).exactText == "-7")
}

@Test(arguments: [
  (0, "1970-01-01"), (13_182, "2006-02-03"), (-1, "1969-12-31"), (11_016, "2000-02-29"),
  (-719_528, "0000-01-01"),
])
func daysAreDates(_ days: Int, _ text: String) {
  #expect(isoDate(days: days) == text)
}

@Test func verifyFindsWhatIsBroken() {
  var program = CanonicalSample().program()
  program.nodes.swapAt(2, 3)
  #expect(verify(program).contains { $0.hasPrefix("nodes:") })

  program = CanonicalSample().program()
  program.order.reverse()
  #expect(verify(program).contains("order: framework reads what is computed later"))

  program = CanonicalSample().program()
  program.order.removeLast()
  #expect(verify(program) == ["order: framework is never computed"])

  program = CanonicalSample().program()
  program.expressions[0] = Expression(.negate(ExpressionID(0)), program.expressions[0].type)
  #expect(verify(program).contains("expression 0 contains itself"))

  program = CanonicalSample().program()
  program.expressions[0] = Expression(.negate(ExpressionID(99)), program.expressions[0].type)
  #expect(verify(program).contains("expression 0: expression 99 is out of range"))

  program = CanonicalSample().program()
  program.nodes[2].parent = 0
  #expect(verify(program).contains("node rate does not know its parent outcome"))
}

@Test func aUnitThatNothingHasChangesTheContentHashOnly() {
  let one = CanonicalSample().program()
  var other = one
  let week = Unit(
    factors: [.init(base: "day", power: 1)], scale: 7, isPercent: false, name: "week")
  other.units.append(DeclaredUnit(unit: week, isCounted: false, location: nil))
  #expect(contentHash(one) != contentHash(other))
  #expect(rulesHash(one) == rulesHash(other))
}
