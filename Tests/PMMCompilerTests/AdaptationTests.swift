import Foundation
import PMMCompiler
import PMMDiagnostics
import PMMIR
import PMMNumber
import PMMSyntax
import TestSupport
import Testing

/// What an adaptation makes of its base, on the base `harbour` of the golden files.
@Suite struct AdaptationTests {
  private let base: Compilation
  private let program: Program

  init() throws {
    let golden = try #require(
      Golden.inputs(in: "compile/bases").first { $0.name == "harbour.pmm" })
    base = compile([SourceFile(path: "harbour.pmm", bytes: try golden.bytes())])
    program = try #require(base.program)
  }

  private func adapted(_ clauses: [String], _ local: [String] = []) -> Compilation {
    let head = """
      adaptation island of harbour 1.0.0 "sha256:\(contentHash(program))" for "XI" {
      \(clauses.map { "    \($0)\n" }.joined())}\n
      """
    return compiled([SourceFile(path: "island.pmm", text: head + local.joined(separator: "\n"))])
  }

  private func compiled(_ files: [SourceFile]) -> Compilation {
    compile(files) {
      CatalogueShelf()
    } bases: { _ in
      BaseShelf(root: "here", frameworks: [base], names: ["harbour"])
    }
  }

  private let choices = [
    #"use inspections.with_boats because "small ships""#,
    #"omit boats_seen because "not written down""#,
    #"set goal = 60% because "few officers""#,
    #"source arrivals "the log""#,
  ]
  private let local = [
    #"input ferries "Ferries" : ship { range from 0 }"#,
    #"""
    kpi ferries_seen "Ferries seen" in safety {
        formula ferries
        score   linear 0 .. 100 ship
        example "ten" { ferries = 10 } gives 10, scores 10
    }
    """#,
  ]

  @Test func anEmptyAdaptationIsItsBase() throws {
    let empty = adapted([])
    #expect(empty.diagnostics.isEmpty)
    let resolved = try #require(empty.program)
    #expect(contentHash(resolved) == contentHash(program))
    #expect(rulesHash(resolved) == rulesHash(program))
  }

  @Test func resolvingTwiceEqualsOnce() throws {
    let compilation = adapted(choices, local)
    let adaptation = try #require(compilation.adaptation)
    let once = try #require(compilation.program)
    let twice = once.resolved(by: adaptation)
    #expect(contentHash(twice) == contentHash(once))
    // Nor does a resolved program that has forgotten whose it is change again.
    var forgotten = once
    forgotten.adaptation = nil
    #expect(rulesHash(forgotten.resolved(by: adaptation)) == rulesHash(once))
    #expect(verify(once) == [])
  }

  @Test func orderOfClausesAndFilesNeverMatters() throws {
    let expected = try #require(adapted(choices, local).program)
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<8 {
      let shuffled = adapted(choices.shuffled(using: &generator), local.shuffled(using: &generator))
      #expect(contentHash(try #require(shuffled.program)) == contentHash(expected))
    }
    let head = adapted(choices).trees[0].file
    let files =
      [SourceFile(path: "b.pmm", bytes: head.bytes)]
      + local.enumerated().map { SourceFile(path: $0 == 0 ? "a.pmm" : "c.pmm", text: $1 + "\n") }
    for _ in 0..<4 {
      let program = try #require(compiled(files.shuffled(using: &generator)).program)
      #expect(contentHash(program) == contentHash(expected))
    }
  }

  @Test func reasonsAreContentAndNoRules() throws {
    let one = try #require(adapted([#"omit boats_seen because "one reason""#]).program)
    let other = try #require(adapted([#"omit boats_seen because "another""#]).program)
    #expect(contentHash(one) != contentHash(other))
    #expect(rulesHash(one) == rulesHash(other))
    #expect(rulesHash(one) != rulesHash(program))
  }

  /// Whatever is declared locally, the base's own nodes mean what they meant.
  @Test func localDeclarationsChangeNothing() throws {
    let with = try #require(adapted([], local).unadapted)
    for node in program.nodes {
      let index = try #require(with.node(named: node.name))
      #expect(with.nodes[index].children.map { with.nodes[$0].name } ==
        node.children.map { program.nodes[$0].name })
      #expect(with.nodes[index].localTo == nil)
    }
    let ferries = try #require(with.node(named: "ferries_seen"))
    #expect(with.nodes[ferries].localTo == "XI" && with.nodes[ferries].parent == nil)
    #expect(with.nodes[ferries].place == with.node(named: "safety"))
    #expect(with.leaves(of: "kpi").contains(ferries) == false)
  }

  private func comparability(_ clauses: [String]) throws -> [String: NodeComparability] {
    let compilation = adapted(clauses)
    let adaptation = try #require(compilation.adaptation)
    let found = program.comparability(under: program.plan(of: adaptation))
    return Dictionary(uniqueKeysWithValues: zip(program.nodes.map(\.name), found))
  }

  @Test func comparabilityIsCarriedUpByWeight() throws {
    let none = try comparability([])
    #expect(none.values.allSatisfy { $0.class == .identical && $0.shares == [.identical: 1] })

    let omitting = try comparability([#"omit boats_seen because "none""#])
    #expect(omitting["boats_seen"]?.class == .omitted)
    #expect(omitting["inspections"]?.class == .identical)
    #expect(omitting["safety"]?.class == .approved)
    #expect(omitting["harbour"]?.shares == [.identical: Rational(3, over: 4), .omitted: Rational(1, over: 4)])

    let using = try comparability([#"use inspections.with_boats because "small""#])
    #expect(using["inspections"]?.class == .within)
    #expect(using["safety"]?.class == .within)
    #expect(using["harbour"]?.shares == [.within: Rational(3, over: 4), .identical: Rational(1, over: 4)])

    let setting = try comparability([#"set goal = 60% because "few""#])
    #expect(setting["inspections"]?.class == .approved)
    #expect(setting["boats_seen"]?.class == .identical)
    let same = try comparability([#"set goal = 50% because "as it is""#])
    #expect(same["inspections"]?.class == .identical)

    let strict = try comparability([#"use harbour.strict because "weakest link""#])
    #expect(strict["harbour"]?.class == .notComparable)
    #expect(strict["harbour"]?.shares == [.notComparable: 1])
    #expect(strict["safety"]?.class == .identical)

    let all = try comparability([#"omit safety because "no harbour""#])
    #expect(all["inspections"]?.class == .omitted)
    #expect(all["harbour"]?.shares == [.omitted: 1])
  }

  /// What `pmm adapt resolve` prints is a framework that gives the same figures.
  @Test(arguments: [0, 1, 2, 3, 4, 5, 6, 7])
  func theResolvedSourceIsTheResolvedFramework(_ pick: Int) throws {
    var chosen = choices.enumerated().filter { pick & (1 << min($0.offset, 2)) != 0 }.map(\.element)
    if pick == 7 { chosen.append(#"use harbour.strict because "weakest link""#) }
    let compilation = adapted(chosen, local)
    let resolved = try #require(compilation.program)
    let source = try #require(compilation.resolvedSource)
    let printed = compile([SourceFile(path: "resolved.pmm", text: source)])
    #expect(
      !printed.hasErrors,
      "\(TextRenderer(files: printed.files).render(printed.diagnostics))\n\(source)")
    let written = try #require(printed.program)
    for (index, node) in resolved.nodes.enumerated() {
      let other = try #require(written.node(named: node.name))
      for percent in [0, 5, 30, 60, 100] {
        let left = figures(index, of: resolved, percent)
        let right = figures(other, of: written, percent)
        #expect(left?.value.content == right?.value.content, "\(node.name)")
        #expect(left?.score?.content == right?.score?.content, "\(node.name)")
      }
    }
  }

  private func figures(_ node: Int, of program: Program, _ percent: Int) -> NodeFigures? {
    var dataset = Dataset()
    let subject = dataset.subject("XI")
    let period = Period("2024", kind: .calendarYear)!
    for (input, number) in [("arrivals", 100), ("inspected", percent), ("boats", 20), ("ferries", 7)] {
      guard let index = program.input(named: input) else { continue }
      dataset.set(
        .init(figure: .number(Rational(number))),
        for: .init(input: index, subject: subject, period: period, cell: .total))
    }
    return evaluate(program, dataset).figures(node: node, subject: subject, period: period)
  }

  /// Each subject under its own rules in one run gives what each has alone under its resolved program.
  @Test func manyInOneRunAreEachTheirOwn() throws {
    let kinds: [[String]] = [
      [], [choices[0]], [choices[1]], [choices[2]], choices,
      [#"omit safety because "no harbour""#], [#"use harbour.strict because "weakest link""#],
    ]
    let period = try #require(Period("2024", kind: .calendarYear))
    var dataset = Dataset()
    var options = EvaluationOptions()
    for (kind, clauses) in kinds.enumerated() {
      let subject = dataset.subject("X\(kind)")
      for (input, number) in [("arrivals", 100), ("inspected", 7 * kind), ("boats", 10 + kind)] {
        let index = try #require(program.input(named: input))
        dataset.set(
          .init(figure: .number(Rational(number))),
          for: .init(input: index, subject: subject, period: period, cell: .total))
      }
      let adaptation = try #require(adapted(clauses).adaptation)
      options.adaptations[subject] = adaptation
    }
    let together = evaluate(program, dataset, options)
    for (kind, clauses) in kinds.enumerated() {
      let alone = evaluate(try #require(adapted(clauses).program), dataset)
      let subject = try #require(dataset.index(ofSubject: "X\(kind)"))
      for node in program.nodes.indices {
        let one = alone.figures(node: node, subject: subject, period: period)
        let other = together.figures(node: node, subject: subject, period: period)
        #expect(one?.value.content == other?.value.content, "\(kind) \(program.nodes[node].name)")
        #expect(one?.score?.content == other?.score?.content, "\(kind) \(program.nodes[node].name)")
        let found = try #require(together.comparability(of: node, for: subject))
        #expect(
          other?.value.flags.contains(.adapted) == (found.class != .identical),
          "\(kind) \(program.nodes[node].name)")
      }
    }
  }

  /// Two administrations that declare the same names, each for itself, get what each gets alone.
  @Test func localNamesAreTheirOwn() throws {
    let period = try #require(Period("2024", kind: .calendarYear))
    func file(_ subject: String, _ best: Int) -> SourceFile {
      SourceFile(
        path: "\(subject).pmm",
        text: """
          adaptation national of harbour 1.0.0 "sha256:\(contentHash(program))" for "\(subject)" { }
          parameter best "Best" = \(best) ship
          input ferries "Ferries of \(subject)" : ship { range from 0 }
          define doubled(x) = 2 * x
          kpi ferries_seen "Ferries seen" in safety {
              formula doubled(ferries)
              score   linear 0 ship .. best
          }
          """)
    }
    let base = try #require(AdaptationBase(base))
    for order in [["XI", "XJ"], ["XJ", "XI"]] {
      let found = compile(order.map { [file($0, $0 == "XI" ? 40 : 80)] }, adapting: base)
      #expect(TextRenderer(files: found.files).render(found.diagnostics) == "")
      let program = try #require(found.program)
      #expect(program.nodes(named: "ferries_seen").count == 2)
      var dataset = Dataset()
      var options = EvaluationOptions()
      for (index, adaptation) in found.adaptations.enumerated() {
        let subject = dataset.subject(order[index])
        options.adaptations[subject] = adaptation
        let own = program.inputs.firstIndex {
          $0.name == "ferries" && $0.localTo == order[index]
        }
        dataset.set(
          .init(figure: .number(10)),
          for: .init(input: try #require(own), subject: subject, period: period, cell: .total))
      }
      let results = evaluate(program, dataset, options)
      for (name, score) in [("XI", 50), ("XJ", 25)] {
        let subject = try #require(dataset.index(ofSubject: name))
        let node = try #require(program.node(named: "ferries_seen", of: name))
        let figures = results.figures(node: node, subject: subject, period: period)
        #expect(figures?.score?.number == Rational(score), "\(name) of \(order)")
        let other = program.nodes(named: "ferries_seen").filter { $0 != node }
        #expect(results.figures(node: other[0], subject: subject, period: period) == nil)
      }
    }
  }
}

/// The adaptations of `Definitions/`, which are examples to copy from.
@Suite struct AdaptationsOfTheMechanismTests {
  @Test func eachIsRightAndItsSourceIsAFramework() throws {
    let base = try #require(Module.definitions.first { $0.name == "wco-pmm/1.0.0" })
    let compiled = base.compiled()
    let folder = Golden.root.appendingPathComponent("Definitions/wco-pmm/adaptations")
    let adaptations = Golden.files(in: folder, extension: "pmm")
    #expect(adaptations.count >= 3)
    for golden in adaptations {
      let file = SourceFile(path: golden.name, bytes: try golden.bytes())
      let compilation = compile([file]) {
        CatalogueShelf()
      } bases: { _ in
        BaseShelf(frameworks: [compiled])
      }
      // The island sets how training is counted, which no rule reads: that is said.
      let wrong = compilation.diagnostics.filter { $0.code != .settingUnseen }
      let text = TextRenderer(files: compilation.files).render(wrong)
      #expect(text.isEmpty, "\(golden)\n\(text)")
      let program = try #require(compilation.program)
      #expect(verify(program) == [], "\(golden)")
      for (index, node) in program.nodes.enumerated() {
        for example in node.examples {
          #expect(
            run(example, of: index, in: program).passed, "\(golden) \(node.name) \(example.title)")
        }
      }
      let source = SourceFile(path: "resolved.pmm", text: try #require(compilation.resolvedSource))
      let printed = compile([source]) {
        CatalogueShelf(root: "catalogues", catalogues: base.catalogues)
      }
      let findings = TextRenderer(files: printed.files).render(printed.diagnostics)
      #expect(!printed.hasErrors, "\(golden)\n\(findings)")
    }
  }
}
