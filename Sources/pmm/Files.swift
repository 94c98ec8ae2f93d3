import FoundationEssentials
import PMMDiagnostics

/// Writes files whole or not at all.
enum Files {
  static func write(_ text: String, to path: String) throws {
    try write(Array(text.utf8), to: path)
  }

  static func write(_ bytes: [UInt8], to path: String) throws {
    do {
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Stop.cannot("`\(visible(path))` cannot be written")
    }
  }
}
