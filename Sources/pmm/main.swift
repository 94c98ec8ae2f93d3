import FoundationEssentials
import PMMCompiler
import PMMDiagnostics
import PMMIR

var files: [SourceFile] = []
for path in CommandLine.arguments.dropFirst() {
  guard let data = FileManager.default.contents(atPath: path) else { continue }
  files.append(SourceFile(path: path, bytes: Array(data)))
}
let compilation = compile(files)
print(TextRenderer(files: compilation.files).render(compilation.diagnostics))
if let program = compilation.program {
  print("nodes", program.nodes.count, "inputs", program.inputs.count)
  for (index, node) in program.nodes.enumerated() {
    for example in node.examples {
      print(node.name, example.title, run(example, of: index, in: program))
    }
  }
}
