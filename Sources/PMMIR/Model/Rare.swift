internal import PMMDiagnostics

/// What few of very many values have stands apart, behind one reference: nil where all of it is as in an
/// empty one, so that equal values stay equal.
extension Optional {
  mutating func change<Rare: Equatable>(
    from empty: Rare, _ body: (inout Rare) -> Void
  ) where Wrapped == Boxed<Rare> {
    var changed = self?.wrappedValue ?? empty
    body(&changed)
    self = changed == empty ? nil : Boxed(wrappedValue: changed)
  }
}
