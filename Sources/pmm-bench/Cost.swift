#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What one run of a process cost, from its start to its end.
struct Cost {
  /// Seconds on the clock.
  var wall: Double
  /// Seconds of processor, user and system, over all threads.
  var cpu: Double
  /// The most memory that was resident, in bytes; mapped files count. A process begins as a copy of the one
  /// that starts it, so nothing is known, and it is 0, where this one has ever had as much.
  var peak: Int
}

/// A command of the race.
struct Contender {
  var name: String
  var arguments: [String]
  /// The folder that it runs in; nil is this process's own.
  var folder: String?
  /// The file that it writes its answer to, and where its standard output goes if that is it.
  var answer: String?
  var printsAnswer = false
}

struct RunFailure: Error, CustomStringConvertible {
  var description: String
}

/// Runs each contender once a round, in turn, and gives the medians by name.
func race(_ contenders: [Contender], rounds: Int) throws -> [String: Cost] {
  var costs: [String: [Cost]] = [:]
  for _ in 0..<rounds {
    for contender in contenders {
      costs[contender.name, default: []].append(try run(contender))
    }
  }
  return costs.mapValues { runs in
    func median(_ figure: (Cost) -> Double) -> Double {
      let sorted = runs.map(figure).sorted()
      let middle = sorted.count / 2
      return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
    return Cost(
      wall: median(\.wall), cpu: median(\.cpu), peak: runs.map(\.peak).max() ?? 0)
  }
}

/// Runs a command and waits for its end. What it prints goes to its answer or nowhere; what it says on
/// standard error is kept beside it and shown if it fails.
func run(_ contender: Contender) throws -> Cost {
  let errors = "/tmp/pmm-bench-\(getpid()).err"
  defer { unlink(errors) }
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  let output = contender.printsAnswer ? contender.answer ?? "/dev/null" : "/dev/null"
  let flags = O_WRONLY | O_CREAT | O_TRUNC
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, flags, 0o644)
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, flags, 0o644)
  if let folder = contender.folder {
    // This program has one thread, and the child starts where it stands.
    guard let home = getcwd(nil, 0), chdir(folder) == 0 else {
      throw RunFailure(description: "cannot enter \(folder)")
    }
    defer {
      chdir(home)
      free(home)
    }
    return try launch(contender, &actions, errors)
  }
  return try launch(contender, &actions, errors)
}

private func launch(
  _ contender: Contender, _ actions: inout posix_spawn_file_actions_t, _ errors: String
) throws -> Cost {
  var arguments = contender.arguments.map { strdup($0) } + [nil]
  defer { arguments.forEach { free($0) } }
  var process = pid_t()
  let start = now()
  let failure = posix_spawnp(
    &process, contender.arguments[0], &actions, nil, &arguments, environ)
  guard failure == 0 else {
    throw RunFailure(
      description: "\(contender.arguments[0]): \(String(cString: strerror(failure)))")
  }
  var status: Int32 = 0
  var usage = rusage()
  while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
  let wall = now() - start
  guard status == 0 else {
    throw RunFailure(
      description: "\(contender.name) failed (status \(status >> 8)): "
        + ((try? text(of: errors)) ?? "").suffix(600))
  }
  func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
  #if canImport(Darwin)
    let unit = 1
  #else
    let unit = 1024
  #endif
  var own = rusage()
  getrusage(selfUsage, &own)
  return Cost(
    wall: wall, cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime),
    peak: usage.ru_maxrss > own.ru_maxrss ? Int(usage.ru_maxrss) * unit : 0)
}

#if canImport(Glibc)
  private let selfUsage = RUSAGE_SELF.rawValue
#else
  private let selfUsage = Int32(RUSAGE_SELF)
#endif

private func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
