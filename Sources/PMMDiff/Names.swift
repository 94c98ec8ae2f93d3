import PMMIR

/// Which names of the old edition are which of the new one.
struct Pairing<Item> {
  /// Indices in the old and the new list.
  var pairs: [(old: Int, new: Int)] = []
  var removed: [Int] = []
  var added: [Int] = []
  /// Of the pairs, those whose name changed: old name to new name.
  var renamed: [(old: String, new: String, isUndone: Bool)] = []
  /// An old name that several new sheets say `was` of, or the reverse of that.
  var splits: [(name: String, into: [String])] = []
  var merges: [(from: [String], name: String)] = []

  /// Pairs by name, then by `was`: in the new edition, or, for a renaming undone, in the old one.
  init(_ old: [Item], _ new: [Item], name: (Item) -> String, was: (Item) -> [String]) {
    let oldIndex = Dictionary(old.enumerated().map { (name($1), $0) }) { first, _ in first }
    let newIndex = Dictionary(new.enumerated().map { (name($1), $0) }) { first, _ in first }
    var paired: Set<String> = []
    var successors: [String: [String]] = [:]
    var ancestors: [String: [String]] = [:]
    for (index, item) in new.enumerated() where oldIndex[name(item)] != nil {
      pairs.append((oldIndex[name(item)]!, index))
      paired.insert(name(item))
    }
    for item in new where !paired.contains(name(item)) {
      for earlier in was(item) where oldIndex[earlier] != nil && newIndex[earlier] == nil {
        successors[earlier, default: []].append(name(item))
        ancestors[name(item), default: []].append(earlier)
      }
    }
    var undone: Set<String> = []
    for item in old where newIndex[name(item)] == nil && successors[name(item)] == nil {
      for later in was(item) where newIndex[later] != nil && oldIndex[later] == nil {
        successors[name(item), default: []].append(later)
        ancestors[later, default: []].append(name(item))
        undone.insert(name(item))
      }
    }
    for (earlier, later) in successors.sorted(by: { $0.key < $1.key }) {
      if later.count > 1 {
        splits.append((earlier, later.sorted()))
      } else if ancestors[later[0]]?.count == 1 {
        pairs.append((oldIndex[earlier]!, newIndex[later[0]]!))
        renamed.append((earlier, later[0], undone.contains(earlier)))
      }
    }
    for (later, earlier) in ancestors.sorted(by: { $0.key < $1.key }) where earlier.count > 1 {
      merges.append((earlier.sorted(), later))
    }
    let (olds, news) = (Set(pairs.map(\.old)), Set(pairs.map(\.new)))
    removed = old.indices.filter { !olds.contains($0) }
    added = new.indices.filter { !news.contains($0) }
  }

  /// What takes part in a split or a merge, so that it is told once.
  var regrouped: Set<String> {
    Set(splits.flatMap { [$0.name] + $0.into } + merges.flatMap { $0.from + [$0.name] })
  }

  /// Takes one that is gone and one that came as the same thing.
  mutating func join(_ old: Int, _ new: Int) {
    pairs.append((old, new))
    removed.removeAll { $0 == old }
    added.removeAll { $0 == new }
  }
}
