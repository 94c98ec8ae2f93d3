internal import PMMDiagnostics

/// A finding that is not yet placed. Its arguments are computed only if it will be shown.
struct Mistake {
  var code: DiagnosticCode
  var arguments: () -> Arguments

  init(_ code: DiagnosticCode, _ arguments: @autoclosure @escaping () -> Arguments = [:]) {
    self.code = code
    self.arguments = arguments
  }

  /// This with one more argument.
  func with(_ name: String, _ value: String) -> Mistake {
    let arguments = arguments
    return Mistake(code, arguments().merging([name: value]))
  }
}

/// Collects diagnostics: at most a hundred of one code for each file, then how many more there were.
struct DiagnosticSink {
  private struct Kind: Hashable {
    var file: Int
    var code: DiagnosticCode
  }

  static let limit = 100
  /// Rows that another reading accounts for are read without a word.
  var isQuiet = false
  private var diagnostics: [Diagnostic] = []
  private var counts: [Kind: (count: Int, next: Location)] = [:]

  mutating func report(
    _ code: DiagnosticCode, at location: Location,
    _ arguments: @autoclosure () -> Arguments = [:], related: [Location] = []
  ) {
    guard !isQuiet else { return }
    let kind = Kind(file: location.file, code: code)
    let count = (counts[kind]?.count ?? 0) + 1
    if count <= DiagnosticSink.limit {
      diagnostics.append(Diagnostic(code, at: location, arguments(), related: related))
    }
    if count <= DiagnosticSink.limit + 1 {
      counts[kind] = (count, location)
    } else {
      counts[kind]?.count = count
    }
  }

  mutating func report(_ mistake: Mistake, at location: Location, related: [Location] = []) {
    report(mistake.code, at: location, mistake.arguments(), related: related)
  }

  /// All of them, file by file from top to bottom.
  func finish() -> [Diagnostic] {
    var all = diagnostics
    for (kind, seen) in counts where seen.count > DiagnosticSink.limit {
      let more = seen.count - DiagnosticSink.limit
      var summary = Diagnostic(
        .moreOfTheSame, at: seen.next,
        ["count": String(more), "code": kind.code.id, "name": kind.code.name])
      summary.severity = kind.code.severity
      all.append(summary)
    }
    return all.enumerated().sorted {
      let (left, right) = ($0.element.primary, $1.element.primary)
      return (left.file, left.span.start, $0.element.code.id, $0.offset)
        < (right.file, right.span.start, $1.element.code.id, $1.offset)
    }.map(\.element)
  }
}
