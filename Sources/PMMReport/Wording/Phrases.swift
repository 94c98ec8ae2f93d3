/// A fixed phrase of the reports. Its words stand in `phrases`, by language, and nowhere else.
///
/// The raw value is the phrase's id; what stands in braces in its text is given by name.
package enum Phrase: String, CaseIterable, Sendable {
  // How numbers and quantities are written.
  case decimalMark, groupMark, quantity, percentQuantity, listSeparator, lastOfList, yes, no
  case noValue, total, colon, quoted, unitPercentagePoint

  // Reasons for what is missing.
  case notReported, notApplicable, notAvailable, confidential, suppressed, invalid
  case zeroDenominator, noPreviousPeriod, omitted, notEnough, undefined
  case checkFalse, warningFails, anyOfLevels, stepPlain, causeInPeriod, causeInCell,
    causeInCellAndPeriod, dataParts
  case reasonAt, placeInPeriod, placeInCell, placeInCellAndPeriod, noRank

  // Status flags and their marks.
  case estimated, provisional, revised, imputed, adapted
  case estimatedMark, provisionalMark, revisedMark, imputedMark, adaptedMark
  case legend, legendEntry

  // The results table.
  case edition, draft, approved, superseded, rulesHash, proposedShare, subjectAndPeriod, subjectOnly
  case valueColumn, scoreColumn, rankColumn, classColumn, application, applicationCount
  case applicationNone, levelInPeriod, missingHere, nothingToPrint, compactHint

  // Operators and functions in words.
  case plus, minus, times, dividedBy, toThePower, negative, equals, notEquals, less, lessOrEqual
  case greater, greaterOrEqual, both, either, notTrue, ifThenElse, parentheses
  case functionAbs, functionLn, functionExp, functionSqrt, functionClamp, functionLinear
  case functionLog, functionNext, functionPrevious, functionSum, functionMin, functionMax
  case functionMedian, functionMean, functionGeometricMean, functionHarmonicMean
  case functionPowerMean, functionWeightedMean, functionWeightedGeometricMean
  case functionWeightedHarmonicMean, functionWeightedPowerMean
  case functionCount, functionDistinct, functionDeviation, functionSampleDeviation
  case functionPercentile, functionSkewness, functionKurtosis, functionBestMean
  case overSet, whereOnly, setPopulation, standingMinmax, standingZScore, standingRank
  case standingPercentile, lowerIsBetter, isKnown, coverageOf, columnFigures, rowOf
  case ownValue, ownScore, ownShown, scoreOf, shownOf, rankOf, classOf, member, operands

  // Sections of an explanation.
  case answer, answerMissing, answerNoPeriod, answerMissingNoPeriod, scoreIs, noScore
  case scoreMissing, classIs, rankIs, rankWithoutCount, whatItMeasures, how, figuresUsed
  case stepsInBetween, scoreSection, roundingSection, partsSection, floorSection, missingRule
  case conditionSection, optionSection, originSection, checksSection, versionSection
  case betterHigher, betterLower

  // Sentences of an explanation.
  case formulaNumbers, stepLine, figureLine, figureStatus
  case dataAt, dataNote, dataSumOf, dataCell, dataSource, noRow, parameterLine, attributeLine
  case combineBy, combineCustom, headingOnly, reportedAsIs
  case operandUsed, operandWeight, operandExcluded, operandCounted, operandDecided, operandUntaken
  case operandNotRead
  case policyExclude, policyCount, policyCountOver, anyReason, policyLine, conditionLine
  case resultMissing, resultReason, resultValue
  case floorWeight, floorChildren, floorCoverage, floorMet, floorNotMet
  case scoreItself, scoreLinear, scoreLog, scorePower, scoreArithmetic, scoreClamped
  case adjustmentSection, componentWeights, observedFigures, imputedBy, treatNotNeeded
  case treatNotKnown, treatWinsorised, treatLogarithm, treatPassed, treatFailed, treatChanged
  case treatUnchanged, shape
  case highestOf, lowestOf, scoreMinmax, scoreZScore, scoreRank, scorePercentile, scoreStanding, scoreZ
  case scoreRowsBy, scoreRow, scoreFormula, scoreOnScale, scoreNone, scoreUnknown
  case roundedValue, roundedScore, shownValue, shownScore, exactBefore
  case modeHalfUp, modeHalfEven, modeDown, modeUp, decimalsOne, decimalsMany
  case classRow, rankRule, rankRuleLowest, rankOver, tiesShare, tiesDense, tiesAverage, tiesBy
  case optionUsed, optionComparable, optionWithin, optionWhenEqual, optionNotComparable
  case originLine, originClauses, stated, derived, proposed, noOrigin
  case checkHolds, checkFails, checkUnknown
  case rangeLine, between, from, above, upTo, below, exactly, anythingElse, anyNumber
  case sourceOwn, sourceEvery, sourceFramework, sourceAlternative, sourceLanguage, atPlace
  case versionLine, notScored, boundsLine

  // The summary of a check.
  case summaryLevels, summaryInputs, summaryLanguage, summaryOrigins
  case summaryComplete, summaryMissing
}

/// The texts of the phrases, by language.
package let phrases: [String: [Phrase: String]] = ["en": englishPhrases]

/// Chooses texts in one language; what is not translated is in English.
package struct Wording: Sendable {
  package let language: String

  package init(language: String = "en") { self.language = language }

  /// The phrase with its `{name}`s replaced.
  package func callAsFunction(_ phrase: Phrase, _ arguments: [String: String] = [:]) -> String {
    let template = phrases[language]?[phrase] ?? englishPhrases[phrase] ?? phrase.rawValue
    guard template.utf8.contains(UInt8(ascii: "{")) else { return template }
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let name = String(rest[rest.index(after: open)..<close])
      result += arguments[name] ?? "{\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// `a`, `a and b`, `a, b and c`.
  package func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    let first = items.dropLast().joined(separator: self(.listSeparator))
    return self(.lastOfList, ["items": first, "last": last])
  }
}
