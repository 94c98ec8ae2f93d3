internal import PMMDiagnostics
internal import PMMIR

/// What a figure says before it is placed in a dataset.
struct Content: Equatable {
  enum Kind: Equatable {
    case known(Scalar)
    case missing(Reason)
    /// An empty cell: `not_reported`, but nobody said so.
    case empty
  }
  var kind: Kind
  var flags: StatusFlags = []
  var disclosure = 0
  var note: String?

  /// Whether both say the same value or reason; flags and notes may differ.
  func agrees(with other: Content) -> Bool {
    kind == other.kind || reason == other.reason && reason != nil
  }

  var reason: Reason? {
    switch kind {
    case .known: nil
    case .missing(let reason): reason
    case .empty: .notReported
    }
  }
}

/// A figure of one row, not yet in the dataset.
struct RowFigure {
  /// What stands against other rows, weakest first.
  enum Weight: Comparable {
    /// A blank cell of a wide row: whatever another row says is the figure.
    case silent
    /// Something that could not be read or used: `invalid`, unless another row says the figure.
    case refused
    case said
  }
  var target: Target
  var cell: Int
  var periodsBefore: Int
  var content: Content
  var weight = Weight.said
  var location: Location
}

struct RowAttribute {
  var attribute: Int
  var value: Scalar
  var location: Location
}

/// Everything that one row says.
struct RowContent {
  var subject = 0
  /// Nil: a row of a subjects file, for every period.
  var period: Int?
  var figures: [RowFigure] = []
  var attributes: [RowAttribute] = []
  /// The row as a whole is refused; its figures are `invalid`.
  var isRefused = false
  /// Values of the row that could not be read.
  var refusedCells = 0
}
