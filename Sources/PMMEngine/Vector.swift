internal import PMMIR

/// What is known of a figure at one place.
enum State {
  static let known: UInt8 = 0
  static let missing: UInt8 = 1
  /// The bound does not decide it: exact arithmetic must.
  static let doubt: UInt8 = 2
}

/// One figure, taken out of a vector.
struct Lane {
  var number = Approximation(0)
  var state = State.known
  /// One bit for each reason.
  var reasons: UInt64 = 0
  var flags: UInt8 = 0
  var disclosure: UInt8 = 0
  /// One more than the `when` line `result` that took effect first; 0 if none did.
  var decision: UInt8 = 0
  /// The reasons of what that line took.
  var decided: UInt64 = 0

  static let doubt = Lane(state: State.doubt)

  static func known(_ number: Approximation) -> Lane { Lane(number: number) }
  static func missing(_ reasons: UInt64) -> Lane { Lane(state: State.missing, reasons: reasons) }

  var isKnown: Bool { state == State.known }
  var isTrue: Bool { state == State.known && number.value == 1 }

  /// With the flags, the disclosure and the decisions of another.
  func carrying(_ other: Lane) -> Lane {
    var result = self
    result.flags |= other.flags
    result.disclosure = max(disclosure, other.disclosure)
    return result.deciding(other)
  }

  /// With the decisions of another alone. The line written first wins.
  func deciding(_ other: Lane) -> Lane {
    guard other.decision != 0 else { return self }
    var result = self
    if decision == 0 || other.decision < decision {
      (result.decision, result.decided) = (other.decision, other.decided)
    } else if other.decision == decision {
      result.decided |= other.decided
    }
    return result
  }
}

/// How far off a number may be, by one rule for all numbers of a vector: a share of it, and as much again
/// for every number but two.
struct CommonBound {
  /// 0, or the last place of a double.
  var relative = 0.0
  var absolute = 0.0
  /// Numbers that `absolute` does not concern, where it concerns any.
  var exact = (Double.nan, Double.nan)

  var isZero: Bool { relative == 0 && absolute == 0 }

  @inline(__always)
  func error(of value: Double) -> Double {
    let share = abs(value) * relative
    if absolute == 0 || value == exact.0 || value == exact.1 { return share }
    return share + absolute
  }

  /// The same, whatever is exact.
  func most(of value: Double) -> Double { abs(value) * relative + absolute }
}

/// Figures of all places, in columns. Never changed once others see it.
final class Vector: @unchecked Sendable {
  let count: Int
  let values: UnsafeMutablePointer<Double>
  /// Nil: one rule, `bound`, says how far off every number may be.
  private(set) var errors: UnsafeMutablePointer<Double>?
  /// Set when all numbers are written.
  var bound = CommonBound()
  /// No number is larger, whatever its sign; nil where nobody has said so.
  var largest: Double?
  let states: UnsafeMutablePointer<UInt8>
  /// Nil: every figure that is missing has the same reasons, `reason`.
  private(set) var reasons: UnsafeMutablePointer<UInt64>?
  /// Set when all states are written.
  var reason: UInt64 = 0
  /// Whose column of reasons it is, if not its own.
  private var lender: Vector?
  /// Columns that most vectors do not have: no figure is flagged or decided.
  private(set) var flags: UnsafeMutablePointer<UInt8>?
  private(set) var disclosures: UnsafeMutablePointer<UInt8>?
  private(set) var decisions: UnsafeMutablePointer<UInt8>?
  private(set) var decided: UnsafeMutablePointer<UInt64>?
  /// Not 0: every known number is, exactly, a whole number of at most 51 bits divided by this power of
  /// ten, and its double is the nearest one. Then equal doubles are equal numbers.
  var scale: Double = 0
  /// Nil: nobody says where the numbers come from.
  var origin: Origin?
  /// Whether it was made of one figure for all places.
  private(set) var isConstant = false
  /// Whether any figure is not known.
  var hasGaps = false
  var hasDoubts = false

  init(count: Int) {
    self.count = count
    values = .allocate(capacity: max(1, count))
    states = .allocate(capacity: max(1, count))
  }

  deinit {
    values.deallocate()
    errors?.deallocate()
    states.deallocate()
    if lender == nil { reasons?.deallocate() }
    flags?.deallocate()
    disclosures?.deallocate()
    decisions?.deallocate()
    decided?.deallocate()
  }

