package import PMMDiagnostics

/// Reported figures: subject, period and cell of an input to a figure or the reason for its absence.
///
/// Built by reading data against a program; input, axis and attribute indices are that program's.
package struct Dataset: Sendable {
  package struct Key: Hashable, Sendable {
    package var input: Int
    package var subject: Int
    package var period: Period
    package var cell: Cell

    package init(input: Int, subject: Int, period: Period, cell: Cell) {
      self.input = input
      self.subject = subject
      self.period = period
      self.cell = cell
    }
  }

  /// One reported figure and where it stands.
  package struct Datum: Sendable {
    package var figure: Figure
    package var note: String?
    package var location: Location?

    package init(figure: Figure, note: String? = nil, location: Location? = nil) {
      self.figure = figure
      self.note = note
      self.location = location
    }
  }

  package struct AttributeKey: Hashable, Sendable {
    package var attribute: Int
    package var subject: Int
    /// Nil: for every period.
    package var period: Period?

    package init(attribute: Int, subject: Int, period: Period?) {
      self.attribute = attribute
      self.subject = subject
      self.period = period
    }
  }

  /// Codes of the subjects, sorted.
  package private(set) var subjects: [String] = []
  private var subjectIndex: [String: Int] = [:]
  /// Every period with at least one row, and the subjects it has.
  package private(set) var rowsPresent: Set<SubjectPeriod> = []
  package private(set) var figures: [Key: Datum] = [:]
  package private(set) var attributes: [AttributeKey: Scalar] = [:]

  package struct SubjectPeriod: Hashable, Sendable {
    package var subject: Int
    package var period: Period

    package init(subject: Int, period: Period) {
      self.subject = subject
      self.period = period
    }
  }

  package init() {}

  /// The index of a subject, adding it if it is new.
  package mutating func subject(_ code: String) -> Int {
    if let index = subjectIndex[code] { return index }
    subjectIndex[code] = subjects.count
    subjects.append(code)
    return subjects.count - 1
  }

  package func index(ofSubject code: String) -> Int? { subjectIndex[code] }

  /// Notes that the subject has a row in the period, whatever the row says.
  package mutating func notePresence(subject: Int, period: Period) {
    rowsPresent.insert(SubjectPeriod(subject: subject, period: period))
  }

  package mutating func set(_ datum: Datum, for key: Key) {
    figures[key] = datum
    rowsPresent.insert(SubjectPeriod(subject: key.subject, period: key.period))
  }

  /// Sets a figure without noting a row: what a later row gives as `x[T-1]` is no row of the earlier
  /// period.
  package mutating func place(_ datum: Datum, at key: Key) { figures[key] = datum }

  package mutating func reserveCapacity(_ count: Int) { figures.reserveCapacity(count) }

  package mutating func set(_ scalar: Scalar, for key: AttributeKey) { attributes[key] = scalar }

  package func datum(_ key: Key) -> Datum? { figures[key] }

  /// The subject's attribute in the period, else the one that holds for every period.
  package func attribute(_ attribute: Int, subject: Int, period: Period) -> Scalar? {
    attributes[AttributeKey(attribute: attribute, subject: subject, period: period)]
      ?? attributes[AttributeKey(attribute: attribute, subject: subject, period: nil)]
  }

  package var periods: [Period] { Set(rowsPresent.map(\.period)).sorted() }
}
