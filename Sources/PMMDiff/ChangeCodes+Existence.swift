/// Nodes, their names and places.
extension ChangeCode {
  static let existence: [ChangeCode] = [
    kpiRemoved, kpiAdded, kpiMoved, groupRemoved, groupAdded, groupMoved, branchRemoved,
    branchAdded, resultRemoved, resultAdded, renamed, oldNameReturned, renameSuspected, nodeSplit,
    nodesMerged, levelChanged, retiredNameReused, nameRetired, retirementListed,
    retirementWithdrawn,
  ]

  static let kpiRemoved = ChangeCode(
    "EX101", "kpi-removed", [.comparability, .collection, .adaptations], .code("EX102"),
    "{level} `{name}` is removed from `{parent}`",
    why: "Nobody has a figure for it any more, its group is scored without it, and adaptations that name it fail.")
  static let kpiAdded = ChangeCode(
    "EX102", "kpi-added", [.additive], .code("EX101"), "{level} `{name}` is added to `{parent}`",
    why: "Where it has a score, its group combines one more; where it has none, it only adds a figure.")
  static let kpiMoved = ChangeCode(
    "EX105", "kpi-moved", [.comparability, .adaptations], .itself,
    "{level} `{name}` is moved from `{old}` to `{new}`",
    why: "Both groups combine other scores than before.")
  static let groupRemoved = ChangeCode(
    "EX106", "outcome-removed", [.comparability, .collection, .adaptations], .code("EX107"),
    "{level} `{name}` is removed from `{parent}`",
    why: "What it combined is elsewhere or gone, and what it was part of is scored without it.")
  static let groupAdded = ChangeCode(
    "EX107", "outcome-added", [.additive], .code("EX106"),
    "{level} `{name}` is added to `{parent}`",
    why: "Where it has a score, what it is part of combines one more.")
  static let groupMoved = ChangeCode(
    "EX108", "outcome-moved", [.comparability, .adaptations], .itself,
    "{level} `{name}` is moved from `{old}` to `{new}`",
    why: "Both of what it was and is part of combine other scores than before.")
  static let branchRemoved = ChangeCode(
    "EX109", "dimension-removed", [.comparability, .collection, .adaptations], .code("EX110"),
    "{level} `{name}` is removed",
    why: "A whole branch of the framework is gone, and the framework's score is made without it.")
  static let branchAdded = ChangeCode(
    "EX110", "dimension-added", [.additive], .code("EX109"), "{level} `{name}` is added",
    why: "Where the framework has a score, it combines one more.")
  static let nodeSplit = ChangeCode(
    "EX111", "kpi-split", [.comparability, .collection, .adaptations], .code("EX112"),
    "{level} `{name}` is split into {new}",
    why: "Several sheets say `was` of one name, so no single series goes on.")
  static let nodesMerged = ChangeCode(
    "EX112", "kpis-merged", [.comparability, .collection, .adaptations], .code("EX111"),
    "{old} are merged into {level} `{name}`",
    why: "One sheet says `was` of several names, so no single series goes on.")
  static let retiredNameReused = ChangeCode(
    "EX113", "retired-name-reused", [.comparability, .adaptations], .code("EX119"),
    "`{name}` was retired in {edition} and is declared again",
    why: "Old data and adaptations under the name would be taken for something else. No bump makes this right.")
  static let levelChanged = ChangeCode(
    "EX114", "level-changed", [.adaptations], .itself,
    "`{name}` opens with `{new}` and did with `{old}`",
    why: "Rules of `every LEVEL` that held for it do not, and reports by level have it elsewhere.")
  static let resultRemoved = ChangeCode(
    "EX115", "result-removed", [.comparability, .adaptations], .code("EX116"),
    "result `{name}` is removed", why: "A published figure is not computed any more.")
  static let resultAdded = ChangeCode(
    "EX116", "result-added", [.additive], .code("EX115"), "result `{name}` is added",
    why: "One more figure is computed; nothing else changes.")
  static let renamed = ChangeCode(
    "EX103", "renamed", [.adaptations], .code("EX118"), "`{old}` is now called `{new}`",
    why: "The sheet says `was`, so data under the old name is answered with the new one, and figures go on; adaptations name it anew.")
  static let oldNameReturned = ChangeCode(
    "EX118", "old-name-returned", [.adaptations], .code("EX103"),
    "`{old}` has its old name `{new}` back",
    why: "The edition before says `was` of this name; the renaming is undone.")
  static let renameSuspected = ChangeCode(
    "EX104", "rename-suspected", [.comparability, .collection, .adaptations], .itself,
    "`{old}` is gone and `{new}` computes the same",
    why: "If it is a renaming, the sheet has to say `was`, so that data and series go on; if not, it is another thing with an equal formula.")
  static let nameRetired = ChangeCode(
    "EX119", "name-retired", [.additive], .code("EX113"), "`{name}` is retired",
    why: "The name is not given out again; who uses it is told why it is gone.")
  static let retirementWithdrawn = ChangeCode(
    "EX120", "retirement-withdrawn", [.adaptations], .code("EX121"),
    "`{name}` is no longer listed as retired",
    why: "Nothing keeps the name from being given to something else. What was retired stays listed.")
  static let retirementListed = ChangeCode(
    "EX121", "retirement-listed", [.additive], .code("EX120"),
    "`{name}`, gone already, is listed as retired",
    why: "The name is not given out again; who still uses it is told why it is gone.")
}
