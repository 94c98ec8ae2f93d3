internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

extension Checker {
  mutating func lowerCall(
    _ call: Call, _ id: ExprID, _ span: Span, _ context: ExpressionContext,
    expecting expected: ValueType?
  ) -> Lowered? {
    let name = call.function
    guard !name.isMissing else { return nil }
    if call.over != nil || call.condition != nil {
      return lowerSetAggregate(call, span, context)
    }
    if case .define(let index)? = symbols[name.text] {
      return inline(index, call.arguments, span, context)
    }
    if name.text == "known" || name.text == "coverage" { return lowerKnown(call, span, context) }
    if case .table(let index)? = symbols[name.text] {
      return lowerLookup(index, call, span, context)
    }
    if setFunctionNames.contains(name.text) { return lowerSetAggregate(call, span, context) }
    guard let function = PMMIR.Function(rawValue: name.text) else {
      let functions = PMMIR.Function.allCases.map(\.rawValue) + defines.map(\.name.text)
      unknownName(name, context.tree, as: "function", in: functions)
      return nil
    }
    return lowerFunction(function, call, span, context)
  }

  private mutating func lowerFunction(
    _ function: PMMIR.Function, _ call: Call, _ span: Span, _ context: ExpressionContext
  ) -> Lowered? {
    switch function {
    case .clamp, .linear, .log: return lowerIntervalFunction(function, call, span, context)
    case .abs, .ln, .exp, .sqrt, .next, .previous:
      guard let arguments = values(call, context) else { return nil }
      guard arguments.count == 1, call.arguments.count == 1 else {
        wrongArguments(function, "one value", span, context)
        return nil
      }
      return lowerUnary(function, arguments[0], call, span, context)
    default: return lowerAggregate(function, call, span, context)
    }
  }

  private mutating func wrongArguments(
    _ function: PMMIR.Function, _ expected: String, _ span: Span, _ context: ExpressionContext
  ) {
    report(
      .wrongArguments, context.tree, span, ["function": function.rawValue, "expected": expected])
  }

  /// The arguments that are expressions, lists put in; nil if one failed (and was reported).
  mutating func values(_ call: Call, _ context: ExpressionContext) -> [Lowered]? {
    var isComplete = true
    var result: [Lowered] = []
    for argument in call.arguments {
      switch argument {
      case .interval(let interval):
        report(.misplacedInterval, context.tree, interval.span, ["function": call.function.text])
        isComplete = false
      case .expression(let id):
        if case .name(let name) = written(id, context.tree).kind,
          let bound = context.bindings[name.text]
        {
          switch bound {
          case .one(let lowered): result.append(lowered)
          case .many(let list): result += list
          case .operands(let type): result.append(Lowered(pool.add(.operands, type), type))
          case .unknown: isComplete = false
          }
        } else if let lowered = lower(id, context, expecting: result.first?.type) {
          result.append(lowered)
        } else {
          isComplete = false
        }
      }
    }
    return isComplete ? result : nil
  }

  private mutating func lowerUnary(
    _ function: PMMIR.Function, _ argument: Lowered, _ call: Call, _ span: Span,
    _ context: ExpressionContext
  ) -> Lowered? {
    guard let id = call.arguments.first?.expressions.first else { return nil }
    if function == .next || function == .previous {
      guard case .level = argument.type else {
        report(
          .levelNeeded, context.tree, span,
          ["function": function.rawValue, "type": describe(argument.type)])
        return nil
      }
      let result = pool.add(.call(function, [argument.id]), argument.type)
      oblige(.undefined(function.rawValue), result, span, context)
      return Lowered(result, argument.type)
    }
    guard isQuantity(argument, id, context.tree), let unit = argument.unit else { return nil }
    switch function {
    case .abs:
      return Lowered(pool.add(.call(.abs, [argument.id]), argument.type), argument.type)
    case .sqrt:
      guard let root = unit.squareRoot else {
        report(.powerOfUnit, context.tree, span, ["unit": unit.name])
        return nil
      }
      let type = ValueType.quantity(root.isDimensionless ? .number : root)
      let result = pool.add(.call(.sqrt, [argument.id]), type)
      oblige(.undefined("sqrt"), result, span, context)
      return Lowered(result, type)
    default:
      guard unit.isDimensionless else {
        unitMismatch(id, argument.type, .quantity(.number), context.tree)
        return nil
      }
      let type = ValueType.quantity(.number)
      let result = pool.add(.call(function, [argument.id]), type)
      oblige(.undefined(function.rawValue), result, span, context)
      return Lowered(result, type)
    }
  }

