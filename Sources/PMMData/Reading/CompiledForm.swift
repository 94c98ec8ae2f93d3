package import PMMDiagnostics

/// Why a file is no compiled form that can be read.
package struct CompiledFormFault: Error {
  package var what: String
  package var expected: String
  package var span: Span
}

/// The source files that a compiled form holds, each with its catalogue if it is of one.
package func compiledSources(
  _ form: SourceFile
) throws(CompiledFormFault) -> [(file: SourceFile, catalogue: String?)] {
  var scanner = JSONScanner(bytes: form.bytes, offset: 0)
  var found: [(SourceFile, String?)]?
  do throws(JSONFault) {
    try scanner.members { (scanner, key) throws(JSONFault) in
      guard key == "sources" else { return try scanner.skipValue(depth: 1) }
      found = try scanner.sources()
    }
    if scanner.peek() != nil { throw scanner.unexpected("the end of the text") }
  } catch {
    switch error {
    case .syntax(let what, let expected, let span):
      throw CompiledFormFault(what: what, expected: expected, span: span)
    case .tooDeep(let span):
      throw CompiledFormFault(
        what: "it is nested too deep", expected: "at most \(JSONScanner.depthLimit) levels",
        span: span)
    }
  }
  guard let found, !found.isEmpty else {
    throw CompiledFormFault(
      what: "it holds no `sources`", expected: "the compiled form of a framework", span: Span(0, 1))
  }
  return found
}

extension JSONScanner {
  /// Passes an object; `read` passes the value of each member.
  fileprivate mutating func members(
    _ read: (inout JSONScanner, String) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    try expect(UInt8(ascii: "{"), "`{`")
    if take(UInt8(ascii: "}")) { return }
    repeat {
      let key = try string()
      try expect(UInt8(ascii: ":"), "`:`")
      try read(&self, String(decoding: key.text, as: UTF8.self))
    } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "}"), "`,` or `}`")
  }

  fileprivate mutating func sources() throws(JSONFault) -> [(SourceFile, String?)] {
    var found: [(SourceFile, String?)] = []
    try expect(UInt8(ascii: "["), "a list of sources")
    if take(UInt8(ascii: "]")) { return found }
    repeat {
      var texts: [String: ArraySlice<UInt8>] = [:]
      skipSpace()
      let start = offset
      try members { (scanner, key) throws(JSONFault) in texts[key] = try scanner.string().text }
      guard let path = texts["file"], let text = texts["text"] else {
        throw .syntax(
          what: "a source lacks a member", expected: "`file` and `text`", Span(start, start + 1))
      }
      let file = SourceFile(path: String(decoding: path, as: UTF8.self), bytes: Array(text))
      found.append((file, texts["catalogue"].map { String(decoding: $0, as: UTF8.self) }))
    } while take(UInt8(ascii: ","))
    try expect(UInt8(ascii: "]"), "`,` or `]`")
    return found
  }
}
