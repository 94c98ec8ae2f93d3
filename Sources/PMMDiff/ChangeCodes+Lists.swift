/// Axes, scales, attributes, reasons, units, parameters, populations and tables.
extension ChangeCode {
  static let lists: [ChangeCode] = [
    listAdded, listRemoved, valueAdded, valueRemoved, valueRelabelled, valueRenamed, orderChanged,
    attributeTypeChanged, reasonAdded, reasonRemoved, unitRedefined, parameterAdded,
    parameterRemoved,
  ]

  static let listAdded = ChangeCode(
    "LI501", "declaration-added", [.additive], .code("LI502"), "{kind} `{name}` is declared",
    why: "What uses it is told for itself.")
  static let listRemoved = ChangeCode(
    "LI502", "declaration-removed", [.adaptations], .code("LI501"),
    "{kind} `{name}` is not declared any more", why: "Adaptations and files of attributes may still name it.")
  static let valueAdded = ChangeCode(
    "IN413", "code-value-added", [.additive], .code("IN414"), "{kind} `{name}` also has `{value}`",
    why: "There is one more value to report, or one more level to reach.")
  static let valueRemoved = ChangeCode(
    "IN414", "code-value-removed", [.collection, .adaptations], .code("IN413"),
    "{kind} `{name}` no longer has `{value}`", why: "Data that says it is refused.")
  static let valueRelabelled = ChangeCode(
    "IN415", "code-value-relabelled", [.collection], .itself,
    "`{value}` of {kind} `{name}` is called \u{201C}{new}\u{201D} and was \u{201C}{old}\u{201D}",
    why: "A label says what a value means. A person has to say whether it means the same.")
  static let valueRenamed = ChangeCode(
    "SC308", "band-key-renamed", [.collection, .adaptations], .itself,
    "level `{old}` of scale `{name}` is now `{new}`",
    why: "The place in the order is the same; data, adaptations and readers of results have the old word.")
  static let orderChanged = ChangeCode(
    "LI503", "order-changed", [.comparability], .itself, "the levels of scale `{name}` are in another order",
    why: "The order of levels is their meaning: what was higher may be lower.")
  static let attributeTypeChanged = ChangeCode(
    "LI504", "attribute-type-changed", [.comparability, .collection], .itself,
    "attribute `{name}` is {new} and was {old}", why: "Files of attributes hold values of the other type.")
  static let reasonAdded = ChangeCode(
    "LI505", "reason-added", [.additive], .code("LI506"), "a figure may be missing for `{name}`",
    why: "There is one more reason to report.")
  static let reasonRemoved = ChangeCode(
    "LI506", "reason-removed", [.collection], .code("LI505"),
    "no figure may be missing for `{name}` any more", why: "Data that gives the reason is refused.")
  static let unitRedefined = ChangeCode(
    "LI507", "unit-redefined", [.comparability, .collection], .itself,
    "unit `{name}` is {new} and was {old}", why: "Every figure in it means another quantity.")
  static let parameterAdded = ChangeCode(
    "LI508", "parameter-added", [.additive], .code("LI509"), "parameter `{name}` is declared",
    why: "A number has a name; rules that read it are told for themselves.")
  static let parameterRemoved = ChangeCode(
    "LI509", "parameter-removed", [.adaptations], .code("LI508"),
    "parameter `{name}` is not declared any more", why: "Adaptations that set it fail.")
}