  /// `clamp(x, a .. b)`, `linear(x, a .. b)`, `log(x, a .. b)`
  private mutating func lowerIntervalFunction(
    _ function: PMMIR.Function, _ call: Call, _ span: Span, _ context: ExpressionContext
  ) -> Lowered? {
    guard call.arguments.count == 2, case .expression(let subjectID) = call.arguments[0],
      case .interval(let interval) = call.arguments[1]
    else {
      report(
        .wrongArguments, context.tree, span,
        ["function": function.rawValue, "expected": "a value and an interval"])
      return nil
    }
    guard let subject = lower(subjectID, context),
      isQuantity(subject, subjectID, context.tree),
      let ends = lowerInterval(interval, subject.type, context)
    else { return nil }
    guard let low = ends.lower, let high = ends.upper, !interval.lowerIsOpen,
      !interval.upperIsOpen
    else {
      report(.closedIntervalNeeded, context.tree, interval.span, ["what": "`\(function.rawValue)`"])
      return nil
    }
    let isFixed: Bool
    if let a = pool.constant(low.id), let b = pool.constant(high.id) {
      isFixed = true
      checkGoalposts(
        a, b, isLogarithm: function == .log, isOrdered: function == .clamp, interval.span,
        context.tree)
    } else {
      isFixed = false
    }
    let type = function == .clamp ? subject.type : .quantity(.number)
    let id = pool.add(.call(function, [subject.id, low.id, high.id]), type)
    // Goalposts that are fixed have been looked at.
    if function != .clamp, !isFixed {
      oblige(.zeroDenominator, id, interval.span, context)
      if function == .log { oblige(.undefined("log"), id, interval.span, context) }
    }
    return Lowered(id, type)
  }

  /// Goalposts must differ, and be positive on a logarithm; `clamp` has its lower end first.
  mutating func checkGoalposts(
    _ a: Rational, _ b: Rational, isLogarithm: Bool, isOrdered: Bool, _ span: Span, _ tree: Int
  ) {
    if a == b || (isOrdered && b < a) {
      report(.emptyInterval, tree, span)
    } else if isLogarithm, a.sign <= 0 || b.sign <= 0 {
      report(.outOfBounds, tree, span, ["what": "a goalpost of `log`", "bounds": "above 0"])
    }
  }

  private mutating func lowerAggregate(
    _ function: PMMIR.Function, _ call: Call, _ span: Span, _ context: ExpressionContext
  ) -> Lowered? {
    guard var arguments = values(call, context) else { return nil }
    var leading: [ExpressionID] = []
    if function == .powerMean || function == .weightedPowerMean {
      guard !arguments.isEmpty, pool.constant(arguments[0].id) != nil else {
        wrongArguments(function, "a constant exponent first", span, context)
        return nil
      }
      leading = [arguments.removeFirst().id]
    }
    let isPaired = function.isWeighted
    guard !arguments.isEmpty, !isPaired || arguments.count.isMultiple(of: 2) else {
      wrongArguments(
        function, isPaired ? "each value followed by its weight" : "at least one value", span,
        context)
      return nil
    }
    let ids = call.arguments.flatMap(\.expressions)
    func place(_ index: Int) -> ExprID { ids[min(index + leading.count, ids.count - 1)] }
    var first = arguments[0]
    var result: [ExpressionID] = []
    for (index, argument) in arguments.enumerated() {
      if isPaired, !index.isMultiple(of: 2) {
        guard isQuantity(argument, place(index), context.tree) else { return nil }
        // Only the shares of the whole matter, so weights may have any one unit.
        guard let weight = fit(argument, place(index), to: arguments[1].type, context.tree) else {
          return nil
        }
        result.append(weight.id)
        continue
      }
      guard let (a, b, type) = unify(first, place(0), argument, place(index), context.tree) else {
        return nil
      }
      // A zero that came first takes its type from what follows.
      if index > 0, result[0] != a.id { result[0] = a.id }
      first = Lowered(a.id, type)
      result.append(b.id)
    }
    if function == .sum { checkStocks(arguments, span, context) }
    guard let type = aggregateType(function, first.type, span, context) else { return nil }
    let id = pool.add(.call(function, leading + result), type)
    switch function {
    case .harmonicMean, .weightedHarmonicMean, .powerMean, .weightedPowerMean:
      oblige(.undefined(function.rawValue), id, span, context)
      oblige(.zeroDenominator, id, span, context)
    case .geometricMean: oblige(.undefined(function.rawValue), id, span, context)
    case .weightedMean, .weightedGeometricMean:
      oblige(.undefined(function.rawValue), id, span, context)
      oblige(.zeroDenominator, id, span, context)
    default: break
    }
    return Lowered(id, type)
  }

