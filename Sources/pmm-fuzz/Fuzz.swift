import ArgumentParser
import FoundationEssentials
import PMMCompiler
import PMMDiagnostics
import PMMFormat
import PMMIR
import PMMLint
import PMMSyntax

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Programs that look for mistakes by chance. No part of the tool.
@main
struct FuzzMain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pmm-fuzz", abstract: "Look for mistakes by chance.",
    subcommands: [Fuzz.self, Edits.self], defaultSubcommand: Fuzz.self)
}

/// Breaks files in every way that a hand or a disk does, and puts them through the parser, the compiler,
/// the linter with its fixes, and the formatter.
///
/// What must hold: no trap, no file that takes long, memory that does not grow, fixes that end, and a
/// layout that says what the file says and stays as it is.
struct Fuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "files",
    abstract: "Put broken files through check, lint and fmt.",
    discussion: """
      EXAMPLES
        swift run -c release pmm-fuzz --count 1000000 Definitions Tests/Golden
        swift run -c release pmm-fuzz --seed 7 --from 4711 --count 1 --show Tests/Golden
      """)

  @ArgumentParser.Argument(help: "Folders of .pmm files to begin with.")
  var folders: [String]

  @Option(help: "How many files.")
  var count = 10_000

  @Option(help: "The first file's number.")
  var from = 0

  @Option(help: "Another seed gives other files.")
  var seed: UInt64 = 1

  @Option(help: "Milliseconds that one file may take.")
  var limit = 2_000

  @Option(help: "Megabytes of memory that the run may take.")
  var memory = 2_000

  @Flag(help: "Print the files.")
  var show = false

  func run() throws {
    let corpus = try folders.flatMap(files).sorted { $0.path < $1.path }
    guard !corpus.isEmpty else { throw ValidationError("no .pmm file") }
    let clock = ContinuousClock()
    let start = clock.now
    // Pieces of it on each processor; what a file becomes depends on its number alone.
    let size = 1_000
    let piece = self
    let parts = Threads.map((count + size - 1) / size) { index in
      let first = piece.from + index * size
      return piece.examine(first..<min(first + size, piece.from + piece.count), of: corpus)
    }
    let seconds = Double((clock.now - start) / .milliseconds(1)) / 1_000
    let slowest = parts.max { $0.time < $1.time } ?? Part()
    let linted = parts.reduce(0) { $0 + $1.linted }
    let fixed = parts.reduce(0) { $0 + $1.fixed }
    print(
      "\(count) files of \(corpus.count) in \(Int(seconds)) s, \(Int(Double(count) / max(seconds, 0.001))) a "
        + "second; the slowest, \(slowest.slowest), took \(slowest.time); \(memoryUsed) MB; "
        + "\(linted) without errors linted, \(fixed) fixes applied")
  }

  /// What came of some files.
  private struct Part {
    var slowest = 0
    var time = Duration.zero
    var linted = 0
    var fixed = 0
  }

  private func examine(
    _ numbers: Range<Int>, of corpus: [(path: String, bytes: [UInt8])]
  ) -> Part {
    var part = Part()
    for number in numbers {
      var dice = Dice(state: seed &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(number))
      let bytes = dice.broken(corpus)
      // As they are: not all files are text.
      if show { write(bytes, to: STDOUT_FILENO) }
      announce(number)
      let time = ContinuousClock().measure {
        guard let fixes = examine(bytes, number) else { return }
        (part.linted, part.fixed) = (part.linted + 1, part.fixed + fixes)
      }
      if time > part.time { (part.slowest, part.time) = (number, time) }
      if time > .milliseconds(limit) { fail("file \(number) takes \(time)") }
      if memoryUsed > memory { fail("the run takes \(memoryUsed) MB at file \(number)") }
    }
    return part
  }

  /// What must hold of one file; how many fixes it took, if it checks.
  private func examine(_ bytes: [UInt8], _ number: Int) -> Int? {
    let file = SourceFile(path: "fuzz.pmm", bytes: bytes)
    let compilation = compile([file])
    let texts = TextRenderer(files: compilation.files).render(compilation.diagnostics)
    if texts.utf8.count > 2_000_000 { fail("file \(number) has findings of \(texts.utf8.count) bytes") }
    let fixes = compilation.hasErrors ? nil : mend(compilation, number)
    let once = format(file)
    if once.diagnostics.contains(where: { $0.code == .layoutNotKept }) {
      fail("the layout of file \(number) says something else")
    }
    if once.bytes == bytes { return fixes }
    let twice = format(SourceFile(path: "fuzz.pmm", bytes: once.bytes))
    if twice.bytes != once.bytes { fail("file \(number) is laid out otherwise the second time") }
    return fixes
  }

  /// Lints a module that checks and applies all its fixes; how many those were.
  private func mend(_ compilation: Compilation, _ number: Int) -> Int {
    guard let today = Day("2027-06-30") else { fail("there is no such day") }
    var fixer = Fixer(unsafe: true) { files in
      compile(files)
    } findings: { compilation in
      lint([LintModule(compilation)], today: today).diagnostics
    }
    guard let result = try? fixer.fix(compilation) else { fail("the fixes of file \(number) failed") }
    if result.hasErrors { fail("the fixes of file \(number) leave errors") }
    return fixer.applied
  }

  private func fail(_ message: String) -> Never {
    print("\(message); again: --seed \(seed) --from <number> --count 1 --show")
    Fuzz.exit(withError: ExitCode(1))
  }

  /// The number of the file in hand, where it can be read after a trap or a hang.
  private func announce(_ number: Int) {
    guard number % 10_000 == 0 else { return }
    write(Array("\(number)\n".utf8), to: STDERR_FILENO)
  }

  private func files(_ folder: String) throws -> [(path: String, bytes: [UInt8])] {
    let manager = FileManager.default
    return try manager.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".pmm") }.map {
      let path = folder + "/" + $0
      return (path, Array(try Data(contentsOf: URL(filePath: path))))
    }
  }

  private var memoryUsed: Int {
    var usage = rusage()
    getrusage(0, &usage)  // RUSAGE_SELF, which has another type on each system
    #if canImport(Darwin)
      return Int(usage.ru_maxrss) / 1_048_576
    #else
      return Int(usage.ru_maxrss) / 1024
    #endif
  }
}

/// Writes at once, past any buffer.
private func write(_ bytes: [UInt8], to descriptor: Int32) {
  #if canImport(Glibc)
    _ = Glibc.write(descriptor, bytes, bytes.count)
  #elseif canImport(Musl)
    _ = Musl.write(descriptor, bytes, bytes.count)
  #else
    _ = Darwin.write(descriptor, bytes, bytes.count)
  #endif
}
