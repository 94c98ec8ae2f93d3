package import PMMDiagnostics
internal import PMMDiff

/// The changes as findings, for the formats that all commands share.
extension ChangeReport {
  /// What nobody accepted, the gravest first, and what is accepted, each with its reason. What fails the
  /// run is an error. Places are in the old edition's files, then the new one's.
  ///
  /// - Parameter onlyBreaking: Leaves out what adds and what only words say.
  package func findings(
    onlyBreaking: Bool
  ) -> (open: [Diagnostic], accepted: [(finding: Diagnostic, reason: String)]) {
    var open: [Diagnostic] = []
    var accepted: [(finding: Diagnostic, reason: String)] = []
    for change in ordered where change.effects.breaks || !onlyBreaking {
      guard let finding = finding(change) else { continue }
      if let record = self.accepted[change.fingerprint] {
        accepted.append((finding, record.reason))
      } else {
        open.append(finding)
      }
    }
    return (open, accepted)
  }

  private func finding(_ change: Change) -> Diagnostic? {
    // What is gone is shown where the new edition begins: tools mark lines of files that are there.
    var change = change
    if change.new == nil { change.new = new.program.headLocation }
    guard var finding = change.finding(shift: old.files.count) else { return nil }
    finding.arguments["effects"] = Self.words(change.effects)
    if failing.contains(change.fingerprint) { finding.severity = .error }
    return finding
  }
}
