/// Stand-in.
package enum Schemas {
  package static let names: [String] = []
  package static func text(_ name: String) -> String? { nil }
}
