import ArgumentParser
import PMMDiagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `--watch`: a command runs again whenever a file that it may read was saved.
struct WatchOptions: ParsableArguments {
  @Flag(help: "Run again whenever a file is saved; modules that did not change are not compiled again.")
  var watch = false

  /// Runs a command once, or until it is interrupted. What stops a run is printed and waits for the
  /// next.
  func run(_ paths: [String], root: String?, _ body: () throws -> Void) throws {
    guard watch else { return try body() }
    if paths.contains("-") { throw Stop.cannot("`--watch` needs files; standard input is read once") }
    for path in paths where !Modules.exists(path) {
      throw Stop.cannot("there is no file or folder `\(visible(path))`")
    }
    // What a module uses stands below its root.
    let root = root ?? paths.lazy.compactMap { Modules.root(above: $0) }.first
    let roots = paths + [root].compactMap(\.self)
    var last = Watch.state(of: roots)
    while true {
      do {
        try body()
      } catch let stop as Stop {
        if let message = stop.message { Terminal.error("error: " + message) }
      }
      Terminal.error("watching \(last.count) files; Ctrl-C ends it")
      last = Watch.change(of: roots, from: last)
    }
  }
}

/// Which files there are, and when each was changed. Asked again and again: a save is seen within a
/// fifth of a second on any system and any file system, also on one that tells of no changes.
enum Watch {
  struct Stamp: Equatable {
    var seconds: Int
    var nanoseconds: Int
    var size: Int
    var number: UInt64
  }

  /// Files that commands read: definitions, settings, data and studies.
  private static let suffixes = [".pmm", ".toml", ".csv", ".json", ".results"]

  /// Waits until something differs, and for the saving to end.
  static func change(of roots: [String], from last: [String: Stamp]) -> [String: Stamp] {
    var now = last
    while now == last {
      usleep(100_000)
      now = state(of: roots)
    }
    while true {
      usleep(50_000)
      let next = state(of: roots)
      if next == now { return now }
      now = next
    }
  }

  static func state(of roots: [String]) -> [String: Stamp] {
    var found: [String: Stamp] = [:]
    var folders: Set<UInt64> = []
    for root in roots { collect(root, isGiven: true, into: &found, &folders) }
    return found
  }

  private static func collect(
    _ path: String, isGiven: Bool, into found: inout [String: Stamp],
    _ folders: inout Set<UInt64>
  ) {
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      // A link may lead back up.
      guard folders.insert(UInt64(status.st_ino)).inserted, let folder = opendir(path) else { return }
      defer { closedir(folder) }
      while let entry = readdir(folder) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        guard !name.hasPrefix(".") else { continue }
        collect(Modules.join(path, name), isGiven: false, into: &found, &folders)
      }
    } else if isGiven || suffixes.contains(where: path.hasSuffix) {
      #if canImport(Darwin)
        let time = status.st_mtimespec
      #else
        let time = status.st_mtim
      #endif
      found[path] = Stamp(
        seconds: time.tv_sec, nanoseconds: time.tv_nsec, size: Int(status.st_size),
        number: UInt64(status.st_ino))
    }
  }
}
