/// A column of figures times a factor.
struct Term {
  var column: UnsafePointer<Double>
  var factor: Double
}

/// Adds up columns times their factors, eight subjects at a time: their sums stay in registers.
func sum(
  _ terms: UnsafePointer<Term>, _ count: Int, into total: UnsafeMutablePointer<Double>,
  _ length: Int
) {
  for subject in stride(from: 0, to: length, by: 8) {
    var sum = SIMD8<Double>(repeating: 0)
    for index in 0..<count { sum += eight(terms[index].column + subject) * terms[index].factor }
    put(sum, total + subject)
  }
}

/// The same of products of two columns, added to what is there.
func add(
  _ terms: UnsafePointer<(Term, UnsafeMutablePointer<Double>)>, _ count: Int,
  to total: UnsafeMutablePointer<Double>, _ length: Int
) {
  for subject in stride(from: 0, to: length, by: 8) {
    var sum = eight(total + subject)
    for index in 0..<count {
      let (term, other) = terms[index]
      sum += eight(term.column + subject) * term.factor * eight(other + subject)
    }
    put(sum, total + subject)
  }
}

/// Adds a column times a factor to another; of plain pointers, so that it takes several at a time.
@inline(__always)
func add(
  _ column: UnsafePointer<Double>, times factor: Double, to total: UnsafeMutablePointer<Double>,
  _ count: Int
) {
  for index in 0..<count { total[index] += factor * column[index] }
}

@inline(__always)
func two(_ column: UnsafePointer<Double>) -> SIMD2<Double> {
  UnsafeRawPointer(column).loadUnaligned(as: SIMD2<Double>.self)
}

@inline(__always)
func eight(_ column: UnsafePointer<Double>) -> SIMD8<Double> {
  UnsafeRawPointer(column).loadUnaligned(as: SIMD8<Double>.self)
}

@inline(__always)
func two(_ column: UnsafePointer<UInt64>) -> SIMD2<UInt64> {
  UnsafeRawPointer(column).loadUnaligned(as: SIMD2<UInt64>.self)
}

@inline(__always)
func put<Figures: SIMD>(
  _ figures: Figures, _ column: UnsafeMutablePointer<Figures.Scalar>
) {
  UnsafeMutableRawPointer(column).storeBytes(of: figures, as: Figures.self)
}
