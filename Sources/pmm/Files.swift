import FoundationEssentials
import PMMDiagnostics

/// Writes files whole or not at all.
enum Files {
  static func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw Stop.cannot("`\(visible(path))` cannot be written")
    }
  }
}
