package import PMMDiagnostics

/// Reported figures: subject, period and cell of an input to a figure or the reason for its absence.
///
/// Built by reading data against a program; input, axis and attribute indices are that program's.
/// Figures are held in columns, one for each cell of an input that something is said of; what is said
/// of a subject in a period stands in every column at the index of that place.
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
  package struct Datum: Hashable, Sendable {
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

  package struct SubjectPeriod: Hashable, Sendable, Comparable {
    package var subject: Int
    package var period: Period

    package init(subject: Int, period: Period) {
      self.subject = subject
      self.period = period
    }

    /// By period, then by subject.
    package static func < (left: SubjectPeriod, right: SubjectPeriod) -> Bool {
      left.period.ordinal == right.period.ordinal
        ? left.subject < right.subject : left.period.ordinal < right.period.ordinal
    }
  }

  /// Codes of the subjects, sorted.
  package private(set) var subjects: [String] = []
  private var subjectIndex: [String: Int] = [:]
  /// Every subject and period with a row, whatever the row says: by period, then by subject.
  package private(set) var places: [SubjectPeriod] = []
  /// Subjects and periods that have figures but no row of their own: what a later row gives as
  /// `x[T-1]`. In a column their indices come behind those of `places`.
  package private(set) var rowlessPlaces: [SubjectPeriod] = []
  private var columns: [DatasetColumn] = []
  /// For each input, its columns by cell.
  private var columnNumbers: [[Cell: Int]] = []
  package private(set) var attributes: [AttributeKey: Scalar] = [:]

  package init() {}

  /// An empty dataset of these subjects, sorted, and these places, in the order of the properties.
  package init(subjects: [String], places: [SubjectPeriod], rowlessPlaces: [SubjectPeriod]) {
    self.subjects = subjects
    subjectIndex = Dictionary(
      subjects.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    self.places = places
    self.rowlessPlaces = rowlessPlaces
  }

  /// The index of a subject, adding it if it is new.
  package mutating func subject(_ code: String) -> Int {
    if let index = subjectIndex[code] { return index }
    subjectIndex[code] = subjects.count
    subjects.append(code)
    return subjects.count - 1
  }

  package func index(ofSubject code: String) -> Int? { subjectIndex[code] }

  package var periods: [Period] {
    var result: [Period] = []
    for place in places where place.period != result.last { result.append(place.period) }
    return result
  }
}

// MARK: Places

extension Dataset {
  /// The index in every column of a subject and period; `places.count` or more if it has figures but
  /// no row.
  package func placeIndex(subject: Int, period: Period) -> Int? {
    placeIndex(SubjectPeriod(subject: subject, period: period))
  }

  package func placeIndex(_ place: SubjectPeriod) -> Int? {
    let index = places.position(of: place)
    if index < places.count, places[index] == place { return index }
    guard !rowlessPlaces.isEmpty else { return nil }
    let behind = rowlessPlaces.position(of: place)
    guard behind < rowlessPlaces.count, rowlessPlaces[behind] == place else { return nil }
    return places.count + behind
  }

  /// The subject and period at an index of a column.
  package func place(at index: Int) -> SubjectPeriod {
    index < places.count ? places[index] : rowlessPlaces[index - places.count]
  }

  /// How many entries every column has.
  package var placeCount: Int { places.count + rowlessPlaces.count }

  /// Notes that the subject has a row in the period, whatever the row says.
  package mutating func notePresence(subject: Int, period: Period) {
    let place = SubjectPeriod(subject: subject, period: period)
    let index = places.position(of: place)
    if index < places.count, places[index] == place { return }
    let behind = rowlessPlaces.position(of: place)
    let wasRowless = behind < rowlessPlaces.count && rowlessPlaces[behind] == place
    for column in columns.indices {
      columns[column].insertPlace(at: index, movedFrom: wasRowless ? places.count + behind : nil)
    }
    if wasRowless { rowlessPlaces.remove(at: behind) }
    places.insert(place, at: index)
  }

  /// The index of a place, which becomes one without a row if it is new.
  private mutating func indexOrNew(_ place: SubjectPeriod) -> Int {
    if let index = placeIndex(place) { return index }
    let behind = rowlessPlaces.position(of: place)
    rowlessPlaces.insert(place, at: behind)
    for column in columns.indices {
      columns[column].insertPlace(at: places.count + behind, movedFrom: nil)
    }
    return places.count + behind
  }
}

extension [Dataset.SubjectPeriod] {
  /// Where the place stands, or would stand, in this sorted list.
  fileprivate func position(of place: Dataset.SubjectPeriod) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

// MARK: Figures

extension Dataset {
  /// What is said of one cell of an input, at every place; nil if nothing is said at any.
  package func column(input: Int, cell: Cell) -> DatasetColumnView? {
    columnNumber(input, cell).map { DatasetColumnView(self, columns[$0]) }
  }

  /// The inputs and cells that something is said of: by input, then by cell.
  package var columnKeys: [(input: Int, cell: Cell)] {
    columnNumbers.indices.flatMap { input in
      columnNumbers[input].keys.sorted().map { (input, $0) }
    }
  }

  private func columnNumber(_ input: Int, _ cell: Cell) -> Int? {
    columnNumbers.indices.contains(input) ? columnNumbers[input][cell] : nil
  }

  /// Adds a column, with an entry for each place; there is none yet for its input and cell.
  package mutating func add(_ column: DatasetColumn) {
    precondition(column.state.count == placeCount, "a column has an entry for each place")
    while columnNumbers.count <= column.input { columnNumbers.append([:]) }
    columnNumbers[column.input][column.cell] = columns.count
    columns.append(column)
  }

  package func datum(_ key: Key) -> Datum? {
    guard let number = columnNumber(key.input, key.cell),
      let place = placeIndex(subject: key.subject, period: key.period)
    else { return nil }
    return columns[number].datum(at: place, in: key.period)
  }

  package mutating func set(_ datum: Datum, for key: Key) {
    notePresence(subject: key.subject, period: key.period)
    place(datum, at: key)
  }

  /// Sets a figure without noting a row: what a later row gives as `x[T-1]` is no row of the earlier
  /// period.
  package mutating func place(_ datum: Datum, at key: Key) {
    let place = indexOrNew(SubjectPeriod(subject: key.subject, period: key.period))
    if columnNumber(key.input, key.cell) == nil {
      add(DatasetColumn(input: key.input, cell: key.cell, count: placeCount))
    }
    guard let number = columnNumber(key.input, key.cell) else { return }
    columns[number].set(datum, at: place, in: key.period)
  }

  /// Every figure, column by column: for whoever looks at all of them, and has the time.
  package var figures: [(key: Key, datum: Datum)] {
    columnKeys.flatMap { input, cell in
      (0..<placeCount).compactMap { index in
        let place = place(at: index)
        let key = Key(input: input, subject: place.subject, period: place.period, cell: cell)
        return datum(key).map { (key, $0) }
      }
    }
  }
}

// MARK: Attributes

extension Dataset {
  package mutating func set(_ scalar: Scalar, for key: AttributeKey) { attributes[key] = scalar }

  /// The subject's attribute in the period, else the one that holds for every period.
  package func attribute(_ attribute: Int, subject: Int, period: Period) -> Scalar? {
    attributes[AttributeKey(attribute: attribute, subject: subject, period: period)]
      ?? attributes[AttributeKey(attribute: attribute, subject: subject, period: nil)]
  }
}
