package import PMMDiagnostics
package import PMMNumber

/// An `example` clause, checked: figures to put in, and what must come out.
package struct Example: Hashable, Sendable {
  package enum Target: Hashable, Sendable {
    case input(Int, Cell, periodOffset: Int)
    case inputAt(Int, Cell, Period)
    case parameter(Int)
    case attribute(Int)
    /// The score of a direct child.
    case childScore(Int)
  }
  package enum Given: Hashable, Sendable {
    case scalar(Scalar)
    case reason(Reason)
  }
  package struct Binding: Hashable, Sendable {
    package var target: Target
    package var given: Given
    package var location: Location?

    package init(target: Target, given: Given, location: Location?) {
      self.target = target
      self.given = given
      self.location = location
    }
  }
  /// What a figure must be.
  package enum Expectation: Hashable, Sendable {
    /// Compared at the decimals written (`decimals` of the printed number), or exactly if nil.
    case number(Rational, decimals: Int?)
    case scalar(Scalar)
    case reason(Reason)
  }
  package var title: String
  package var use: String?
  package var bindings: [Binding]
  package var gives: Expectation
  package var scores: Expectation?
  package var location: Location?
  package var givesLocation: Location?
  package var scoresLocation: Location?

  package init(
    title: String, use: String?, bindings: [Binding], gives: Expectation, scores: Expectation?,
    location: Location?
  ) {
    self.title = title
    self.use = use
    self.bindings = bindings
    self.gives = gives
    self.scores = scores
    self.location = location
  }
}
