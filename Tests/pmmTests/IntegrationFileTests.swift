import Foundation
import TestSupport
import Testing

/// The files of `docs/ci.md`, each run or read as far as that can be done here.
@Suite("Files for continuous integration") struct IntegrationFileTests {
  /// The blocks of a language, in order.
  private func blocks(_ language: String) throws -> [String] {
    let url = Golden.root.appendingPathComponent("docs/ci.md")
    let parts = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "```")
    return parts.enumerated().filter { $0.offset % 2 == 1 && $0.element.hasPrefix(language + "\n") }
      .map { String($0.element.dropFirst(language.count + 1)) }
  }

  /// A folder whose `Definitions` are a framework as `pmm init` writes it.
  private func scratch() throws -> Scratch {
    let scratch = try Scratch()
    try #require(
      scratch.run("rm Definitions && pmm init --name office Definitions").status == 0)
    return scratch
  }

  @Test("every command of the files does its job, and its findings are files")
  func commands() throws {
    let scratch = try scratch()
    defer { scratch.remove() }
    var count = 0
    for line in try blocks("yaml").joined().split(separator: "\n") {
      guard let start = line.range(of: "pmm ") else { continue }
      let lead = line[..<start.lowerBound].trimmingCharacters(in: .whitespaces)
      guard ["run:", "-", "entry:"].contains(lead) else { continue }
      var command = String(line[start.lowerBound...])
      if lead == "entry:", !command.contains("Definitions") {
        command += " Definitions/office/1.0.0/service.pmm"
      }
      let run = try scratch.run(command)
      #expect(run.status == 0, "\(command)\n\(run.output)\(run.errors)")
      count += 1
    }
    #expect(count == 12)
    let written = try scratch.run(
      "ls pmm.sarif lint.sarif quality.json lint.json layout.xml check.xml lint.xml examples.xml")
    #expect(written.status == 0, "\(written.errors)")
  }

  @Test("the files are YAML")
  func yaml() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    guard try scratch.run("python3 -c 'import yaml'").status == 0 else { return }
    for (index, block) in try blocks("yaml").enumerated() {
      try Data(block.utf8).write(to: scratch.folder.appendingPathComponent("\(index).yml"))
      let run = try scratch.run("python3 -c 'import yaml; yaml.safe_load(open(\"\(index).yml\"))'")
      #expect(run.status == 0, "\(run.errors)")
    }
  }

  /// A repository with the definitions in it.
  private func repository() throws -> Scratch? {
    let scratch = try scratch()
    let run = try scratch.run(
      """
      git init -q . && git config user.name A && git config user.email a@example.org \
      && git add Definitions && git commit -q -m One
      """)
    guard run.status == 0 else {
      scratch.remove()
      return nil
    }
    return scratch
  }

  @Test("the hook lets through what is laid out and checks, and nothing else")
  func hook() throws {
    guard let scratch = try repository() else { return }
    defer { scratch.remove() }
    let hook = scratch.folder.appendingPathComponent(".git/hooks/pre-commit")
    try Data(try blocks("sh")[0].utf8).write(to: hook)
    func commit(_ edit: String) throws -> Scratch.Run {
      try scratch.run(
        "chmod +x .git/hooks/pre-commit; \(edit) && git add Definitions && git commit -q -m Two")
    }
    let file = "Definitions/office/1.0.0/framework.pmm"
    #expect(try commit("echo 'unit letter counted' >> \(file)").status == 0)
    let loose = try commit("echo 'unit  call  counted' >> \(file)")
    #expect(loose.status != 0 && (loose.output + loose.errors).contains("FMT001"))
    let wrong = try commit("git checkout -q HEAD -- Definitions && echo 'unit a = b' >> \(file)")
    #expect(wrong.status != 0 && (wrong.output + wrong.errors).contains("error["))
    // A commit that only takes a file away, or only breaks the settings, is looked at too.
    let restore = "git reset -q --hard &&"
    #expect(try commit("\(restore) git rm -q Definitions/office/1.0.0/framework.pmm").status != 0)
    #expect(try commit("\(restore) echo 'rot = true' >> Definitions/pmm.toml").status != 0)
    let untrue = "sed -i 's/gives 2.5%/gives 3.5%/' Definitions/office/1.0.0/service.pmm"
    let failing = try commit("\(restore) \(untrue)")
    #expect(failing.status != 0 && (failing.output + failing.errors).contains("EXA010"), "\(failing.output)")
    // What is staged counts, not what is in the folder.
    #expect(
      try commit("git checkout -q HEAD -- Definitions && echo 'unit parcel counted' >> \(file)").status
        == 0)
  }

  @Test("git shows no difference of layout alone, and each change under its declaration")
  func difference() throws {
    guard let scratch = try repository() else { return }
    defer { scratch.remove() }
    try Data(try blocks("gitattributes")[0].utf8).write(
      to: scratch.folder.appendingPathComponent(".gitattributes"))
    #expect(try scratch.run(try blocks("sh")[1]).status == 0)
    let file = "Definitions/office/1.0.0/service.pmm"
    #expect(try scratch.run("sed -i 's/    unit  /  unit /' \(file)").status == 0)
    let layout = try scratch.run("git diff -- Definitions")
    #expect(!layout.output.contains("@@"), "\(layout.output)")
    #expect(try scratch.run("sed -i 's/linear 60%/linear 50%/' \(file)").status == 0)
    let change = try scratch.run("git diff -- Definitions").output
    #expect(change.contains("+    score       linear 50% .. 100%"), "\(change)")
    #expect(change.contains("@@ kpi on_time_rate"), "\(change)")
  }

  @Test("a branch is told what it changes, and fails where the edition's number is too low")
  func changes() throws {
    guard let scratch = try repository() else { return }
    defer { scratch.remove() }
    let script = try blocks("sh")[2]
    #expect(
      try String(contentsOf: Golden.root.appendingPathComponent(".ci/changes"), encoding: .utf8)
        == script)
    try Data(script.utf8).write(to: scratch.folder.appendingPathComponent("changes"))
    let file = "Definitions/office/1.0.0/service.pmm"
    func changes(_ edit: String) throws -> Scratch.Run {
      try scratch.run(
        "git checkout -q -b other && \(edit) && git commit -q -a -m Two && sh changes @{-1} "
          + "--format markdown; status=$?; git checkout -q @{-1} && git branch -q -D other; exit $status")
    }
    let layout = try changes("sed -i 's/    unit  /  unit /' \(file)")
    #expect(layout.status == 0, "\(layout.output)\(layout.errors)")
    let stricter = try changes("sed -i 's/linear 60%/linear 50%/' \(file)")
    #expect(stricter.status == 1, "\(stricter.output)\(stricter.errors)")
    #expect(stricter.output.contains("on_time_rate"), "\(stricter.output)")
    // What cannot be compared is never green.
    #expect(try scratch.run("sh changes nobranch").status != 0)
    #expect(try scratch.run("mkdir none && PATH=none /bin/sh changes HEAD").status != 0)
  }

  @Test("a change is seen in whatever folder: letters, blanks, and files below the head")
  func changesAnywhere() throws {
    guard let scratch = try repository() else { return }
    defer { scratch.remove() }
    try Data(try blocks("sh")[2].utf8).write(to: scratch.folder.appendingPathComponent("changes"))
    let folder = "Définitions du port/office/1.0.0"
    let moved = try scratch.run(
      """
      git mv Definitions 'Définitions du port' && mkdir '\(folder)/sheets' \
      && git mv '\(folder)/service.pmm' '\(folder)/sheets/' && git commit -q -m Two \
      && git branch -q before && sed -i 's/linear 60%/linear 50%/' '\(folder)/sheets/service.pmm' \
      && git commit -q -a -m Three
      """)
    #expect(moved.status == 0, "\(moved.output)\(moved.errors)")
    let run = try scratch.run("sh changes before --format markdown")
    #expect(run.status == 1 && run.output.contains("on_time_rate"), "\(run.output)\(run.errors)")
  }
}