  /// One figure for all places.
  convenience init(_ lane: Lane, count: Int) {
    self.init(count: count)
    guard count > 0 else { return }
    // The first says how it is kept, and is then repeated.
    var first = lane
    if lane.state == State.missing { first.reasons = 0 }
    self[0] = first
    reason = lane.reasons & ~first.reasons
    values.initialize(repeating: values[0], count: count)
    errors?.initialize(repeating: lane.number.error, count: count)
    states.initialize(repeating: states[0], count: count)
    reasons?.initialize(repeating: lane.reasons, count: count)
    flags?.initialize(repeating: lane.flags, count: count)
    disclosures?.initialize(repeating: lane.disclosure, count: count)
    decisions?.initialize(repeating: lane.decision, count: count)
    decided?.initialize(repeating: lane.decided, count: count)
    isConstant = true
    hasGaps = states[0] != State.known
    hasDoubts = states[0] >= State.doubt
  }

  @inline(never)
  private func zeros<Value>(_ zero: Value) -> UnsafeMutablePointer<Value> {
    let column = UnsafeMutablePointer<Value>.allocate(capacity: max(1, count))
    column.initialize(repeating: zero, count: count)
    return column
  }

  @inline(__always)
  func needReasons() -> UnsafeMutablePointer<UInt64> {
    if let reasons, lender == nil { return reasons }
    return ownReasons()
  }

  @inline(never)
  private func ownReasons() -> UnsafeMutablePointer<UInt64> {
    let column = zeros(UInt64(0))
    if let reasons { column.update(from: reasons, count: count) }
    if reasons == nil, reason != 0 {
      for place in 0..<count where states[place] == State.missing { column[place] = reason }
    }
    (reasons, lender) = (column, nil)
    return column
  }

  /// A column of bounds, which says what `bound` said.
  @inline(__always)
  func needErrors() -> UnsafeMutablePointer<Double> {
    if let errors { return errors }
    return ownErrors()
  }

  @inline(never)
  private func ownErrors() -> UnsafeMutablePointer<Double> {
    let column = zeros(0.0)
    if !bound.isZero {
      for place in 0..<count { column[place] = bound.error(of: values[place]) }
      bound = CommonBound()
    }
    errors = column
    return column
  }

  /// Columns that are about to be written at every place.
  func newErrors() -> UnsafeMutablePointer<Double> {
    let column = UnsafeMutablePointer<Double>.allocate(capacity: max(1, count))
    errors = column
    return column
  }

  func newReasons() -> UnsafeMutablePointer<UInt64> {
    if lender == nil { reasons?.deallocate() }
    lender = nil
    let column = UnsafeMutablePointer<UInt64>.allocate(capacity: max(1, count))
    reasons = column
    return column
  }

  /// How far off the number at a place may be.
  @inline(__always)
  func error(_ place: Int) -> Double { errors?[place] ?? bound.error(of: values[place]) }

  /// Why a figure is missing; none where it is not.
  @inline(__always)
  func reasons(_ place: Int) -> UInt64 {
    reasons?[place] ?? (states[place] == State.missing ? reason : 0)
  }

  /// Has the reasons of another vector, until one of them is written.
  func borrowReasons(of other: Vector) {
    if lender == nil { reasons?.deallocate() }
    (reasons, lender) = (other.reasons, other.reasons == nil ? nil : other.lender ?? other)
    reason = other.reason
  }

  func needFlags() -> UnsafeMutablePointer<UInt8> {
    if let flags { return flags }
    let column = zeros(UInt8(0))
    flags = column
    return column
  }

  func needDisclosures() -> UnsafeMutablePointer<UInt8> {
    if let disclosures { return disclosures }
    let column = zeros(UInt8(0))
    disclosures = column
    return column
  }

  subscript(place: Int) -> Lane {
    @inline(__always) get {
      var lane = Lane(number: number(place), state: states[place])
      lane.reasons = reasons(place)
      if let flags { lane.flags = flags[place] }
      if let disclosures { lane.disclosure = disclosures[place] }
      if let decisions { lane.decision = decisions[place] }
      if let decided { lane.decided = decided[place] }
      return lane
    }
    @inline(__always) set {
      isConstant = false
      let number = newValue.number
      if errors != nil
        || newValue.state == State.known && number.error != bound.error(of: number.value)
      {
        needErrors()[place] = number.error
      }
      values[place] = newValue.number.value
      // What is too large for bounds is left to exact arithmetic.
      states[place] =
        newValue.state == State.known && !newValue.number.isUsable ? State.doubt : newValue.state
      if newValue.reasons != 0 || reasons != nil || reason != 0 {
        needReasons()[place] = newValue.reasons
      }
      if newValue.flags != 0 || flags != nil { needFlags()[place] = newValue.flags }
      if newValue.disclosure != 0 || disclosures != nil {
        needDisclosures()[place] = newValue.disclosure
      }
      if newValue.decision != 0 || decisions != nil {
        if decisions == nil {
          decisions = zeros(UInt8(0))
          decided = zeros(UInt64(0))
        }
        decisions?[place] = newValue.decision
        decided?[place] = newValue.decided
      }
    }
  }

