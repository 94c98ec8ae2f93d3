package import PMMDiagnostics

/// What the formatter may find.
extension DiagnosticCode {
  package static let formatCodes: [DiagnosticCode] = [
    .notFormatted, .conflictMarker, .layoutNotKept,
  ]

  package static let notFormatted = DiagnosticCode(
    "FMT001", "not-formatted", .error,
    "{count} of {lines} are laid out otherwise",
    labels: ["the first is here"], fix: "write it as `pmm fmt` does",
    why: """
      One layout for all files: a comparison of two versions then shows what has changed and nothing \
      else, and nobody has to talk about columns. `pmm fmt` writes it; this finding is of `pmm fmt --check`.
      """)

  package static let conflictMarker = DiagnosticCode(
    "FMT002", "conflict-marker", .error,
    "two versions of the same lines stand here, as a merge has left them",
    labels: ["the first version begins here"],
    notes: ["choose one, and remove the lines of <<<<<<<, ======= and >>>>>>>"],
    why: """
      Where a merge could not decide, it writes both versions between marks. Only a person can say \
      which holds; until then the file is left as it is.
      """)

  package static let layoutNotKept = DiagnosticCode(
    "FMT003", "layout-not-kept", .error,
    "the new layout would not say the same, so {what} left as it is",
    labels: ["it would differ here"],
    notes: ["this is a mistake of `pmm fmt`; please report it with the file"],
    why: """
      Before anything is written, each token, each comment and each beginning of a line is compared \
      with the file as it was, and the module must have the content hash that it had. Should the \
      formatter ever be wrong, it says so instead of writing.
      """)

  /// The finding of a file that has another layout than `pmm fmt` would write.
  package static func difference(
    of file: SourceFile, from bytes: [UInt8], index: Int
  ) -> Diagnostic {
    let (old, new) = (lines(of: file.bytes), lines(of: bytes))
    let hunks = hunks(from: old, to: new)
    let count = hunks.reduce(0) { $0 + max($1.old.count, $1.new.count) }
    func offset(_ line: Int) -> Int { line < old.count ? old[line].startIndex : file.bytes.count }
    let edits = hunks.map { hunk in
      TextEdit(
        Location(
          file: index, span: Span(offset(hunk.old.lowerBound), offset(hunk.old.upperBound))),
        String(decoding: new[hunk.new].joined(), as: UTF8.self))
    }
    let line = hunks.first?.old.lowerBound ?? 0
    let end = line < old.count ? old[line].endIndex : file.bytes.count
    let place = Span(offset(line), max(offset(line), end - 1))
    return Diagnostic(
      .notFormatted, at: Location(file: index, span: place),
      ["count": String(count), "lines": "\(old.count) line\(old.count == 1 ? "" : "s")"],
      fix: Fix(.safe, edits))
  }
}