  /// A sum of one stock at two periods counts the same things twice.
  private mutating func checkStocks(
    _ arguments: [Lowered], _ span: Span, _ context: ExpressionContext
  ) {
    var seen: [Int: Set<PeriodSelection>] = [:]
    var rates: [Int: Set<Selection>] = [:]
    for argument in arguments {
      for (rate, selections) in argument.rates { rates[rate, default: []].formUnion(selections) }
      for (stock, periods) in argument.stocks { seen[stock, default: []].formUnion(periods) }
    }
    for (stock, periods) in seen.sorted(by: { $0.key < $1.key }) where periods.count > 1 {
      report(.stockOverTime, context.tree, span, ["name": program.inputs[stock].name])
    }
    if rates.contains(where: { $0.value.count > 1 }) {
      report(.sumOfRatio, context.tree, span, ["mean": "a mean of figures is written `mean(x, y)`"])
    }
  }

  private mutating func aggregateType(
    _ function: PMMIR.Function, _ type: ValueType, _ span: Span, _ context: ExpressionContext
  ) -> ValueType? {
    switch (type, function) {
    case (.quantity, _): return type
    case (.level, .min), (.level, .max), (.level, .median): return type
    default:
      report(
        .aggregateOfKind, context.tree, span,
        ["function": function.rawValue, "type": describe(type), "levels": levelHint(type)])
      return nil
    }
  }

  /// What levels have instead of a mean.
  func levelHint(_ type: ValueType) -> String? {
    if case .level = type { "levels have a `min`, a `max` and a `median`" } else { nil }
  }

  // MARK: Defines

  /// How many defines one use may put in altogether.
  private static let inlineLimit = 10_000

  /// Puts the body of a `define` in, its parameters standing for the arguments.
  mutating func inline(
    _ index: Int, _ arguments: [Argument], _ span: Span, _ context: ExpressionContext,
    operands: ValueType? = nil
  ) -> Lowered? {
    let define = defines[index]
    let active = use.active.map(\.define)
    if active.contains(index) {
      let round = active.drop { $0 != index } + [index]
      reportCycle(
        "define", round.dropLast().map { defines[$0].name.text },
        Location(file: context.tree, span: span),
        round.dropFirst().dropLast().map {
          Location(file: defines[$0].tree, span: defines[$0].name.span)
        })
      return nil
    }
    guard
      let bindings = bind(define, arguments, span, context, operands: operands)
    else { return nil }
    var inner = context
    inner.tree = define.tree
    inner.bindings = bindings
    if use.active.isEmpty { use = DefineUse(at: Location(file: context.tree, span: span)) }
    // What the branches of `if` ask matters only to obligations.
    var surroundings = inner
    if inner.obliged == nil { surroundings.assumptions = [] }
    let key = DefineUse.Key(define: index, context: surroundings)
    let known = use.results[key]
    // A define that uses another twice doubles the formula at every step.
    use.inlined = min(use.inlined + (known?.inlined ?? 1), Self.inlineLimit + 1)
    guard use.inlined <= Self.inlineLimit, !endlessDefines.contains(index) else {
      // What took all but a few of them would take as many wherever it is used.
      for (define, before) in use.active where use.inlined - before > Self.inlineLimit - 100 {
        endlessDefines.insert(define)
      }
      report(
        .formulaTooDeep, use.root.file, use.root.span,
        ["uses": "more than \(Self.inlineLimit) definitions are put in here"])
      return nil
    }
    if let known { return known.lowered }
    let before = use.inlined - 1
    use.active.append((index, before))
    usedDefines.insert(index)
    defer { use.active.removeLast() }
    var lowered = lower(define.body, inner)
    if let body = lowered {
      let given = define.parameters.flatMap { parameter in
        bindings[parameter.name.text].map { expressions($0) } ?? []
      }
      lowered?.id = pool.add(.named(define.name.text, arguments: given, body.id), body.type)
    }
    use.results[key] = (lowered, use.inlined - before)
    return lowered
  }

