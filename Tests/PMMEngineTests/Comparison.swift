import PMMIR
import PMMNumber

@testable import PMMEngine

/// The engine against the reference, figure by figure.
struct Comparison {
  private(set) var compared = 0
  private(set) var differences: [String] = []
  let engine: Engine
  let reference: Results

  /// `digits` are those that numbers are printed at.
  init?(
    _ program: Program, _ dataset: Dataset, _ options: EvaluationOptions, digits: Int = 12,
    threads: Int = Threads.processors
  ) {
    guard let engine = Engine(program, dataset, options, threads: threads), engine.run() else {
      return nil
    }
    self.engine = engine
    reference = evaluate(program, dataset, options)
    let wanted = engine.setting.wantedNodes
    for node in program.nodes.indices where wanted.contains(node) {
      let cells = engine.setting.cells[node]
      guard !cells.isEmpty else { continue }
      let request = PrintRequest(significant: digits, value: nil, score: nil)
      let columns = cells.indices.map { EngineColumn(engine, node, $0, request) }
      for (index, place) in engine.setting.places.enumerated() {
        for (column, cell) in cells.enumerated() {
          let name = "\(program.nodes[node].name)[\(cell)] S\(place.subject) \(place.period)"
          guard
            let expected = reference.figures(
              node: node, subject: place.subject, period: place.period, cell: cell)
          else {
            if !engine.nodes[node][column].isAbsent(index) {
              differences.append("\(name): the reference has none")
            }
            continue
          }
          if engine.nodes[node][column].isAbsent(index) { differences.append("\(name): none") }
          compare(name, expected, engine.nodes[node][column], index)
          if let printed = columns[column].row(at: index) {
            let rules = reference.rules(of: node, for: place.subject)
            comparePrinted(name, expected, printed, rules, digits)
          } else {
            differences.append("\(name): not printed")
          }
          compareLazy(name, expected, node, index * cells.count + column)
        }
      }
    }
  }

  private mutating func compare(
    _ name: String, _ expected: NodeFigures, _ found: CellFigures, _ place: Int
  ) {
    check(name + " value", expected.value, found.value[place])
    check(name + " shown", expected.shown, found.shown[place])
    if let score = expected.score {
      if let own = found.score, !found.isUnscored(place) {
        check(name + " score", score, own[place])
      } else {
        differences.append("\(name): no score")
      }
      if let shown = expected.shownScore, let own = found.shownScore {
        check(name + " shown score", Figure.number(shown).carrying(score), own[place])
      }
    } else if found.score != nil, !found.isUnscored(place) {
      differences.append("\(name): a score")
    }
    check(name + " low", expected.low.map { .number($0) }, found.low?[place])
    check(name + " high", expected.high.map { .number($0) }, found.high?[place])
    let level = found.level?[place]
    if expected.classification != level.flatMap({ $0.isKnown ? Int($0.number.value) : nil }) {
      differences.append("\(name) class: \(expected.classification as Any) \(level as Any)")
    }
    let rank = found.rank?[place]
    let number = rank.flatMap { $0.isKnown ? Rational(Int($0.number.value * 2), over: 2) : nil }
    let reason = rank.flatMap {
      $0.isKnown || $0.reasons == 0
        ? nil : engine.reasons.reasons[$0.reasons.trailingZeroBitCount]
    }
    if expected.rank != number || expected.rankReason != reason {
      differences.append("\(name) rank: \(expected.rank as Any) \(rank as Any)")
    }
    compared += 1
  }

  private mutating func comparePrinted(
    _ name: String, _ expected: NodeFigures, _ found: PrintedRow, _ rules: Rules, _ digits: Int
  ) {
    let isPercent = rules.type.unit?.isPercent ?? false
    func check(_ what: String, _ figure: Figure?, _ text: PrintedFigure, _ factor: Rational) {
      guard case .number(let number)? = figure?.scalar else { return }
      let expected = (number * factor).decimal(significant: digits)
      if case .number(expected) = text { return }
      differences.append("\(name) printed \(what): \(expected) \(text)")
    }
    check("value", expected.value, found.value, isPercent ? 100 : 1)
    check("score", expected.score, found.score, 1)
    let ends = [expected.low, expected.high].map { $0?.decimal(significant: digits) }
    if ends != [found.low, found.high] {
      differences.append("\(name) printed bounds: \(ends) \(found)")
    }
    let rank = expected.rank?.decimal(significant: digits) ?? ""
    if rank != found.rank { differences.append("\(name) printed rank: \(rank) \(found.rank)") }
  }

  /// The judge must say what the reference says.
  private mutating func compareLazy(
    _ name: String, _ expected: NodeFigures, _ node: Int, _ index: Int
  ) {
    guard index % 7 == 0 else { return }
    guard var figures = engine.exact.figures(.final, node: node, index: index) else {
      differences.append("\(name): no lazy figure")
      return
    }
    var expected = expected
    (expected.sets, figures.sets) = ([], [])
    (expected.rank, expected.rankReason) = (nil, nil)
    if expected != figures { differences.append("\(name) lazy: \(expected) \(figures)") }
  }

  /// A bound: without one, nothing stands there, or a gap without a reason.
  private mutating func check(_ name: String, _ expected: Figure?, _ found: Lane?) {
    guard let expected else {
      if let found, found.state != State.missing { differences.append("\(name): \(found)") }
      return
    }
    guard let found else { return differences.append("\(name): none") }
    check(name, expected, found)
  }

  private mutating func check(_ name: String, _ expected: Figure, _ found: Lane) {
    func differs(_ what: String) {
      differences.append("\(name) \(what): \(expected) \(found)")
    }
    if found.flags != expected.flags.rawValue { differs("flags") }
    if Int(found.disclosure) != expected.disclosure { differs("disclosure") }
    switch expected.content {
    case .missing(let causes):
      if found.state != State.missing { return differs("state") }
      if found.reasons != engine.reasons.mask(causes.map(\.reason)) { differs("reasons") }
    case .known(let scalar):
      if found.state != State.known {
        // What is too large or too small for a double is asked for when it is printed.
        if case .number(let number) = scalar, found.state >= State.doubt, number.approximation == nil
        {
          return
        }
        return differs("state")
      }
      switch scalar {
      case .number(let number):
        guard let value = Rational(found.number.value), let error = Rational(found.number.error)
        else { return differs("number") }
        if (number - value).magnitude > error { differs("bound") }
      case .level(let index), .category(let index), .date(let index):
        if found.number.value != Double(index) { differs("index") }
      case .truth(let truth):
        if found.number.value != (truth ? 1 : 0) { differs("truth") }
      case .text(let text):
        if engine.translation.text(Int(found.number.value)) != text { differs("text") }
      }
    }
  }
}

extension Rational {
  /// The double itself.
  init?(_ double: Double) {
    guard double.isFinite else { return nil }
    guard double != 0 else {
      self = 0
      return
    }
    let mantissa = Rational(Int(double.significand * 0x1p52))
    let exponent = Int(double.exponent) - 52
    var power: Rational = 1
    for _ in 0..<abs(exponent) { power = power * 2 }
    guard let scaled = exponent < 0 ? mantissa.divided(by: power) : mantissa * power else {
      return nil
    }
    self = double.sign == .minus ? -scaled.magnitude : scaled.magnitude
  }
}
