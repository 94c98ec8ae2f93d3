/// Formulas, conditions, and what else decides a value.
extension ChangeCode {
  static let values: [ChangeCode] = [
    formulaEqual, formulaChanged, formulaUndecided, domainExtended, domainReduced, guardChanged,
    numeratorWidened, numeratorNarrowed, denominatorWidened, denominatorNarrowed, roundingChanged,
    missingPolicyChanged, combinationChanged, referencePeriodChanged, constantChanged,
    displayChanged, floorRaised, floorLowered, floorAdded, floorRemoved, floorKindChanged,
    imputationAdded, imputationRemoved, imputationChanged, treatmentAdded, treatmentRemoved,
    treatmentChanged, bodyChanged, valueUnitConverted, valueUnitChanged, resultBrokenDown,
    resultNotBrokenDown, breakdownOfResultChanged, tableChanged, populationChanged, applicationShown,
    applicationHidden, otherwiseChanged,
  ]

  static let formulaEqual = ChangeCode(
    "FO201", "formula-rewritten-equivalent", [.editorial], .itself,
    "the {clause} of `{name}` is written differently and means the same",
    why: "Both forms are brought to one normal form over exact fractions. Neither a figure nor a reason for its absence can differ.")
  static let formulaChanged = ChangeCode(
    "FO202", "formula-changed", [.comparability], .itself, "the {clause} of `{name}` changes",
    why: "Some data gets another figure. The witness is such data, computed under both editions.")
  static let formulaUndecided = ChangeCode(
    "FO203", "formula-change-undecided", [.comparability], .itself,
    "the {clause} of `{name}` is written differently; neither a proof that it means the same nor data that shows a difference was found",
    why: "The forms do not reduce to one, and no figure that was tried tells them apart. A person has to look.")
  static let domainExtended = ChangeCode(
    "FO204", "domain-extended", [.additive], .code("FO205"),
    "`{name}` is no longer kept back: a condition is gone",
    why: "Where the condition held there was no figure; there is one now, and all other figures stay.")
  static let domainReduced = ChangeCode(
    "FO205", "domain-reduced", [.comparability, .collection], .code("FO204"),
    "`{name}` is kept back where it was not: a condition is added",
    why: "Where the condition holds there is no figure any more.")
  static let guardChanged = ChangeCode(
    "FO206", "condition-changed", [.comparability], .itself,
    "the conditions of `{name}` change",
    why: "`when` says where a figure is another one or none. Other data is concerned than before.")
  static let numeratorWidened = ChangeCode(
    "FO207", "numerator-scope-widened", [.comparability, .collection], .code("FO208"),
    "the numerator of `{name}` counts more: `{input}` {new} in place of {old}",
    why: "The same formula reads more cells, so the figure is about another thing.")
  static let numeratorNarrowed = ChangeCode(
    "FO208", "numerator-scope-narrowed", [.comparability, .collection], .code("FO207"),
    "the numerator of `{name}` counts less: `{input}` {new} in place of {old}",
    why: "The same formula reads fewer cells, so the figure is about another thing.")
  static let denominatorWidened = ChangeCode(
    "FO209", "denominator-scope-widened", [.comparability, .collection], .code("FO210"),
    "the denominator of `{name}` counts more: `{input}` {new} in place of {old}",
    why: "The figure is a share of a larger whole.")
  static let denominatorNarrowed = ChangeCode(
    "FO210", "denominator-scope-narrowed", [.comparability, .collection], .code("FO209"),
    "the denominator of `{name}` counts less: `{input}` {new} in place of {old}",
    why: "The figure is a share of a smaller whole.")
  static let roundingChanged = ChangeCode(
    "FO211", "rounding-changed", [.comparability], .itself,
    "the {part} of `{name}` is rounded to {new} and was to {old}",
    why: "`round` enters what is computed from the figure; a score near a threshold may change its band.")
  static let missingPolicyChanged = ChangeCode(
    "FO212", "missing-data-policy-changed", [.comparability], .itself,
    "what `{name}` makes of missing figures changes",
    why: "An incomplete submission gets another figure than before, or one where it had none.")
  static let combinationChanged = ChangeCode(
    "FO213", "aggregation-method-changed", [.comparability], .itself,
    "`{name}` combines by {new} and did by {old}",
    why: "The same scores are combined to another one.")
  static let referencePeriodChanged = ChangeCode(
    "FO214", "reference-period-changed", [.comparability, .collection], .itself,
    "`{name}` reads `{input}` of {new} in place of {old}",
    why: "Another year's figures enter, and other years have to be reported.")
  static let constantChanged = ChangeCode(
    "FO215", "constant-value-changed", [.comparability], .itself,
    "parameter `{name}` is {new} and was {old}",
    why: "Every rule that reads it gives other figures.")
  static let displayChanged = ChangeCode(
    "FO218", "display-changed", [.editorial], .itself,
    "the {part} of `{name}` is shown with {new} and was with {old}",
    why: "`show` says how a figure is printed. Where a rule reads `shown`, it changes figures too.")
  static let floorRaised = ChangeCode(
    "FO222", "floor-raised", [.comparability, .collection], .code("FO223"),
    "`{name}` needs {new} and needed {old}",
    why: "Submissions that were enough for a score are not any more.")
  static let floorLowered = ChangeCode(
    "FO223", "floor-lowered", [.additive], .code("FO222"), "`{name}` needs {new} and needed {old}",
    why: "There is a score where there was none; all other scores stay.")
  static let floorAdded = ChangeCode(
    "FO224", "floor-added", [.comparability, .collection], .code("FO225"),
    "`{name}` needs {new}, where no floor was",
    why: "Submissions that were enough for a score are not any more.")
  static let floorRemoved = ChangeCode(
    "FO225", "floor-removed", [.additive], .code("FO224"), "`{name}` no longer needs {old}",
    why: "There is a score where there was none; all other scores stay.")
  static let floorKindChanged = ChangeCode(
    "FO226", "floor-counts-otherwise", [.comparability, .collection], .itself,
    "`{name}` needs {new} and needed {old}",
    why: "What is counted is another thing, so some submissions gain a score and others lose it.")
  static let imputationAdded = ChangeCode(
    "FO219", "imputation-added", [.comparability], .code("FO227"),
    "missing figures of `{name}` are filled", why: "What was missing now has a figure that enters scores.")
  static let imputationRemoved = ChangeCode(
    "FO227", "imputation-removed", [.comparability], .code("FO219"),
    "missing figures of `{name}` are no longer filled", why: "What had a filled figure is missing now.")
  static let imputationChanged = ChangeCode(
    "FO228", "imputation-changed", [.comparability], .itself,
    "missing figures of `{name}` are filled otherwise", why: "What is missing gets another figure.")
  static let treatmentAdded = ChangeCode(
    "FO220", "treatment-added", [.comparability], .code("FO229"),
    "outliers of `{name}` are treated", why: "Figures of some subjects are moved before they are scored.")
  static let treatmentRemoved = ChangeCode(
    "FO229", "treatment-removed", [.comparability], .code("FO220"),
    "outliers of `{name}` are no longer treated", why: "Figures that were moved enter as they are.")
  static let treatmentChanged = ChangeCode(
    "FO230", "treatment-changed", [.comparability], .itself,
    "outliers of `{name}` are treated otherwise", why: "Other figures are moved, or moved elsewhere.")
  static let tableChanged = ChangeCode(
    "FO231", "table-changed", [.comparability], .itself, "table `{name}` gives other results",
    why: "Every rule that looks into it may give other figures.")
  static let populationChanged = ChangeCode(
    "FO232", "population-changed", [.comparability], .itself,
    "population `{name}` has other members",
    why: "Ranks, standings and whatever else is made of the members change.")
  static let bodyChanged = ChangeCode(
    "FO240", "kind-of-figure-changed", [.comparability, .collection], .itself,
    "`{name}` is {new} and was {old}",
    why: "The figure is made in another way altogether: computed, reported, combined, or none.")
  static let valueUnitConverted = ChangeCode(
    "FO236", "value-unit-changed-convertible", [.comparability], .itself,
    "`{name}` is in {new} and was in {old}",
    why: "The quantity is the same and its number another one; whoever reads numbers must know.")
  static let valueUnitChanged = ChangeCode(
    "FO237", "value-unit-changed-inconvertible", [.comparability], .itself,
    "`{name}` is in {new} and was in {old}", why: "It is another quantity.")
  static let resultBrokenDown = ChangeCode(
    "FO238", "result-broken-down", [.additive], .code("FO239"),
    "`{name}` is also computed by `{axis}`", why: "There are figures for each value of the axis; the total stays.")
  static let resultNotBrokenDown = ChangeCode(
    "FO239", "result-not-broken-down", [.comparability, .adaptations], .code("FO238"),
    "`{name}` is no longer computed by `{axis}`", why: "Published figures are not computed any more.")
  static let breakdownOfResultChanged = ChangeCode(
    "FO241", "result-breakdown-changed", [.comparability], .itself,
    "`{name}` is broken down otherwise", why: "Other cells are computed, or the total is given up.")
  static let otherwiseChanged = ChangeCode(
    "FO243", "otherwise-changed", [.comparability], .itself,
    "the rules of `{name}` differ in a way that no other code tells",
    why: "The hashes of what decides figures are not the same, and no comparison found where. Nothing is silent: a person has to look.")
  static let applicationShown = ChangeCode(
    "FO217", "application-shown", [.additive], .code("FO242"),
    "`{name}` shows how far its instruments are applied",
    why: "The level that sums up the answers is published beside the score.")
  static let applicationHidden = ChangeCode(
    "FO242", "application-no-longer-shown", [.comparability], .code("FO217"),
    "`{name}` no longer shows how far its instruments are applied", why: "A published level ends.")
}
