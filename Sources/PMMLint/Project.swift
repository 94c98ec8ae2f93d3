internal import PMMCompiler
internal import PMMIR

/// All modules of a run, for rules that compare them.
package final class Project {
  package let models: [Model]

  package init(_ models: [Model]) { self.models = models }

  /// The editions of each framework or catalogue, oldest first.
  package private(set) lazy var editions: [[Model]] = {
    var byName: [String: [Model]] = [:]
    for model in models {
      guard let identity = model.compilation.identity, identity.kind != .adaptation else { continue }
      byName["\(identity.kind) \(identity.name)", default: []].append(model)
    }
    return byName.sorted { $0.key < $1.key }.map { _, models in
      models.sorted { $0.edition.lexicographicallyPrecedes($1.edition) }
    }
  }()

  /// The newest edition of a framework or catalogue.
  func newest(_ kind: String, _ name: String) -> Model? {
    editions.first { editions in
      editions.first?.compilation.identity.map { "\($0.kind)" == kind && $0.name == name } ?? false
    }?.last
  }

  /// Each edition with the one before it; frameworks that could be read only.
  package var successions: [(old: Model, new: Model)] {
    editions.flatMap { editions in
      zip(editions, editions.dropFirst()).filter {
        $0.compilation.program != nil && $1.compilation.program != nil
      }.map { (old: $0, new: $1) }
    }
  }
}

extension Model {
  /// The numbers of the edition: editions are compared by them.
  package var edition: [Int] { Model.numbers(compilation.identity?.edition ?? "") }

  package static func numbers(_ edition: String) -> [Int] {
    edition.split(separator: ".").map { Int($0) ?? 0 }
  }
}
