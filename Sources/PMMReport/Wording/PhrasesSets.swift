/// What is said of sets, imputation, outliers and places among others, in English and in French.
let englishSets: [Phrase: String] = [
  .functionCount: "the number of known figures of {arguments}",
  .functionDistinct: "the number of different figures of {arguments}",
  .functionDeviation: "the standard deviation of {arguments}",
  .functionSampleDeviation: "the standard deviation (n − 1) of {arguments}",
  .functionPercentile: "the {extra} percentile of {arguments}",
  .functionSkewness: "the skewness of {arguments}",
  .functionKurtosis: "the kurtosis of {arguments}",
  .functionBestMean: "the mean of the {extra} highest of {arguments}",
  .overSet: "{function} over {set}",
  .whereOnly: "{function}, where {condition}",
  .setPopulation: "“{name}”",
  .standingMinmax: "where {operand} stands from the lowest to the highest of “{name}”",
  .standingZScore: "how many standard deviations {operand} lies above the mean of “{name}”",
  .standingRank: "the share of “{name}” that {operand} is better than",
  .standingPercentile: "the percentile of {operand} in “{name}”",
  .lowerIsBetter: "{standing} (lower is better)",
  .isKnown: "{operand} is known",
  .coverageOf: "the share of {level} figures that were reported",
  .columnFigures: "the figures of all members",
  .rowOf: "the row of the table “{name}” for {arguments}",
  .policyCountOver: "it counts as {function}",
  .adjustmentSection: "Before the score",
  .componentWeights:
    "The weights come from the data: the first principal component of the parts over “{name}”, each loading divided by the part’s standard deviation.",
  .observedFigures: "the figures that were observed",
  .imputedBy: "It is missing ({reason}) and was filled with {filling}: {value}.",
  .treatNotNeeded: "Among “{name}” ({count} figures) there are no outliers: {test} ({before}).",
  .treatNotKnown:
    "Whether there are outliers among “{name}” ({count} figures) cannot be said: {test} ({before}).",
  .treatWinsorised:
    "Outliers among “{name}” ({count} figures): moved to the next figure, until {test}. Points moved: {points}.",
  .treatLogarithm:
    "Outliers among “{name}” ({count} figures): all were replaced by logarithms, ln(x − min + 0.01 (max − min)), until {test}.",
  .treatPassed: "Before: {before}; now: {after}.",
  .treatFailed: "Before: {before}; now: {after}, which is still beyond the test.",
  .treatChanged: "This figure was {before} and is now {after}.",
  .treatUnchanged: "This figure, {before}, was not changed.",
  .shape: "skewness {skewness}, kurtosis {kurtosis}",
  .highestOf: "highest",
  .lowestOf: "lowest",
  .scoreMinmax:
    "From the {worst} of “{name}”, which scores {low}, to the {best}, which scores {high}.",
  .scoreZScore:
    "Distance from the mean of “{name}” in standard deviations (n − 1), put on a mean of {mean} and a standard deviation of {deviation}.",
  .scoreRank: "The share of the others in “{name}” that it is better than, from {low} to {high}.",
  .scorePercentile:
    "The share of “{name}” that it is better than, equal ones counting half, from {low} to {high}.",
  .scoreStanding: "It stands at {share}: {score}.",
  .scoreZ: "It lies {share} standard deviations from the mean: {score}.",
]

let frenchSets: [Phrase: String] = [
  .functionCount: "le nombre de chiffres connus de {arguments}",
  .functionDistinct: "le nombre de chiffres différents de {arguments}",
  .functionDeviation: "l’écart type de {arguments}",
  .functionSampleDeviation: "l’écart type (n − 1) de {arguments}",
  .functionPercentile: "le centile {extra} de {arguments}",
  .functionSkewness: "l’asymétrie de {arguments}",
  .functionKurtosis: "l’aplatissement de {arguments}",
  .functionBestMean: "la moyenne des {extra} plus hauts de {arguments}",
  .overSet: "{function} sur {set}",
  .whereOnly: "{function}, là où {condition}",
  .setPopulation: "«\u{A0}{name}\u{A0}»",
  .standingMinmax:
    "la place de {operand} entre le plus bas et le plus haut de «\u{A0}{name}\u{A0}»",
  .standingZScore: "de combien d’écarts types {operand} dépasse la moyenne de «\u{A0}{name}\u{A0}»",
  .standingRank: "la part de «\u{A0}{name}\u{A0}» que {operand} devance",
  .standingPercentile: "le centile de {operand} dans «\u{A0}{name}\u{A0}»",
  .lowerIsBetter: "{standing} (moins vaut mieux)",
  .isKnown: "{operand} est connu",
  .coverageOf: "la part des chiffres {level} qui ont été communiqués",
  .columnFigures: "les chiffres de tous les membres",
  .rowOf: "la ligne du tableau «\u{A0}{name}\u{A0}» pour {arguments}",
  .policyCountOver: "il compte comme {function}",
  .adjustmentSection: "Avant le score",
  .componentWeights:
    "Les poids viennent des données\u{A0}: la première composante principale des parties sur «\u{A0}{name}\u{A0}», chaque coefficient divisé par l’écart type de la partie.",
  .observedFigures: "les chiffres observés",
  .imputedBy: "Il manque ({reason}) et a été complété par {filling}\u{A0}: {value}.",
  .treatNotNeeded:
    "Parmi «\u{A0}{name}\u{A0}» ({count} chiffres), il n’y a pas de valeurs aberrantes\u{A0}: {test} ({before}).",
  .treatNotKnown:
    "On ne peut pas dire s’il y a des valeurs aberrantes parmi «\u{A0}{name}\u{A0}» ({count} chiffres)\u{A0}: {test} ({before}).",
  .treatWinsorised:
    "Valeurs aberrantes parmi «\u{A0}{name}\u{A0}» ({count} chiffres)\u{A0}: ramenées au chiffre voisin, jusqu’à ce que {test}. Points déplacés\u{A0}: {points}.",
  .treatLogarithm:
    "Valeurs aberrantes parmi «\u{A0}{name}\u{A0}» ({count} chiffres)\u{A0}: toutes remplacées par des logarithmes, ln(x − min + 0,01 (max − min)), jusqu’à ce que {test}.",
  .treatPassed: "Avant\u{A0}: {before}\u{202F}; maintenant\u{A0}: {after}.",
  .treatFailed:
    "Avant\u{A0}: {before}\u{202F}; maintenant\u{A0}: {after}, ce qui ne satisfait toujours pas au critère.",
  .treatChanged: "Ce chiffre était {before} et est maintenant {after}.",
  .treatUnchanged: "Ce chiffre, {before}, n’a pas été modifié.",
  .shape: "asymétrie {skewness}, aplatissement {kurtosis}",
  .highestOf: "plus haut",
  .lowestOf: "plus bas",
  .scoreMinmax: "Du {worst} de «\u{A0}{name}\u{A0}», qui donne {low}, au {best}, qui donne {high}.",
  .scoreZScore:
    "Distance à la moyenne de «\u{A0}{name}\u{A0}» en écarts types (n − 1), ramenée à une moyenne de {mean} et un écart type de {deviation}.",
  .scoreRank: "La part des autres de «\u{A0}{name}\u{A0}» qu’il devance, de {low} à {high}.",
  .scorePercentile:
    "La part de «\u{A0}{name}\u{A0}» qu’il devance, les égaux comptant pour moitié, de {low} à {high}.",
  .scoreStanding: "Il se place à {share}\u{A0}: {score}.",
  .scoreZ: "Il est à {share} écarts types de la moyenne\u{A0}: {score}.",
]
