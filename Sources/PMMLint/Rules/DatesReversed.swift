internal import PMMDiagnostics
internal import PMMSyntax

extension Rule {
  static let datesReversed = Rule(
    "REF513", "dates-reversed", .correctness, .error, scope: .catalogue,
    en: Words(
      "`{name}` is in force since {force} and was adopted on {adopted}",
      labels: ["before its adoption"],
      why: "Nothing is in force before it is adopted; one of the two dates is wrong."),
    fr: Words(
      "`{name}` est en vigueur depuis {force} et a été adopté le {adopted}",
      labels: ["avant son adoption"],
      why: "Rien n’est en vigueur avant d’être adopté ; l’une des deux dates est fausse."),
    bad: """
      catalogue tools "Tools" {
          edition     1.0.0
          status      approved
          languages   en
      }

      instrument safe "Framework of standards" {
          adopted     2007-06-01
          in force    2005-06-23
      }
      """,
    good: """
      catalogue tools "Tools" {
          edition     1.0.0
          status      approved
          languages   en
      }

      instrument safe "Framework of standards" {
          adopted     2005-06-23
          in force    2007-06-01
      }
      """,
    check: .written { module, report in
      for written in module.declarations {
        var adopted: String?
        for clause in written.block?.clauses ?? [] {
          if case .adopted(let date, _) = clause.kind { adopted = date }
        }
        guard let adopted else { continue }
        for clause in written.block?.clauses ?? [] {
          guard case .inForce(let force, let span) = clause.kind else { continue }
          // A year is compared as a year.
          let length = min(adopted.count, force.count)
          guard force.prefix(length) < adopted.prefix(length) else { continue }
          report.add(
            written.location(span),
            ["name": written.element, "force": force, "adopted": adopted])
        }
      }
    })
}
