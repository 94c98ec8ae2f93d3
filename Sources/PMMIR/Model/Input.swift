package import PMMDiagnostics

package struct Parameter: Hashable, Sendable {
  package var name: String
  @Boxed package var sheet: Sheet
  package var type: ValueType
  package var value: ExpressionID
  package var maySet: Resolved<ParameterChoice>?

  package init(name: String, sheet: Sheet, type: ValueType, value: ExpressionID) {
    self.name = name
    self.sheet = sheet
    self.type = type
    self.value = value
    maySet = nil
  }
}

/// `may set 500 .. 5000 USD, comparable`
package struct ParameterChoice: Hashable, Sendable {
  package var bounds: Bounds
  package var comparability: Comparability

  package init(bounds: Bounds, comparability: Comparability) {
    self.bounds = bounds
    self.comparability = comparability
  }
}

package enum Comparability: String, Hashable, Sendable {
  case comparable
  case withinOption = "comparable within option"
  case whenEqual = "comparable when equal"
  case notComparable = "not comparable"
}

package enum Accumulation: String, Hashable, Sendable {
  /// A total over the period.
  case total
  /// A stock, counted at the end of the period; never summed over time.
  case atEnd = "at end"
  /// A mean, median or rate; never summed at all.
  case average
}

/// A declared domain of an input.
package enum Domain: Hashable, Sendable {
  case interval(Bounds)
  /// The levels that may be reported.
  case levels([Int])
}

/// `check value <= declarations "…"`: fails → the figure is `invalid`; `warn`: fails → a warning.
package struct Check: Hashable, Sendable {
  package var condition: ExpressionID
  package var message: Translations

  package init(condition: ExpressionID, message: Translations) {
    self.condition = condition
    self.message = message
  }
}

package struct Input: Hashable, Sendable {
  package var name: String
  @Boxed package var sheet: Sheet
  package var type: ValueType
  package var accumulation: Accumulation
  /// The axes it is broken down by, and which of their values exist.
  package var breakdown: [AxisPart]
  package var range: Resolved<Domain>?
  package var checks: [Resolved<Check>]
  package var warnings: [Resolved<Check>]
  package var sources: [Translations]
  package var disclosure: Int?
  /// The node that reports it, if it was declared by `reported`; the outcome, if it is the question
  /// about an instrument's application.
  package var owner: String?
  /// The subject whose adaptation declares it; nil for an input of the base.
  package var localTo: String?

  package init(name: String, sheet: Sheet, type: ValueType, accumulation: Accumulation) {
    self.name = name
    self.sheet = sheet
    self.type = type
    self.accumulation = accumulation
    breakdown = []
    range = nil
    checks = []
    warnings = []
    sources = []
    disclosure = nil
    owner = nil
    localTo = nil
  }

  /// Whether cells may be added up to a total.
  package var isSummable: Bool {
    guard case .quantity(let unit) = type, accumulation != .average else { return false }
    return !unit.isPercent && unit.factors.allSatisfy { $0.power > 0 }
  }
}
