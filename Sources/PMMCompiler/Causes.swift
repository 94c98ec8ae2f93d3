import PMMDiagnostics

/// Findings that likely have one cause, told within the first of them: nothing is left out.
///
/// A slip in one place can be wrong in hundreds, such as a language that is missing in the head, a
/// quotation mark that opens a text nobody closes, or a file whose second half was lost.
func gathered(_ diagnostics: [Diagnostic], _ files: [SourceFile]) -> [Diagnostic] {
  guard diagnostics.count > 1 else { return diagnostics }
  let lines = diagnostics.map { files[$0.primary.file].position(of: $0.primary.span.start).line }
  let chains = openChains(diagnostics, lines)
  // So many unknown names are a file, or part of one, that is not there. One whose last line does
  // not end is told besides.
  let isCut = files.contains { !$0.bytes.isEmpty && $0.bytes.last != UInt8(ascii: "\n") }
  let unknown = Set(diagnostics.filter { $0.code == .unknownName }.map { $0.arguments["name"] })
  let isPartAbsent = unknown.count > (isCut ? 4 : 5)
  let missedByAll = codesOfEvery.filter { code in
    Set(diagnostics.filter { $0.code == code }.map { $0.arguments["name"] }).count > 10
  }
  let isBroken = diagnostics.contains { $0.severity == .error && isNotation($0) }

  var groups: [String: (leader: Int, count: Int)] = [:]
  var result: [Diagnostic] = []
  for (index, diagnostic) in diagnostics.enumerated() {
    let code = diagnostic.code
    let place = diagnostic.primary
    /// What it may share with others, and how many of those are told beside each other.
    var shared = [
      ("\(code.id) \(diagnostic.message)", code == .unknownName ? 1 : 2),
      ("\(code.id) \(place.file) \(place.span.start)", 3),
    ]
    if let name = diagnostic.arguments["name"] ?? diagnostic.arguments["table"] {
      shared.append(("\(code.id) of \(name)", code == .unknownName ? 1 : 2))
    }
    if isPartAbsent, code == .unknownName { shared.append((code.id, 1)) }
    // A clause that could not be read, as in `every`, may be missed by each that needs it.
    if missedByAll.contains(code) || isBroken && codesOfAbsence.contains(code) {
      shared.append(("\(code.id) absent", 2))
    }
    if isNotation(diagnostic) {
      shared.append(("\(place.file) line \(lines[index])", 3))
      if let chain = chains[index] { shared.append(("chain \(chain)", 3)) }
    }
    if let full = shared.lazy.compactMap({ key, limit in
      groups[key].flatMap { $0.count < limit ? nil : $0.leader }
    }).first {
      result[full].together.append(diagnostic)
    } else {
      for (key, _) in shared { groups[key, default: (result.count, 0)].count += 1 }
      result.append(diagnostic)
    }
  }
  return result
}

/// What one line of `every` says for all sheets of a level, and each would have to say without it.
private let codesOfEvery: Set<DiagnosticCode> = [
  .missingBody, .missingScore, .missingPolicyNeeded, .zeroDenominatorUnanswered,
]

/// An error of the notation that stands where it was made. A block that is not closed is told where
/// it opens, however far away.
private func isNotation(_ diagnostic: Diagnostic) -> Bool {
  (diagnostic.code.id.hasPrefix("LEX") || diagnostic.code.id.hasPrefix("SYN"))
    && diagnostic.code.id != "SYN007"
}

/// Numbers the runs of errors of the notation in neighbouring lines that have a text without an end
/// among them: its words, and what was text, are read as code.
private func openChains(_ diagnostics: [Diagnostic], _ lines: [Int]) -> [Int: Int] {
  var result: [Int: Int] = [:]
  var chain: [Int] = []
  func close() {
    let isOpen = chain.contains { ["LEX014", "LEX015"].contains(diagnostics[$0].code.id) }
    if isOpen, let first = chain.first { for index in chain { result[index] = first } }
    chain = []
  }
  for index in diagnostics.indices where isNotation(diagnostics[index]) {
    if let last = chain.last,
      diagnostics[last].primary.file != diagnostics[index].primary.file
        || lines[index] > lines[last] + 1
    {
      close()
    }
    chain.append(index)
  }
  close()
  return result
}
