import ArgumentParser
import Foundation
import PMMData
import PMMDiagnostics
import PMMIR
import TestSupport
import Testing

@testable import pmm

/// `Definitions/catalogues/wco-members`: attributes of the WCO's members, as the Mechanism declares them.
@Suite("Members of the WCO") struct MembersTests {
  private func table(_ name: String) throws -> [[String: String]] {
    let url = Golden.root.appendingPathComponent("Definitions/catalogues/wco-members/\(name)")
    var lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    let header = lines.removeFirst().split(separator: ",").map(String.init)
    // Only names and remarks are quoted, and they come last.
    return lines.map { line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return Dictionary(zip(header, fields), uniquingKeysWith: { first, _ in first })
    }
  }

  @Test("the file of attributes is read without a word")
  func subjects() throws {
    let root = Golden.root.appendingPathComponent("Definitions")
    let folder = root.appendingPathComponent("wco-pmm/1.0.0").path
    let subjects = root.appendingPathComponent("catalogues/wco-members/members.csv").path
    let program = try definition("wco-pmm/1.0.0")
    let input = try #require(
      program.inputs.first { $0.owner == nil && $0.breakdown.isEmpty }?.name)
    // Each member has a row, so that none of them is without one.
    var csv = "administration,period,input,value\n"
    for member in try table("members.csv") {
      csv += "\(member["administration"] ?? ""),2022,\(input),\n"
    }
    let data = FileManager.default.temporaryDirectory.appendingPathComponent(
      "members-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: data) }
    try Data(csv.utf8).write(to: data)
    let scoring = try Scoring(
      path: folder,
      options: DataOptions.parse(["--data", data.path, "--subjects", subjects]),
      common: CommonOptions.parse([]), periods: [])
    #expect(scoring.diagnostics.map(\.message) == [])
    let dataset = scoring.runs[0].results.dataset
    let names = ["region", "landlocked", "small_island", "income_group"]
    let known = try names.map { name in
      let attribute = try #require(program.attribute(named: name))
      return dataset.subjects.indices.count { subject in
        dataset.attribute(
          attribute, subject: subject, period: Period("2022", kind: .calendarYear)!) != nil
      }
    }
    #expect(known == [187, 187, 187, 185])
  }

  @Test("the regions have the members that the WCO counts")
  func regions() throws {
    let counts = Dictionary(grouping: try table("members.csv")) { $0["region"] ?? "" }
      .mapValues(\.count)
    #expect(
      counts == [
        "europe": 52, "asia_pacific": 35, "americas_caribbean": 34, "east_southern_africa": 24,
        "west_central_africa": 24, "north_africa_near_middle_east": 18,
      ])
  }

  @Test("both files list the same members, once and in order")
  func names() throws {
    let members = try table("members.csv").compactMap { $0["administration"] }
    let names = try table("names.csv")
    #expect(names.compactMap { $0["administration"] } == members)
    #expect(members == Set(members).sorted() && members.count == 187)
    #expect(members.allSatisfy { $0.utf8.count == 2 })
    #expect(Set(names.compactMap { $0["iso3"] }).count == 187)
  }
}