  /// Whether every place has the same number, known as well.
  var isOneNumber: Bool {
    isConstant || (0..<count).allSatisfy { values[$0] == values[0] && error($0) == error(0) }
  }

  @inline(__always)
  func number(_ place: Int) -> Approximation { Approximation(values[place], error(place)) }

  /// Whether any figure is missing for certain.
  var hasMissing: Bool { hasGaps && (0..<count).contains { states[$0] == State.missing } }

  /// Whether nothing but numbers and their absence stands in it.
  var isPlain: Bool { flags == nil && disclosures == nil && decisions == nil }

  /// Notes what there is, once all is written.
  @discardableResult
  func finish() -> Vector {
    var seen: UInt8 = 0
    let states = states
    for place in 0..<count { seen |= states[place] }
    hasGaps = seen != 0
    hasDoubts = seen >= State.doubt
    return self
  }

  /// A vector of what `lane` says of each place.
  @inline(__always)
  static func make(_ count: Int, _ lane: (Int) -> Lane) -> Vector {
    let result = Vector(count: count)
    for place in 0..<count { result[place] = lane(place) }
    return result.finish()
  }

  /// The figures at other places; `absent` where the index is negative.
  func gathered(_ indices: [Int32], count: Int, absent: Lane) -> Vector {
    let result =
      isPlain && errors == nil
      ? plainly(gathered: indices, count, absent)
      : Vector.make(count) { place in
        let index = Int(indices[place])
        return index < 0 ? absent : self[index]
      }
    result.scale = scale
    result.origin = { [self] place, steps in precise(Int(indices[place]), &steps) }
    return result
  }

  /// The same of a vector without columns of its own for errors, flags and decisions.
  private func plainly(gathered indices: [Int32], _ count: Int, _ absent: Lane) -> Vector {
    let result = Vector(count: count)
    let (values, states) = (result.values, result.states)
    for place in 0..<count {
      let index = Int(indices[place])
      values[place] = index < 0 ? absent.number.value : self.values[index]
      states[place] = index < 0 ? absent.state : self.states[index]
    }
    if hasGaps || indices.contains(where: { $0 < 0 }) {
      let reasons = result.newReasons()
      for place in 0..<count {
        let index = Int(indices[place])
        reasons[place] = index < 0 ? absent.reasons : self.reasons(index)
      }
    }
    (result.bound, result.largest) = (bound, nil)
    return result.finish()
  }

  /// The same, where what is missing without a reason is so for these. Nil where more than numbers and
  /// gaps stands in it.
  func filled(_ absent: UInt64) -> Vector? {
    guard isPlain, errors == nil else { return nil }
    let result = Vector(count: count)
    result.values.initialize(from: values, count: count)
    result.states.initialize(from: states, count: count)
    if let reasons {
      let (states, column) = (states, result.newReasons())
      for place in 0..<count {
        let isEmpty = states[place] == State.missing && reasons[place] == 0
        column[place] = isEmpty ? absent : reasons[place]
      }
    } else {
      result.reason = reason == 0 ? absent : reason
    }
    (result.bound, result.largest) = (bound, largest)
    (result.hasGaps, result.hasDoubts) = (hasGaps, hasDoubts)
    return result
  }

  /// The same, but for the places that are in doubt.
  func resolved(_ lane: (Int) -> Lane) -> Vector {
    guard hasDoubts else { return self }
    return Vector.make(count) { states[$0] >= State.doubt ? lane($0) : self[$0] }
      .comes(from: self)
  }

  /// Whether two vectors can be compared by their doubles alone.
  static func areComparable(_ a: Vector, _ b: Vector) -> Bool { a.scale > 0 && b.scale > 0 }
}

/// How two numbers are ordered, as far as bounds say: -1, 0 or 1; 2 in doubt.
@inline(__always)
func order(_ a: Approximation, _ b: Approximation, scale: Double = 0) -> Int {
  let difference = a.value - b.value
  let bound = (a.error + b.error) * Approximation.slack + abs(difference) * Approximation.unit
  if abs(difference) > bound { return difference < 0 ? -1 : 1 }
  if a.error == 0, b.error == 0 { return difference < 0 ? -1 : difference > 0 ? 1 : 0 }
  // Both are whole numbers over one power of ten, and short: equal doubles are equal numbers.
  if scale > 0, abs(a.value) * scale < 0x1p51, abs(b.value) * scale < 0x1p51 {
    return difference < 0 ? -1 : difference > 0 ? 1 : 0
  }
  return 2
}
