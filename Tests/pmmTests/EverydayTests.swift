import Foundation
import TestSupport
import Testing

/// What shells and saved files do with the tool.
@Suite("Every day") struct EverydayTests {
  @Test("completions are scripts that their shell reads", arguments: ["bash", "zsh", "fish"])
  func completions(_ shell: String) throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let script = try scratch.run("pmm completions \(shell) > script; cat script").output
    #expect(script.contains("pmm"))
    // Only where the shell is there can it say so itself.
    guard try scratch.run("command -v \(shell)").status == 0 else { return }
    #expect(try scratch.run("\(shell) -n script").errors == "")
  }

  /// What a shell offers behind some words.
  private static let shells = [
    // As the shell calls the function of a command.
    "bash": #"""
      . ./script; COMP_WORDS=($WORDS); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE="$WORDS"
      COMP_POINT=${#COMP_LINE}
      _pmm pmm "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
      printf "%s\n" "${COMPREPLY[@]}"
      """#,
    // On a terminal of its own, with a tabulator behind the words; each match is noted.
    "zsh": #"""
      cp script _pmm; zmodload zsh/zpty; zpty terminal zsh -f -i
      function say { zpty -w terminal $1 }
      say 'fpath=($PWD $fpath); autoload -Uz compinit; compinit -D -u; bindkey "^I" complete-word'
      say 'compadd() { [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]] || { local -a hits
        builtin compadd -A hits "$@"; print -rl -- $hits >> matches }; builtin compadd "$@" }'
      say "PROMPT=\$'\x40\x40'"
      zpty -r terminal line '*@@*'
      zpty -w -n terminal $WORDS$'\t\x15'
      say exit
      while zpty -r terminal line; do :; done
      cat matches
      """#,
    "fish": "source script; complete -C \"$WORDS\"",
  ]

  private static func isInstalled(_ shell: String) -> Bool {
    ["/usr/bin", "/bin"].contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(shell)")
    }
  }

  private func completes(_ shell: String, flag: String) throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let code = Self.shells[shell] ?? ""
    try Data(code.utf8).write(to: scratch.folder.appendingPathComponent("offer"))
    #expect(try scratch.run("pmm completions \(shell) > script").status == 0)
    for (words, match) in [
      ("pmm ch", "check"), ("pmm fmt --ch", "--check"), ("pmm check --format s", "sarif"),
      ("pmm completions z", "zsh"), ("pmm lint --output-", ""),
    ] {
      let run = try scratch.run("rm -f matches; TERM=dumb WORDS='\(words)' \(shell) \(flag) offer")
      let offered = run.output.split(whereSeparator: \.isNewline)
        .compactMap { $0.split(whereSeparator: \.isWhitespace).first }
      #expect(Set(offered) == (match.isEmpty ? [] : [Substring(match)]), "\(words): \(run)")
    }
  }

  @Test(
    "bash completes commands, options and values",
    .enabled(if: EverydayTests.isInstalled("bash"), "bash is not installed"))
  func bash() throws { try completes("bash", flag: "--norc") }

  @Test(
    "zsh completes commands, options and values",
    .enabled(if: EverydayTests.isInstalled("zsh"), "zsh is not installed"))
  func zsh() throws { try completes("zsh", flag: "-f") }

  @Test(
    "fish completes commands, options and values",
    .enabled(if: EverydayTests.isInstalled("fish"), "fish is not installed"))
  func fish() throws { try completes("fish", flag: "--no-config") }

  @Test(
    "bash completes paths, rules, kinds, languages, formats of files and schemas",
    .enabled(if: EverydayTests.isInstalled("bash"), "bash is not installed"))
  func bashValues() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    func completed(_ words: String) throws -> Set<Substring> {
      let line = """
        bash -c 'pmm completions bash > script; . ./script; COMP_WORDS=(\(words)); \
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}; \
        _pmm pmm "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"; \
        printf "%s\\n" "${COMPREPLY[@]}"'
        """
      return Set(try scratch.run(line).output.split(whereSeparator: \.isNewline))
    }
    for (words, wanted) in [
      ("pmm lint po", "port"), ("pmm score po", "port"), ("pmm rules SCO11", "SCO112"),
      ("pmm rules percentage", "percentage-out-of-range"), ("pmm new k", "kpi"),
      ("pmm lint --lang f", "fr"), ("pmm check --output s", "sarif="), ("pmm schema ru", "rules"),
      ("pmm completions z", "zsh"),
    ] {
      let found = try completed(words)
      #expect(found.contains { $0.hasPrefix(wanted) }, "\(words): \(found)")
    }
  }

  @Test("what `init` and `new` write checks, is laid out, and lints clean but for what is to be written")
  func skeletons() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    func holds(_ command: String) throws {
      let run = try scratch.run(command)
      #expect(run.status == 0, "\(command)\n\(run.output)\(run.errors)")
    }
    try holds("pmm init office")
    try holds("pmm check office --strict && pmm fmt --check office && pmm test office")
    try holds("pmm lint office --strict")
    let edition = "office/office/1.0.0"
    try holds("pmm new theme staff \(edition) && pmm new kpi staff_training \(edition) --in staff")
    try holds("pmm check office --strict && pmm fmt --check office && pmm test office")
    let found = try scratch.run("pmm lint office --strict --format concise")
    let lines = found.output.split(separator: "\n")
    #expect(found.status == 1 && lines.count == 5, "\(found.output)")
    #expect(lines.allSatisfy { $0.contains("[DOC606]") }, "\(found.output)")
    try holds("sed -i 's/TO DO: //' \(edition)/staff.pmm && pmm lint office --strict")
    try holds("pmm new adaptation islands \(edition) --for IS")
    try holds("pmm check office --strict && pmm fmt --check office && pmm lint office --strict")
  }

  @Test("a command that watches runs again when a file is saved", arguments: ["check", "lint", "test"])
  func watches(_ command: String) throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let folder = scratch.folder.appendingPathComponent("watched")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent("a.pmm")
    func save(_ covers: String) throws {
      let text = """
        framework a "A" {
            edition     1.0.0
            covers      \(covers)
            status      draft
            languages   en
            subject     office
            period      calendar year
            levels      kpi
            scores      0 .. 100
        }

        """
      try Data(text.utf8).write(to: file, options: .atomic)
    }
    try save("from 2020")
    let process = try scratch.start("exec pmm \(command) watched --watch --format concise")
    defer {
      // It watches until it is told to end; the signal that asks politely is blocked in children.
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    func wait(for count: Int) throws -> String {
      for _ in 0..<300 {
        let text = try scratch.printed()
        if text.components(separatedBy: "watching ").count > count { return text }
        Thread.sleep(forTimeInterval: 0.1)
      }
      return try scratch.printed()
    }
    #expect(!(try wait(for: 1)).contains("error"))
    try save("from from")
    #expect(try wait(for: 2).contains("watched/a.pmm:3:"))
    try save("from 2021")
    let text = try wait(for: 3)
    #expect(text.components(separatedBy: "watching 1 files").count == 4, "\(text)")
  }
}
