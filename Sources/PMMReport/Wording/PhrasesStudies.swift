/// What is said of a study, in English and in French.
let englishStudies: [Phrase: String] = [
  .studyHead: "Uncertainty of “{title}”, {period}.",
  .studyRuns:
    "{runs} runs with the seed {seed}, {rescorings} rescorings in all. Drawn: {draws}. Scores and ranks are those of the definition; beside them the median of the runs and where nine in ten of them lie.",
  .studyEstimates: "Figures of runs are estimates; those of the definition are exact.",
  .studyScore: "score",
  .studyMedian: "median",
  .studyInterval: "5–95%",
  .studyRank: "rank",
  .studyMissing: "missing",
  .studyShares: "Share of the runs in each class",
  .studyEffects:
    "What explains how far ranks and scores shift from those of the definition (mean absolute shift)",
  .studyEffectsNote:
    "First order: the share of the variance that a draw explains alone. Total: with all that it takes part in. Estimated by Sobol’s method from {ranks} runs for ranks and {scores} for scores.",
  .studyNoShift: "Nothing shifts.",
  .studyDraw: "draw",
  .studyFirstRanks: "ranks: alone",
  .studyTotalRanks: "in all",
  .studyFirstScores: "scores: alone",
  .studyTotalScores: "in all",
  .studyRemovals: "Left out one by one, the largest shifts of ranks first",
  .studyRemoved: "left out",
  .studyRankShift: "ranks shift by",
  .studyScoreShift: "scores by",
  .studyLargest: "largest",
  .studyChanged: "scores gone or new",
  .studyFromTo: "{subject}: {from} → {to}",
  .studyMoreRemovals: "and {count} more (`--format removals` has all)",
]

/// The same in French.
let frenchStudies: [Phrase: String] = [
  .studyHead: "Incertitude de «\u{A0}{title}\u{A0}», {period}.",
  .studyRuns:
    "{runs} tirages avec la graine {seed}, {rescorings} calculs en tout. Tirés\u{A0}: {draws}. Les scores et les rangs sont ceux de la définition\u{A0}; à côté, la médiane des tirages et l’intervalle où tombent neuf sur dix.",
  .studyEstimates:
    "Les chiffres des tirages sont des estimations\u{A0}; ceux de la définition sont exacts.",
  .studyScore: "score",
  .studyMedian: "médiane",
  .studyInterval: "5–95\u{A0}%",
  .studyRank: "rang",
  .studyMissing: "manque",
  .studyShares: "Part des tirages dans chaque classe",
  .studyEffects:
    "Ce qui explique l’écart des rangs et des scores par rapport à ceux de la définition (écart absolu moyen)",
  .studyEffectsNote:
    "Seul\u{A0}: la part de la variance qu’un tirage explique seul. En tout\u{A0}: avec tout ce à quoi il prend part. Estimés par la méthode de Sobol, sur {ranks} tirages pour les rangs et {scores} pour les scores.",
  .studyNoShift: "Rien ne bouge.",
  .studyDraw: "tirage",
  .studyFirstRanks: "rangs\u{A0}: seul",
  .studyTotalRanks: "en tout",
  .studyFirstScores: "scores\u{A0}: seul",
  .studyTotalScores: "en tout",
  .studyRemovals: "Omis un à un, les plus grands écarts de rang d’abord",
  .studyRemoved: "omis",
  .studyRankShift: "écart des rangs",
  .studyScoreShift: "des scores",
  .studyLargest: "le plus grand",
  .studyChanged: "scores perdus ou nouveaux",
  .studyFromTo: "{subject}\u{A0}: {from} → {to}",
  .studyMoreRemovals: "et {count} autres (`--format removals` les donne tous)",
]