  /// What a parameter stands for.
  private mutating func expressions(_ bound: Bound) -> [ExpressionID] {
    switch bound {
    case .one(let lowered): [lowered.id]
    case .many(let list): list.map(\.id)
    case .operands(let type): [pool.add(.operands, type)]
    case .unknown: []
    }
  }

  private func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number == 0 ? "no" : String(number)) \(noun)s"
  }

  private mutating func bind(
    _ define: DefineSource, _ arguments: [Argument], _ span: Span, _ context: ExpressionContext,
    operands: ValueType?
  ) -> [String: Bound]? {
    if let operands {
      guard let list = define.parameters.first, list.isVariadic, define.parameters.count == 1 else {
        report(.combineNeedsList, context.tree, span, ["name": define.name.text])
        return nil
      }
      return [list.name.text: .operands(operands)]
    }
    var lowered: [Lowered] = []
    for argument in arguments {
      switch argument {
      case .interval(let interval):
        report(.misplacedInterval, context.tree, interval.span, ["function": define.name.text])
        return nil
      case .expression(let id):
        if case .name(let name) = written(id, context.tree).kind,
          case .many(let list)? = context.bindings[name.text]
        {
          lowered += list
        } else {
          guard let value = lower(id, context) else { return nil }
          lowered.append(value)
        }
      }
    }
    var bindings: [String: Bound] = [:]
    let takesList = define.parameters.last?.isVariadic ?? false
    let fixed = define.parameters.count - (takesList ? 1 : 0)
    guard takesList ? lowered.count > fixed : lowered.count == fixed else {
      let names = define.parameters.map { $0.name.text + ($0.isVariadic ? "..." : "") }
      report(
        .wrongDefineArguments, context.tree, span,
        [
          "name": define.name.text, "arguments": count(lowered.count, "argument"),
          "parameters": (takesList ? "at least " : "") + count(names.count, "parameter"),
          "expected": names.isEmpty ? "none" : names.joined(separator: ", "),
        ], related: [Location(file: define.tree, span: define.name.span)])
      return nil
    }
    for (index, parameter) in define.parameters.enumerated() {
      guard !parameter.isVariadic else {
        bindings[parameter.name.text] = .many(Array(lowered[index...]))
        continue
      }
      if let unit = parameter.unit, let type = resolveType(unit, define.tree),
        index < arguments.count, let id = arguments[index].expressions.first
      {
        guard let fitted = fit(lowered[index], id, to: type, context.tree) else { return nil }
        lowered[index] = fitted
      }
      bindings[parameter.name.text] = .one(lowered[index])
    }
    return bindings
  }

  /// A define that nothing uses is checked by itself, so that its mistakes do not wait for a user.
  mutating func checkUnusedDefines() {
    // Behind a formula that goes too deep nobody knows what is used.
    guard !wasTooDeep else { return }
    for index in defines.indices where !usedDefines.contains(index) {
      let define = defines[index]
      var context = ExpressionContext(tree: define.tree, place: .population)
      guard !define.parameters.isEmpty else {
        _ = inline(index, [], define.name.span, context)
        continue
      }
      // What its parameters stand for is not known, but the other names can be looked up.
      for parameter in define.parameters { context.bindings[parameter.name.text] = .unknown }
      use = DefineUse(at: Location(file: define.tree, span: define.name.span))
      use.active.append((index, 0))
      _ = lower(define.body, context)
      use.active.removeLast()
    }
  }
}
