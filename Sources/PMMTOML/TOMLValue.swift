package import PMMDiagnostics

/// A value of a TOML file and where it stands.
package struct TOMLValue: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case text(String)
    case integer(Int)
    /// As it is written, without underscores: what it means is exact.
    case decimal(String)
    case truth(Bool)
    case array([TOMLValue])
    case table(TOMLTable)
  }
  package var content: Content
  package var location: Location

  package init(_ content: Content, at location: Location) {
    self.content = content
    self.location = location
  }

  /// What it is, in words.
  package var kind: String {
    switch content {
    case .text: "a text"
    case .integer: "a whole number"
    case .decimal: "a decimal number"
    case .truth: "true or false"
    case .array: "a list"
    case .table: "a table"
    }
  }
}

/// The name of a value and where it stands.
package struct TOMLKey: Hashable, Sendable {
  package var name: String
  package var location: Location

  package init(_ name: String, at location: Location) {
    self.name = name
    self.location = location
  }
}

/// Names and values, in the order of the file.
package struct TOMLTable: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package var key: TOMLKey
    package var value: TOMLValue
    /// Whether a header wrote it: `[key]` and `[[key]]` may come back to what a header began.
    var isOpen: Bool
  }
  package internal(set) var entries: [Entry] = []
  /// The header, or the start of the file.
  package var location: Location

  package init(at location: Location) { self.location = location }

  package subscript(_ name: String) -> TOMLValue? {
    entries.first { $0.key.name == name }?.value
  }
}
