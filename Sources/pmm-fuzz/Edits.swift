import ArgumentParser
import FoundationEssentials
import PMMCompiler
import PMMDiagnostics

/// Edits an edition in one place, many times, and holds what `pmm diff` says of it against scores.
struct Edits: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hold what diff says of single edits against brute-force scoring.",
    discussion: """
      EXAMPLES
        swift run -c release pmm-fuzz edits --count 1000 Definitions/wco-pmm/1.0.0 Definitions/catalogues
        swift run -c release pmm-fuzz edits --from 47 --count 1 --show Tests/Golden/diff
      """)

  @ArgumentParser.Argument(help: "The edition's folder.")
  var edition: String

  @ArgumentParser.Argument(help: "A folder with the catalogues that it uses.")
  var catalogues: String?

  @Option(help: "How many edits.")
  var count = 1_000

  @Option(help: "The first edit's number.")
  var from = 0

  @Option(help: "Another seed gives other edits and other data.")
  var seed: UInt64 = 7

  @Option(help: "How many datasets there are; each edit is tried on one of them.")
  var samples = 20

  @Flag(help: "Print each edit and what came of it.")
  var show = false

  func run() throws {
    let shelf = CatalogueShelf(
      root: catalogues,
      catalogues: Dictionary(grouping: try catalogues.map(Self.files) ?? []) { file in
        file.path.split(separator: "/").dropLast().joined(separator: "/")
      }.values.map { compile($0) })
    guard let law = EditLaw(try Self.files(edition), shelf, samples: samples, seed: seed) else {
      throw ValidationError("\(edition) has errors")
    }
    var verdicts: [EditLaw.Verdict] = []
    let clock = ContinuousClock()
    let time = try clock.measure {
      for number in from..<from + count {
        guard let verdict = law.judge(number, seed: seed) else {
          throw ValidationError("no edit \(number) that checks was found")
        }
        verdicts.append(verdict)
        guard show || !verdict.wrong.isEmpty else { continue }
        print(
          "\(number): \(verdict.edit)\n  \(verdict.differs ? "other" : "same") figures, "
            + (verdict.isCalledEqual ? "called equal" : "called a change")
            + verdict.wrong.map { ", WRONG: \($0)" }.joined())
      }
    }
    func number(_ holds: (EditLaw.Verdict) -> Bool) -> Int { verdicts.count(where: holds) }
    print(
      """
      \(count) edits in \(time): \(number(\.differs)) give other figures on random data, \
      \(number(\.isCalledEqual)) are called equal, \(number(\.isForReview)) are for review, \
      \(verdicts.map(\.witnesses).reduce(0, +)) witnesses; \
      \(number { !$0.wrong.isEmpty }) wrong
      """)
    if number({ !$0.wrong.isEmpty }) > 0 { throw ExitCode(1) }
  }

  private static func files(_ folder: String) throws -> [SourceFile] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasSuffix(".pmm") }.map { name in
        let path = folder + "/" + name
        return SourceFile(path: path, bytes: Array(try Data(contentsOf: URL(filePath: path))))
      }
  }
}
