internal import PMMDiagnostics

extension Rule {
  static let unusedSuppression = Rule(
    "SUP001", "unused-suppression", .correctness, .warning, fix: .safe,
    en: Words(
      "`{rule}` finds nothing here that would have to be allowed", labels: ["allows nothing"],
      fix: "take the line away",
      why: """
        A line that allows nothing was needed once. Left in place it would silence the next finding, \
        which nobody has looked at.
        """),
    fr: Words(
      "`{rule}` ne trouve ici rien qu’il faille autoriser", labels: ["n’autorise rien"],
      fix: "supprimer la ligne",
      why: """
        Une ligne qui n’autorise rien a été utile un jour. Laissée en place, elle tairait le prochain \
        constat, que personne n’a examiné.
        """),
    bad: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal."
          range       from 0
          source      "declaration system"
          allow       domain-missing-lower-bound because "seals are counted from 0"
      }

      kpi seals_used "Declarations under seal" {
          definition  "Declarations under seal in the year."
          unit        declaration
          formula     seals
          score       none
          origin      proposed "this example"

          example "twelve" { seals = 12 } gives 12
      }
      """,
    good: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal."
          source      "declaration system"
          allow       domain-missing-lower-bound because "a correction may be negative"
      }

      kpi seals_used "Declarations under seal" {
          definition  "Declarations under seal in the year."
          unit        declaration
          formula     seals
          score       none
          origin      proposed "this example"

          example "twelve" { seals = 12 } gives 12
      }
      """,
    check: .linter)

  static let suppressionWithoutReason = Rule(
    "SUP002", "suppression-without-reason", .correctness, .error,
    en: Words(
      "`{rule}` is allowed here without a reason", labels: ["why?"],
      notes: ["write `because \"…\"` behind the rule"],
      why: "Who reads the definition later cannot ask why the finding was set aside; the reason is the answer."),
    fr: Words(
      "`{rule}` est autorisé ici sans motif", labels: ["pourquoi ?"],
      notes: ["écrire `because \"…\"` après la règle"],
      why: "Qui lira la définition plus tard ne pourra demander pourquoi le constat a été écarté ; le motif est la réponse."),
    bad: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal, kept for the archive."
          range       from 0
          source      "declaration system"
          allow       unused-input
      }
      """,
    good: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal, kept for the archive."
          range       from 0
          source      "declaration system"
          allow       unused-input because "the next edition has a KPI for it" until 2027-06-30
      }
      """,
    check: .linter)

  static let unknownRule = Rule(
    "SUP003", "unknown-rule", .correctness, .error, fix: .suggestion,
    en: Words(
      "there is no rule `{name}`", labels: ["not known"],
      notes: ["did you mean `{nearest}`?", "`pmm rules` lists them"], fix: "write `{nearest}`",
      why: "A line with a slip in it allows nothing, and looks as if it did."),
    fr: Words(
      "il n’y a pas de règle `{name}`", labels: ["inconnue"],
      notes: ["s’agit-il de `{nearest}` ?", "`pmm rules` en donne la liste"],
      fix: "écrire `{nearest}`",
      why: "Une ligne mal orthographiée n’autorise rien, et paraît le faire."),
    bad: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal, kept for the archive."
          range       from 0
          source      "declaration system"
          allow       unused-inputs because "the next edition has a KPI for it"
      }
      """,
    good: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal, kept for the archive."
          range       from 0
          source      "declaration system"
          allow       STR006 because "the next edition has a KPI for it"
      }
      """,
    check: .linter)

  static let blanketSuppression = Rule(
    "SUP004", "blanket-suppression", .correctness, .error,
    en: Words(
      "this line does not say which rule it allows", labels: ["allows everything?"],
      notes: ["name one rule for each line, as in `allow unused-input because \"…\"`"],
      why: "To allow whatever may be found, now and later, is to look away. One line is about one rule."),
    fr: Words(
      "cette ligne ne dit pas quelle règle elle autorise", labels: ["tout autoriser ?"],
      notes: ["nommer une règle par ligne, comme dans `allow unused-input because \"…\"`"],
      why: "Autoriser tout ce qui pourrait être trouvé revient à ne pas regarder. Une ligne porte sur une règle."),
    bad: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal, kept for the archive."
          range       from 0
          source      "declaration system"
          allow       because "not now"
      }
      """,
    good: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal, kept for the archive."
          range       from 0
          source      "declaration system"
          allow       unused-input because "the next edition has a KPI for it"
      }
      """,
    check: .linter)

  static let expiredSuppression = Rule(
    "SUP005", "expired-suppression", .correctness, .error, fix: .safe,
    en: Words(
      "`{rule}` was allowed here until {day}", labels: ["this day has passed"],
      fix: "take the line away",
      why: """
        An expiry date is a promise to look again. From the day after, the finding itself is told as \
        well.
        """),
    fr: Words(
      "`{rule}` était autorisé ici jusqu’au {day}", labels: ["ce jour est passé"],
      fix: "supprimer la ligne",
      why: """
        Une date d’expiration est une promesse de réexamen. Dès le lendemain, le constat lui-même est \
        de nouveau signalé.
        """),
    bad: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal, kept for the archive."
          range       from 0
          source      "declaration system"
          allow       unused-input because "the next edition has a KPI for it" until 2025-12-31
      }
      """,
    good: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal, kept for the archive."
          range       from 0
          source      "declaration system"
          allow       unused-input because "the next edition has a KPI for it" until 2027-12-31
      }
      """,
    check: .linter)

  static let unknownElement = Rule(
    "SUP006", "unknown-element", .correctness, .error, fix: .safe,
    en: Words(
      "nothing here is called `{name}`", labels: ["not declared"], fix: "take the line away",
      why: "What the line allowed something for is gone or has another name, so it allows nothing."),
    fr: Words(
      "rien ne s’appelle ici `{name}`", labels: ["non déclaré"], fix: "supprimer la ligne",
      why: "Ce pour quoi la ligne autorisait quelque chose a disparu ou changé de nom ; elle n’autorise rien."),
    bad: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal, kept for the archive."
          range       from 0
          source      "declaration system"
          allow       unused-input for seal because "the next edition has a KPI for it"
          allow       unused-input because "the next edition has a KPI for it"
      }
      """,
    good: """
      input seals "Seals" : declaration {
          definition  "Declarations under seal, kept for the archive."
          range       from 0
          source      "declaration system"
          allow       unused-input for seals because "the next edition has a KPI for it"
      }
      """,
    check: .linter)

  static let staleBaseline = Rule(
    "SUP007", "stale-baseline", .correctness, .error, scope: .project,
    en: Words(
      "`{element}` of {module} has no finding of `{rule}` any more", labels: ["no longer needed"],
      notes: ["`pmm lint --write-baseline` takes it out"],
      why: """
        A baseline holds what was found before, to be mended step by step. What is mended leaves it, so \
        that it cannot come back unseen.
        """),
    fr: Words(
      "`{element}` de {module} n’a plus de constat `{rule}`", labels: ["plus nécessaire"],
      notes: ["`pmm lint --write-baseline` le retire"],
      why: """
        Une base retient ce qui avait été constaté, pour être corrigé pas à pas. Ce qui est corrigé la \
        quitte, afin de ne pas revenir inaperçu.
        """),
    bad: "", good: "", check: .linter)
}
