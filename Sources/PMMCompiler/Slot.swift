internal import PMMSyntax

/// What a clause is about, where only one clause of a block may be about it: an outer block's gives
/// way to an inner one's.
struct Slot: Hashable {
  enum Kind: UInt8 {
    /// `formula`, `reported` or `combine`.
    case body
    case weight, weights, needs, impute, treat, score, classification, rank, unit, by, range
    case round, roundValue, roundScore, show, showValue, showScore
    case mayOmit, maySet, application, instruments, better, disclosure
    case title, definition, purpose, note, guidance
    case kind, adopted, inForce, status, since, deprecated, supersededBy
    case edition, covers, languages, subject, period, cycle, phases, levels, scores, percentiles
    case uses

    /// One of 64.
    var bit: UInt64 { 1 << UInt64(rawValue) }

    /// A bare `show` is about the value, so it excludes `show value`.
    var exclusive: Kind {
      switch self {
      case .show: .showValue
      case .round: .roundValue
      default: self
      }
    }
  }
  var kind: Kind
  /// Of a text that is a translation.
  var language: String?
}

/// The slots that are taken.
struct SlotSet {
  private var kinds: UInt64 = 0
  private var translations: Set<Slot> = []

  /// False if it was taken already.
  mutating func insert(_ slot: Slot) -> Bool {
    guard slot.language == nil else { return translations.insert(slot).inserted }
    defer { kinds |= slot.kind.bit }
    return kinds & slot.kind.bit == 0
  }
}

/// What a clause does for a node, as far as it matters before its rules are looked at.
enum ClauseRole {
  case rule, alternative, text, origin
}

extension Clause {
  var role: ClauseRole {
    switch kind {
    case .text, .code, .sdg, .was, .since, .deprecated, .seriesBreak: .text
    case .origin: .origin
    case .mayUse: .alternative
    default: .rule
    }
  }

  /// Nil: any number may stand side by side.
  var slot: Slot? { slotKind.map { Slot(kind: $0, language: translation) } }

  /// The language of a text that is a translation.
  fileprivate var translation: String? {
    if case .text(_, let language, _) = kind { language?.text } else { nil }
  }

  var slotKind: Slot.Kind? {
    switch kind {
    case .formula, .reported, .combine: .body
    case .weight: .weight
    case .weights: .weights
    case .needs: .needs
    case .impute: .impute
    case .treat: .treat
    case .score: .score
    case .round(let figure, _):
      switch figure {
      case nil: .round
      case .value: .roundValue
      case .score: .roundScore
      }
    case .show(let figure, _):
      switch figure {
      case nil: .show
      case .value: .showValue
      case .score: .showScore
      }
    case .classification: .classification
    case .rank: .rank
    case .unit: .unit
    case .by: .by
    case .range: .range
    case .mayOmit: .mayOmit
    case .maySet: .maySet
    case .application: .application
    case .instruments: .instruments
    case .better: .better
    case .disclosure: .disclosure
    case .text(let text, _, _): text.slot
    case .kind: .kind
    case .adopted: .adopted
    case .inForce: .inForce
    case .status: .status
    case .since: .since
    case .deprecated: .deprecated
    case .supersededBy: .supersededBy
    case .edition: .edition
    case .covers: .covers
    case .languages: .languages
    case .subject: .subject
    case .period: .period
    case .cycle: .cycle
    case .phases: .phases
    case .levels: .levels
    case .scores: .scores
    case .percentiles: .percentiles
    case .uses: .uses
    case .when, .check, .warn, .mayUse, .omit, .use, .set, .every, .origin, .source, .code, .sdg,
      .example, .was, .seriesBreak, .key, .column, .periodFrom, .allow:
      nil
    }
  }

  /// What it is about, as it is written.
  var slotText: String {
    switch kind {
    case .round(let figure, _), .show(let figure, _):
      "\(keyword.text) \((figure ?? .value).rawValue)"
    case .text(let text, let language?, _): "\(text.rawValue) \(language.text)"
    case .mayOmit: "may omit"
    case .maySet: "may set"
    default: keyword.text
    }
  }
}

extension TextKind {
  fileprivate var slot: Slot.Kind {
    switch self {
    case .title: .title
    case .definition: .definition
    case .purpose: .purpose
    case .note: .note
    case .guidance: .guidance
    }
  }
}

extension ClauseRef {
  var slot: Slot? { slotKind.map { Slot(kind: $0, language: clause.translation) } }
}
