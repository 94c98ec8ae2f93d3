import ArgumentParser
import FoundationEssentials
import PMMCompiler
import PMMDiagnostics
import PMMFormat
import PMMLint
import PMMSyntax

/// `pmm init [FOLDER]`
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a framework to begin with, and data that it scores.",
    discussion: """
      EXAMPLES
        pmm init service
        pmm init --name port_service .
      """)

  @ArgumentParser.Argument(
    help: "The folder; it may exist, but none of the files may.", completion: .directory)
  var folder = "."

  @Option(help: "The name of the framework; else the folder's.")
  var name: String?

  func run() throws {
    let name = try self.name ?? Self.name(of: folder)
    try Self.checkName(name)
    let edition = Modules.join(folder, "\(name)/1.0.0")
    let files = [
      (Modules.join(folder, "pmm.toml"), Skeleton.settings),
      (Modules.join(edition, "framework.pmm"), Skeleton.framework(name)),
      (Modules.join(edition, "service.pmm"), Skeleton.sheets),
      (Modules.join(edition, "sample/figures.csv"), Skeleton.figures),
      (Modules.join(edition, "README.md"), Skeleton.readme(name)),
    ]
    if let taken = files.first(where: { Modules.exists($0.0) }) {
      throw Stop.cannot("`\(visible(taken.0))` is there already; nothing was written")
    }
    for (path, text) in files { try Files.create(text, at: path) }
    Terminal.print(files.map(\.0).joined(separator: "\n"))
    Terminal.error(
      """
      next:
        pmm check \(folder.quotedForShell)
        pmm test \(folder.quotedForShell)
        pmm score \(edition.quotedForShell) --data \("\(edition)/sample/figures.csv".quotedForShell)
      """)
  }

  /// The last part of a path, as a name. What a letter outside of the alphabet would be is not guessed.
  private static func name(of folder: String) throws -> String {
    let path = Modules.realPath(folder)
    let last = path.split(separator: "/").last.map(String.init) ?? ""
    guard last.utf8.allSatisfy({ $0 < 0x80 }) else {
      throw Stop.cannot("`\(visible(last))` makes no name for a framework; give one with --name")
    }
    let plain = last.lowercased().unicodeScalars.map { scalar -> Character in
      ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) ? Character(scalar) : "_"
    }
    let name = String(plain)
    return name.first?.isNumber ?? true ? "framework_\(name)" : name
  }

  static func checkName(_ name: String) throws {
    let isPlain = name.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
    }
    guard isPlain, let first = name.first, !first.isNumber, name != "_" else {
      throw Stop.cannot(
        "`\(visible(name))` is no name; one has small letters, digits and _, and begins with a letter")
    }
    if Keywords.reserved.contains(name) {
      throw Stop.cannot("`\(name)` is a word of the language and cannot be a name")
    }
  }
}

extension String {
  /// The text as one word for a shell.
  fileprivate var quotedForShell: String {
    let isPlain = utf8.allSatisfy {
      (0x2D...0x39).contains($0) || (0x41...0x5A).contains($0) || $0 == 0x5F || (0x61...0x7A).contains($0)
    }
    return isPlain && !isEmpty ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}

/// A small framework that is right in every respect, to be changed step by step.
private enum Skeleton {
  static let settings = """
    # This folder is the root under which modules are found, by name and edition.
    root = true

    # A newer pmm finds nothing new until its set of rules is asked for.
    [lint]
    rules = "\(RuleSet.newest.name)"

    """

