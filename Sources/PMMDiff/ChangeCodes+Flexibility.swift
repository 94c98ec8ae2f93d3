/// What administrations may choose.
extension ChangeCode {
  static let flexibility: [ChangeCode] = [
    optionRemoved, optionAdded, defaultChanged, frameworkOptionRemoved, frameworkOptionAdded,
    locked, unlocked, choiceTightened, choiceLoosened, choiceMoved, omissionForbidden,
    omissionAllowed, optionRulesChanged, comparabilityLowered, comparabilityRaised, adaptationFails,
    adaptationChanges,
  ]

  static let optionRemoved = ChangeCode(
    "FX501", "option-removed", [.adaptations], .code("FX502"),
    "`{name}` no longer has the alternative `{option}`", why: "Adaptations that use it fail.")
  static let optionAdded = ChangeCode(
    "FX502", "option-added", [.additive], .code("FX501"), "`{name}` has the alternative `{option}`",
    why: "The base stays as it is; nobody has to choose it.")
  static let defaultChanged = ChangeCode(
    "FX503", "option-default-changed", [.comparability, .adaptations], .itself,
    "`{name}` goes by what was the alternative `{option}`",
    why: "Everyone who chose nothing is computed by the other rules.")
  static let frameworkOptionRemoved = ChangeCode(
    "FX504", "choice-removed", [.adaptations], .code("FX505"),
    "the framework no longer has the alternative `{option}`", why: "Adaptations that use it fail.")
  static let frameworkOptionAdded = ChangeCode(
    "FX505", "choice-added", [.additive], .code("FX504"),
    "the framework has the alternative `{option}`", why: "The base stays as it is; nobody has to choose it.")
  static let locked = ChangeCode(
    "FX506", "element-locked", [.adaptations], .code("FX507"),
    "parameter `{name}` may not be set any more", why: "Adaptations that set it fail.")
  static let unlocked = ChangeCode(
    "FX507", "element-unlocked", [.additive], .code("FX506"),
    "parameter `{name}` may be set to {new}",
    why: "Figures of administrations that set it compare as far as the clause says.")
  static let choiceTightened = ChangeCode(
    "FX508", "override-range-tightened", [.adaptations], .code("FX509"),
    "parameter `{name}` may be set to {new} and could be to {old}", why: "Adaptations outside fail.")
  static let choiceLoosened = ChangeCode(
    "FX509", "override-range-loosened", [.additive], .code("FX508"),
    "parameter `{name}` may be set to {new} and could be to {old}", why: "More may be chosen.")
  static let choiceMoved = ChangeCode(
    "FX518", "override-range-moved", [.adaptations], .itself,
    "parameter `{name}` may be set to {new} and could be to {old}",
    why: "Some choices are no longer possible, and others are.")
  static let omissionForbidden = ChangeCode(
    "FX510", "leave-out-permission-removed", [.collection, .adaptations], .code("FX511"),
    "`{name}` may not be left out any more", why: "Adaptations that leave it out fail, and those administrations owe its data.")
  static let omissionAllowed = ChangeCode(
    "FX511", "leave-out-permission-given", [.additive], .code("FX510"), "`{name}` may be left out",
    why: "Scores of those who leave it out are made of fewer parts.")
  static let optionRulesChanged = ChangeCode(
    "FX515", "option-rules-changed", [.comparability, .adaptations], .itself,
    "the alternative `{option}` of `{name}` has another {clause}",
    why: "Those who chose it get other figures without having done anything.")
  static let comparabilityLowered = ChangeCode(
    "FX516", "option-comparability-lowered", [.comparability, .adaptations], .code("FX517"),
    "`{name}`: what is chosen is {new} and was {old}", why: "Figures of those who chose it leave ranks and averages.")
  static let comparabilityRaised = ChangeCode(
    "FX517", "option-comparability-raised", [.comparability, .adaptations], .code("FX516"),
    "`{name}`: what is chosen is {new} and was {old}", why: "Figures of those who chose it enter ranks and averages.")
  static let adaptationFails = ChangeCode(
    "FX512", "adaptation-fails", [.adaptations], .none("it is about an adaptation of the old edition"),
    "`{adaptation}` of {subject} does not validate under the new edition: {error} ({code})",
    why: "Not what might fail, but what does: the adaptation was checked against the new edition.")
  static let adaptationChanges = ChangeCode(
    "FX513", "adaptation-silently-changes", [.comparability, .adaptations],
    .none("it is about an adaptation of the old edition"),
    "`{adaptation}` of {subject} still validates, and for it {change}",
    why: "The administration has done nothing, and its figures are others than those that the base changes for everyone.")
}
