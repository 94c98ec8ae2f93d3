internal import PMMDiagnostics
internal import PMMIR
internal import PMMNumber
internal import PMMSyntax

/// Checks a module: names, types, units, clauses. Each step leaves what the next one needs.
///
/// A mistake is reported where it stands and the thing it concerns is left out or marked; later steps
/// stay silent about it, so that one mistake gives one message.
struct Checker {
  private(set) var trees: [SyntaxTree]
  /// Where catalogues are found.
  let shelf: CatalogueShelf
  /// With how many nodes it is worth while to work on several processors.
  let large: Int
  /// The adaptation that a tree belongs to; the others are the framework's or catalogue's own.
  private(set) var adaptations: [Int: AdaptationOwner] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  /// A clause of `every` is checked for each node, and a base clause for each alternative; what is
  /// wrong with it is told once.
  private var reported: Set<Diagnostic> = []
  var program = Program(head: FrameworkHead(name: "", edition: ""))
  var units = UnitTable.builtIn
  var pool = ExpressionPool()
  /// The expressions of numbers and of percents, as they were written.
  var literals = NameTable<Lowered>()
  var percents = NameTable<Lowered>()
  /// Those of inputs that are not broken down, of the period at hand; parallel to the program's inputs.
  var plainInputs: [Lowered?] = []

  // Names.
  var symbols = NameTable<Symbol>()
  var places = NameTable<Location>()
  /// Declared twice or misdeclared: known to exist, nothing more is said about uses.
  var poisoned: Set<String> = []
  /// Kinds and names that were said to be declared nowhere.
  var undeclared: Set<String> = []
  /// Some sheet was refused, so that its parent may lack a child.
  var hasLostNodes = false
  /// Nodes with a score rule that is wrong.
  var failedScores: Set<Int> = []
  /// What stands in data for a reason or a level, beside its name.
  var reasonWords: [(reason: String, word: String, place: Location)] = []
  var levelWords: [(word: String, place: Location)] = []
  /// The last `when` lines that say the same of every node, and what they say.
  var knownLines: (lines: [ClauseRef], policies: [Resolved<Policy>])?
  /// Reasons whose line was refused, by node: that they are answered is not asked again. Nil is `missing`.
  var refusedLines: [Int: Set<Reason?>] = [:]
  /// Where each `was` stands.
  var formerNames: [String: Location] = [:]
  /// Nodes with a weight that is wrong.
  var failedWeights: Set<Int> = []
  /// Goalposts that are not fixed, with the node whose score they make.
  var openGoalposts: [OpenGoalposts] = []
  /// Names of reasons with the framework's own.
  var reasons: [String: Reason] = [:]

  // Sources, parallel to the program's lists.
  var nodeSources: [NodeSource] = []
  var inputSources: [InputSource] = []
  /// The inputs that belong to a node, by name: what it reports and its questions about instruments.
  var ownedInputs: [String: Int] = [:]
  var defines: [DefineSource] = []
  var every = LevelClauses()
  var headClauses: [ClauseRef] = []
  /// What each instrument is part of, as written.
  var instrumentParents: [String: (tree: Int, name: Name)] = [:]
  /// What took the place of what, as written.
  var successors: [Succession] = []

  // Catalogues.
  /// Whether the module is one; what it holds is then in `catalogue`.
  var isCatalogue = false
  var catalogue: Catalogue?
  /// Files of the catalogues used, behind those of the module.
  var catalogueFiles: [SourceFile] = []
  /// Catalogues that are used and could not be read: what is not found may be theirs.
  var unresolvedCatalogues: Set<String> = []
  /// Instruments of the catalogues used, by name.
  var listed: [String: Instrument] = [:]
  /// What `sdg` clauses refer to, by code.
  var sdgEntries: [String: Entry] = [:]
  var referredCodes: Set<String> = []

  // Progress of nodes, whose types are found on demand.
  var progress: [Progress] = []
  /// The rules of nodes while they are lowered; then they stand in the program.
  var lowered: [Rules?] = []
  /// A node whose body failed: its type is not known and uses of it are not reported again.
  var failedNodes: Set<Int> = []
  /// Inputs and parameters with a clause that was refused: in which bounds they lie is not known.
  var failedInputs: Set<Int> = []
  var failedParameters: Set<Int> = []
  /// Parameters that no rule reads, once an adaptation has set one.
  var unreadParameters: Set<Int>?
  /// The use of a define that is being put in.
  var use = DefineUse()
  /// Nodes being checked, each on behalf of the one before it.
  var activeNodes: [Int] = []
  var usedDefines: Set<Int> = []
  /// Defines that put in so many that no use of them is looked at again.
  var endlessDefines: Set<Int> = []
  /// How many expressions are being checked inside each other, through defines and nodes.
  var depth = 0
  /// The depth at which the clause at hand began, and whether something in it went too deep.
  var baseDepth = 0
  var isTooDeep = false
  var wasTooDeep = false
  /// `by` of each node, parallel to the program's nodes.
  var breakdowns: [NodeBreakdown?] = []

