import Foundation
import TestSupport
import Testing

/// Compares with `Tests/Golden/report/NAME`, whose input is the sample program. `UPDATE_GOLDEN=1`
/// writes it.
func expectGolden(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let url = Golden.root.appendingPathComponent("Tests/Golden/report/\(name)")
  if let problem = Golden(url: url).expect(text, for: url.pathExtension) {
    Issue.record(Comment(rawValue: problem), sourceLocation: sourceLocation)
  }
}
