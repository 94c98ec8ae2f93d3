/// Scores, classes, ranks and weights.
extension ChangeCode {
  static let scores: [ChangeCode] = [
    weightChanged, weightsRescaled, thresholdRaised, thresholdLowered, bandAdded, bandRemoved,
    edgeChanged, directionReversed, directionDeclared, directionWithdrawn, bestChanged,
    worstChanged, clampingChanged, curveChanged, scoreScaleChanged, becomesScored, noLongerScored,
    scoreRuleChanged, scoredCellChanged, bandResultChanged, classAdded, classRemoved,
    classBasisChanged, populationScoreChanged, dataWeightsAdded, dataWeightsRemoved, dataWeightsChanged,
    rankAdded, rankRemoved, rankChanged,
  ]

  static let weightChanged = ChangeCode(
    "SC301", "weight-changed", [.comparability], .itself,
    "the weight of `{name}` in `{parent}` is {new} and was {old}",
    why: "The same scores are combined to another one.")
  static let weightsRescaled = ChangeCode(
    "SC302", "weights-rescaled", [.editorial], .itself,
    "all weights in `{name}` are multiplied by {factor}",
    why: "Only the proportion of weights counts, and that stays.")
  static let thresholdRaised = ChangeCode(
    "SC303", "band-threshold-raised", [.comparability], .code("SC304"),
    "a threshold of the {clause} of `{name}` is raised from {old} to {new}",
    why: "Values between the two are in another band.")
  static let thresholdLowered = ChangeCode(
    "SC304", "band-threshold-lowered", [.comparability], .code("SC303"),
    "a threshold of the {clause} of `{name}` is lowered from {old} to {new}",
    why: "Values between the two are in another band.")
  static let bandAdded = ChangeCode(
    "SC305", "band-added", [.comparability, .adaptations], .code("SC306"),
    "the {clause} of `{name}` has {new} bands and had {old}",
    why: "Values that shared a band do not any more.")
  static let bandRemoved = ChangeCode(
    "SC306", "band-removed", [.comparability, .adaptations], .code("SC305"),
    "the {clause} of `{name}` has {new} bands and had {old}",
    why: "Values of two bands now share one.")
  static let edgeChanged = ChangeCode(
    "SC307", "band-edge-inclusion-changed", [.comparability], .itself,
    "in the {clause} of `{name}`, {edge} itself belongs to the other band",
    why: "Exactly one value changes its band, and round numbers are common.")
  static let bandResultChanged = ChangeCode(
    "SC324", "band-result-changed", [.comparability], .itself,
    "a band of the {clause} of `{name}` gives {new} and gave {old}",
    why: "Values in the band get another score or class.")
  static let directionReversed = ChangeCode(
    "SC310", "direction-reversed", [.comparability], .itself,
    "for `{name}`, {new} is better; it was {old}",
    why: "What was good is bad. Ranks and readers turn round.")
  static let directionDeclared = ChangeCode(
    "SC319", "direction-declared", [.additive], .code("SC320"), "for `{name}`, {new} is better",
    why: "The edition says what it left open.")
  static let directionWithdrawn = ChangeCode(
    "SC320", "direction-withdrawn", [.comparability], .code("SC319"),
    "for `{name}` it is no longer said that {old} is better",
    why: "Readers no longer know what is good.")
  static let bestChanged = ChangeCode(
    "SC311", "target-changed", [.comparability], .itself,
    "the best goalpost of `{name}` is {new} and was {old}",
    why: "The value that earns the full score is another one.")
  static let worstChanged = ChangeCode(
    "SC321", "zero-point-changed", [.comparability], .itself,
    "the worst goalpost of `{name}` is {new} and was {old}",
    why: "The value that earns the lowest score is another one.")
  static let clampingChanged = ChangeCode(
    "SC314", "cap-or-floor-changed", [.comparability], .itself,
    "scores of `{name}` beyond the goalposts {new}",
    why: "Values beyond the goalposts get another score.")
  static let curveChanged = ChangeCode(
    "SC335", "score-curve-changed", [.comparability], .itself,
    "the score of `{name}` runs {new} between its goalposts and ran {old}",
    why: "Values between the goalposts get another score.")
  static let scoreScaleChanged = ChangeCode(
    "SC315", "score-scale-changed", [.comparability, .adaptations], .itself,
    "scores lie in {new} and lay in {old}", why: "Every score means another thing.")
  static let becomesScored = ChangeCode(
    "SC316", "becomes-scored", [.comparability], .code("SC317"), "`{name}` has a score",
    why: "Its group combines one more score.")
  static let noLongerScored = ChangeCode(
    "SC317", "no-longer-scored", [.comparability], .code("SC316"), "`{name}` has no score any more",
    why: "Its group is scored without it.")
  static let scoreRuleChanged = ChangeCode(
    "SC322", "score-rule-changed", [.comparability], .itself,
    "`{name}` is scored by {new} and was by {old}", why: "The same value gets another score.")
  static let scoredCellChanged = ChangeCode(
    "SC323", "scored-cell-changed", [.comparability], .itself,
    "`{name}` is scored at {new} and was at {old}", why: "Another figure of it decides the score.")
  static let classAdded = ChangeCode(
    "SC326", "class-added", [.additive], .code("SC327"), "`{name}` has a class",
    why: "There is one more thing said of each figure.")
  static let classRemoved = ChangeCode(
    "SC327", "class-removed", [.comparability], .code("SC326"), "`{name}` has no class any more",
    why: "Published classes end.")
  static let classBasisChanged = ChangeCode(
    "SC328", "class-basis-changed", [.comparability], .itself,
    "the class of `{name}` is decided otherwise", why: "The same figure may get another class.")
  static let populationScoreChanged = ChangeCode(
    "SC329", "standing-changed", [.comparability], .itself,
    "the standing of `{name}` among others is taken otherwise",
    why: "A score among others depends on whom one is compared with, and how.")
  static let dataWeightsAdded = ChangeCode(
    "SC330", "weights-from-data", [.comparability], .code("SC331"),
    "the weights in `{name}` come from the data", why: "Weights that were set are computed, and change with each dataset.")
  static let dataWeightsRemoved = ChangeCode(
    "SC331", "weights-no-longer-from-data", [.comparability], .code("SC330"),
    "the weights in `{name}` no longer come from the data", why: "Weights that were computed are set.")
  static let dataWeightsChanged = ChangeCode(
    "SC334", "weights-from-other-data", [.comparability], .itself,
    "the weights in `{name}` come from population `{new}` and came from `{old}`",
    why: "Other subjects decide the weights.")
  static let rankAdded = ChangeCode(
    "SC336", "rank-added", [.additive], .code("SC337"), "`{name}` is ranked",
    why: "There is one more thing said of each subject.")
  static let rankRemoved = ChangeCode(
    "SC337", "rank-removed", [.comparability], .code("SC336"), "`{name}` is no longer ranked",
    why: "Published ranks end.")
  static let rankChanged = ChangeCode(
    "SC338", "rank-changed", [.comparability], .itself, "`{name}` is ranked otherwise",
    why: "The same figures give other ranks.")
}
