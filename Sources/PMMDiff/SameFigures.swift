package import PMMIR
package import PMMNumber

/// Tells which expressions of one program are the same figure, however they are written.
///
/// Sound, not complete, as normal forms are: `1 - (d - a) / d` is `a / d`, but `max(a, b)` is not `a`
/// where a check says so.
package struct SameFigures: Sendable {
  private let form: NormalForm

  package init(_ program: Program) {
    form = NormalForm(program, NameMap(), sharedParameters: [])
  }

  /// Equal for two expressions only if they give the same figure under these rules, and miss it for the
  /// same causes.
  package func text(_ id: ExpressionID, under rules: Rules) -> String {
    form.under(rules).text(id)
  }

  /// The number that an expression is wherever it is known, though it reads figures; nil if there is
  /// none, or it reads nothing.
  package func constant(_ id: ExpressionID, under rules: Rules) -> Rational? {
    let sum = form.under(rules).polynomial(id)
    guard !sum.read.isEmpty, sum.terms.keys.allSatisfy(\.isEmpty) else { return nil }
    return sum.terms[[]] ?? 0
  }
}
