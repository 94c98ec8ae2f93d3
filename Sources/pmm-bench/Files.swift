import FoundationEssentials

/// Where a benchmark keeps its things, all paths absolute.
struct Place {
  let folder: String
  let pmm: String
  let limit: String
  let peers: String

  init(folder: String, pmm: String, limit: String, peers: String) throws {
    let files = FileManager.default
    func absolute(_ path: String) -> String {
      path.hasPrefix("/") ? path : files.currentDirectoryPath + "/" + path
    }
    self.folder = absolute(folder)
    self.pmm = absolute(pmm)
    self.limit = absolute(limit)
    self.peers = absolute(peers)
    for program in [self.pmm, self.limit] where !files.isExecutableFile(atPath: program) {
      throw RunFailure(
        description: "there is no \(program); build it with `swift build -c release`")
    }
    for part in ["data", "results"] {
      try files.createDirectory(
        atPath: self.folder + "/" + part, withIntermediateDirectories: true)
    }
  }

  var data: String { folder + "/data" }
  var results: String { folder + "/results" }
  var python: String { folder + "/venv/bin/python" }

  /// A program of the peers' environment, which is made at the first call.
  func peer(_ name: String) throws -> String {
    let program = "\(folder)/venv/bin/\(name)"
    if FileManager.default.isExecutableFile(atPath: program) { return program }
    print("making \(folder)/venv with the peers")
    _ = try run(Contender(name: "venv", arguments: ["python3", "-m", "venv", "\(folder)/venv"]))
    _ = try run(
      Contender(
        name: "pip",
        arguments: [python, "-m", "pip", "-q", "install"] + Self.packages))
    return program
  }

  private static let packages = ["duckdb", "polars", "pandas", "numpy", "pyarrow", "ruff", "ty"]

  /// Which versions of the peers there are, in one line; nil before they are needed.
  func versions() throws -> String? {
    guard FileManager.default.isExecutableFile(atPath: python) else { return nil }
    let script =
      "import sys, importlib.metadata as m; "
      + "print(', '.join(p + ' ' + m.version(p) for p in sys.argv[1:]))"
    let file = "\(results)/versions.txt"
    _ = try run(
      Contender(
        name: "versions", arguments: [python, "-c", script] + Self.packages, answer: file,
        printsAnswer: true))
    return try text(of: file)
  }

  /// Writes a file of data unless an earlier run did.
  func make(_ name: String, _ content: () -> [UInt8]) throws {
    let path = "\(data)/\(name)"
    if FileManager.default.fileExists(atPath: path) { return }
    print("making \(path)")
    try write(content(), to: path)
  }
}

func text(of path: String) throws -> String {
  try String(contentsOfFile: path, encoding: .utf8)
}

/// Writes a file, and the folders that it needs. A file stands whole or not at all.
func write(_ bytes: [UInt8], to path: String) throws {
  let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
  try FileManager.default.createDirectory(
    atPath: folder.joined(separator: "/"), withIntermediateDirectories: true)
  try Data(bytes).write(to: URL(filePath: path), options: .atomic)
}

extension String {
  /// At least so wide; a negative width aligns to the right.
  func padded(_ width: Int) -> String {
    let space = String(repeating: " ", count: max(0, abs(width) - count))
    return width < 0 ? space + self : self + space
  }
}

extension Double {
  /// `12.3 ms`
  var milliseconds: String { "\((self * 10_000).rounded() / 10) ms" }

  /// With two decimals.
  var hundredths: String { "\((self * 100).rounded() / 100)" }
}
