/// What the head says.
extension ChangeCode {
  static let head: [ChangeCode] = [
    coversMore, coversLess, coversOther, cycleChanged, phaseAdded, phaseRemoved,
    disclosureLevelAdded, disclosureLevelRemoved, subjectChanged, periodChanged, levelsChanged,
    levelTitleChanged, catalogueChanged, statusPromoted, statusDemoted, languageAdded,
    languageRemoved, frameworkRenamed,
  ]

  static let coversMore = ChangeCode(
    "HD701", "covers-more-periods", [.additive], .code("HD702"), "the edition covers {new} and covered {old}", why: "More periods are scored by these rules.")
  static let coversLess = ChangeCode(
    "HD702", "covers-fewer-periods", [.collection], .code("HD701"), "the edition covers {new} and covered {old}", why: "What is reported for the periods that are left has no figures by this edition. An edition with another number leaves them to the one that it follows; that breaks nothing.")
  static let coversOther = ChangeCode(
    "HD703", "covers-other-periods", [.collection, .additive], .itself, "the edition covers {new} and covered {old}", why: "More periods are scored by these rules, and what is reported for others has no figures by this edition. An edition with another number leaves them to the one that it follows; that breaks nothing.")
  static let cycleChanged = ChangeCode(
    "HD704", "cycle-changed", [.collection], .itself, "administrations report {new}; they did {old}", why: "Other years are asked for.")
  static let phaseAdded = ChangeCode(
    "HD705", "phase-added", [.additive], .code("HD706"), "there is a phase `{name}`", why: "A figure may stand once more.")
  static let phaseRemoved = ChangeCode(
    "HD706", "phase-removed", [.collection], .code("HD705"), "there is no phase `{name}` any more", why: "Data of that phase is refused.")
  static let disclosureLevelAdded = ChangeCode(
    "HD707", "disclosure-level-added", [.additive], .code("HD708"), "figures may be disclosed to `{name}`", why: "There is one more circle of readers.")
  static let disclosureLevelRemoved = ChangeCode(
    "HD708", "disclosure-level-removed", [.collection], .code("HD707"), "there is no disclosure to `{name}` any more", why: "Data that says so is refused.")
  static let subjectChanged = ChangeCode(
    "HD709", "subject-changed", [.collection, .adaptations], .itself, "what is assessed is called `{new}` and was `{old}`", why: "It is the name of a column of data.")
  static let periodChanged = ChangeCode(
    "HD710", "period-kind-changed", [.comparability, .collection], .itself, "a period is a {new} and was a {old}", why: "Figures of a year, a quarter and a month do not compare.")
  static let levelsChanged = ChangeCode(
    "HD711", "levels-changed", [.adaptations], .itself, "the levels are {new} and were {old}", why: "Sheets are opened by other words.")
  static let levelTitleChanged = ChangeCode(
    "HD712", "level-title-changed", [.editorial], .itself, "the level `{name}` is called otherwise", why: "The word that opens a sheet stays; what people read is another one.")
  static let catalogueChanged = ChangeCode(
    "HD713", "catalogue-edition-changed", [.editorial], .itself, "the catalogue `{name}` is used in {new} and was in {old}", why: "Codes and instruments are those of another list; whatever changes for a sheet is told there.")
  static let statusPromoted = ChangeCode(
    "HD714", "status-promoted", [.additive], .code("HD715"), "the edition is {new} and was {old}", why: "One may rely on it more.")
  static let statusDemoted = ChangeCode(
    "HD715", "status-demoted", [.adaptations], .code("HD714"), "the edition is {new} and was {old}", why: "One may rely on it less.")
  static let languageAdded = ChangeCode(
    "HD716", "language-added", [.additive], .code("HD717"), "texts are also in `{name}`", why: "More people can read it.")
  static let languageRemoved = ChangeCode(
    "HD717", "language-removed", [.adaptations], .code("HD716"), "texts are no longer in `{name}`", why: "Who reads that language sees another one.")
  static let frameworkRenamed = ChangeCode(
    "HD718", "framework-renamed", [.collection, .adaptations], .itself, "the framework is `{new}` and was `{old}`", why: "Adaptations and results name the framework.")
}