  // Checked at the end, when every range is known.
  var obligations: [Obligation] = []
  var zeros: [Obligation] = []
  /// Nodes with a score that may be missing although the value is known.
  var failingScores: Set<Int> = []
  var rowSets: [RowSet] = []
  /// The types of each table's parameters, parallel to the program's tables.
  var tableTypes: [[ValueType]] = []

  init(
    trees: [SyntaxTree], shelf: CatalogueShelf, adaptations: [Int: AdaptationOwner] = [:],
    large: Int = 1_000
  ) {
    self.trees = trees
    self.shelf = shelf
    self.large = large
    self.adaptations = adaptations
  }

  /// Looks at further trees with everything that is known of those checked so far. They declare
  /// nothing: an adaptation that only chooses is a head.
  mutating func add(_ more: [SyntaxTree], adaptations: [Int: AdaptationOwner]) {
    trees += more
    self.adaptations = adaptations
    diagnostics = []
    reported = []
  }

  /// The program, complete only if no error was reported. Nil for a catalogue, which is in `catalogue`.
  mutating func check() -> Program? {
    guard let head = findHead() else { return nil }
    switch head.head.kind {
    case .framework: break
    case .catalogue:
      catalogue = checkCatalogue(head.tree, head.head)
      return nil
    case .adaptation: return nil
    }
    checkHead(head.tree, head.head)
    program.files = (trees.map(\.file) + catalogueFiles).map(\.path)
    collectDeclarations(head: head)
    declareUnits()
    declareLists()
    declareParameters()
    declareTables()
    declareInputs()
    lowerNodes(linkNodes())
    lowerAlternatives()
    lowerFrameworkAlternatives()
    program.entries = sdgEntries.values.filter { referredCodes.contains($0.code) }
      .sorted { Entry.isBefore($0.code, $1.code) }
    checkUnusedDefines()
    program.expressions = pool.expressions
    checkObligations(finishTree())
    let found = trees.lazy.flatMap(\.diagnostics) + diagnostics
    if !found.contains(where: { $0.severity == .error }) {
      lowerExamples()
      checkTranslations()
    }
    program.expressions = pool.expressions
    return program
  }

  /// All that formulas read, and beside that the order in which nodes read each other, for which it is
  /// enough to know which name is whose.
  private mutating func linkNodes() -> [Int] {
    guard nodeSources.count >= large else {
      link()
      return readingOrder()
    }
    let checker = self
    return Threads.both { link() } beside: { checker.readingOrder() }.1
  }

  private mutating func link() {
    linkTree()
    lowerInputChecks()
    lowerPopulations()
  }

  /// The checks that need the whole tree, and beside them the order of its steps: both look at the
  /// program and change nothing in it.
  private mutating func finishTree() -> JudgedObligations {
    guard program.nodes.count >= large else {
      checkCombinations()
      takeOrder(stepOrder())
      return judgeObligations()
    }
    let checker = self
    let (judged, order) = Threads.both {
      checkCombinations()
      return judgeObligations()
    } beside: {
      checker.stepOrder()
    }
    takeOrder(order)
    return judged
  }

  // MARK: Reporting

  mutating func report(
    _ code: DiagnosticCode, _ tree: Int, _ span: Span, _ arguments: Arguments = [:],
    related: [Location] = [], fix: Fix? = nil
  ) {
    let diagnostic = Diagnostic(
      code, at: Location(file: tree, span: span), arguments, related: related, fix: fix)
    if reported.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
  }

  /// Completes the findings that came after the first `count`.
  mutating func complete(after count: Int, _ change: (inout Diagnostic) -> Void) {
    for index in diagnostics.indices.dropFirst(count) { change(&diagnostics[index]) }
  }

  /// A replacement of one span, as a fix.
  func replace(_ tree: Int, _ span: Span, by text: String, _ safety: Fix.Safety = .safe) -> Fix {
    Fix(safety, [TextEdit(Location(file: tree, span: span), text)])
  }

  /// Says that a construct of the notation is not evaluated by this version.
  mutating func refuseConstruct(_ construct: String, _ tree: Int, _ span: Span) {
    report(.notImplementedYet, tree, span, ["construct": construct])
  }

