/// What stands in and around a table of results beside its figures, and what a definition leaves
/// open, in English and in French.
let englishTables: [Phrase: String] = [
  .nameMark: "*",
  .nameStated: "a source states this name",
  .nameNotStated: "no source states this name",
  .notScoredMark: "n/s",
  .notScoredWord: "not scored, by its definition",
  .countedColumn: "Counted",
  .countedMark: "<",
  .countedWord: "how many of the parts below that have a score rule were combined, where not all were",
  .countedShare: "{part} of {whole}",
  .countedWeight: "{share} ({weight})",
  .figureReported: "reported as {figure}",
  .figurePart: "part of this total",
  .figureTotal: "the total of {name}, added up from its cells,",
  .accountRows:
    "{path}: {read} row read, {used} used, {refused} refused|{path}: {read} rows read, {used} used, {refused} refused",
  .accountLeftOut: ", {count} left out",
  .accountCells: "; {count} cell of used rows refused|; {count} cells of used rows refused",
  .accountPeriod: " (no period column: taken as {period})",
  .accountPhase: "the data names no phase, so `--phase {phase}` chose nothing",
  .accountInvalid: "{count} figure invalid|{count} figures invalid",
  .accountUnseen:
    "no figure in the data for {count} input: {names}|no figure in the data for {count} inputs: {names}",
  .accountWarnings: "{count} warning|{count} warnings",
  .accountUncovered: "not covered by edition {editions} and not scored: {periods}",
  .accountDrafts: "draft and not used: edition {editions} (`--edition` takes it)",
  .accountReference: "engine: reference, everything in exact arithmetic",
  .accountEngine: "engine: columnar, {figures} figures, exact arithmetic asked {exact} times",
  .accountEarlier: "read for earlier figures only, not scored: {periods}",
  .inputSection: "What the figures are",
  .textPurpose: "Purpose",
  .textNote: "Note",
  .textGuidance: "Guidance",
  .choiceSection: "What may be chosen",
  .choiceUse: "“{title}” ({name}) may be used instead; {comparability}.",
  .choiceSet: "“{title}” may be set ({range}); {comparability}.",
  .choiceOmit: "It may be left out by a national adaptation.",
  .disclosureSection: "Who may see it",
  .latestOnly: "Only {period} is shown, the latest period; `--period {all}` shows all.",
  .otherWarnings:
    "{count} warning about other subjects or periods is not shown; `--all-warnings` shows it.|{count} warnings about other subjects or periods are not shown; `--all-warnings` shows them.",
  .gap: "{reason}: {why}",
  .gapIf: "if {condition}",
  .gapZero: "{names} is 0, and nothing can be divided by it|{names} are 0, and nothing can be divided by them",
]

let frenchTables: [Phrase: String] = [
  .nameMark: "*",
  .nameStated: "une source énonce ce nom",
  .nameNotStated: "aucune source n’énonce ce nom",
  .notScoredMark: "n.n.",
  .notScoredWord: "non noté, selon sa définition",
  .countedColumn: "Comptés",
  .countedMark: "<",
  .countedWord:
    "combien des parties ci-dessous qui ont une règle de score ont été combinées, lorsque ce n’est pas toutes",
  .countedShare: "{part} sur {whole}",
  .countedWeight: "{share} ({weight})",
  .figureReported: "communiqué\u{A0}: {figure}",
  .figurePart: "une partie de ce total",
  .figureTotal: "le total de {name}, somme de ses cellules,",
  .accountRows:
    "{path}\u{A0}: {read} ligne lue, {used} utilisée, {refused} refusée|{path}\u{A0}: {read} lignes lues, {used} utilisées, {refused} refusées",
  .accountLeftOut: ", {count} laissées de côté",
  .accountCells:
    "\u{202F}; {count} cellule de lignes utilisées refusée|\u{202F}; {count} cellules de lignes utilisées refusées",
  .accountPeriod: " (sans colonne de période\u{A0}: prise comme {period})",
  .accountPhase: "les données ne nomment pas de phase, donc `--phase {phase}` n’a rien choisi",
  .accountInvalid: "{count} chiffre non valable|{count} chiffres non valables",
  .accountUnseen:
    "aucun chiffre dans les données pour {count} donnée d’entrée\u{A0}: {names}|aucun chiffre dans les données pour {count} données d’entrée\u{A0}: {names}",
  .accountWarnings: "{count} avertissement|{count} avertissements",
  .accountUncovered: "non couvert par l’édition {editions} et non calculé\u{A0}: {periods}",
  .accountDrafts: "projet, non utilisé\u{A0}: édition {editions} (`--edition` la prend)",
  .accountReference: "moteur\u{A0}: de référence, tout en arithmétique exacte",
  .accountEngine:
    "moteur\u{A0}: en colonnes, {figures} chiffres, arithmétique exacte consultée {exact} fois",
  .accountEarlier: "lu seulement comme chiffres antérieurs, non calculé\u{A0}: {periods}",
  .inputSection: "Ce que sont ces chiffres",
  .textPurpose: "But",
  .textNote: "Note",
  .textGuidance: "Indications",
  .choiceSection: "Ce qui peut être choisi",
  .choiceUse:
    "«\u{A0}{title}\u{A0}» ({name}) peut être utilisé à la place\u{202F}; {comparability}.",
  .choiceSet: "«\u{A0}{title}\u{A0}» peut être fixé ({range})\u{202F}; {comparability}.",
  .choiceOmit: "L’indicateur peut être omis par une adaptation nationale.",
  .disclosureSection: "Qui peut le voir",
  .latestOnly:
    "Seule la période la plus récente, {period}, est affichée\u{202F}; `--period {all}` les affiche toutes.",
  .otherWarnings:
    "{count} avertissement sur d’autres sujets ou périodes n’est pas affiché\u{202F}; `--all-warnings` l’affiche.|{count} avertissements sur d’autres sujets ou périodes ne sont pas affichés\u{202F}; `--all-warnings` les affiche.",
  .gap: "{reason}\u{A0}: {why}",
  .gapIf: "si {condition}",
  .gapZero:
    "{names} vaut 0, et l’on ne peut rien diviser par zéro|{names} valent 0, et l’on ne peut rien diviser par zéro",
]
