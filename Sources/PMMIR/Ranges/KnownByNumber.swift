/// What is known of some nodes or expressions, by their numbers. In pieces that are made when they are
/// needed: mostly few are asked for, in large programs all, and a dictionary of these takes long.
struct KnownByNumber<Value: Sendable>: Sendable {
  private var pieces: [[Value?]] = []

  private static var length: Int { 64 }

  subscript(_ number: Int) -> Value? {
    get {
      let (piece, place) = number.quotientAndRemainder(dividingBy: Self.length)
      return piece < pieces.count && !pieces[piece].isEmpty ? pieces[piece][place] : nil
    }
    set {
      let (piece, place) = number.quotientAndRemainder(dividingBy: Self.length)
      while pieces.count <= piece { pieces.append([]) }
      if pieces[piece].isEmpty { pieces[piece] = Array(repeating: nil, count: Self.length) }
      pieces[piece][place] = newValue
    }
  }
}

/// Nodes that are being worked out. Few at a time but in long chains, and those are found by marks.
struct NodesAtWork: Sendable {
  private var marks = KnownByNumber<Void>()
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  func contains(_ node: Int) -> Bool { marks[node] != nil }

  /// Whether it was not among them.
  @discardableResult
  mutating func insert(_ node: Int) -> Bool {
    guard marks[node] == nil else { return false }
    marks[node] = ()
    count += 1
    return true
  }

  mutating func remove(_ node: Int) {
    guard marks[node] != nil else { return }
    marks[node] = nil
    count -= 1
  }
}