  /// The one head of the module.
  private mutating func findHead() -> (tree: Int, head: Head)? {
    var found: (tree: Int, head: Head)?
    for (tree, syntax) in trees.enumerated() where adaptations[tree] == nil {
      for case .head(let head) in syntax.declarations.lazy.map(\.kind) {
        guard let first = found else {
          found = (tree, head)
          continue
        }
        report(
          .secondHead, tree, head.name.span, ["name": head.name.text],
          related: [Location(file: first.tree, span: first.head.name.span)])
      }
    }
    if found == nil, let first = trees.first {
      // A file whose head did not parse has been reported already.
      if !trees.contains(where: { $0.diagnostics.contains { $0.severity == .error } }) {
        report(.noHead, 0, Span(0, min(first.file.bytes.count, 1)), [:])
      }
    }
    return found
  }

  // MARK: Small readers

  /// An expression as it is written. Never inlined: where it is, the whole tree is held for it, and two
  /// threads that count who holds a tree wait for each other.
  @inline(never) func written(_ id: ExprID, _ tree: Int) -> Expr {
    trees[tree].expressions.copy(of: id)
  }

  /// Whether a title has no words. One that is not there at all was missed by the parser already.
  func isEmpty(_ title: TextLiteral?) -> Bool {
    guard let title else { return false }
    // Nearly every title begins with a letter.
    if let first = title.text.utf8.first, first > UInt8(ascii: " "), first < 0x7F { return false }
    return !title.span.isEmpty && title.text.allSatisfy(\.isWhitespace)
  }

  /// A title in the framework's first language.
  func translations(_ literal: TextLiteral?) -> Translations {
    guard let literal else { return Translations() }
    return Translations(program.languages[0], literal.text)
  }

  mutating func translations(_ texts: Texts?, _ tree: Int) -> Translations {
    guard let texts else { return Translations() }
    var result = Translations(program.languages[0], texts.first.text)
    for (language, text) in texts.others where isLanguage(language, tree) {
      if language.text == program.languages[0] || result[language.text] != nil {
        report(.duplicateTranslation, tree, language.span, ["language": language.text])
      }
      result[language.text] = text.text
    }
    return result
  }

  /// Whether the framework declares the language; reports it if not.
  mutating func isLanguage(_ language: Name, _ tree: Int) -> Bool {
    if program.languages.contains(language.text) { return true }
    report(
      .unknownLanguage, tree, language.span,
      [
        "name": language.text,
        "known": program.languages.map { "`\($0)`" }.joined(separator: ", "),
      ])
    return false
  }

  /// Adds `nearest` if one of the candidates is close.
  func arguments(
    _ arguments: Arguments, nearest name: String, in candidates: some Sequence<String>
  ) -> Arguments {
    guard let nearest = nearestName(to: name, in: candidates) else { return arguments }
    return arguments.merging(["nearest": nearest])
  }

  /// The fix that puts the nearest name in, if there is one.
  func nearestFix(
    _ name: Name, _ tree: Int, in candidates: some Sequence<String>
  ) -> Fix? {
    nearestName(to: name.text, in: candidates).map {
      replace(tree, name.span, by: $0, .changesMeaning)
    }
  }
}

/// An input as written.
struct InputSource {
  var tree: Int
  var name: Name
  var measure: Measure?
  var title: TextLiteral?
  var clauses: [ClauseRef]
  /// The node that reports it under its own name, or whose question about an instrument it is.
  var owner: Int?
  /// For the question about an instrument: its name.
  var instrument: Name?
}

/// Something that a formula may only do where ranges or a `when` line allow it.
struct Obligation {
  enum Kind {
    case zeroDenominator
    case undefined(String)
  }
  var kind: Kind
  var node: Int
  var alternative: String?
  /// The denominator, or the call.
  var expression: ExpressionID
  var location: Location
  /// Where the formula uses the define that it stands in.
  var use: Location?
  /// The branches of `if` that lead there.
  var assumptions: [Assumption]
  /// In the node's score, not in its value.
  var isScore = false
}

/// Goalposts of a score that a parameter moves.
struct OpenGoalposts {
  var node: Int
  var worst: ExpressionID
  var best: ExpressionID
  var isLogarithm: Bool
  var location: Location
}

/// Rows whose patterns must cover a domain without overlap.
struct RowSet {
  /// What the rows read; nil for a table, which may be given anything of the type.
  var subject: ExpressionID?
  var type: ValueType
  var rows: [PMMIR.Row]
  var locations: [Location]
  var location: Location
  var node: Int?
  /// In `score`, where `value` is not rounded yet.
  var isScore = false
}
