package import PMMIR
internal import PMMNumber

/// Data that shows a change: what is reported, and what both editions make of it.
package struct Witness: Hashable, Sendable {
  /// What the node above it gets, where the others below it are alike under both editions.
  package struct Step: Hashable, Sendable {
    package var node: String
    package var old: TrialFigure?
    package var new: TrialFigure?
  }
  /// The node whose figures differ, by its name in the new edition.
  package var node: String
  package var trial: Trial
  package var old: TrialOutcome
  package var new: TrialOutcome
  package var upward: [Step]
  /// What all other scores on the way up are taken to be.
  package var others: TrialFigure?
}
