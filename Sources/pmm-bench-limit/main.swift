// The panel and its rescorings, written by hand for this one workload: a bound to measure against.
//
// It knows the columns, the grid of members and years and the shape of the numbers, checks nothing and
// explains nothing. What a tool takes longer than this is what knowing nothing in advance costs.

import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

guard CommandLine.arguments.count == 5 else {
  print("pmm-bench-limit score PANEL.csv SPEC.txt OUT.csv | mcw|mcn PANEL.csv SPEC.txt THREADS")
  exit(2)
}
let mode = CommandLine.arguments[1]
let spec = Spec(mapped(CommandLine.arguments[3]))
let table = Table(mapped(CommandLine.arguments[2]), spec)
let scores = score(table, spec)
if mode == "score" {
  let outcomes = spec.mean(scores, spec.kpiWeights, spec.outcomeOfKPI, count: spec.outcomes.count)
  let dimensions = spec.mean(
    outcomes, spec.outcomeWeights, spec.dimensionOfOutcome, count: spec.dimensionWeights.count)
  let overall = spec.mean(
    dimensions, spec.dimensionWeights, [Int](repeating: 0, count: spec.dimensionWeights.count),
    count: 1)
  write(table, spec, [overall, dimensions, outcomes], to: CommandLine.arguments[4])
} else {
  let threads = Int(CommandLine.arguments[4]) ?? 1
  let ranks = rescore(scores, spec, hasNoise: mode == "mcn", runs: 10_000, threads: threads)
  print(ranks.prefix(4))
}

func mapped(_ path: String) -> UnsafeBufferPointer<UInt8> {
  let descriptor = open(path, O_RDONLY)
  var status = stat()
  guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_size > 0,
    let start = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0)
  else {
    print("cannot read \(path)")
    exit(2)
  }
  return UnsafeBufferPointer(
    start: start.assumingMemoryBound(to: UInt8.self), count: Int(status.st_size))
}
