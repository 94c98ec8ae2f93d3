package import PMMDiagnostics

/// A checked catalogue edition: things that belong to nobody's framework. Lists are sorted, so nothing
/// depends on the order of files or declarations.
package struct Catalogue: Sendable {
  package var name: String
  package var edition: String
  package var status: FrameworkStatus
  package var languages: [String]
  @Boxed package var sheet: Sheet
  /// By name.
  package var instruments: [Instrument]
  /// In the order of their codes.
  package var entries: [Entry]
  /// Paths of the source files that locations point into, by file index.
  package var files: [String]

  package init(
    name: String, edition: String, status: FrameworkStatus, languages: [String], sheet: Sheet,
    instruments: [Instrument], entries: [Entry], files: [String]
  ) {
    self.name = name
    self.edition = edition
    self.status = status
    self.languages = languages
    self.sheet = sheet
    self.instruments = instruments
    self.entries = entries
    self.files = files
  }
}

/// The catalogue edition that a framework was resolved against.
package struct UsedCatalogue: Sendable {
  package var name: String
  package var edition: String
  private let contentHash: @Sendable () -> String

  /// The hash is computed only where it is asked for: it costs as much as checking the catalogue.
  package init(
    name: String, edition: String, hash: @escaping @autoclosure @Sendable () -> String
  ) {
    self.name = name
    self.edition = edition
    contentHash = hash
  }

  /// The catalogue's content hash.
  package var hash: String { contentHash() }
}

/// What is said of the standing of something that is listed.
package enum ListedStatus: String, Hashable, Sendable, CaseIterable {
  case inForce = "in_force"
  /// Adopted, with a day from which it will be in force.
  case notYetInForce = "not_yet_in_force"
  case notInForce = "not_in_force"
  case superseded, withdrawn

  /// Whether who refers to it refers to what no longer counts.
  package var isGone: Bool { self == .superseded || self == .withdrawn }
}

/// A convention, standard or tool whose application is asked about: listed by a catalogue, or the
/// framework's own.
package struct Instrument: Hashable, Sendable {
  package var name: String
  @Boxed package var sheet: Sheet
  package var kind: String?
  /// A day, a month or a year.
  package var adopted: String?
  /// A day, a month or a year.
  package var inForce: String?
  package var status: ListedStatus?
  package var supersededBy: String?
  /// The instrument that it is part of.
  package var parent: String?
  /// The catalogue that lists it; nil if the framework declares it.
  package var catalogue: String?

  package init(name: String, sheet: Sheet) {
    self.name = name
    self.sheet = sheet
    kind = nil
    adopted = nil
    inForce = nil
    status = nil
    supersededBy = nil
    parent = nil
    catalogue = nil
  }
}

/// Something that a catalogue lists under a code of its publisher: `entry "17.10" "…"`.
package struct Entry: Hashable, Sendable {
  package var catalogue: String
  package var code: String
  @Boxed package var sheet: Sheet
  package var status: ListedStatus?
  package var supersededBy: String?

  package init(catalogue: String, code: String, sheet: Sheet) {
    self.catalogue = catalogue
    self.code = code
    self.sheet = sheet
    status = nil
    supersededBy = nil
  }

  /// Codes as a reader counts: `17.9` before `17.10`, numbers before letters.
  package static func isBefore(_ left: String, _ right: String) -> Bool {
    let (first, second) = (left.split(separator: "."), right.split(separator: "."))
    for (a, b) in zip(first, second) where a != b {
      switch (Int(a), Int(b)) {
      case (let a?, let b?) where a != b: return a < b
      case (.some, nil): return true
      case (nil, .some): return false
      default: return a.utf8.lexicographicallyPrecedes(b.utf8)
      }
    }
    return first.count < second.count
  }
}

extension Sheet {
  /// The same where the files that it points into stand behind others.
  package func shifted(by count: Int) -> Sheet {
    func move(_ location: Location?) -> Location? {
      location.map { Location(file: $0.file + count, span: $0.span) }
    }
    var result = self
    result.location = move(location)
    for index in origins.indices { result.origins[index].location = move(origins[index].location) }
    return result
  }
}
