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
  .countedMarkWord: "not all parts below it were there",
  .boundsColumn: "Bounds",
  .boundsRange: "{low} – {high}",
  .boundsBehind: "({bounds})",
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
  .comparableIdentical: "identical",
  .comparableApproved: "approved alternative",
  .comparableWithin: "comparable within",
  .comparableNot: "not comparable",
  .comparableLocal: "local extension",
  .comparableOmitted: "omitted",
  .comparableShare: "{share} {class}",
  .accountAdapted:
    "{count} subject is scored under its own adaptation|{count} subjects are scored under their own adaptations",
  .accountNotComparable:
    "{count} of their figures does not compare with those of everyone: it is in no rank and no population|{count} of their figures do not compare with those of everyone: they are in no rank and no population",
  .accountNotAdapted: "adaptations of subjects that have no figure: {names}",
  .accountUncovered: "not covered by edition {editions} and not scored: {periods}",
  .accountDrafts: "draft and not used: edition {editions} (`--edition` takes it)",
  .accountReference: "engine: reference, everything in exact arithmetic",
  .accountEngine:
    "engine: columnar. How the {count} figures of the run were decided, printed or not: a figure is the value and the score of one node or cell, for one subject and period, and counts once",
  .accountEngineMissing: "missing: they have no value",
  .accountEngineIntegers:
    "without error: whole numbers, decimals that nothing rounds, and levels",
  .accountEngineDoubles:
    "by bounds: in floating point, and the bound of its error left no comparison and no printed digit open",
  .accountEngineExact:
    "exactly: a comparison or a printed digit was left open, and exact arithmetic computed it",
  .accountEngineQuestions:
    "questions to exact arithmetic, for those figures and for what they were compared with",
  .accountEarlier: "read for earlier figures only, not scored: {periods}",
  .accountNotAsked: "not asked for: {periods}",
  .accountBetween: "not of the cycle and not scored: {periods}",
  .keptBack: "withheld, because the figure made of it may not be shown",
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
  .countedMarkWord: "il manquait des parties au-dessous",
  .boundsColumn: "Bornes",
  .boundsRange: "{low} – {high}",
  .boundsBehind: "({bounds})",
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
  .comparableIdentical: "identique",
  .comparableApproved: "variante approuvée",
  .comparableWithin: "comparable entre soi",
  .comparableNot: "non comparable",
  .comparableLocal: "ajout local",
  .comparableOmitted: "omis",
  .comparableShare: "{share} {class}",
  .accountAdapted:
    "{count} sujet est évalué selon sa propre adaptation|{count} sujets sont évalués selon leurs propres adaptations",
  .accountNotComparable:
    "{count} de leurs chiffres ne se compare pas à ceux de tous\u{A0}: il n’entre dans aucun rang ni aucune population|{count} de leurs chiffres ne se comparent pas à ceux de tous\u{A0}: ils n’entrent dans aucun rang ni aucune population",
  .accountNotAdapted: "adaptations de sujets sans aucun chiffre\u{A0}: {names}",
  .accountUncovered: "non couvert par l’édition {editions} et non calculé\u{A0}: {periods}",
  .accountDrafts: "projet, non utilisé\u{A0}: édition {editions} (`--edition` la prend)",
  .accountReference: "moteur\u{A0}: de référence, tout en arithmétique exacte",
  .accountEngine:
    "moteur\u{A0}: en colonnes. Comment les {count} chiffres du calcul, imprimés ou non, ont été décidés\u{A0}: un chiffre est la valeur et le score d’un nœud ou d’une cellule, pour un sujet et une période, et compte une fois",
  .accountEngineMissing: "manquants\u{A0}: ils n’ont pas de valeur",
  .accountEngineIntegers:
    "sans erreur\u{A0}: nombres entiers, décimales que rien n’arrondit, et niveaux",
  .accountEngineDoubles:
    "par des bornes\u{A0}: en virgule flottante, et la borne de l’erreur n’a laissé ouverts aucune comparaison ni aucun chiffre imprimé",
  .accountEngineExact:
    "exactement\u{A0}: une comparaison ou un chiffre imprimé restait ouvert, et l’arithmétique exacte l’a calculé",
  .accountEngineQuestions:
    "questions à l’arithmétique exacte, pour ces chiffres et pour ce à quoi ils ont été comparés",
  .accountEarlier: "lu seulement comme chiffres antérieurs, non calculé\u{A0}: {periods}",
  .accountNotAsked: "non demandé\u{A0}: {periods}",
  .accountBetween: "hors du cycle et non calculé\u{A0}: {periods}",
  .keptBack: "non communiqué, car le chiffre qui en est tiré ne peut être montré",
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
