import FoundationEssentials
import PMMDiagnostics

/// Writes files whole or not at all.
enum Files {
  static func write(_ text: String, to path: String) throws {
    try write(Array(text.utf8), to: path)
  }

  /// Who may read a file that is there already stays, and a link leads where it led.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let target = Modules.exists(path) ? Modules.realPath(path) : path
    let rights = try? FileManager.default.attributesOfItem(atPath: target)[.posixPermissions]
    defer {
      if let rights {
        try? FileManager.default.setAttributes([.posixPermissions: rights], ofItemAtPath: target)
      }
    }
    do {
      try Data(bytes).write(to: URL(filePath: target), options: .atomic)
    } catch {
      throw Stop.cannot("`\(visible(path))` cannot be written")
    }
  }

  /// Adds to a file, or begins it.
  static func append(_ text: String, to path: String) throws {
    let old = (try? Data(contentsOf: URL(filePath: path))).map { Array($0) } ?? []
    try write(old + Array(text.utf8), to: path)
  }

  /// Writes a file that is not there yet, and the folders above it.
  static func create(_ text: String, at path: String) throws {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw Stop.cannot("the folder `\(visible(folder))` cannot be made")
    }
    try write(text, to: path)
  }
}
