/// Why a figure is missing. The built-in reasons are constants; a framework may declare more.
package struct Reason: Hashable, Sendable, Comparable {
  package let name: String

  package init(_ name: String) { self.name = name }

  package static let notReported = Reason("not_reported")
  package static let notApplicable = Reason("not_applicable")
  package static let notAvailable = Reason("not_available")
  package static let confidential = Reason("confidential")
  package static let suppressed = Reason("suppressed")
  /// Outside its declared `range`, or a `check` failed.
  package static let invalid = Reason("invalid")
  package static let zeroDenominator = Reason("zero_denominator")
  package static let noPreviousPeriod = Reason("no_previous_period")
  /// Left out by an adaptation.
  package static let omitted = Reason("omitted")
  /// Below the floor that `needs` sets.
  package static let notEnough = Reason("not_enough")
  /// A function outside its domain, such as the logarithm of zero.
  package static let undefined = Reason("undefined")

  package static let builtIn: [Reason] = [
    .notReported, .notApplicable, .notAvailable, .confidential, .suppressed, .invalid,
    .zeroDenominator, .noPreviousPeriod, .omitted, .notEnough, .undefined,
  ]

  package static func < (left: Reason, right: Reason) -> Bool { left.name < right.name }
}

/// Where a missing figure comes from: an input or a node, a cell and a period.
package struct Place: Hashable, Sendable {
  /// The name of the input or node.
  package var name: String
  package var cell: Cell
  package var period: Period

  package init(name: String, cell: Cell, period: Period) {
    self.name = name
    self.cell = cell
    self.period = period
  }
}

/// One reason and the place it came from. Arithmetic on missing figures keeps all of them.
package struct Cause: Hashable, Sendable {
  package var reason: Reason
  package var place: Place

  package init(_ reason: Reason, at place: Place) {
    self.reason = reason
    self.place = place
  }
}
