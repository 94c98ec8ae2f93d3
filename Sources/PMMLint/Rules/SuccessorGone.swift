internal import PMMCompiler
internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Rule {
  static let successorGone = Rule(
    "REF514", "successor-gone", .suspicious, .warning, scope: .catalogue,
    en: Words(
      "`{name}` is superseded by `{next}`, which is superseded by `{last}`",
      labels: ["leads to what is gone"], notes: ["name `{last}`, and tell the step between in a note"],
      why: "Who follows the advice ends at something that no longer counts."),
    fr: Words(
      "`{name}` est remplacé par `{next}`, lui-même remplacé par `{last}`",
      labels: ["mène à ce qui n’est plus"],
      notes: ["nommer `{last}`, et dire l’étape intermédiaire dans une note"],
      why: "Qui suit le conseil aboutit à ce qui ne compte plus."),
    bad: """
      catalogue tools "Tools" {
          edition     1.0.0
          status      approved
          languages   en
      }

      instrument oldest "Oldest" {
          superseded by middle
      }

      instrument middle "Middle" {
          superseded by newest
      }

      instrument newest "Newest"
      """,
    good: """
      catalogue tools "Tools" {
          edition     1.0.0
          status      approved
          languages   en
      }

      instrument oldest "Oldest" {
          superseded by newest
      }

      instrument middle "Middle" {
          superseded by newest
      }

      instrument newest "Newest"
      """,
    check: .catalogue { model, report in
      guard let catalogue = model.compilation.catalogue else { return }
      let successors = Dictionary(
        catalogue.instruments.compactMap { item in item.supersededBy.map { (item.name, $0) } }
          + catalogue.entries.compactMap { item in item.supersededBy.map { (item.code, $0) } },
        uniquingKeysWith: { $1 })
      for (name, next) in successors.sorted(by: { $0.key < $1.key }) {
        guard let last = successors[next] else { continue }
        report.add(
          model.place(of: name) { if case .supersededBy = $0 { true } else { false } },
          ["name": name, "next": next, "last": last])
      }
    })
}
