extension Rule {
  /// Every rule, by code. A test holds the list to the files of `Rules`.
  package static let all: [Rule] = [
    .deprecatedUsed, .deprecatedWithoutReplacement, .deprecatedWithoutSunset, .sunsetPassed,
    .approvedUsesDraft, .replacementDeprecated, .definitionMissing, .translationStale,
    .numbersDiffer, .translationCopied, .placeholderText, .exampleMissing, .numberInTextDiffers,
    .titleEndsWithStop, .blanksInText, .definitionRepeatsTitle, .duplicateTitle,
    .checkWithoutMessage, .exampleTitleTwice, .exampleWithoutScore, .deadOption, .baseBehind,
    .localNameUnmarked, .choiceOfOne, .comparableInAnotherUnit, .namesTooSimilar, .nameCarriesYear,
    .fileNameMismatch, .titleTooLong, .periodsMixed, .changeWithoutPast, .hardCodedPeriod,
    .cycleYearConfusion, .goalInsteadOfTarget, .instrumentWithoutCondition, .goalAndTarget,
    .newerCatalogue, .datesReversed, .successorGone, .guardNeverTaken, .bandOutsideRange,
    .bandUnreachable, .directionMissing, .directionContradictsBands, .percentageOutOfRange,
    .mixedDirections, .thresholdOnUnrounded, .constantResult, .exactComparison, .countedTwice,
    .numeratorNotSubset, .noLeastDenominator, .branchNeverTaken, .policyNeverUsed, .argumentTwice,
    .partAddedToWhole, .sameOperands, .checkNeverFails, .floorWithoutEffect, .bestScoreUnreachable,
    .limitWithoutEffect, .sourceMissing, .inputWithoutDefinition, .disclosureMissing,
    .noPlausibilityCheck, .statedWithoutPlace, .sheetWithoutOrigin, .branchWithoutLeaves,
    .unusedInput, .unusedDefinition, .duplicateFormula, .duplicateInput, .singleOperand,
    .unusedParameter, .unusedSuppression, .suppressionWithoutReason, .unknownRule,
    .blanketSuppression, .expiredSuppression, .unknownElement, .staleBaseline, .unitAmbiguous,
    .percentTimesHundred, .countNotInteger, .lowerBoundMissing, .implicitConversion, .nameVanished,
    .sinceContradicts, .editionsOverlap,
  ]
}
