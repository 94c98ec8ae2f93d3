internal import PMMIR

/// Whose rules are whose, in a run with adaptations. Those who chose the same share one set of rules,
/// and of what several sets have alike one column is computed.
struct RuleSets: Sendable {
  /// The rules of every node, by set: first the program's own.
  let rules: [[Rules]]
  /// The set of each place; empty where the program's own is everyone's.
  let ofPlace: [Int]
  /// The sets that some place has.
  private let used: [Int]

  init(_ setting: Setting) {
    rules = setting.ruleSets
    let ofPlace = rules.count > 1 ? setting.ruleSetOfPlace : []
    let used = Set(ofPlace).sorted()
    self.used = used.isEmpty ? [0] : used
    self.ofPlace = used == [0] ? [] : ofPlace
  }

  /// The set of a place.
  func set(of place: Int) -> Int { ofPlace.isEmpty ? 0 : ofPlace[place] }

  /// The sets that differ, one of each that are alike.
  func kinds(_ isAlike: (Int, Int) -> Bool) -> Kinds {
    var representatives: [Int] = []
    var chosen: [Int: Int] = [:]
    for set in used {
      let known = representatives.first { isAlike($0, set) }
      if known == nil { representatives.append(set) }
      chosen[set] = known ?? set
    }
    return Kinds(
      representatives: representatives,
      ofPlace: representatives.count == 1 ? [] : ofPlace.map { chosen[$0] ?? 0 })
  }

  /// Those that differ in a node or in what it may combine.
  func kinds(of node: Int, in program: Program) -> Kinds {
    func below(_ node: Int) -> [Int] { program.nodes[node].children.flatMap { [$0] + below($0) } }
    if used.count == 1 { return Kinds(representatives: used, ofPlace: []) }
    let nodes = [node] + below(node)
    return kinds { first, second in nodes.allSatisfy { rules[first][$0] == rules[second][$0] } }
  }

  /// One or more sets that differ, and which of them stands for the set of each place.
  struct Kinds {
    let representatives: [Int]
    /// Empty if there is only one.
    let ofPlace: [Int]

    /// What each place has of its own set; an empty list is false everywhere.
    func merged(_ lists: [Int: [Bool]]) -> [Bool] {
      if ofPlace.isEmpty { return lists[representatives[0]] ?? [] }
      if lists.values.allSatisfy(\.isEmpty) { return [] }
      return ofPlace.enumerated().map { place, set in
        lists[set].map { !$0.isEmpty && $0[place] } ?? false
      }
    }
  }
}

extension Engine {
  /// A node's rules as far as all sets have them alike.
  func rules(_ node: Int) -> Rules { sets.rules[0][node] }

  /// Whether the values of each node are of one kind, numbers or levels of one scale, and so its scores.
  var hasUniformColumns: Bool {
    func areNumbers(_ rules: Rules) -> Bool { rules.score.value == .none || scoreIsNumber(rules) }
    return setting.program.nodes.indices.allSatisfy { node in
      let own = rules(node)
      return sets.rules.allSatisfy { rules in
        let isNumber = rules[node].type.unit != nil
        return (isNumber ? own.type.unit != nil : rules[node].type == own.type)
          && areNumbers(rules[node]) == areNumbers(own)
      }
    }
  }

  /// The column that each place has by its own rules.
  func merged(_ kinds: RuleSets.Kinds, _ make: (Int) -> Vector) -> Vector {
    if kinds.representatives.count == 1 { return make(kinds.representatives[0]) }
    var vectors: [Int: Vector] = [:]
    for set in kinds.representatives { vectors[set] = make(set) }
    let own = kinds.ofPlace.map { vectors[$0] ?? missing(0) }
    let result = Vector.make(count) { own[$0][$0] }
    let scales = vectors.values.map(\.scale)
    result.scale = scales.allSatisfy { $0 > 0 } ? scales.max() ?? 0 : 0
    result.origin = { place, steps in own[place].precise(place, &steps) }
    return result
  }

  /// What every place has of its own set.
  private func bySet(_ isSuch: (Int) -> Bool) -> [Bool]? {
    if sets.ofPlace.isEmpty { return nil }
    let found = sets.rules.indices.map(isSuch)
    return found.contains(false) ? sets.ofPlace.map { found[$0] } : nil
  }

  /// Where populations, ranks and statistics take a node's figures; nil is everywhere.
  func comparable(_ node: Int) -> [Bool]? { bySet { setting.isComparable(node, inSet: $0) } }

  /// Where they take what is read with these expressions.
  func comparable(_ expressions: [ExpressionID]) -> [Bool]? {
    bySet { setting.isComparable(expressions, inSet: $0) }
  }

  /// Where a node has no figures in a cell: it is another subject's own, or the subject's rules have no
  /// such cell. Empty is nowhere.
  func absentPlaces(_ node: Int, _ cell: Cell) -> [Bool] {
    let having = bySet { sets.rules[$0][node].cells.contains(cell) }
    guard setting.program.nodes[node].localTo != nil || having != nil else { return [] }
    let absent = setting.places.enumerated().map { place, at in
      !(setting.has(node, at.subject) && having?[place] ?? true)
    }
    return absent.contains(true) ? absent : []
  }

  /// Where a cell of a node has no score by the subject's rules. Empty is nowhere.
  func unscoredPlaces(_ node: Int, _ cell: Cell) -> [Bool] {
    bySet { sets.rules[$0][node].isScored(cell) }?.map { !$0 } ?? []
  }

  /// The score of a node at each place, in the cell that is scored by its own rules.
  func scores(of node: Int) -> Vector {
    let kinds = sets.kinds { [sets] first, second in
      sets.rules[first][node].scoredCell == sets.rules[second][node].scoredCell
    }
    return merged(kinds) { set in
      part(.score, of: node, sets.rules[set][node].scoredCell)
        ?? missing(reasons.bit(.notAvailable))
    }
  }

  /// Where no adaptation has a part in a node's figures; nil is everywhere.
  func unadapted(_ node: Int) -> [Bool]? { bySet { !setting.isAdapted(node, inSet: $0) } }

  /// Figures that say whom an adaptation has a part in, and are missing where there are none.
  func adapted(_ figures: Vector, _ node: Int, _ absent: [Bool]) -> Vector {
    let flagged = unadapted(node)
    if flagged == nil, absent.isEmpty { return figures }
    let none = Lane.missing(reasons.bit(.notAvailable))
    let result = Vector.make(count) { place in
      if !absent.isEmpty, absent[place] { return none }
      var lane = figures[place]
      if let flagged, !flagged[place] { lane.flags |= StatusFlags.adapted.rawValue }
      return lane
    }
    result.scale = figures.scale
    return result.comes(from: figures)
  }
}
