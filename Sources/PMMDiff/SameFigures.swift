package import PMMIR
package import PMMNumber

/// Tells which expressions of one program are the same figure, however they are written.
///
/// Sound, not complete, as normal forms are: `1 - (d - a) / d` is `a / d`, but `max(a, b)` is not `a`
/// where a check says so.
package struct SameFigures: Sendable {
  private let form: NormalForm
  /// Equal formulas of a program are one expression, so what is asked of one holds for its copies.
  private var texts: [Question: String] = [:]

  /// What a form hangs on: the expression, and what the rules do to missing figures.
  private struct Question: Hashable {
    var id: ExpressionID
    var isCounting: Bool
    var isExcluding: Bool
  }

  package init(_ program: Program) {
    form = NormalForm(program, NameMap(), sharedParameters: [])
  }

  /// Equal for two expressions only if they give the same figure under these rules, and miss it for the
  /// same causes.
  package mutating func text(_ id: ExpressionID, under rules: Rules) -> String {
    let (isCounting, isExcluding) = NormalForm.treatment(by: rules)
    let question = Question(id: id, isCounting: isCounting, isExcluding: isExcluding)
    if let known = texts[question] { return known }
    let text = form.under(rules).text(id)
    texts[question] = text
    return text
  }

  /// The number that an expression is wherever it is known, though it reads figures; nil if there is
  /// none, or it reads nothing.
  package func constant(_ id: ExpressionID, under rules: Rules) -> Rational? {
    let sum = form.under(rules).polynomial(id)
    guard !sum.read.isEmpty, sum.terms.keys.allSatisfy(\.isEmpty) else { return nil }
    return sum.terms[[]] ?? 0
  }
}
