import PMMIR
import Testing

@Suite struct ApplicationTests {
  @Test func theLowerMedianAndTheCounts() {
    var builder = Builder()
    let scale = builder.scale("none", "planned", "partial", "full")
    let inputs = ["a", "b", "c", "d", "e"].map { builder.input($0) }
    for (input, level) in zip(inputs, [3, 0, 2, 3]) {
      let key = Dataset.Key(
        input: input, subject: builder.dataset.subject("A"), period: Builder.year, cell: .total)
      builder.dataset.set(Dataset.Datum(figure: .known(.level(level))), for: key)
    }
    for input in inputs { builder.program.inputs[input].type = .level(scale) }
    let node = builder.kpi("k", 1)
    let plain = builder.kpi("plain", 1)
    builder.program.nodes[node].application = resolved("median")
    builder.program.nodes[node].instruments = inputs.map {
      InstrumentUse(instrument: 0, input: $0, condition: Translations())
    }
    let results = evaluate(builder.program, builder.dataset)
    let application = results.application(of: node, subject: 0, period: Builder.year)
    #expect(application?.median == 2)
    #expect(application?.counts == [1, 0, 1, 2])
    #expect(application?.missing == 1)
    #expect(results.application(of: plain, subject: 0, period: Builder.year) == nil)
  }
}
