internal import PMMDiagnostics
import PMMIR

extension ProgramDiff {
  /// The nodes of the new edition whose figures do not go on from the old one's: those whose rules
  /// break comparability, and whatever is made of them.
  package var nodesWithOtherFigures: Set<Int> {
    var found: Set<Int> = []
    // What only an alternative changes leaves the base's figures as they are.
    for change in changes
    where change.effects.contains(.comparability) && change.code != .optionRulesChanged {
      var names = change.nodes
      names += [change.arguments["parent"]].compactMap { $0 }
      if change.code == .kpiMoved || change.code == .groupMoved {
        names += [change.arguments["old"], change.arguments["new"]].compactMap { $0 }
      }
      found.formUnion(names.compactMap { new.node(named: self.names.node($0)) })
    }
    for case .figures(let index) in new.order where !found.contains(index) {
      let isMade = new.reads(of: .figures(index)).contains { step in
        if case .figures(let other) = step { found.contains(other) } else { false }
      }
      if isMade { found.insert(index) }
    }
    return found
  }
}
