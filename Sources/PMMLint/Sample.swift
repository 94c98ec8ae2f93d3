package import PMMCompiler
internal import PMMDiagnostics
internal import PMMIR

/// An example of a rule as modules.
///
/// A line `// FILE name.pmm` begins a further module, `// PART name.pmm` a further file of it. A text without a head of its own stands behind
/// `Sample.prelude`. `HASH` in an adaptation is the content hash of the framework before it.
package struct Sample {
  package var compilations: [Compilation]

  package init(_ text: String) {
    var frameworks: [Compilation] = []
    var catalogues: [Compilation] = []
    var found: [Compilation] = []
    for sources in Sample.files(of: text) {
      let hash = frameworks.last?.program.map { contentHash($0) } ?? ""
      let isWhole = sources.contains { Sample.hasHead($0.source) }
      let files = sources.enumerated().map { index, file in
        SourceFile(
          path: file.name,
          text: (isWhole || index > 0 ? "" : Sample.prelude)
            + file.source.replacing("HASH", with: "sha256:\(hash)"))
      }
      let compilation = compile(files) {
        CatalogueShelf(root: "sample", catalogues: catalogues)
      } bases: { wanted in
        BaseShelf(
          root: "sample", frameworks: frameworks.filter { $0.identity?.name == wanted },
          names: frameworks.compactMap { $0.identity?.name })
      }
      if compilation.identity?.kind == .catalogue { catalogues.append(compilation) }
      if compilation.identity?.kind == .framework { frameworks.append(compilation) }
      found.append(compilation)
    }
    compilations = found
  }

  package var modules: [LintModule] { compilations.map { LintModule($0) } }

  private static func hasHead(_ text: String) -> Bool {
    text.split(separator: "\n").contains { line in
      ["framework ", "catalogue ", "adaptation "].contains { line.hasPrefix($0) }
    }
  }

  private static func files(of text: String) -> [[(name: String, source: String)]] {
    var modules: [[(name: String, source: String)]] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("// FILE ") || modules.isEmpty {
        let isNamed = line.hasPrefix("// FILE ")
        modules.append([(isNamed ? String(line.dropFirst(8)) : "sample.pmm", "")])
        if isNamed { continue }
      }
      if line.hasPrefix("// PART ") {
        modules[modules.count - 1].append((String(line.dropFirst(8)), ""))
        continue
      }
      let last = modules[modules.count - 1].count - 1
      modules[modules.count - 1][last].source += line + "\n"
    }
    return modules
  }

  /// A small framework without a finding, which a fragment may add to.
  package static let prelude = """
    framework port_office "Service of a customs office" {
        definition  "How quickly an office releases what is declared to it."
        edition     1.0.0
        covers      from 2024
        status      draft
        languages   en
        subject     office
        period      calendar year
        levels      outcome, kpi
        scores      0 .. 100
        origin      proposed "this example"
    }

    unit declaration counted

    input declarations "Declarations" : declaration {
        definition  "Declarations lodged in the year."
        range       from 0
        source      "declaration system"
        origin      proposed "this example"
        allow       no-plausibility-check because "there is nothing to hold it against"
    }

    input released "Declarations released on the day of lodging" : declaration {
        definition  "Of the declarations, those released on the day on which they were lodged."
        range       from 0
        check       value <= declarations "more released than lodged"
        source      "declaration system"
        origin      proposed "this example"
    }

    every kpi {
        when        zero_denominator: result not_applicable
    }

    kpi same_day_rate "Released on the same day" {
        definition  "Share of the declarations that were released on the day of lodging."
        unit        percent
        better      higher
        formula     released / declarations
        score       none
        origin      proposed "this example"
        allow       no-least-denominator because "every office has thousands"

        example "three of four" { released = 300, declarations = 400 } gives 75%
    }


    """
}
