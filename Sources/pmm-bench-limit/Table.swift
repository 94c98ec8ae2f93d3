#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The figures of each input by member and year; what is empty is not a number.
struct Table {
  static let years = 20
  static let members = 200
  static let rows = years * members
  static let firstYear = 2005

  var figures: [Double]
  var codes: [String]

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ spec: Spec) {
    figures = [Double](repeating: .nan, count: spec.inputs * Self.rows)
    var members = Names()
    var inputs = Names()
    let powers: [Double] = [1, 10, 100, 1_000, 10_000]
    let comma = UInt8(ascii: ",")
    let line = UInt8(ascii: "\n")
    figures.withUnsafeMutableBufferPointer { figures in
      var at = 0
      while bytes[at] != line { at &+= 1 }
      at &+= 1
      while at < bytes.count {
        let member = members.index(bytes, &at)
        var year = 0
        while bytes[at] != comma {
          year = year &* 10 &+ Int(bytes[at] &- 48)
          at &+= 1
        }
        at &+= 1
        let input = inputs.index(bytes, &at)
        var digits = 0
        var point = -1
        let start = at
        while bytes[at] != line {
          if bytes[at] == UInt8(ascii: ".") {
            point = at
          } else {
            digits = digits &* 10 &+ Int(bytes[at] &- 48)
          }
          at &+= 1
        }
        if at > start {
          let decimals = point < 0 ? 0 : at - point - 1
          let row = member * Self.years + year - Self.firstYear
          figures[input * Self.rows + row] = Double(digits) / powers[decimals]
        }
        at &+= 1
      }
    }
    codes = members.names
  }

  /// Short names by their bytes.
  private struct Names {
    var slots = [Int32](repeating: -1, count: 4096)
    var keys: [UInt64] = []
    var names: [String] = []

    @inline(__always)
    mutating func index(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Int {
      let start = at
      var key: UInt64 = 0
      while bytes[at] != UInt8(ascii: ",") {
        key = key &<< 8 | UInt64(bytes[at])
        at &+= 1
      }
      defer { at &+= 1 }
      var slot = Int(truncatingIfNeeded: (key &* 0x9e37_79b9_7f4a_7c15) &>> 52)
      while slots[slot] >= 0 {
        if keys[Int(slots[slot])] == key { return Int(slots[slot]) }
        slot = (slot + 1) & 4095
      }
      slots[slot] = Int32(keys.count)
      keys.append(key)
      names.append(String(decoding: bytes[start..<at], as: UTF8.self))
      return keys.count - 1
    }
  }
}

/// The score of each KPI: ratio or change, between the lowest and the highest of all.
func score(_ table: Table, _ spec: Spec) -> [Double] {
  let rows = Table.rows
  var scores = [Double](repeating: .nan, count: spec.kpis.count * rows)
  scores.withUnsafeMutableBufferPointer { scores in
    table.figures.withUnsafeBufferPointer { figures in
      for (index, kpi) in spec.kpis.enumerated() {
        let (to, a, b) = (index * rows, kpi.first * rows, kpi.second * rows)
        if kpi.isRatio {
          for row in 0..<rows { scores[to &+ row] = figures[a &+ row] / figures[b &+ row] }
        } else {
          for row in 0..<rows where row % Table.years != 0 {
            let (now, before) = (figures[a &+ row], figures[a &+ row &- 1])
            scores[to &+ row] = (now - before) / before
          }
        }
        var lowest = Double.infinity
        var highest = -Double.infinity
        for row in to..<to + rows {
          if scores[row] < lowest { lowest = scores[row] }
          if scores[row] > highest { highest = scores[row] }
        }
        let width = highest - lowest
        for row in to..<to + rows {
          let share = (scores[row] - lowest) / width * 100
          scores[row] = kpi.isLowerBetter ? 100 - share : share
        }
      }
    }
  }
  return scores
}

/// One row for each member and year: overall, dimensions, outcomes.
func write(_ table: Table, _ spec: Spec, _ levels: [[Double]], to path: String) {
  var out: [UInt8] = []
  out.reserveCapacity(1 << 22)
  let dimensions = spec.dimensionWeights.indices.map { "d\($0)" }
  let outcomes = spec.outcomes.map { "o\($0)" }
  out += (["member", "year", "overall"] + dimensions + outcomes).joined(separator: ",").utf8
  out.append(UInt8(ascii: "\n"))
  for row in 0..<Table.rows {
    out += table.codes[row / Table.years].utf8
    out.append(UInt8(ascii: ","))
    out += String(Table.firstYear + row % Table.years).utf8
    for level in levels {
      for column in stride(from: row, to: level.count, by: Table.rows) {
        out.append(UInt8(ascii: ","))
        if level[column] == level[column] { out += level[column].description.utf8 }
      }
    }
    out.append(UInt8(ascii: "\n"))
  }
  let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
  let written = out.withUnsafeBytes { systemWrite(file, $0.baseAddress, $0.count) }
  if written != out.count { print("cannot write \(path)") }
  close(file)
}

/// The system's own, beside this file's.
private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  #if canImport(Glibc)
    Glibc.write(file, bytes, count)
  #elseif canImport(Musl)
    Musl.write(file, bytes, count)
  #else
    Darwin.write(file, bytes, count)
  #endif
}
