import ArgumentParser

/// Runs `pmm` and its peers on the same files, round after round, and prints medians and ratios.
///
/// Times on a shared machine move by half from one minute to the next. Within a round every contender
/// meets the same machine, so the ratios count and the seconds do not.
@main
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pmm-bench",
    abstract: "Measure pmm beside its peers: whole processes, same files, same run.",
    discussion: """
      The first run makes a folder with a Python environment that holds the peers (DuckDB, Polars, pandas, \
      numpy, ruff, ty), and generated data with a fixed seed. Answers are compared before times are.
      """)

  @Argument(
    help: "Workloads: \(Workload.allCases.map(\.rawValue).joined(separator: ", ")); all by default."
  )
  var workloads: [Workload] = []

  @Option(help: "How often each contender runs; the median counts.")
  var rounds = 5

  @Option(help: "Where data, peers and results are kept.")
  var folder = ".build-bench"

  @Option(help: "The pmm to measure.")
  var pmm = ".build/release/pmm"

  @Option(help: "The hand-written program that bounds the panel and the rescorings.")
  var limit = ".build/release/pmm-bench-limit"

  @Option(help: "The scripts of the peers.")
  var peers = "Sources/pmm-bench/Peers"

  func validate() throws {
    guard rounds > 0 else { throw ValidationError("`--rounds` is 1 or more") }
  }

  func run() throws {
    let place = try Place(folder: folder, pmm: pmm, limit: limit, peers: peers)
    let chosen = workloads.isEmpty ? Workload.allCases : workloads
    var missed = 0
    for workload in chosen {
      print("\n\(workload.rawValue): \(workload.explanation)")
      let contenders = try workload.contenders(place)
      try workload.compareAnswers(place, contenders)
      let medians = try race(contenders, rounds: rounds)
      for contender in contenders { print(line(contender, medians[contender.name])) }
      for target in workload.targets {
        let verdict = target.verdict(medians)
        print("  " + verdict.text)
        if !verdict.isMet { missed += 1 }
      }
    }
    if let versions = try place.versions() { print("\nPeers: \(versions)", terminator: "") }
    print(missed == 0 ? "\nEvery target is met." : "\nTargets missed: \(missed).")
  }

  private func line(_ contender: Contender, _ median: Cost?) -> String {
    guard let median else { return "  \(contender.name.padded(24)) did not run" }
    let peak = median.peak == 0 ? "?" : (median.peak >> 20).description
    return "  \(contender.name.padded(24))\(median.wall.milliseconds.padded(-12)) wall"
      + "\(median.cpu.milliseconds.padded(-12)) cpu\(peak.padded(-7)) MiB"
  }
}

extension Workload: ExpressibleByArgument {}
