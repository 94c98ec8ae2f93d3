import ArgumentParser
import PMMDiagnostics

/// `pmm completions SHELL`
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print the completions of a shell.",
    discussion: """
      EXAMPLES
        pmm completions bash > ~/.local/share/bash-completion/completions/pmm
        pmm completions zsh > ~/.zsh/completions/_pmm
        pmm completions fish > ~/.config/fish/completions/pmm.fish
      """)

  @Argument(help: "bash, zsh or fish.", completion: .list(CompletionShell.allCases.map(\.rawValue)))
  var shell: String

  func run() throws {
    let known = CompletionShell.allCases.map(\.rawValue)
    guard let shell = CompletionShell(rawValue: shell) else {
      throw Stop.unknown(
        "there are no completions for `\(visible(shell))`", shell, among: known, called: "shells")
    }
    Terminal.print(PMM.completionScript(for: shell))
  }
}
