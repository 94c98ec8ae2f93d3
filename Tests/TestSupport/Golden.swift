package import Foundation

/// An input file of `Tests/Golden/<area>/` and the output that stands beside it. A new test is a new
/// file; `UPDATE_GOLDEN=1` writes the outputs, and their diff is reviewed as code.
package struct Golden: Sendable, CustomStringConvertible {
  package let url: URL

  package var name: String { url.lastPathComponent }
  package var description: String { name }

  /// The bytes of the input.
  package func bytes() throws -> [UInt8] { Array(try Data(contentsOf: url)) }

  /// The root of the repository.
  package static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The inputs of an area, by name. Traps if there is none: a test without inputs tests nothing.
  package static func inputs(in area: String, extension suffix: String = "pmm") -> [Golden] {
    let folder = root.appendingPathComponent("Tests/Golden/\(area)")
    let inputs = files(in: folder, extension: suffix)
    precondition(!inputs.isEmpty, "no *.\(suffix) in \(folder.path)")
    return inputs
  }

  /// The files of a folder, by name; none if the folder does not exist.
  package static func files(in folder: URL, extension suffix: String) -> [Golden] {
    let found =
      (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil))
      ?? []
    return found.filter { $0.pathExtension == suffix }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }.map(Golden.init(url:))
  }

  package init(url: URL) { self.url = url }

  package static var isUpdating: Bool {
    ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"
  }

  /// Nil if the text is what stands beside the input, else what is wrong with it.
  package func expect(_ text: String, for suffix: String = "expected") -> String? {
    let output = url.deletingPathExtension().appendingPathExtension(suffix)
    if Golden.isUpdating {
      do {
        try Data(text.utf8).write(to: output)
        return nil
      } catch {
        return "cannot write \(output.path): \(error)"
      }
    }
    guard let expected = try? String(contentsOf: output, encoding: .utf8) else {
      return "\(output.path) is missing; run with UPDATE_GOLDEN=1"
    }
    if expected == text { return nil }
    return "\(output.lastPathComponent) differs.\n--- expected\n\(expected)\n--- found\n\(text)"
  }
}

/// A source of random numbers that gives the same ones in every run.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  /// SplitMix64.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
