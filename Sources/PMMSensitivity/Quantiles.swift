/// The shares that `Sensitivity.Spread` tells the quantiles of.
private let shares = [0.05, 0.25, 0.5, 0.75, 0.95]

/// The quantiles of numbers, between the two nearest (type 7). There must be one.
///
/// Only numbers near a quantile are sorted: all are first counted in buckets of equal width, which
/// tells the bucket of each place.
package func quantiles(of numbers: [Double]) -> [Double] {
  var (lowest, highest) = (numbers[0], numbers[0])
  for number in numbers {
    lowest = number < lowest ? number : lowest
    highest = number > highest ? number : highest
  }
  let buckets = 1024
  let width = (highest - lowest) / Double(buckets - 1)
  let scale = width > 0 && (1 / width).isFinite ? 1 / width : 0
  // Never falls as numbers rise, so buckets are in order.
  func bucket(_ number: Double) -> Int { min(buckets - 1, Int((number - lowest) * scale)) }
  var sizes = Array(repeating: 0, count: buckets)
  for number in numbers { sizes[bucket(number)] += 1 }
  let places = Set(shares.flatMap { share -> [Int] in
    let below = Int(share * Double(numbers.count - 1))
    return [below, min(below + 1, numbers.count - 1)]
  })
  var isNear = Array(repeating: false, count: buckets)
  // How many numbers are left aside below each bucket.
  var aside = Array(repeating: 0, count: buckets)
  var (start, skipped) = (0, 0)
  for bucket in 0..<buckets {
    isNear[bucket] = places.contains { $0 >= start && $0 < start + sizes[bucket] }
    aside[bucket] = skipped
    start += sizes[bucket]
    if !isNear[bucket] { skipped += sizes[bucket] }
  }
  let near = numbers.filter { isNear[bucket($0)] }.sorted()
  return quantiles(numbers.count) { place in
    // The number at a place is the one after those left aside below it.
    var (start, bucket) = (0, 0)
    while start + sizes[bucket] <= place {
      start += sizes[bucket]
      bucket += 1
    }
    return near[place - aside[bucket]]
  }
}

/// The quantiles of whole numbers, each of which occurs so many times; there must be one.
package func quantiles(ofCounts times: [Int]) -> [Double] {
  quantiles(times.reduce(0, +)) { place in
    var (number, end) = (0, times[0])
    while end <= place {
      number += 1
      end += times[number]
    }
    return Double(number)
  }
}

/// By the number at a place among all that are sorted.
private func quantiles(_ count: Int, _ number: (Int) -> Double) -> [Double] {
  shares.map { share in
    // Levels and ranks too, which the mean of two may halve.
    let position = share * Double(count - 1)
    let below = Int(position)
    let (low, high) = (number(below), number(min(below + 1, count - 1)))
    return low + (high - low) * (position - Double(below))
  }
}
