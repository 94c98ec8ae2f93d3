package import PMMDiagnostics

package struct Item: Hashable, Sendable {
  package var name: String
  package var label: Translations

  package init(name: String, label: Translations) {
    self.name = name
    self.label = label
  }
}

package struct Axis: Hashable, Sendable {
  package var name: String
  package var title: Translations
  package var values: [Item]
  package var location: Location?

  package init(name: String, title: Translations, values: [Item], location: Location?) {
    self.name = name
    self.title = title
    self.values = values
    self.location = location
  }
}

/// Levels, lowest first.
package struct Scale: Hashable, Sendable {
  package var name: String
  package var title: Translations
  package var levels: [Item]
  package var location: Location?

  package init(name: String, title: Translations, levels: [Item], location: Location?) {
    self.name = name
    self.title = title
    self.levels = levels
    self.location = location
  }
}

/// A property of subjects: one of a list, a quantity, or `yes_no`.
package struct Attribute: Hashable, Sendable {
  package var name: String
  package var title: Translations
  package var type: ValueType
  /// Empty unless the type is `category`.
  package var values: [Item]
  package var location: Location?

  package init(
    name: String, title: Translations, type: ValueType, values: [Item], location: Location?
  ) {
    self.name = name
    self.title = title
    self.type = type
    self.values = values
    self.location = location
  }
}

package struct DeclaredReason: Hashable, Sendable {
  package var reason: Reason
  /// Also the token in data.
  package var label: Translations
  package var location: Location?

  package init(reason: Reason, label: Translations, location: Location?) {
    self.reason = reason
    self.label = label
    self.location = location
  }
}

package struct DeclaredUnit: Hashable, Sendable {
  package var unit: Unit
  /// What reports call one of it; empty if its name says it.
  package var label: Translations
  package var isCounted: Bool
  package var location: Location?

  package init(
    unit: Unit, label: Translations = Translations(), isCounted: Bool, location: Location?
  ) {
    self.unit = unit
    self.label = label
    self.isCounted = isCounted
    self.location = location
  }
}

package struct Population: Hashable, Sendable {
  package var name: String
  package var title: Translations
  package var allPeriods: Bool
  /// Attributes that must equal the subject's own.
  package var same: [Int]
  package var conditions: [ExpressionID]
  package var atLeast: Int?
  package var location: Location?

  package init(name: String, title: Translations, allPeriods: Bool, location: Location?) {
    self.name = name
    self.title = title
    self.allPeriods = allPeriods
    same = []
    conditions = []
    atLeast = nil
    self.location = location
  }
}
