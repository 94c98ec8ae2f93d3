import ArgumentParser
import PMMDiagnostics

/// The root command. Its subcommands are files of `Commands/`.
struct PMM: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "pmm",
    abstract: "Check, test, score and explain KPI frameworks written in .pmm files.",
    discussion: """
      EXAMPLES
        pmm check Definitions
        pmm test Definitions
        pmm score Definitions/wco-pmm/1.0.0 --data figures.csv
        pmm explain Definitions/wco-pmm/1.0.0 wco_pmm --data figures.csv --subject XA
      """,
    version: version,
    subcommands: [
      CheckCommand.self, LintCommand.self, RulesCommand.self, FmtCommand.self, TestCommand.self,
      ScoreCommand.self, ExplainCommand.self, SensitivityCommand.self, AdaptCommand.self,
      DiffCommand.self, CompileCommand.self, SchemaCommand.self, InitCommand.self, NewCommand.self,
      CompletionsCommand.self,
    ])
}

@main
enum Main {
  /// Exit status 0 clean, 1 findings at or above the gate, 2 could not do the job (usage too).
  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    // `--wide value` reads as the contract writes it, though `--wide` alone is a flag.
    if let index = arguments.firstIndex(of: "--wide"), index + 1 < arguments.count,
      ["value", "score"].contains(arguments[index + 1])
    {
      arguments[index] = arguments[index + 1] == "value" ? "--wide-values" : "--wide"
      arguments.remove(at: index + 1)
    }
    Memory.begin(arguments)
    do {
      // `pmm help scroe` is a slip as well.
      let asked = arguments.first == "help" ? arguments.dropFirst().first : arguments.first
      if let word = asked, !word.hasPrefix("-"), !isCommand(word) {
        throw Stop.unknown(
          "pmm has no command `\(visible(word))`", word, among: names, called: "commands")
      }
      try checkPart(of: arguments)
      var command = try PMM.parseAsRoot(arguments)
      try command.run()
    } catch let stop as Stop {
      if let message = stop.message {
        Terminal.error((stop.code.map { "error[\($0.id)]: " } ?? "error: ") + message)
      }
      Terminal.exit(stop.status)
    } catch {
      let code = PMM.exitCode(for: error)
      let text = PMM.fullMessage(for: error)
      if code == .success {
        Terminal.print(text)
        Terminal.exit(0)
      }
      // The library writes `Error:`; one spelling for one thing.
      let start = "Error: "
      if !text.isEmpty {
        Terminal.error(text.hasPrefix(start) ? "error: " + text.dropFirst(start.count) : text)
      }
      if let nearest = nearestValue(in: text) { Terminal.error("  did you mean `\(nearest)`?") }
      if text.contains("'<path>'"), arguments.contains("--data") {
        Terminal.error("  `--data` takes every word up to the next option: PATH comes before it.")
      }
      // The library's 64 for usage is 2 here, as for every other reason not to do the job.
      Terminal.exit(2)
    }
  }

  private static let names = PMM.configuration.subcommands.map {
    $0.configuration.commandName ?? ""
  }

  /// The library lists the values of an option below the one that is none of them: `The value 'jsn' is
  /// invalid for '--format <format>'. Please provide one of the following:`
  private static func nearestValue(in message: String) -> String? {
    let lines = message.split(separator: "\n")
    let known = lines.filter { $0.hasPrefix("  - ") }.map { String($0.dropFirst(4)) }
    guard let line = lines.first(where: { $0.contains("The value '") }) else { return nil }
    let parts = line.split(separator: "'", omittingEmptySubsequences: false)
    return parts.count > 2 ? nearestName(to: String(parts[1]), in: known) : nil
  }

  /// `pmm adapt chek` is a slip too.
  private static func checkPart(of arguments: [String]) throws {
    guard arguments.count > 1, !arguments[1].hasPrefix("-") else { return }
    var parts: [String] = []
    for command in PMM.configuration.subcommands
    where command.configuration.commandName == arguments[0] {
      for part in command.configuration.subcommands {
        if let name = part.configuration.commandName { parts.append(name) }
      }
    }
    guard !parts.isEmpty, !parts.contains(arguments[1]) else { return }
    throw Stop.unknown(
      "`pmm \(arguments[0])` has no command `\(visible(arguments[1]))`", arguments[1], among: parts,
      called: "commands")
  }

  private static func isCommand(_ word: String) -> Bool {
    names.contains(word) || word == "help"
  }
}

/// Ends the run with a status; what is printed to say why goes to standard error.
struct Stop: Error {
  var status: Int32
  var message: String?
  var code: DiagnosticCode?

  /// The job could not be done.
  static func cannot(_ message: String) -> Stop { Stop(status: 2, message: message) }

  /// The job could not be done, for a reason that has a page.
  static func cannot(_ code: DiagnosticCode, _ arguments: Arguments) -> Stop {
    let finding = Diagnostic(code, at: Location(file: 0, span: Span(0, 0)), arguments)
    let lines = [visible(finding.message)] + finding.notes.map { "  = \(visible($0))" }
    return Stop(status: 2, message: lines.joined(separator: "\n"), code: code)
  }
  /// The only name that begins like this one or has a word that nearly is it: `peer_review` for `per`.
  private static func nearestPart(to name: String, in known: [String]) -> String? {
    let found = known.filter { candidate in
      let words = candidate.split { $0 == "_" || $0 == "." }.map(String.init)
      return candidate.hasPrefix(name) || words.contains(name)
        || nearestName(to: name, in: words) != nil
    }
    return found.count == 1 && !name.isEmpty ? found[0] : nil
  }

  /// The names that share a word of three letters or more with it, the likest first: by how much of
  /// it they share, then by how little else they say.
  private static func alike(_ name: String, in known: [String]) -> [String] {
    func words(_ text: String) -> [String] {
      text.split { $0 == "_" || $0 == "." }.map { $0.lowercased() }.filter { $0.count > 2 }
    }
    let wanted = words(name)
    let found = known.compactMap { candidate -> (shared: Int, other: Int, name: String)? in
      let own = words(candidate)
      let shared = wanted.filter { own.contains($0) }.map(\.count).reduce(0, +)
      guard shared > 0 else { return nil }
      return (shared, own.map(\.count).reduce(0, +) - shared, candidate)
    }
    return found.sorted { ($1.shared, $0.other, $0.name) < ($0.shared, $1.other, $1.name) }
      .map(\.name)
  }

  /// A name that is not there: the nearest one, if it may be a slip, and the names that are.
  static func unknown(
    _ message: String, _ name: String, among known: [String], called kind: String
  ) -> Stop {
    var text = message
    let alike = alike(name, in: known)
    if let nearest = nearestName(to: name, in: known) ?? nearestPart(to: name, in: known)
      ?? alike.first
    {
      text += "; did you mean `\(nearest)`?"
    }
    // Those that share words with it come first, so that the likely ones are among the first twenty.
    let ordered = alike + known.filter { !alike.contains($0) }
    let some = ordered.prefix(20).joined(separator: ", ") + (known.count > 20 ? ", …" : "")
    text += known.isEmpty ? "; there are no \(kind)" : "\n\(kind): \(some)"
    return .cannot(text)
  }
  /// There were findings, already printed.
  static let findings = Stop(status: 1, message: nil)
}
