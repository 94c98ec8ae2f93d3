import Foundation
import PMMCompiler
import PMMDiagnostics
import PMMFormat
import PMMIR
import PMMLint
import PMMReport
import TestSupport
import Testing

/// What is printed as SARIF, held against the standard.
@Suite("SARIF") struct SARIFTests {
  private func problems(_ json: JSON) -> [String] {
    TestSupport.problems(json, sarifSchema, root: sarifSchema)
  }

  @Test(
    "the findings of every golden file fit the standard",
    arguments: ["syntax", "compile", "compile/ok", "compile/catalogues", "lint", "format"])
  func goldens(_ area: String) throws {
    let today = try #require(Day("2026-11-22"))
    var fixes = 0
    for golden in Golden.inputs(in: area) {
      let file = SourceFile(path: "Tests/Golden/\(area)/\(golden.name)", bytes: try golden.bytes())
      let compilation = compile([file])
      var findings = compilation.diagnostics
      var accepted: [(finding: Diagnostic, reason: String)] = []
      if !compilation.hasErrors {
        let linted = lint([LintModule(compilation)], today: today)
        findings += linted.diagnostics
        accepted = linted.allowed.map { ($0.finding.diagnostic, $0.because) }
      }
      let formatted = format(file)
      if formatted.bytes != file.bytes {
        findings.append(DiagnosticCode.difference(of: file, from: formatted.bytes, index: 0))
      }
      let set = FindingSet(
        findings, accepted: accepted, in: compilation.files, command: "check", version: "1.2.3",
        root: "/repository", folder: "/repository")
      #expect(problems(set.sarif) == [], "\(golden.name)")
      fixes += findings.filter { $0.fix != nil }.count
    }
    if area == "compile" || area == "lint" { #expect(fixes > 0) }
  }

  @Test("what commands write fits the standard, with places below the root")
  func commands() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let setUp = try scratch.run(
      """
      mkdir allowed && sed 's/^    by       flow/&\\n    allow    DOC601 because "the law says it"/' \
      port/1.0.0/framework.pmm > allowed/framework.pmm && mkdir next && cp -r port/1.0.0/. next \
      && sed -i 's/linear 50% .. 100%/linear 80% .. 100%/' next/framework.pmm
      """)
    try #require(setUp.status == 0, "\(setUp.errors)")
    for command in [
      "check broken.pmm", "check port", "lint port", "lint allowed --lang fr", "fmt --check loose",
      "diff port/1.0.0 next", "test port", "adapt check Definitions/wco-pmm/adaptations",
    ] {
      let run = try scratch.run("pmm \(command) --format sarif")
      let read = try? JSONSerialization.jsonObject(with: Data(run.output.utf8))
      let json = JSON(try #require(read, "\(command)\n\(run.output.prefix(300))\(run.errors)"))
      #expect(problems(json) == [], "\(command)")
      let paths = uris(json["runs"]?.elements.first?["results"] ?? .null)
      #expect(paths.allSatisfy { !$0.hasPrefix("/") && !$0.contains("..") }, "\(paths)")
    }
  }

  /// Every path of a file that is told.
  private func uris(_ json: JSON) -> [String] {
    let own = json["uri"]?.text.map { [$0] } ?? []
    return own + (json.members.map(\.value) + json.elements).flatMap(uris)
  }
}

extension JSON {
  /// What Foundation has read.
  fileprivate init(_ value: Any) {
    switch value {
    case let text as String: self = .string(text)
    case let list as [Any]: self = .array(list.map { JSON($0) })
    case let object as [String: Any]:
      self = .object(object.sorted { $0.key < $1.key }.map { Member($0.key, JSON($0.value)) })
    case let number as NSNumber:
      let isTruth = String(cString: number.objCType) == "c"
      self = isTruth ? .bool(number.boolValue) : .number("\(number)")
    default: self = .null
    }
  }
}
