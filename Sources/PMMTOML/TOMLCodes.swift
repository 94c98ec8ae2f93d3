package import PMMDiagnostics

/// What can be wrong with the notation of a TOML file.
extension DiagnosticCode {
  package static let tomlCodes: [DiagnosticCode] = [
    .tomlSyntax, .tomlTwice, .tomlUnused, .tomlNoText, .tomlMore,
  ]

  static let tomlSyntax = DiagnosticCode(
    "TOM001", "toml-syntax", .error, "expected {expected}, not {found}",
    labels: ["expected {expected}"],
    why: "The file is not TOML: a line is `key = value`, a header `[table]` or `[[list]]`, or a remark.")
  static let tomlTwice = DiagnosticCode(
    "TOM002", "toml-key-twice", .error, "`{key}` is set twice",
    labels: ["a second time", "first here"],
    why: "A key has one value. Which of two was meant cannot be known.")
  static let tomlUnused = DiagnosticCode(
    "TOM003", "toml-form-not-used", .error, "{form} is not used in the files of pmm",
    labels: ["not read"], notes: ["{advice}"],
    why: """
      TOML has more forms than these files need. Those that are read are texts on one line, whole \
      numbers, decimals, `true` and `false`, lists, tables and lists of tables.
      """)
  static let tomlNoText = DiagnosticCode(
    "TOM004", "toml-not-utf-8", .error, "the file is {what}, and only text in UTF-8 is read",
    labels: ["shown by this"], notes: ["nothing of this file is read"],
    why: "Most often another file was named, or an editor saved the text in another encoding.")
  static let tomlMore = DiagnosticCode(
    "TOM005", "toml-many-mistakes", .error, "{count} more lines of this file cannot be read",
    labels: ["the next one"], notes: ["is it a TOML file?"],
    why: "After twenty mistakes of notation the file most often is another one, such as one of data.")
}
