internal import PMMIR
internal import PMMNumber

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension Double {
  /// The nearest estimate of an exact number: within two units of the last binary place.
  init(estimating exact: Rational) {
    if let parts = exact.parts {
      self = Double.nearest(parts.numerator) / Double.nearest(parts.denominator)
    } else {
      self = Double(exact.decimal(significant: 17)) ?? .nan
    }
  }
}

extension Double {
  /// Most numbers are short, and their conversion one instruction.
  private static func nearest(_ whole: Int128) -> Double {
    if let short = Int64(exactly: whole) { return Double(short) }
    let magnitude = whole.magnitude
    let high = Double(UInt64(truncatingIfNeeded: magnitude >> 64))
    let value = high * 0x1p64 + Double(UInt64(truncatingIfNeeded: magnitude))
    return whole < 0 ? -value : value
  }
}

extension Scalar {
  /// A number, or the place of a level in its scale; nil for what cannot be combined.
  var estimate: Double? {
    switch self {
    case .number(let number): Double(estimating: number)
    case .level(let level): Double(level)
    case .category, .truth, .text, .date: nil
    }
  }
}

/// Estimates that differ by less are taken as equal, where the exact numbers may be.
let closeness = 1e-11

/// Whether two estimates may stand for one number.
@inline(__always)
func isClose(_ left: Double, _ right: Double) -> Bool {
  abs(left - right) <= closeness * max(1, max(abs(left), abs(right)))
}

/// `round score 1 decimals half_up`, of estimates: a number that may lie on a tie is taken as one.
struct Rounding: Hashable, Sendable {
  /// What the number is multiplied by before its fraction is dropped.
  var scale: Double
  var mode: RoundingMode

  init(_ decimals: Decimals, _ unit: Unit?) {
    scale = pow(10, Double(decimals.count)) * Double(estimating: unit?.printFactor ?? 1)
    mode = decimals.mode
  }

  func callAsFunction(_ value: Double) -> Double {
    let scaled = abs(value) * scale
    guard scaled < 0x1p52 else { return value }
    let below = scaled.rounded(.down)
    let nearest = scaled.rounded()
    let whole: Double
    if isClose(scaled, nearest) {
      whole = nearest
    } else {
      switch mode {
      case .down: whole = below
      case .up: whole = below + 1
      case .halfUp: whole = isClose(scaled, below + 0.5) ? below + 1 : nearest
      case .halfEven:
        whole =
          isClose(scaled, below + 0.5)
          ? (below.truncatingRemainder(dividingBy: 2) == 0 ? below : below + 1) : nearest
      }
    }
    return (value < 0 ? -whole : whole) / scale
  }
}

/// The four families of means: what a value becomes before it is averaged, and the average after.
enum Mean: Hashable, Sendable {
  case arithmetic, geometric, harmonic
  case power(Double)

  /// Not a number where the mean is undefined, infinite where it divides by zero.
  @inline(__always)
  func entering(_ value: Double) -> Double {
    switch self {
    case .arithmetic: value
    case .geometric: value == 0 ? -.infinity : log(value)
    case .harmonic: value < 0 ? .nan : value == 0 ? .infinity : 1 / value
    case .power(let exponent):
      value < 0 ? .nan : value == 0 && exponent < 0 ? .infinity : pow(value, exponent)
    }
  }

  @inline(__always)
  func leaving(_ mean: Double) -> Double {
    switch self {
    case .arithmetic: mean
    case .geometric: exp(mean)
    case .harmonic: 1 / mean
    case .power(let exponent): pow(mean, 1 / exponent)
    }
  }

  /// The family of a function, and whether it reads the children's weights; nil for what is no
  /// mean.
  init?(_ function: Function, exponent: Rational?) {
    switch function {
    case .mean, .weightedMean: self = .arithmetic
    case .geometricMean, .weightedGeometricMean: self = .geometric
    case .harmonicMean, .weightedHarmonicMean: self = .harmonic
    case .powerMean, .weightedPowerMean:
      guard let exponent else { return nil }
      // With these exponents it is one of the others, as exact arithmetic has it.
      switch exponent {
      case 1: self = .arithmetic
      case 0: self = .geometric
      case -1: self = .harmonic
      default: self = .power(Double(estimating: exponent))
      }
    default: return nil
    }
  }
}

/// Sets of reasons as bits: 0 is a figure that is known.
struct ReasonBits: Sendable {
  private let bits: [Reason: UInt64]
  let notApplicable: UInt64
  let notAvailable: UInt64
  let notEnough: UInt64
  let undefined: UInt64
  let zeroDenominator: UInt64

  /// Nil if there are more reasons than bits.
  init?(_ program: Program) {
    var bits: [Reason: UInt64] = [:]
    for reason in Reason.builtIn + program.reasons.map(\.reason) where bits[reason] == nil {
      guard bits.count < 64 else { return nil }
      bits[reason] = 1 << UInt64(bits.count)
    }
    self.bits = bits
    notApplicable = bits[.notApplicable] ?? 0
    notAvailable = bits[.notAvailable] ?? 0
    notEnough = bits[.notEnough] ?? 0
    undefined = bits[.undefined] ?? 0
    zeroDenominator = bits[.zeroDenominator] ?? 0
  }

  subscript(_ reason: Reason) -> UInt64 { bits[reason] ?? undefined }

  func callAsFunction(_ reasons: some Sequence<Reason>) -> UInt64 {
    reasons.reduce(0) { $0 | self[$1] }
  }
}
