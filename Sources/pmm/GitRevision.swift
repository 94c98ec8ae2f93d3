import FoundationEssentials
import PMMDiagnostics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files of a git revision, `REV:PATH`, read with git and without touching the working tree.
struct GitRevision {
  /// As git spells it: a branch, a tag, a commit.
  let revision: String
  /// Below the top of the repository, as in `git show REV:PATH`; `./` is below the current folder.
  let path: String
  /// What is read: where the branch that is looked at left the revision.
  let commit: String
  /// The revision itself, if that is not what is read.
  let isMergeBase: Bool
  private let folder: URL

  /// Nil if the text names something on disk, or has no colon.
  init?(_ text: String, branch: String? = nil, isBase: Bool) throws {
    guard !Modules.exists(text), let colon = text.firstIndex(of: ":"), colon != text.startIndex else {
      return nil
    }
    revision = String(text[..<colon])
    var path = String(text[text.index(after: colon)...])
    guard try Git.run(["rev-parse", "--is-inside-work-tree"]).status == 0 else {
      throw Stop.cannot(
        "`\(visible(text))` is no file or folder, and no revision either: this is not a git repository")
    }
    if path.hasPrefix("./") { path = try Git.text(["rev-parse", "--show-prefix"]) + path.dropFirst(2) }
    self.path = path
    let own = try Self.commit(of: revision)
    if isBase {
      let tip = try Self.commit(of: branch ?? "HEAD")
      let merge = try Git.run(["merge-base", own, tip])
      guard merge.status == 0 else {
        if try Git.text(["rev-parse", "--is-shallow-repository"]) == "true" {
          throw Stop.cannot(Self.shallow("`\(visible(revision))` has no history in common with what is compared"))
        }
        throw Stop.cannot("`\(visible(revision))` has no history in common with what is compared")
      }
      commit = merge.trimmed
    } else {
      commit = own
    }
    isMergeBase = commit != own
    folder = FileManager.default.temporaryDirectory.appending(path: "pmm-\(UUID().uuidString)")
  }

  private static func shallow(_ message: String) -> String {
    message + ", and this clone is shallow.\n"
      + "Fetch the history: `git fetch --unshallow`; in GitHub Actions, `fetch-depth: 0` of actions/checkout."
  }

  private static func commit(of revision: String) throws -> String {
    // What begins with a dash would be an option.
    let found = try Git.run(["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"])
    if found.status == 0 { return found.trimmed }
    let message = "git knows no revision `\(visible(revision))`"
    if try Git.text(["rev-parse", "--is-shallow-repository"]) == "true" {
      throw Stop.cannot(shallow(message))
    }
    let known = try Git.text(["for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes"])
    throw Stop.unknown(
      message, revision, among: known.split(separator: "\n").map(String.init), called: "branches and tags")
  }

  /// Writes the definitions of the commit where they can be read like any others, and answers what
  /// `read` makes of the path. Paths of the files found are then those of the revision.
  func with<Result>(_ read: (String, (SourceFile) -> SourceFile) throws -> Result) throws -> Result {
    defer { try? FileManager.default.removeItem(at: folder) }
    let entries = try Git.run(["ls-tree", "-r", "-z", "--full-tree", commit]).output
      .split(separator: 0).compactMap(Entry.init)
    let inside = path.hasSuffix("/") ? String(path.dropLast()) : path
    // A compiled form is named itself.
    let wanted = entries.filter {
      $0.path.hasSuffix(".pmm") || $0.name == "pmm.toml" || $0.path == inside
    }
    guard wanted.contains(where: { $0.path == inside || $0.path.hasPrefix(inside + "/") || inside.isEmpty })
    else {
      throw Stop.cannot(
        "there is no definition at `\(visible(inside))` in `\(visible(revision))` (\(commit.prefix(12)))")
    }
    try write(wanted)
    let root = folder.path
    return try read(root + (inside.isEmpty ? "" : "/" + inside)) { file in
      guard file.path.hasPrefix(root + "/") else { return file }
      return SourceFile(
        path: "\(revision):\(file.path.dropFirst(root.utf8.count + 1))", content: file.content)
    }
  }

  /// A line of `git ls-tree`.
  private struct Entry {
    var object: String
    var path: String

    init?(_ line: ArraySlice<UInt8>) {
      let text = String(decoding: line, as: UTF8.self)
      guard let tab = text.firstIndex(of: "\t") else { return nil }
      let words = text[..<tab].split(separator: " ")
      guard words.count == 3, words[1] == "blob" else { return nil }
      object = String(words[2])
      path = String(text[text.index(after: tab)...])
    }

    var name: Substring { path.split(separator: "/").last ?? "" }
  }

  /// All of them by one `git cat-file`.
  private func write(_ entries: [Entry]) throws {
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let list = folder.appending(path: "objects")
      try Data(entries.map { $0.object + "\n" }.joined().utf8).write(to: list)
      var bytes = try Git.run(["cat-file", "--batch"], input: list.path).output[...]
      for entry in entries {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
          let size = String(decoding: bytes[..<end], as: UTF8.self).split(separator: " ").last
            .flatMap({ Int($0) }), bytes.distance(from: end, to: bytes.endIndex) > size + 1
        else { throw Stop.cannot("git gave no content of `\(visible(entry.path))`") }
        let place = folder.appending(path: entry.path)
        try FileManager.default.createDirectory(
          at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes[(end + 1)..<(end + 1 + size)]).write(to: place)
        bytes = bytes[(end + size + 2)...]
      }
    } catch let stop as Stop {
      throw stop
    } catch {
      throw Stop.cannot("the revision cannot be written to `\(visible(folder.path))`")
    }
  }
}

/// Runs git.
enum Git {
  struct Answer {
    var status: Int32
    var output: [UInt8]

    var trimmed: String {
      var text = String(decoding: output, as: UTF8.self)
      while text.last?.isNewline ?? false { text.removeLast() }
      return text
    }
  }

  static func text(_ arguments: [String]) throws -> String { try run(arguments).trimmed }

  /// What it prints; its own words about errors are left out. `input` is a file.
  static func run(_ arguments: [String], input: String = "/dev/null") throws -> Answer {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Stop.cannot("no pipe to git can be opened") }
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
    #else
      var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    posix_spawn_file_actions_addclose(&actions, ends[1])
    var words: [UnsafeMutablePointer<CChar>?] = (["git"] + arguments).map { strdup($0) } + [nil]
    defer { words.forEach { free($0) } }
    var process: pid_t = 0
    let started = posix_spawnp(&process, "git", &actions, nil, &words, environ)
    close(ends[1])
    defer { close(ends[0]) }
    guard started == 0 else { throw Stop.cannot("git is not there; revisions are read with it") }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(ends[0], $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      output += buffer[..<count]
    }
    var state: Int32 = 0
    while waitpid(process, &state, 0) < 0, errno == EINTR {}
    return Answer(status: state & 0x7F == 0 ? (state >> 8) & 0xFF : -1, output: output)
  }
}
