package import PMMIR

/// A place in a file, for people.
package struct SourcePlace: Hashable, Sendable {
  package var path: String
  package var line: Int
  package var column: Int

  package init(path: String, line: Int, column: Int) {
    self.path = path
    self.line = line
    self.column = column
  }

  /// `kpis.pmm` of `Definitions/kpis.pmm`.
  var file: String { path.split(separator: "/").last.map(String.init) ?? path }
}

/// Why a node's figure is what it is, for one subject, period and cell.
///
/// Everything is in words of the chosen language, with the names and exact numbers beside them that
/// a program needs. Made by `explain`; rendered by `text` and `json`.
package struct Explanation: Sendable {
  package var node: String
  package var title: String
  package var level: String
  package var subject: String
  /// What the framework calls those who are assessed.
  package var subjectWord: String
  package var period: Period
  package var cell: String
  package var framework: String
  package var frameworkTitle: String
  package var edition: String
  package var status: FrameworkStatus
  package var hash: String

  /// It is about the framework itself.
  var isRoot: Bool { level == "framework" }

  /// The answer in a sentence or two.
  package var summary = ""
  package var value: ExplainedFigure
  package var score: ExplainedFigure?
  /// `0 to 100`
  package var scoreScale: String?
  package var classLabel: String?
  package var rank: String?
  package var rankedSubjects: Int?
  /// Who belongs to what is ranked, with or without a rank.
  package var rankMembers: Int?
  package var bounds: (low: String, high: String)?
  package var better: Direction?
  /// What the definition says in its own words.
  package var texts = ExplainedTexts()
  /// Who may see it.
  package var disclosure: ExplainedRule?
  /// What may be chosen instead, set or left out.
  package var choices: [ExplainedChoice] = []
  package var option: ExplainedRule?

  package var formula: ExplainedFormula?
  /// The `define`s that the clauses use, each with those inside it.
  package var steps: [ExplainedFormula] = []
  /// What was made of the members of a set.
  package var sets: [ExplainedSet] = []
  package var inputs: [ExplainedInput] = []
  package var combination: ExplainedRule?
  package var operands: [ExplainedOperand] = []
  package var condition: ExplainedRule?
  package var policies: [ExplainedRule] = []
  package var floor: ExplainedRule?
  /// Where the weights of a combination come from, if not from its parts.
  package var weighting: ExplainedRule?
  /// How a missing value was filled, and what was done about outliers.
  package var adjustments: [ExplainedRule] = []
  /// What `treat` made of the column that the figure belongs to, in figures.
  package var treatment: ExplainedTreatment?
  package var scoring: [ExplainedRule] = []
  package var rounding: [ExplainedRule] = []
  package var classification: ExplainedRule?
  package var ranking: ExplainedRule?
  /// How far the instruments that the node asks about are applied: beside the score, never in it.
  package var application: ExplainedApplication?
  /// What it serves, by code; the title is empty where no catalogue is used.
  package var goals: [(code: String, title: String)] = []
  package var checks: [ExplainedRule] = []
  package var origins: [ExplainedOrigin] = []
  /// The operands or nodes read, explained in turn, as deep as was asked for.
  package var parts: [Explanation] = []
}

/// The texts of a sheet, in the language of the explanation.
package struct ExplainedTexts: Hashable, Sendable {
  package var definition: String?
  package var purpose: String?
  package var note: String?
  package var guidance: String?
}

/// What the definition lets an administration choose.
package struct ExplainedChoice: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case use, set, omit
  }
  package var kind: Kind
  /// Of an alternative or a parameter.
  package var name: String?
  package var texts: ExplainedTexts
  package var rule: ExplainedRule
}

/// A figure in words and as a number.
package struct ExplainedFigure: Hashable, Sendable {
  /// As the definition shows it, with its unit; the reason in words if it is missing.
  package var words: String
  /// The exact number in the printed unit (`98.1`, `1/3`), or the name of a level; nil if missing.
  package var exact: String?
  package var unit: String
  package var reasons: [String]
  package var flags: [String]

  package var isKnown: Bool { exact != nil }
}

/// A treatment of outliers in figures; `adjustments` says it in words.
package struct ExplainedTreatment: Sendable {
  package var report: TreatmentReport
  /// The subject's own figure, before and after.
  package var untreated: ExplainedFigure
  package var treated: ExplainedFigure
}

/// A formula in words, the same with its figures, and what came out.
package struct ExplainedFormula: Hashable, Sendable {
  /// The name of a `define`; nil for the node's own formula.
  package var name: String?
  package var words: String
  package var numbers: String
  package var result: ExplainedFigure
  package var rule: ExplainedRule?
  /// It only reads one figure, so that there is no arithmetic to show.
  package var isPlain = false
  /// Of a `define`: its title, if it has one; what it was called with; the `define`s inside it; and
  /// what it was used for.
  package var title: String?
  package var arguments: [ExplainedArgument] = []
  package var steps: [ExplainedFormula] = []
  package var stage = SetReport.Stage.value
}

