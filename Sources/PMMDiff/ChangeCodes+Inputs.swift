/// What is reported.
extension ChangeCode {
  static let inputs: [ChangeCode] = [
    requiredInputAdded, optionalInputAdded, requiredInputRemoved, optionalInputRemoved,
    becameRequired, becameOptional, typeChanged, unitConverted, unitChanged, meaningReworded,
    rangeTightened, rangeLoosened, rangeMoved, checkAdded, checkRemoved, checkMessage, warningAdded,
    warningRemoved, breakdownAdded, breakdownRemoved, cellsAdded, cellsRemoved, sourceChanged,
    sourceAdded, sourceRemoved, disclosureWidened, disclosureNarrowed, inputRenamed,
    inputNameReturned, inputRenameSuspected, accumulationChanged, questionAdded, questionRemoved,
    questionReworded,
  ]

  static let requiredInputAdded = ChangeCode(
    "IN401", "required-input-added", [.collection], .code("IN403"),
    "input `{name}` is asked for, by {readers}",
    why: "A rule of the base reads it, so a submission without it is no longer complete.")
  static let optionalInputAdded = ChangeCode(
    "IN402", "optional-input-added", [.additive], .code("IN424"),
    "input `{name}` may be reported",
    why: "No rule of the base reads it: only those who choose an alternative need it.")
  static let requiredInputRemoved = ChangeCode(
    "IN403", "required-input-removed", [.collection, .adaptations], .code("IN401"),
    "input `{name}` is not asked for any more; {readers} read it",
    why: "Data that holds it has an unknown column, and what read it is made otherwise or gone.")
  static let becameRequired = ChangeCode(
    "IN404", "input-became-required", [.collection], .code("IN405"),
    "input `{name}` is now read by {readers}",
    why: "Only alternatives needed it; now a submission without it is incomplete.")
  static let becameOptional = ChangeCode(
    "IN405", "input-became-optional", [.additive], .code("IN404"),
    "input `{name}` is no longer read by the base",
    why: "Only those who choose an alternative need it.")
  static let typeChanged = ChangeCode(
    "IN407", "input-type-changed", [.comparability, .collection], .itself,
    "input `{name}` is {new} and was {old}", why: "What was reported is no value of it any more.")
  static let unitConverted = ChangeCode(
    "IN408", "unit-changed-convertible", [.collection], .itself,
    "input `{name}` is reported in {new} and was in {old}",
    why: "The same number means another quantity: figures reported as before are silently wrong by the factor.")
  static let unitChanged = ChangeCode(
    "IN409", "unit-changed-inconvertible", [.comparability, .collection], .itself,
    "input `{name}` is reported in {new} and was in {old}", why: "It is another quantity.")
  static let meaningReworded = ChangeCode(
    "IN410", "input-meaning-reworded", [.collection], .itself,
    "the {clause} of input `{name}` is reworded",
    why: "What is to be counted stands in words that no program can compare. A person has to say whether it means the same.")
  static let rangeTightened = ChangeCode(
    "IN411", "range-tightened", [.collection], .code("IN412"),
    "input `{name}` may be {new} and could be {old}", why: "Figures that were valid are refused.")
  static let rangeLoosened = ChangeCode(
    "IN412", "range-loosened", [.additive], .code("IN411"),
    "input `{name}` may be {new} and could be {old}", why: "Figures are accepted that were refused.")
  static let rangeMoved = ChangeCode(
    "IN428", "range-moved", [.collection], .itself,
    "input `{name}` may be {new} and could be {old}",
    why: "Some figures that were valid are refused, and others are accepted that were not.")
  static let checkAdded = ChangeCode(
    "IN437", "check-added", [.collection], .code("IN438"), "figures of `{name}` must pass one more check",
    why: "Figures that were valid are refused where the check fails.")
  static let checkRemoved = ChangeCode(
    "IN438", "check-removed", [.additive], .code("IN437"), "figures of `{name}` pass with one check less",
    why: "Figures are accepted that were refused.")
  static let checkMessage = ChangeCode(
    "IN439", "check-message-reworded", [.editorial], .itself,
    "what a check of `{name}` says is reworded", why: "The same figures are refused, in other words.")
  static let warningAdded = ChangeCode(
    "IN429", "warning-added", [.additive], .code("IN430"), "`{name}` warns of one thing more",
    why: "A warning stops nothing.")
  static let warningRemoved = ChangeCode(
    "IN430", "warning-removed", [.additive], .code("IN429"), "`{name}` warns of one thing less",
    why: "A warning stops nothing.")
  static let breakdownAdded = ChangeCode(
    "IN416", "breakdown-added", [.collection], .code("IN417"), "input `{name}` is broken down by `{axis}`",
    why: "A figure for each value of the axis is asked for.")
  static let breakdownRemoved = ChangeCode(
    "IN417", "breakdown-removed", [.comparability, .collection, .adaptations], .code("IN416"),
    "input `{name}` is no longer broken down by `{axis}`",
    why: "Data that has the cells is refused, and what was published by them ends.")
  static let cellsAdded = ChangeCode(
    "IN431", "cells-added", [.collection], .code("IN432"),
    "input `{name}` also has {values} of `{axis}`", why: "More cells are asked for, and a total has more parts.")
  static let cellsRemoved = ChangeCode(
    "IN432", "cells-removed", [.comparability, .collection], .code("IN431"),
    "input `{name}` no longer has {values} of `{axis}`", why: "Data that has the cells is refused, and a total has fewer parts.")
  static let sourceChanged = ChangeCode(
    "IN418", "source-changed", [.comparability, .collection], .itself,
    "input `{name}` comes from {new} and came from {old}",
    why: "Another source counts other things, whatever the definition says.")
  static let sourceAdded = ChangeCode(
    "IN419", "source-added", [.additive], .code("IN420"), "input `{name}` may also come from {new}",
    why: "Figures of several sources may then stand side by side.")
  static let sourceRemoved = ChangeCode(
    "IN420", "source-removed", [.collection], .code("IN419"),
    "input `{name}` no longer comes from {old}", why: "Whoever had it from there has to find another source.")
  static let disclosureWidened = ChangeCode(
    "IN421", "disclosure-widened", [.collection], .code("IN422"),
    "`{name}` is disclosed to `{new}` and was to `{old}`",
    why: "More people see a figure than those who reported it agreed to.")
  static let disclosureNarrowed = ChangeCode(
    "IN422", "disclosure-narrowed", [.comparability], .code("IN421"),
    "`{name}` is disclosed to `{new}` and was to `{old}`",
    why: "Whoever compared by the figure and is not among its readers any more has none.")
  static let inputRenamed = ChangeCode(
    "IN423", "input-renamed", [.collection, .adaptations], .code("IN433"),
    "input `{old}` is now called `{new}`",
    why: "The sheet says `was`: data under the old name is answered with the new one.")
  static let optionalInputRemoved = ChangeCode(
    "IN424", "optional-input-removed", [.collection, .adaptations], .code("IN402"),
    "input `{name}` may not be reported any more", why: "Whoever chose an alternative that reads it loses it.")
  static let inputNameReturned = ChangeCode(
    "IN433", "input-name-returned", [.collection, .adaptations], .code("IN423"),
    "input `{old}` has its old name `{new}` back",
    why: "The edition before says `was` of this name; the renaming is undone.")
  static let inputRenameSuspected = ChangeCode(
    "IN434", "input-rename-suspected", [.collection, .adaptations], .itself,
    "input `{old}` is gone, and `{new}` is read in its place",
    why: "If it is a renaming, the sheet has to say `was`, so that data under the old name is answered.")
  static let accumulationChanged = ChangeCode(
    "IN435", "accumulation-changed", [.comparability, .collection], .itself,
    "input `{name}` is {new} and was {old}",
    why: "A total, a stock and an average of a year are different figures.")
  static let questionAdded = ChangeCode(
    "IN440", "instrument-asked", [.collection], .code("IN441"),
    "`{name}` asks how far `{instrument}` is applied", why: "One more answer is expected.")
  static let questionRemoved = ChangeCode(
    "IN441", "instrument-no-longer-asked", [.comparability, .collection], .code("IN440"),
    "`{name}` no longer asks how far `{instrument}` is applied", why: "The level of application is found without it.")
  static let questionReworded = ChangeCode(
    "IN442", "instrument-condition-reworded", [.collection], .itself,
    "in `{name}`, when `{instrument}` is fully applied is reworded",
    why: "What counts as fully applied stands in words. A person has to say whether it means the same.")
}
