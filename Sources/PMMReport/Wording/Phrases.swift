package import PMMIR

/// A fixed phrase of the reports. Its words stand in `phrases`, by language, and nowhere else.
///
/// The raw value is the phrase's id; what stands in braces in its text is given by name.
package enum Phrase: String, CaseIterable, Sendable {
  // How numbers and quantities are written.
  case decimalMark, groupMark, quantity, percentQuantity, listSeparator,
    lastOfList, yes, no
  case noValue, total, colon, quoted, unitPercentagePoint, unitPer
  case unitSecond, unitMinute, unitHour, unitDay, unitYear, unitKilogram, unitTonne, unitMoney

  // Reasons for what is missing.
  case notReported, notApplicable, notAvailable, confidential, suppressed, invalid
  case zeroDenominator, noPreviousPeriod, omitted, notEnough, undefined
  case breakCrossed, editionCrossed, checkFalse, warningFails, anyOfLevels, stepPlain,
    causeInPeriod, causeInCell,
    causeInCellAndPeriod, dataParts
  case reasonAt, placeInPeriod, placeInCell, placeInCellAndPeriod, noRank

  // The same as a clause of a sentence: for the figures that it comes from, and for the one at hand.
  case notReportedAt, notApplicableAt, notAvailableAt, confidentialAt, suppressedAt, invalidAt
  case zeroDenominatorAt, noPreviousPeriodAt, omittedAt, notEnoughAt, undefinedAt, declaredAt
  case notReportedHere, notApplicableHere, notAvailableHere, confidentialHere, suppressedHere
  case invalidHere, zeroDenominatorHere, noPreviousPeriodHere, omittedHere, notEnoughHere
  case undefinedHere, declaredHere, clauseSeparator, andMore

  // The same as a mark in a table.
  case notReportedMark, notApplicableMark, notAvailableMark, confidentialMark, suppressedMark
  case invalidMark, zeroDenominatorMark, noPreviousPeriodMark, omittedMark, notEnoughMark
  case undefinedMark, markSeparator, markLine, markCount, marksTitle

  // Status flags and their marks.
  case estimated, provisional, revised, imputed, adapted, seriesBreak, treated, editionBreak
  case estimatedMark, provisionalMark, revisedMark, imputedMark, adaptedMark, seriesBreakMark
  case treatedMark, editionBreakMark
  case legend, legendEntry

  // The results table.
  case edition, draft, draftMark, approved, superseded, rulesHash, alternativeUsed, alternativeOf,
    alternativeComparable, alternativeWithin, alternativeWhenEqual, alternativeNotComparable,
    subjectAndPeriod, subjectOnly
  case namesStated, proposedShare, proposedAndWithout, proposedNone, withoutOrigin
  case valueColumn, scoreColumn, rankColumn, classColumn, applicationColumn, application,
    applicationCount
  case applicationRow, applicationLegend, figureLevel, figureColumn, figureScore, figurePercent,
    figureNumber
  case nothingToPrint, compactHint

  // Signs of a table, and why something is missing.
  case nameMark, nameStated, nameNotStated, notScoredMark, notScoredWord
  case withinMark, withinMarkWord, notComparableMark, notComparableMarkWord
  case countedColumn, countedMark, countedMarkWord, countedWord, countedShare, countedWeight
  case boundsColumn, boundsRange, boundsBehind, keptBack, inputSection, textPurpose, textNote, textGuidance, choiceSection, choiceUse, choiceSet
  case choiceOmit, disclosureSection
  case figureReported, figurePart, figureTotal
  case accountRows, accountLeftOut, accountCells, accountPeriod, accountPhase, accountInvalid
  case comparableIdentical, comparableApproved, comparableWithin, comparableNot
  case comparableLocal, comparableOmitted, comparableShare
  case accountAdapted, accountNotComparable, accountNotAdapted
  case accountUnseen, accountWarnings, accountUncovered, accountDrafts, accountEarlier, accountNotAsked, accountBetween
  case accountReference, accountEngine, accountEngineMissing, accountEngineIntegers,
    accountEngineDoubles, accountEngineExact, accountEngineQuestions
  case gap, gapIf, gapZero, latestOnly, otherWarnings

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
  case withWeight

  // Sections of an explanation.
  case answerScore, answerValue, answerMissing, answerHeading, answerConfidential, inPeriod,
    because, so
  case scoreOfHighest, scoreOnInterval, whyRatio, whyChange, whyValue, whyCondition, soThat
  case answerParts, answerPart, answerPartCounted, answerLeftOut, answerDecided, noScore
  case applicationSection, applicationMedian, applicationNotAnswered, applicationShort
  case applicationAnswer, applicationLevel, applicationFull, sdgSection, sdgLine
  case scoreMissing, classIs, rankIs, rankWithoutCount, whatItMeasures, how, figuresUsed
  case stepsInBetween, scoreSection, roundingSection, partsSection, floorSection, missingRule
  case conditionSection, optionSection, originSection, checksSection, versionSection
  case betterHigher, betterLower

  // Sentences of an explanation.
  case formulaNumbers, formulaMissing, stepLine, stepMissing, stepWith, stepWithFigure, stepMissingPlain, figureLine, figureStatus
  case dataAt, dataNote, dataSumOf, dataCell, dataSource, noRow, parameterLine, parameterSet,
    attributeLine
  case linesOf, lineRange
  case combineBy, combineCustom, combineMethod, headingOnly, reportedAsIs
  case operandLine, operandUsed, operandWeight, operandExcluded, operandCounted, operandDecided,
    operandUntaken
  case operandNotRead
  case policyExclude, policyCount, policyCountOver, anyReason, otherReason, policyLine,
    conditionLine, conditionNumbers
  case resultMissing, resultReason, resultValue
  case floorWeight, floorChildren, floorCoverage, floorNotAsked, floorMet, floorNotMet
  case scoreItself, scoreLinear, scoreLog, scorePower, scoreArithmetic, scoreLogArithmetic, scoreClamped
  case adjustmentSection, componentWeights, observedFigures, imputedBy, treatNotNeeded
  case treatNotKnown, treatWinsorised, treatLogarithm, treatPassed, treatFailed, treatChanged
  case treatUnchanged, shape
  case highestOf, lowestOf, scoreMinmax, scoreZScore, scoreRank, scorePercentile, scoreStanding,
    scoreZ
  case setsSection, setFigures, setLine, setMissing, setCounts, setDetails, setAtLeast, setLeftOut
  case setUnmet, setNotComparable, setMember, setFilling, setWeights, setScore, setEnds, setMean, setBelow
  case scoreRowsBy, scoreRow, scoreFormula, scoreOnScale, scoreNone, scoreUnknown
  case roundedValue, roundedScore, shownValue, shownScore, roundedValueSame, roundedScoreSame
  case shownValueSame, shownScoreSame
  case modeHalfUp, modeHalfEven, modeDown, modeUp, decimalsOne, decimalsMany
  case classRow, rankMembers, rankRule, rankRuleLowest, rankOver, tiesShare, tiesDense, tiesAverage
  case tiesBy
  case optionUsed, optionComparable, optionWithin, optionWhenEqual, optionNotComparable
  case originStated, originDerived, originProposed, originElse, originAll, originFrom
  case stated, derived, proposed, noOrigin

  // What an origin speaks of.
  case clauseInLanguage, clauseNote, clauseGuidance, languageEnglish, languageFrench
  case clauseTitle, clauseDefinition, clausePurpose, clauseIn, clauseUnit, clauseFormula
  case clauseBetter, clauseBy, clauseScore, clauseWhen, clauseNeeds, clauseShow, clauseRound
  case clauseCombine, clauseWeight, clauseMay, clauseRange, clauseCheck, clauseInstruments
  case clauseApplication, clauseClass, clauseRank, clauseCovers, clausePeriod, clauseCycle
  case clauseSubject, clausePhases, clauseLevels, clauseDisclosure, clauseSDG, clauseScores

  // Checks and where a clause stands.
  case checkHolds, checkFails, checkUnknown
  case rangeLine, between, from, above, upTo, below, exactly, anythingElse, anyNumber
  case sourceOwn, sourceEvery, sourceFramework, sourceAlternative, sourceAdaptation, sourceLanguage
  case versionLine, statusLine, notScored, boundsLine

  // The summary of a check.
  case summaryLevels, summaryInputs, summaryLanguage, summaryOrigins, summaryShare,
    summaryTitles, summaryWholly
  case summaryComplete, summaryMissing

  // A study.
  case studyHead, studyRuns, studyEstimates, studyScore, studyMedian, studyInterval, studyRank,
    studyMissing, studyShares, studyEffects, studyEffectsNote, studyDraw, studyHash
  case studyDraws, studyDrawsWeights, studyDrawsNoise, studyDrawsRescaled, studyDrawsForm,
    studyDrawsUse, studyDrawsLine, studyDrawsOut
  case studyEffectRanks, studyEffectScores, studyNoEffectRanks, studyNoEffectScores
  case studyGapRuns, studyGapStill, studyGapSame
  case studyFirstRanks, studyTotalRanks, studyFirstScores, studyTotalScores
  case studyRemovals, studyRemoved, studyRankShift, studyScoreShift, studyLargest, studyChanged,
    studyFromTo, studyMoreRemovals

  // An adaptation, and its move to another edition.
  case adaptationHead, adaptationChoice, adaptationBecause, adaptationAllowed, adaptationUnread,
    adaptationAsBase, adaptationSource, adaptationLocal, adaptationCounts, adaptationShares,
    adaptationShare
  case rebaseHead, rebaseValid, rebaseSaid, rebaseSaidBy, rebaseGone, rebaseOptionGone,
    rebaseNotAllowed, rebaseOutside, rebaseMeets, rebaseRenamed, rebaseChanged, rebaseDeprecated,
    rebaseCounts, rebaseOpen, rebaseHeir, rebaseFreedoms, rebaseEffect, rebaseChange,
    rebaseComparability, rebaseFromTo, rebaseAsked
}

