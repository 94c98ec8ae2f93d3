import PMMIR
import Testing

@Test func canonicalFormSortsKeysAndHasNoSpaces() {
  let value: JSON = ["b": 1, "a": ["x", true, .null], "é": .number("0.10")]
  #expect(value.canonical == #"{"a":["x",true,null],"b":1,"é":0.10}"#)
}

@Test func stringsAreEscaped() {
  let value = JSON.string("\"\\\n\t\u{1}\u{2028}é😀")
  #expect(value.canonical == #""\"\\\n\t\u0001\u2028é😀""#)
}

@Test func membersWithoutValueAreLeftOut() {
  #expect(JSON.members(["a": 1, "b": nil]) == ["a": 1])
}

@Test func prettyPrintingKeepsOrderAndBreaksWhatIsLong() {
  let value: JSON = [
    "short": ["b": 1, "a": 2], "long": ["0123456789", "0123456789"], "empty": [],
  ]
  #expect(
    value.pretty(width: 30) == """
      {
        "short": { "b": 1, "a": 2 },
        "long": [
          "0123456789",
          "0123456789"
        ],
        "empty": []
      }

      """)
}
