/// What the declarations of a program say, one by one, in the canonical form without places: equal for
/// what says the same, in whatever order and layout it is written.
package struct DeclarationForms {
  private let writer: CanonicalWriter

  package init(_ program: Program) {
    var writer = CanonicalWriter(program, form: .content, position: nil)
    // Expressions by what they say, not by their number in this program.
    writer.isKeying = true
    self.writer = writer
  }

  /// The head of the framework.
  package var head: JSON { writer.head() }

  /// Whatever has this name: a node with its alternatives, an input, an item of a list.
  package func declarations(named name: String) -> [JSON] {
    let program = writer.program
    return program.nodes.filter { $0.name == name }.map(writer.node)
      + program.inputs.filter { $0.name == name }.map(writer.input)
      + writer.items(named: name)
  }
}

/// The hash of what a subject is scored under: that of the base, with what is chosen otherwise and
/// declared locally. Equal for subjects whose rules are; the base's own where nothing is chosen.
///
/// Why something was chosen and where figures are from is no part of it.
package func resolvedHash(_ program: Program, of adaptation: Adaptation) -> String {
  let base = editionHashes(program).content
  var writer = CanonicalWriter(program, form: .rules, position: nil)
  writer.isKeying = true
  let choices = adaptation.choices.filter { !$0.isBase }
  let own = program.nodes.filter { $0.localTo == adaptation.subject }.map(writer.node)
    + program.inputs.filter { $0.localTo == adaptation.subject }.map(writer.input)
  guard !choices.isEmpty || !own.isEmpty else { return base }
  return canonicalHash([
    "base": .string(base),
    "choices": .array(writer.sorted(choices) { $0.choice($1) }.map(writer.choice)),
    "local": .array(own),
  ])
}