/// The texts of the phrases, by language.
package let phrases: [String: [Phrase: String]] = ["en": englishPhrases, "fr": frenchPhrases]

/// Chooses texts in one language; what is not translated is in English.
///
/// Numbers are written as the language writes them (`12 345,6` in French), in prose and in tables:
/// both are for people. CSV and JSON have a point in every language.
package struct Wording: Sendable {
  package let language: String
  /// The words of the program's units in the language, by name, where it has any.
  let units: [String: String]

  package init(language: String = "en", of program: Program? = nil) {
    self.language = language
    let titled = program.map { program in
      program.units.map { unit in
        (unit.unit.name, unit.title.text(language, fallback: program.head.languages))
      }
    }
    units = Dictionary((titled ?? []).filter { !$0.1.isEmpty }) { first, _ in first }
  }

  /// The phrase with its `{name}`s replaced.
  package func callAsFunction(_ phrase: Phrase, _ arguments: [String: String] = [:]) -> String {
    filled(template(phrase), arguments)
  }

  /// The phrase in the form for so many: its forms stand as `one|many`.
  package func callAsFunction(
    _ phrase: Phrase, count: Int, _ arguments: [String: String] = [:]
  ) -> String {
    let forms = template(phrase).split(separator: "|")
    let form = isSingular(count) ? forms.first : forms.last
    return filled(form.map(String.init) ?? "", arguments)
  }

  private func template(_ phrase: Phrase) -> String {
    phrases[language]?[phrase] ?? englishPhrases[phrase] ?? phrase.rawValue
  }

  private func filled(_ template: String, _ arguments: [String: String]) -> String {
    guard template.utf8.contains(UInt8(ascii: "{")) else { return template }
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let name = String(rest[rest.index(after: open)..<close])
      result += arguments[name] ?? "{\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    result += rest
    if language == "fr" { result = contracted(result) }
    // A figure that is cut ends the sentence with its own dots.
    return result.hasSuffix("….") ? String(result.dropLast()) : result
  }

  /// `de les` is `des`, `de le` is `du`, and `que il` is `qu’il`.
  private func contracted(_ text: String) -> String {
    text.replacing(" de les ", with: " des ").replacing(" de le ", with: " du ")
      .replacing(" que il ", with: " qu’il ")
  }

  /// `a`, `a and b`, `a, b and c`.
  package func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    let first = items.dropLast().joined(separator: self(.listSeparator))
    return self(.lastOfList, ["items": first, "last": last])
  }
}