  static func framework(_ name: String) -> String {
    """
    // A framework to begin with: two KPIs about the service of an office.

    framework \(name) "Service of an office" {
        definition  "How quickly an office serves, and how often it has to correct itself."
        edition     1.0.0
        covers      from 2024
        status      draft
        languages   en
        subject     office
        period      calendar year
        levels      theme, kpi
        scores      0 .. 100
        combine     mean
        when        missing: exclude
        needs       50%
        show        1 decimal half_up
        origin      proposed "this project"
    }

    every theme {
        combine     mean
        when        missing: exclude
        needs       50%
        show        1 decimal half_up
        origin      proposed "this project" for combine, when, needs, show
    }

    every kpi {
        when        zero_denominator: result not_applicable
        show value  1 decimal half_up
        show score  1 decimal half_up
        origin      proposed "this project" for when, show
    }

    unit application "application" counted
    unit decision    "decision"    counted

    """
  }

  static let sheets = """
    // The figures that an office reports, and what is made of them.

    input applications "Applications" : application {
        definition  "Applications that the office has received in year T."
        guidance    "Count the applications by the day on which they were received."
        range       from 0
        source      "register of applications"
        origin      proposed "this project"
    }

    input answered_on_time "Applications answered in time" : application {
        definition  "Of the applications received, those answered within the time that the law gives."
        guidance    "Count the same applications, if the answer was sent on the last day or before."
        range       from 0
        check       value <= applications "more were answered than received"
        source      "register of applications"
        origin      proposed "this project"
    }

    input decisions "Decisions" : decision {
        definition  "Decisions that the office has taken in year T."
        guidance    "Count the decisions by the day on which they were signed."
        range       from 0
        source      "register of decisions"
        origin      proposed "this project"
    }

    input decisions_corrected "Decisions corrected" : decision {
        definition  "Of the decisions taken, those that were changed afterwards because they were wrong."
        guidance    "Count the same decisions, whoever has asked for the change."
        range       from 0
        check       value <= decisions "more were corrected than taken"
        source      "register of decisions"
        origin      proposed "this project"
    }

    theme service "Quick and correct service" {
        definition  "Whoever applies has an answer soon, and it holds."
        origin      proposed "this project"

        example "both"          { on_time_rate = 75, correction_rate = 87.5 } gives 81.3
        example "one is enough" { on_time_rate = 75, correction_rate = not_available } gives 75.0
    }

    kpi on_time_rate "Rate of answers in time" in service {
        definition  "Share of the applications of year T that were answered within the time of the law."
        purpose     "Who waits longer than the law says loses time, money and trust."
        unit        percent
        better      higher
        formula     answered_on_time / applications
        score       linear 60% .. 100%
        origin      proposed "this project"

        example "nine of ten" { answered_on_time = 900, applications = 1000 } gives 90.0%, scores 75.0
        example "no application" { answered_on_time = 0, applications = 0 } gives not_applicable
    }

    kpi correction_rate "Rate of corrections" in service {
        definition  "Share of the decisions of year T that had to be corrected."
        purpose     "A wrong decision costs twice: who applied, and the office."
        unit        percent
        better      lower
        formula     decisions_corrected / decisions
        score       linear 20% .. 0%
        origin      proposed "this project"

        example "one in forty" { decisions_corrected = 10, decisions = 400 } gives 2.5%, scores 87.5
        example "no decision"  { decisions_corrected = 0, decisions = 0 } gives not_applicable
    }

    """

  static let figures = """
    office,period,applications,answered_on_time,decisions,decisions_corrected
    north,2024,1000,900,400,10
    south,2024,640,512,250,25
    island,2024,40,not_available,12,0

    """

  static func readme(_ name: String) -> String {
    """
    # \(name)

    A framework to begin with. `framework.pmm` says what holds for all of it, `service.pmm` has the figures
    that are reported and the KPIs. The data in `sample/` are invented.

    From the folder with `pmm.toml`:

    ```sh
    pmm check .
    pmm test .
    pmm fmt --check .
    pmm score \(name)/1.0.0 --data \(name)/1.0.0/sample/figures.csv
    pmm explain \(name)/1.0.0 on_time_rate --data \(name)/1.0.0/sample/figures.csv --subject north --period 2024
    ```

    """
  }
}
