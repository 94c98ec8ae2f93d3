package import PMMDiagnostics
package import PMMIR

/// One source file that a compiled form holds.
package struct CompiledSource: Sendable {
  package var file: SourceFile
  /// Name and edition of the catalogue that it belongs to; nil for the framework's own.
  package var catalogue: String?

  package init(_ file: SourceFile, catalogue: String? = nil) {
    self.file = file
    self.catalogue = catalogue
  }
}

extension Compilation {
  /// A framework as `pmm compile` prints it: what it means, and all source text that this comes from,
  /// so that it can be read again on its own. Nil if there is any error. An adapted framework is told
  /// without sources, because it is no edition.
  package var compiledForm: JSON? {
    guard let program else { return nil }
    let form = canonicalJSON(program) { position($0) }
    guard adaptation == nil else { return form }
    let sources = sources.map { source in
      JSON.members([
        "file": .string(source.file.path), "catalogue": source.catalogue.map { .string($0) },
        "text": .string(String(decoding: source.file.bytes, as: UTF8.self)),
      ])
    }
    return .object(form.members + [.init("sources", .array(sources))])
  }

  /// Line and column of a place in its files.
  package func position(_ location: Location) -> (line: Int, column: Int)? {
    guard files.indices.contains(location.file) else { return nil }
    return files[location.file].position(of: location.span.start)
  }

  /// The framework's files, then those of the catalogues that it uses.
  private var sources: [CompiledSource] {
    files.enumerated().map { index, file in
      guard index >= trees.count else { return CompiledSource(file) }
      let owner = checker?.shelf.catalogues.first { $0.files.contains { $0.path == file.path } }
      let name = owner?.identity.map { "\($0.name) \($0.edition)" }
      return CompiledSource(file, catalogue: name ?? "")
    }
  }
}

/// Compiles the sources of a compiled form again. They say what it means: there is no second reader of
/// that, which could understand something else. `differs` is where the form is first another one than
/// they give: it was altered, or is of another version.
package func recompile(
  _ sources: [CompiledSource], of form: [UInt8]
) -> (compilation: Compilation, differs: Int?) {
  let catalogues = Dictionary(grouping: sources.filter { $0.catalogue != nil }) { $0.catalogue }
  let compilation = compile(sources.filter { $0.catalogue == nil }.map(\.file)) {
    CatalogueShelf(catalogues: catalogues.values.map { compile($0.map(\.file)) })
  }
  guard let right = compilation.compiledForm?.pretty() else { return (compilation, 0) }
  // The line break at the end may have been lost on the way, or doubled.
  func body(_ bytes: some BidirectionalCollection<UInt8>) -> Int {
    bytes.reversed().drop { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.count
  }
  let (given, wanted) = (form.prefix(body(form)), right.utf8.prefix(body(right.utf8)))
  let common = zip(given, wanted).prefix { $0 == $1 }.count
  return (compilation, common == given.count && common == wanted.count ? nil : common)
}
