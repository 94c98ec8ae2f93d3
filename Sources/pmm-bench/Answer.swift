/// A table of results: two columns of keys, then numbers or nothing.
struct Answer {
  var columns: [String] = []
  /// By both keys, then in the order of the columns.
  var rows: [String: [Double?]] = [:]

  init(_ text: String) throws {
    var lines = text.split(separator: "\n")
    guard !lines.isEmpty else { throw RunFailure(description: "an answer is empty") }
    columns = lines.removeFirst().split(separator: ",", omittingEmptySubsequences: false)
      .dropFirst(2).map(String.init)
    for line in lines {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      // Where there is no number `pmm` gives the reasons.
      rows["\(fields[0]),\(fields[1])"] = fields.dropFirst(2).map { Double($0) }
    }
  }

  /// How far two answers lie apart; a row or a number that only one of them has is an error.
  func difference(from reference: Answer) throws -> String {
    guard rows.count == reference.rows.count else {
      throw RunFailure(description: "\(rows.count) rows, and \(reference.rows.count)")
    }
    let places = reference.columns.map { columns.firstIndex(of: $0) }
    var worst = 0.0
    var numbers = 0
    for (key, figures) in reference.rows {
      guard let own = rows[key] else { throw RunFailure(description: "no row \(key)") }
      for (index, figure) in figures.enumerated() {
        guard let place = places[index] else { continue }
        switch (figure, own[place]) {
        case (nil, nil): break
        case (let left?, let right?):
          numbers += 1
          worst = max(worst, abs(left - right) / max(1e-9, abs(left)))
        default:
          throw RunFailure(
            description: "\(key), \(reference.columns[index]): only one has a number")
        }
      }
    }
    guard numbers > 0 else { throw RunFailure(description: "nothing to compare") }
    return "\(numbers) numbers, relative difference at most \(worst)"
  }
}
