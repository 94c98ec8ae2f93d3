import PMMDiagnostics
import PMMSyntax
import Testing

@Suite("What the tree says") struct TreeTests {
  /// The formula as nested parentheses.
  private func shape(_ formula: String) -> String {
    let tree = parse(SourceFile(path: "a.pmm", text: "define a = \(formula)\n"), index: 0)
    guard case .define(_, _, _, let body) = tree.declarations.first?.kind else { return "none" }
    return show(body, in: tree) + (tree.diagnostics.isEmpty ? "" : " !")
  }

  private func show(_ id: ExprID, in tree: SyntaxTree) -> String {
    let children = tree[id].children.map { show($0, in: tree) }.joined(separator: " ")
    switch tree[id].kind {
    case .number(let text, let isPercent): return text + (isPercent ? "%" : "")
    case .quantity(let text, let unit):
      return
        "[\((["\(text)"] + unit.factors.map(\.text) + unit.per.map { "/" + $0.text }).joined(separator: " "))]"
    case .text(let text): return "'\(text.text)'"
    case .date(let date): return date
    case .truth(let truth): return "\(truth)"
    case .name(let name): return name.text
    case .member(_, let name): return "(. \(children) \(name.text))"
    case .select(let base, let selectors):
      let items = selectors.map { selector in
        switch selector {
        case .value(let name): name.text
        case .offset(let offset, _): "T\(offset)"
        case .absolute(let period): show(period, in: tree)
        }
      }
      return "(at \(([show(base, in: tree)] + items).joined(separator: " ")))"
    case .call(let call):
      let over: String =
        switch call.over {
        case .named(let name): " over \(name.text)"
        case .window(let from, let to, _): " over \(from)..\(to)"
        case nil: ""
        }
      return "(\(call.function.text)! \(children)\(over))"
    case .unary(let sign, _): return "(\(sign.rawValue) \(children))"
    case .binary(let sign, _, _): return "(\(sign.rawValue) \(children))"
    case .conditional: return "(if \(children))"
    case .missing: return "?"
    }
  }

  @Test(
    "operators bind as the language says",
    arguments: [
      ("a + b * c ^ d ^ e", "(+ a (* b (^ c (^ d e))))"),
      ("-a ^ 2", "(- (^ a 2))"),
      ("a - b - c", "(- (- a b) c)"),
      ("a / b / c", "(/ (/ a b) c)"),
      ("a ^ -b", "(^ a (- b))"),
      ("not a < b and c or d", "(or (and (not (< a b)) c) d)"),
      ("if a then b else if c then d else e", "(if a b (if c d e))"),
      ("(a - a[T-1]) / a[T-1]", "(/ (- a (at a T-1)) (at a T-1))"),
      (
        "x[import, T-1] + x[2015] + x[2023-Q1]",
        "(+ (+ (at x import T-1) (at x 2015)) (at x '2023-Q1'))"
      ),
      ("3 * x", "(* 3 x)"),
      ("12 USD per auditor * x", "(* [12 USD /auditor] x)"),
      ("1000 - 50", "(- 1000 50)"),
      ("1000-50", "(- 1000 50)"),
      ("hdi.shown - health.score", "(- (. hdi shown) (. health score))"),
      ("sum(x over T-2 .. T)", "(sum! x over -2..0)"),
      ("median(a - b over c where d == e)", "(median! (- a b) (== d e) over c)"),
      ("linear(x, 0 .. 18 year)", "(linear! x 0 [18 year])"),
      ("98.1% + 75_000", "(+ 98.1% 75_000)"),
      ("\"a\\\"\\n\\u{e9}\"", "'a\"\né'"),
      ("x == 2006-02-03 and true", "(and (== x 2006-02-03) true)"),
      ("a\n    + b\n    then_", "(+ a b) !"),
      ("98,1 + “a”", "(+ 98.1 'a') !"),
      ("x × 2 − 3", "(- (* x 2) 3) !"),
      ("f(1,2)", "(f! 1 2)"),
    ])
  func operators(_ formula: String, _ expected: String) {
    #expect(shape(formula) == expected)
  }

  @Test("a long text loses the indentation that its lines share")
  func longText() {
    let text = "\"\"\"\n        one\n          two \\\"\n\n        three\n        \"\"\""
    #expect(shape(text) == "'one\n  two \"\n\nthree'")
    #expect(shape(text.replacing("\n", with: "\r\n")) == "'one\n  two \"\n\nthree'")
    #expect(shape("\"\"\"one\"\"\"") == "'one'")
  }

  @Test("a file with a missing brace keeps all of its declarations")
  func recovery() {
    let text = """
      kpi a "A" in p {
          formula x +
          unit percent
      kpi b "B" in p {
          formula (y
          better higher
      }
      imput c "C" : number
      kpi d "D" in p
      """
    let tree = parse(SourceFile(path: "a.pmm", text: text), index: 0)
    #expect(tree.declarations.map(\.keyword.text) == ["kpi", "kpi", "imput", "kpi"])
    #expect(
      tree.diagnostics.map(\.code.name)
        == ["expected", "unclosed-block", "unclosed-bracket", "unknown-declaration"])
    guard case .sheet(let sheet) = tree.declarations[0].kind else { return }
    #expect(sheet.block?.clauses.map(\.keyword.text) == ["formula", "unit"])
  }
}
