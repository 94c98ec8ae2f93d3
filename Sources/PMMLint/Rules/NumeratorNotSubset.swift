internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber

extension Rule {
  static let numeratorNotSubset = Rule(
    "SCO123", "numerator-not-subset", .suspicious, .warning, fix: .unsafe,
    en: Words(
      "nothing says that `{part}` is part of `{whole}`",
      labels: ["`{name}` is {value} with {inputs}", "no check against `{whole}`"],
      notes: ["if it is, `{part}` has `check value <= {whole}`, with a message for who reports"],
      fix: "check that `{part}` is at most `{whole}`",
      why: """
        A share whose numerator may exceed its denominator lets a slip of one digit through as 750%. A \
        check refuses the figure when it is read, and proves the share to be at most 100%. The fix writes \
        the check alone: what to tell who reports is its author's to say, and `check-without-message` \
        asks for it.
        """),
    fr: Words(
      "rien ne dit que `{part}` fait partie de `{whole}`",
      labels: ["`{name}` vaut {value} avec {inputs}", "aucun contrôle avec `{whole}`"],
      notes: ["si c’est le cas, `{part}` porte `check value <= {whole}`, avec un message pour qui déclare"],
      fix: "vérifier que `{part}` ne dépasse pas `{whole}`",
      why: """
        Une part dont le numérateur peut dépasser le dénominateur laisse passer une erreur d’un chiffre \
        comme 750 %. Un contrôle refuse le chiffre à la lecture et prouve que la part est d’au plus 100 %. \
        La correction n’écrit que le contrôle : ce qu’il faut dire à qui déclare revient à son auteur, et \
        `check-without-message` le demande.
        """),
    bad: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal."
          range       from 0
          source      "declaration system"
      }

      kpi seal_rate "Declarations under seal" {
          definition  "Share of the declarations that were under seal."
          unit        percent
          formula     seals / declarations
          score       none
          origin      proposed "this example"

          example "one in ten" { seals = 40, declarations = 400 } gives 10%
      }
      """,
    good: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal."
          range       from 0
          check       value <= declarations "more sealed than lodged"
          source      "declaration system"
      }

      kpi seal_rate "Declarations under seal" {
          definition  "Share of the declarations that were under seal."
          unit        percent
          formula     seals / declarations
          score       none
          origin      proposed "this example"

          example "one in ten" { seals = 40, declarations = 400 } gives 10%
      }
      """,
    check: .framework { model, report in
      for formula in model.formulas where formula.isBody {
        guard let unit = formula.variant.rules.type.unit, unit.isPercent,
          let (part, whole) = model.shareWithoutCap(formula.id),
          let witness = model.witness(formula.variant, formula.id, where: { $0 > Rational.one })
        else { continue }
        let (a, b) = (model.program.inputs[part], model.program.inputs[whole])
        report.add(
          formula.place,
          [
            "name": model.name(formula.variant), "part": a.name, "whole": b.name,
            "value": unit.text(witness.value), "inputs": witness.inputs,
          ], related: [a.sheet.location],
          fix: model.insertion(
            "check value <= \(b.name)", into: a.name, .changesMeaning, behindRange: true))
      }
    })
}
