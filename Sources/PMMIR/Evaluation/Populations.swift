internal import PMMNumber

/// The part of a population that a subject sees: those with the same attributes, in the same period
/// unless the population runs over all of them.
struct Group: Hashable {
  var period: Period?
  var attributes: [Scalar]
}

/// What a step has found out about sets, so that it is found out once for every subject.
///
/// A class, because every evaluation of the step writes into the same.
final class Memory {
  /// The node's column as it enters the stage, by its index: what `value` is for every member alike.
  let own: (Int) -> NodeFigures?
  /// By population and group: the places that belong to it.
  var members: [Int: [Group: [Int]]] = [:]
  var samples: [SampleKey: Sample] = [:]
  var statistics: [StatisticKey: Outcome] = [:]
  /// Weights from the data, by the group that they were taken from.
  var componentWeights: [Group: FoundWeights] = [:]

  /// Populations whose members, or whose conditions for one subject, are just being looked at. A
  /// compiler refuses a population that depends on itself; here it has no members.
  var open: Set<Open> = []
  /// Levels whose coverage is being looked at.
  var openLevels: Set<String> = []

  init(own column: [NodeFigures?] = []) {
    own = { column.indices.contains($0) ? column[$0] : nil }
  }

  init(reading own: @escaping (Int) -> NodeFigures?) { self.own = own }

  struct Open: Hashable {
    var population: Int
    var subject: Int?
    var period: Period?
  }

  struct SampleKey: Hashable {
    enum What: Hashable {
      case read([ExpressionID], ExpressionID?)
      /// The node's own values.
      case own
      case filled(FilledFigure)
    }
    var what: What
    var population: Int
    var group: Group
    /// The same expression may be read in several contexts of one step.
    var node: Int?
    var cell: Cell
    var readsOwn: Bool
  }

  struct StatisticKey: Hashable {
    var sample: SampleKey
    var aggregate: Aggregate
    var parameter: Rational?
  }
}

extension Results {
  /// The group of a population that a subject sees, whether or not it belongs to it; nil if an
  /// attribute that it asks for is missing.
  func group(_ population: Population, subject: Int, period: Period) -> Group? {
    var attributes: [Scalar] = []
    for attribute in population.same {
      guard
        let value = setting.dataset.attribute(attribute, subject: subject, period: period)
      else { return nil }
      attributes.append(value)
    }
    return Group(period: population.allPeriods ? nil : period, attributes: attributes)
  }

  /// Whether the subject, in the period, fulfils what the population asks of its members. A condition
  /// that is missing does not hold.
  func isMember(_ index: Int, subject: Int, period: Period, _ memory: Memory, depth: Int = 0)
    -> Bool
  {
    let population = setting.program.populations[index]
    let open = Memory.Open(population: index, subject: subject, period: period)
    guard group(population, subject: subject, period: period) != nil,
      memory.open.insert(open).inserted
    else { return false }
    defer { memory.open.remove(open) }
    var scope = Scope(
      node: nil, name: population.name, subject: subject, period: period, cell: .total)
    scope.memory = memory
    return population.conditions.allSatisfy { condition in
      var evaluation = Evaluation(self, scope, [], depth: depth)
      return evaluation.figure(condition).scalar == .truth(true)
    }
  }

  /// The places that belong to a group of a population.
  func members(
    of population: Int, in group: Group, _ memory: Memory, depth: Int = 0
  ) -> [Int] {
    if let known = memory.members[population] { return known[group] ?? [] }
    let open = Memory.Open(population: population)
    guard memory.open.insert(open).inserted else { return [] }
    defer { memory.open.remove(open) }
    let sheet = setting.program.populations[population]
    var members: [Group: [Int]] = [:]
    for (index, place) in setting.places.enumerated() {
      guard let group = self.group(sheet, subject: place.subject, period: place.period),
        isMember(
          population, subject: place.subject, period: place.period, memory, depth: depth)
      else { continue }
      members[group, default: []].append(index)
    }
    memory.members[population] = members
    return members[group] ?? []
  }

  /// What a statistic of a sample is, unless the population asks for more members.
  func statistic(
    _ aggregate: Aggregate, of sample: Sample, over population: Int, parameter: Rational? = nil
  ) -> Outcome {
    sample.count < setting.program.populations[population].atLeast ?? 0
      ? .missing(.suppressed) : PMMIR.statistic(aggregate, of: sample, parameter: parameter)
  }

  /// Where a figure stands in a population, unless that asks for more members.
  func place(
    _ standing: Standing, of value: Scalar, in sample: Sample, over population: Int,
    isDescending: Bool
  ) -> Outcome {
    sample.count < setting.program.populations[population].atLeast ?? 0
      ? .missing(.suppressed)
      : PMMIR.place(standing, of: value, in: sample, isDescending: isDescending)
  }
}
