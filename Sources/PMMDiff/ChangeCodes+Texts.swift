/// Words, references and the life of a sheet.
extension ChangeCode {
  static let texts: [ChangeCode] = [
    sdgChanged, sdgAdded, sdgRemoved, descriptionEdited, titleEdited, translationAdded, translationRemoved,
    translationEdited, deprecated, deprecationWithdrawn, sunsetForward, sunsetPostponed,
    removedBeforeSunset, originChanged, codesChanged, exampleAdded, exampleRemoved, exampleChanged, breakDeclared,
    breakWithdrawn, historyEdited, instrumentEdited,
  ]

  static let sdgChanged = ChangeCode(
    "MD601", "sdg-mapping-changed", [.comparability], .itself,
    "`{name}` refers to SDG {new} and referred to {old}",
    why: "Whoever sums up by goals has it under another one, and no longer under the one before.")
  static let sdgAdded = ChangeCode(
    "MD602", "sdg-target-added", [.additive], .code("MD603"),
    "`{name}` refers to SDG {new} and referred to {old}",
    why: "Whoever sums up by goals finds it under one more.")
  static let sdgRemoved = ChangeCode(
    "MD603", "sdg-target-removed", [.comparability], .code("MD602"),
    "`{name}` refers to SDG {new} and referred to {old}",
    why: "Whoever sums up by goals no longer has it under one of them.")
  static let descriptionEdited = ChangeCode(
    "MD605", "description-edited", [.editorial], .itself, "the {clause} of `{name}` is edited",
    why: "Words for readers; what is counted does not stand in them. What an input counts is IN410.")
  static let titleEdited = ChangeCode(
    "MD606", "title-edited", [.editorial], .itself,
    "`{name}` is titled \u{201C}{new}\u{201D} and was \u{201C}{old}\u{201D}", why: "The name is what it is known by; the title is for people.")
  static let translationAdded = ChangeCode(
    "MD607", "translation-added", [.additive], .code("MD608"), "the {clause} of `{name}` is also in `{language}`",
    why: "More people can read it.")
  static let translationRemoved = ChangeCode(
    "MD608", "translation-removed", [.adaptations], .code("MD607"),
    "the {clause} of `{name}` is no longer in `{language}`", why: "Who reads that language sees another one.")
  static let translationEdited = ChangeCode(
    "MD609", "translation-edited", [.editorial], .itself, "the {clause} of `{name}` is edited in `{language}`",
    why: "The first language says what holds; the translation follows.")
  static let deprecated = ChangeCode(
    "MD610", "deprecated", [.additive], .code("MD611"), "`{name}` is deprecated", why: "Users are told in time that it will go.")
  static let deprecationWithdrawn = ChangeCode(
    "MD611", "deprecation-withdrawn", [.additive], .code("MD610"), "`{name}` is no longer deprecated", why: "It stays after all.")
  static let sunsetForward = ChangeCode(
    "MD612", "sunset-brought-forward", [.collection, .adaptations], .code("MD613"),
    "`{name}` stays until {new}, not until {old}", why: "Users have less time than they were told.")
  static let sunsetPostponed = ChangeCode(
    "MD613", "sunset-postponed", [.additive], .code("MD612"), "`{name}` stays until {new}, not until {old}", why: "Users have more time.")
  static let removedBeforeSunset = ChangeCode(
    "MD614", "removed-without-notice", [.adaptations],
    .none("it is told beside a removal, whose reverse is an addition"),
    "`{name}` is removed {how}",
    why: "Deprecation comes before removal, so that nobody learns of it from a failure.")
  static let originChanged = ChangeCode(
    "MD615", "origin-changed", [.editorial], .itself, "who says so changes for `{name}`", why: "The source or its certainty is another one; what is said stays.")
  static let codesChanged = ChangeCode(
    "MD619", "codes-changed", [.editorial], .itself, "`{name}` has the codes {new} and had {old}", why: "Codes tell publishers' tables which row it is.")
  static let exampleAdded = ChangeCode(
    "MD621", "example-added", [.editorial], .code("MD622"), "`{name}` has the example “{title}”", why: "An example shows what holds anyway.")
  static let exampleRemoved = ChangeCode(
    "MD622", "example-removed", [.editorial], .code("MD621"), "`{name}` no longer has the example “{title}”", why: "An example shows what holds anyway.")
  static let exampleChanged = ChangeCode(
    "MD623", "example-changed", [.editorial], .itself, "the example “{title}” of `{name}` says something else", why: "An example shows what holds anyway; what it shows may be another rule, which is told for itself.")
  static let breakDeclared = ChangeCode(
    "MD625", "series-break-declared", [.additive], .code("MD626"), "the series of `{name}` breaks in {period}",
    why: "Figures on both sides do not compare, and reports say so.")
  static let breakWithdrawn = ChangeCode(
    "MD626", "series-break-withdrawn", [.comparability], .code("MD625"),
    "the series of `{name}` no longer breaks in {period}", why: "Figures that did not compare are said to compare.")
  static let historyEdited = ChangeCode(
    "MD627", "history-edited", [.editorial], .itself, "what `{name}` says of its history is edited", why: "`since`, `was` of a name that neither edition has, or why a series breaks.")
  static let instrumentEdited = ChangeCode(
    "MD604", "instrument-edited", [.editorial], .itself, "instrument `{name}` is described otherwise", why: "The instrument is the same; what is said of it changes.")
}
