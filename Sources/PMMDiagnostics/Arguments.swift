/// What the `{name}`s of a template stand for: a few names, each with its text. A list, as there are no
/// more than a handful, and thousands of findings have one.
package struct Arguments: Hashable, Sendable, ExpressibleByDictionaryLiteral {
  private var pairs: [(name: String, text: String)]

  /// A name without a text is left out; the last text of a name holds.
  package init(dictionaryLiteral elements: (String, String?)...) {
    pairs = []
    pairs.reserveCapacity(elements.count)
    for (name, text) in elements { self[name] = text }
  }

  package subscript(_ name: String) -> String? {
    get { pairs.first { $0.name == name }?.text }
    set {
      let place = pairs.firstIndex { $0.name == name }
      switch (place, newValue) {
      case (let place?, let text?): pairs[place].text = text
      case (let place?, nil): pairs.remove(at: place)
      case (nil, let text?): pairs.append((name, text))
      case (nil, nil): break
      }
    }
  }

  /// Sorted by their names.
  package var sorted: [(name: String, text: String)] { pairs.sorted { $0.name < $1.name } }

  /// Others of the same name take the place of its own.
  package mutating func merge(_ others: Arguments) {
    for (name, text) in others.pairs { self[name] = text }
  }

  package func merging(_ others: Arguments) -> Arguments {
    var merged = self
    merged.merge(others)
    return merged
  }

  package static func == (left: Arguments, right: Arguments) -> Bool {
    left.pairs.count == right.pairs.count
      && left.pairs.allSatisfy { right[$0.name] == $0.text }
  }

  /// In no order, as two may be equal whose names stand in another one.
  package func hash(into hasher: inout Hasher) {
    var sum = 0
    for (name, text) in pairs {
      var own = Hasher()
      own.combine(name)
      own.combine(text)
      sum &+= own.finalize()
    }
    hasher.combine(sum)
  }
}
