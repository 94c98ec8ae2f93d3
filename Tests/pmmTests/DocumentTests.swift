import Foundation
import PMMCompiler
import PMMDiagnostics
import PMMFormat
import PMMIR
import TestSupport
import Testing

/// A fenced block of a document: ```` ```pmm ```` must compile and its examples hold;
/// ```` ```pmm-error CODE ```` must have findings of exactly that code. A framework may use the catalogues
/// that stand in its document, and an adaptation be of a framework there. ```` ```pmm-later ```` is left out until the compiler accepts its
/// constructs. ```` ```transcript ```` is a part of what a command prints.
struct DocumentBlock: Sendable, CustomStringConvertible {
  var document: String
  var line: Int
  var language: String
  var text: String

  var description: String { "\(document):\(line)" }

  var source: SourceFile { SourceFile(path: description, text: text) }

  static let all: [DocumentBlock] = {
    let folder = Golden.root.appendingPathComponent("docs")
    let documents = Golden.files(in: folder, extension: "md")
    return documents.flatMap { blocks(of: $0) }
  }()

  private static func blocks(of document: Golden) -> [DocumentBlock] {
    guard let bytes = try? document.bytes() else { return [] }
    var blocks: [DocumentBlock] = []
    var open: DocumentBlock?
    let lines = String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if let block = open {
        if line == "```" {
          blocks.append(block)
          open = nil
        } else {
          open?.text += line + "\n"
        }
      } else if line.hasPrefix("```pmm") || line == "```transcript" {
        open = DocumentBlock(
          document: document.name, line: index + 1, language: String(line.dropFirst(3)), text: "")
      } else if line.hasPrefix("```") && line != "```" {
        open = nil
      }
    }
    return blocks
  }
}

@Suite("Documents")
struct DocumentTests {
  @Test(
    "transcripts in the documents are what commands print",
    arguments: DocumentBlock.all.filter { $0.language == "transcript" })
  func transcripts(_ block: DocumentBlock) throws {
    let folder = Golden.root.appendingPathComponent("Tests/Golden/commands")
    let printed = try Golden.files(in: folder, extension: "expected").map {
      String(decoding: try $0.bytes(), as: UTF8.self)
    }
    #expect(printed.contains { $0.contains(block.text) }, "\(block.text)")
  }

  @Test(
    "programs in the documents hold",
    arguments: DocumentBlock.all.filter { $0.language != "transcript" })
  func programs(_ block: DocumentBlock) throws {
    let catalogues = DocumentBlock.all.filter {
      $0.document == block.document && $0.language == "pmm" && $0.text.hasPrefix("catalogue ")
    }
    let compilation = compile([block.source]) {
      CatalogueShelf(
        root: block.document, catalogues: catalogues.map { compile([$0.source]) })
    } bases: { name in
      let bases = DocumentBlock.all.filter {
        $0.document == block.document && $0.language == "pmm"
          && $0.text.hasPrefix("framework \(name) ")
      }
      return BaseShelf(root: block.document, frameworks: bases.map { compile([$0.source]) })
    }
    let rendered = TextRenderer(files: compilation.files).render(compilation.diagnostics)
    if block.language.hasPrefix("pmm-error") {
      let codes = block.language.split(separator: " ").dropFirst().map(String.init)
      #expect(compilation.diagnostics.map(\.code.id) == codes, "\(rendered)")
      return
    }
    #expect(compilation.diagnostics == [], "\(rendered)")
    if compilation.catalogue != nil { return }
    let program = try #require(compilation.program, "\(rendered)")
    for (index, node) in program.nodes.enumerated() {
      for example in node.examples {
        let outcome = run(example, of: index, in: program)
        #expect(
          outcome.passed,
          "\(node.name), \(example.title): \(String(describing: outcome.gotValue ?? outcome.gotScore))"
        )
      }
    }
  }

  @Test(
    "programs in the documents are laid out as pmm fmt does",
    arguments: Golden.files(in: Golden.root.appendingPathComponent("docs"), extension: "md"))
  func layout(_ document: Golden) throws {
    var lines = String(decoding: try document.bytes(), as: UTF8.self).components(separatedBy: "\n")
    // From the last, so that the others stay where they are.
    for block in DocumentBlock.all.reversed()
    where block.document == document.name && block.language == "pmm" {
      let count = block.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
      let laidOut = String(decoding: format(block.source).bytes.dropLast(), as: UTF8.self)
      lines.replaceSubrange(
        block.line..<block.line + count, with: laidOut.components(separatedBy: "\n"))
    }
    let difference = document.expect(lines.joined(separator: "\n"), for: "md")
    #expect(difference == nil, "\(difference ?? "")")
  }

  @Test("there are programs in the semantics and in the language reference")
  func present() {
    let documents = Set(DocumentBlock.all.map(\.document))
    #expect(documents.isSuperset(of: ["semantics.md", "language.md"]))
  }
}
