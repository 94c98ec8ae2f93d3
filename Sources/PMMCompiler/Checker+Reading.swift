internal import PMMDiagnostics
internal import PMMIR
internal import PMMSyntax

extension Checker {
  /// The nodes, each after those that its sheet names, as far as there is such an order.
  ///
  /// Types are found on demand; this only keeps the recursion short, however long a chain of nodes
  /// that read each other is. It does not depend on the order of files.
  func readingOrder() -> [Int] {
    let named = namedNodes()
    var order: [Int] = []
    var isVisited = Array(repeating: false, count: nodeSources.count)
    for root in nodeSources.indices where !isVisited[root] {
      isVisited[root] = true
      var path = [(node: root, next: 0)]
      while let (node, next) = path.last {
        guard next < named[node].count else {
          order.append(node)
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let below = named[node][next]
        guard !isVisited[below] else { continue }
        isVisited[below] = true
        path.append((below, 0))
      }
    }
    return order
  }

  /// For each node, the nodes that its sheet or the defines named there name.
  private func namedNodes() -> [[Int]] {
    let mentions = trees.map { tree in
      tree.expressions.compactMap { expression -> (start: Int, name: String)? in
        guard case .name(let name) = expression.kind else {
          guard case .call(let call) = expression.kind else { return nil }
          return (expression.span.start, call.function.text)
        }
        return (expression.span.start, name.text)
      }.sorted { ($0.start, $0.name) < ($1.start, $1.name) }
    }
    func names(_ tree: Int, _ start: Int, _ end: Int) -> Set<String> {
      let list = mentions[tree]
      var low = 0
      var high = list.count
      while low < high {
        let middle = (low + high) / 2
        if list[middle].start < start { low = middle + 1 } else { high = middle }
      }
      return Set(list[low...].prefix { $0.start < end }.map(\.name))
    }
    let defineNames = defines.map { define in
      let span = trees[define.tree][define.body].span
      return names(define.tree, span.start, span.end)
    }
    return nodeSources.map { source in
      var pending = names(source.tree, source.span.start, source.span.end)
      for reference in every[source.level] ?? [] {
        let span = reference.clause.span
        pending.formUnion(names(reference.tree, span.start, span.end))
      }
      var found: Set<Int> = []
      var seen = pending
      while let name = pending.popFirst() {
        switch symbols[name] {
        case .node(let index)?: found.insert(index)
        case .define(let index)?:
          let more = defineNames[index].subtracting(seen)
          seen.formUnion(more)
          pending.formUnion(more)
        default: break
        }
      }
      return found.sorted()
    }
  }
}
