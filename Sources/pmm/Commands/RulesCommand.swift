import ArgumentParser
import PMMDiagnostics
import PMMIR
import PMMLint

/// `pmm rules [CODE]`
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "List the rules of the linter, or print one rule's page.",
    discussion: """
      EXAMPLES
        pmm rules
        pmm rules SCO112
        pmm rules percentage-out-of-range --lang fr
      """)

  @Argument(help: "The code or the name of a rule.", completion: .list(Rule.names))
  var rule: String?

  @Option(help: "The language: en or fr.", completion: .list(["en", "fr"]))
  var lang = "en"

  @Option(help: "How it is printed.")
  var format: Format = .text

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  func run() throws {
    guard ["en", "fr"].contains(lang) else {
      throw Stop.unknown(
        "there is no language `\(visible(lang))`", lang, among: ["en", "fr"], called: "languages")
    }
    var rules = Rule.all
    if let name = rule {
      guard let found = Rule.named(name) else {
        throw Stop.unknown(
          "there is no rule `\(visible(name))`", name, among: Rule.names, called: "rules")
      }
      rules = [found]
    }
    switch format {
    case .json: Terminal.print(rulesJSON(rules, language: lang).pretty())
    case .text where rule != nil: Terminal.print(rules[0].page(lang))
    case .text: Terminal.print(list(rules))
    }
  }

  private func list(_ rules: [Rule]) -> String {
    let width = rules.map(\.name.count).max() ?? 0
    var text = ""
    for rule in rules {
      let on = rule.group.isOn ? rule.code.severity.rawValue : "off"
      let name = rule.name + String(repeating: " ", count: width - rule.name.count)
      let group = rule.group.rawValue + String(repeating: " ", count: 11 - rule.group.rawValue.count)
      let level = on + String(repeating: " ", count: 7 - on.count)
      text += "\(rule.id)  \(name)  \(group)  \(level)  \(rule.fix?.rawValue ?? "")".trimmingEnd + "\n"
    }
    let fixes = rules.filter { $0.fix != nil }.count
    return text + "\(rules.count) rules, \(fixes) with a fix; set \(RuleSet.newest.name)"
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