/// What a parameter of a `define` stood for.
package struct ExplainedArgument: Hashable, Sendable {
  package var name: String
  package var words: String
  package var figure: ExplainedFigure
}

/// A set that a figure was made of: everyone in it, and what became of each.
package struct ExplainedSet: Hashable, Sendable {
  package var stage: SetReport.Stage
  /// `max`, `weighted_mean`, `minmax`, …; `principal_component` for weights.
  package var function: String
  package var words: String
  /// A population, an axis, or `T-2 .. T`.
  package var over: String
  /// What came out; nil where a score is told by its own rule.
  package var result: ExplainedFigure?
  /// It is where the weights of a combination come from.
  var isWeights = false
  /// How many the population asks for.
  package var atLeast: Int?
  package var members: [ExplainedMember]
  /// Who counted, by their place in `members`, those that decide first.
  var listed: [Int] = []
  package var lowest: ExplainedMember?
  package var highest: ExplainedMember?
  package var mean: ExplainedFigure?
  package var deviation: ExplainedFigure?
  /// How many of those counted are below the figure, and how many equal it.
  package var below: Int?
  package var equal: Int?

  package var counted: Int { members.count { $0.outcome == "counted" } }
}

/// A member of a set.
package struct ExplainedMember: Hashable, Sendable {
  package var subject: String
  package var period: Period
  package var cell: String
  /// What tells it from the other members.
  var label: String
  /// `counted`, `missing` or `unmet`: the condition behind `where` does not hold, or is not known.
  package var outcome: String
  /// What it has; nil where it may not be told one by one.
  package var figure: ExplainedFigure?
  package var weight: ExplainedFigure?
  /// The figure in short, with its weight.
  var amount = ""
  /// Why it was left out.
  var why = ""
}

/// A clause in words, whose it is and where it is written.
package struct ExplainedRule: Hashable, Sendable {
  package var words: String
  package var from: String
  /// `own`, `every kpi`, …, in words.
  package var fromWords: String
  package var place: SourcePlace?
  /// A check that holds: nothing that a short account needs to say.
  var isInOrder = false
}

/// A figure that the node was computed from.
package struct ExplainedInput: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    case input, node, parameter, attribute
  }
  package var kind: Kind
  package var name: String
  package var title: String
  /// `score` or another part of a node; nil for the value.
  package var part: String?
  package var cell: String
  package var period: Period
  package var figure: ExplainedFigure
  package var texts = ExplainedTexts()
  package var sources: [String]
  /// The rows that it was read or added up from.
  package var data: [ExplainedDatum]
  package var isSum: Bool
  /// A parameter that does not have the framework's own value.
  var isSet = false
  /// Narrower than what may be shown.
  package var isWithheld: Bool
}

/// A row of the data.
package struct ExplainedDatum: Hashable, Sendable {
  package var cell: String
  package var figure: ExplainedFigure
  /// The number without its unit, the reason without its place; for the parts of a sum.
  var amount: String?
  package var note: String?
  package var place: SourcePlace?
}

/// What became of a child in a combination.
package struct ExplainedOperand: Hashable, Sendable {
  package var node: String
  package var title: String
  package var figure: ExplainedFigure
  /// Share of the whole as a percent, in words.
  package var weight: String?
  /// `used`, `excluded`, `counted`, `decided`, `untaken` or `unscored`.
  package var outcome: String
  package var words: String
  package var rule: ExplainedRule?
}

/// The answers about the instruments of a node.
package struct ExplainedApplication: Sendable {
  package var asked: Int
  /// The lower median of the levels answered.
  package var median: ExplainedFigure
  /// The median in a word; empty where there is none to tell.
  var medianWord = ""
  /// The word of the highest level.
  package var highest: String
  package var rule: ExplainedRule
  /// `2 partial, 1 full, 1 not reported`; empty where it may not be shown.
  package var counts = ""
  /// How many have each level, lowest first.
  package var levels: [(name: String, count: Int)] = []
  package var missing = 0
  package var instruments: [ExplainedInstrument] = []
}

/// How far one instrument is applied.
package struct ExplainedInstrument: Hashable, Sendable {
  package var name: String
  package var input: String
  package var title: String
  package var figure: ExplainedFigure
  /// When the answer is the highest level.
  package var condition: String?
  package var place: SourcePlace?
}

/// Who says so, for which clauses.
package struct ExplainedOrigin: Hashable, Sendable {
  package var certainty: Certainty
  package var source: String
  package var clauses: [SpokenOf]
  package var from: String
  package var fromWords: String
  package var place: SourcePlace?
}
