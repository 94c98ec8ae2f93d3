internal import PMMIR
internal import PMMNumber

/// `round` and `show`.
extension Engine {
  /// At so many decimals of the printed number; in doubt where the bound does not say which way.
  func rounded(_ vector: Vector, _ decimals: Decimals, _ unit: Unit?) -> Vector {
    let factor: Double = unit?.isPercent ?? false ? 100 : 1
    guard abs(decimals.count) <= 12 else {
      return .make(count) { vector[$0].isKnown ? .doubt : vector[$0] }
    }
    var power = 1.0
    for _ in 0..<abs(decimals.count) { power *= 10 }
    // How many units of the last decimal one is.
    let units = decimals.count >= 0 ? factor * power : factor / power
    let scale = decimals.count >= 0 ? units : factor
    let result = Vector.make(count) { place in
      var lane = vector[place]
      guard lane.isKnown else { return lane }
      guard
        let number = Self.rounded(lane.number, decimals, factor, power, units, scale: vector.scale)
      else { return .doubt }
      lane.number = number
      return lane
    }
    result.scale = scale
    return result
  }

  /// One number at so many decimals; nil if the bound does not decide.
  static func rounded(
    _ number: Approximation, _ decimals: Decimals, _ unit: Unit?, scale: Double
  ) -> Approximation? {
    guard abs(decimals.count) <= 12 else { return nil }
    let factor: Double = unit?.isPercent ?? false ? 100 : 1
    var power = 1.0
    for _ in 0..<abs(decimals.count) { power *= 10 }
    let units = decimals.count >= 0 ? factor * power : factor / power
    return rounded(number, decimals, factor, power, units, scale: scale)
  }

  @inline(__always)
  private static func rounded(
    _ number: Approximation, _ decimals: Decimals, _ factor: Double, _ power: Double,
    _ units: Double, scale: Double
  ) -> Approximation? {
    guard let whole = wholeUnits(number, units, power, factor, decimals, scale) else { return nil }
    let top = decimals.count >= 0 ? whole : whole * power
    guard abs(top) < 0x1p51 else { return nil }
    return Approximation(top) / Approximation(decimals.count >= 0 ? units : factor)
  }

  /// The number of units of the last decimal, rounded; nil if the bound does not decide.
  static func wholeUnits(
    _ number: Approximation, _ units: Double, _ power: Double, _ factor: Double,
    _ decimals: Decimals, _ scale: Double
  ) -> Double? {
    if scale > 0, abs(number.value) * scale < 0x1p51, decimals.count >= 0 {
      // A whole number over a power of ten: rounded in whole numbers.
      let top = (number.value * scale).rounded()
      if units >= scale {
        let exact = top * (units / scale)
        return abs(exact) < 0x1p51 ? exact : nil
      }
      let divisor = Int(scale / units)
      let (quotient, rest) = Int(abs(top)).quotientAndRemainder(dividingBy: divisor)
      let twice = 2 * rest
      let isUp =
        switch decimals.mode {
        case .down: false
        case .up: rest > 0
        case .halfUp: twice >= divisor
        case .halfEven: twice > divisor || twice == divisor && quotient % 2 == 1
        }
      let magnitude = Double(quotient + (isUp ? 1 : 0))
      return top < 0 ? -magnitude : magnitude
    }
    let scaled =
      decimals.count >= 0
      ? number * Approximation(units)
      : number * Approximation(factor) / Approximation(power)
    guard scaled.hasSign, abs(scaled.value) < 0x1p50 else { return nil }
    let (low, high) = (
      abs(scaled.value) - scaled.error, abs(scaled.value) + scaled.error
    )
    func whole(_ magnitude: Double) -> Double {
      let below = magnitude.rounded(.down)
      let rest = magnitude - below
      return switch decimals.mode {
      case .down: below
      case .up: rest > 0 ? below + 1 : below
      case .halfUp: rest >= 0.5 ? below + 1 : below
      case .halfEven:
        rest > 0.5 || rest == 0.5 && below.remainder(dividingBy: 2) != 0 ? below + 1 : below
      }
    }
    // Both ends on one side of every tie: they round alike, and no tie lies on an end.
    if scaled.error > 0 {
      let isOnTie = [low, high].contains { end in
        let rest = end - end.rounded(.down)
        return rest == 0 || rest == 0.5
      }
      guard !isOnTie, low > 0, whole(low) == whole(high) else { return nil }
    }
    return scaled.value < 0 ? -whole(high) : whole(high)
  }
}
