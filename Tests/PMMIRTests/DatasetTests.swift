import PMMDiagnostics
import PMMIR
import PMMNumber
import Testing

private func key(_ input: Int, _ subject: Int, _ period: Int, _ cell: Cell) -> Dataset.Key {
  Dataset.Key(
    input: input, subject: subject, period: Period(kind: .calendarYear, ordinal: period),
    cell: cell)
}

@Suite struct DatasetTests {
  /// Figures of every kind come out of the columns as they went in, whatever the order.
  @Test func columnsHoldWhatWasSet() {
    var random = SystemRandomNumberGenerator()
    let part = Cell([Coordinate(axis: 0, value: 1)])
    for _ in 0..<200 {
      var dataset = Dataset()
      for name in ["A", "B", "C"] { _ = dataset.subject(name) }
      var expected: [Dataset.Key: Dataset.Datum] = [:]
      var rows: Set<Dataset.SubjectPeriod> = []
      for _ in 0..<Int.random(in: 0...40, using: &random) {
        let key = key(
          .random(in: 0...2, using: &random), .random(in: 0...2, using: &random),
          .random(in: 2018...2024, using: &random), Bool.random(using: &random) ? .total : part)
        let datum = datum(at: key, &random)
        expected[key] = datum
        if Bool.random(using: &random) {
          dataset.set(datum, for: key)
          rows.insert(Dataset.SubjectPeriod(subject: key.subject, period: key.period))
        } else {
          dataset.place(datum, at: key)
        }
      }
      #expect(dataset.places == rows.sorted())
      #expect(dataset.rowlessPlaces == dataset.rowlessPlaces.sorted())
      #expect(rows.isDisjoint(with: dataset.rowlessPlaces))
      #expect(
        Dictionary(dataset.figures.map { ($0.key, $0.datum) }, uniquingKeysWith: { a, _ in a })
          == expected)
      for (key, datum) in expected {
        #expect(dataset.datum(key) == datum)
        let column = dataset.column(input: key.input, cell: key.cell)
        let place = dataset.placeIndex(subject: key.subject, period: key.period)
        guard let column, let place else {
          Issue.record("no place for \(key)")
          continue
        }
        #expect(column[place] == datum)
        if column.state[place] == DatasetColumn.State.number {
          let value = Rational(decimalMantissa: column.mantissas[place], exponent: column.exponent)
          #expect(datum.figure == Figure(.known(.number(value)), disclosure: column.disclosure))
        }
      }
    }
  }

  private func datum(
    at key: Dataset.Key, _ random: inout SystemRandomNumberGenerator
  ) -> Dataset.Datum {
    let place = Place(name: "x\(key.input)", cell: key.cell, period: key.period)
    let elsewhere = Place(name: "y", cell: key.cell, period: key.period)
    let contents: [Figure.Content] = [
      .known(.number(Rational(.random(in: -999...999, using: &random), over: 100))),
      .known(.number(Rational(.random(in: 0...9, using: &random), over: 3))),
      .known(.number(Rational(Int.max))), .known(.number(Rational(1, over: 1 << 18))),
      .known(.number(Rational(Int.min))),
      .known(.level(.random(in: 0...3, using: &random))), .known(.text("a")),
      .missing([Cause(.notReported, at: place)]), .missing([Cause(.confidential, at: place)]),
      .missing([Cause(.notReported, at: elsewhere)]),
      .missing([Cause(.invalid, at: place), Cause(.notReported, at: place)]),
    ]
    let content = contents.randomElement(using: &random) ?? contents[0]
    var result = Dataset.Datum(figure: Figure(content))
    if Bool.random(using: &random) {
      let start = Bool.random(using: &random) ? 17 : 1 << 41
      result.location = Location(file: 2, span: Span(start, start + 3))
    }
    switch Int.random(in: 0...8, using: &random) {
    case 0: result.note = "a note"
    case 1: result.figure.flags = .estimated
    case 2: result.figure.disclosure = 1
    default: break
    }
    return result
  }

  @Test func shortDecimalsAreExact() {
    for (value, mantissa, exponent) in [
      (Rational(1, over: 8), 125, -3), (Rational(-12345, over: 100), -12345, -2),
      (Rational(0), 0, 0), (Rational(1200), 1200, 0), (Rational(1, over: 5), 2, -1),
    ] as [(Rational, Int64, Int)] {
      #expect(value.shortDecimal?.mantissa == mantissa && value.shortDecimal?.exponent == exponent)
      #expect(Rational(decimalMantissa: mantissa, exponent: exponent) == value)
    }
    #expect(Rational(1, over: 3).shortDecimal == nil)
    #expect(Rational(Int.max).power(2)?.shortDecimal == nil)
    #expect(Rational(1, over: 10).power(19)?.shortDecimal == nil)
  }
}
