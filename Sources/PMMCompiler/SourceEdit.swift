internal import PMMDiagnostics

/// What takes the place of some bytes of a file.
typealias SourceEdit = (range: Range<Int>, text: String)

extension SourceFile {
  /// The text with edits made; of two that overlap the first is.
  func edited(_ edits: [SourceEdit]) -> String {
    var bytes: [UInt8] = []
    var position = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard edit.range.lowerBound >= position else { continue }
      bytes += self.bytes[position..<edit.range.lowerBound] + Array(edit.text.utf8)
      position = edit.range.upperBound
    }
    bytes += self.bytes[position...]
    return String(decoding: bytes, as: UTF8.self)
  }
}
