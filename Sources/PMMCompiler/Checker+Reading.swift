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
    // Most names are those of inputs, which lead nowhere.
    let mentions = trees.map { tree in
      tree.expressions.all.compactMap { expression -> (start: Int, named: Named)? in
        let name: String
        switch expression.kind {
        case .name(let written): name = written.text
        case .call(let call): name = call.function.text
        default: return nil
        }
        return switch symbols[name] {
        case .node(let index)?: (expression.span.start, .node(index))
        case .define(let index)?: (expression.span.start, .define(index))
        default: nil
        }
      }.sorted { $0.start < $1.start }
    }
    func names(_ tree: Int, _ start: Int, _ end: Int) -> [Named] {
      let list = mentions[tree]
      var low = 0
      var high = list.count
      while low < high {
        let middle = (low + high) / 2
        if list[middle].start < start { low = middle + 1 } else { high = middle }
      }
      return list[low...].prefix { $0.start < end }.map(\.named)
    }
    let defined = defines.map { define in
      let span = written(define.body, define.tree).span
      return names(define.tree, span.start, span.end)
    }
    return nodeSources.map { source in
      var pending = names(source.tree, source.span.start, source.span.end)
      for reference in every[source.level] {
        let span = reference.clause.span
        pending += names(reference.tree, span.start, span.end)
      }
      var found: Set<Int> = []
      var seen: Set<Int> = []
      while let name = pending.popLast() {
        switch name {
        case .node(let index): found.insert(index)
        case .define(let index): if seen.insert(index).inserted { pending += defined[index] }
        }
      }
      return found.sorted()
    }
  }

  private enum Named {
    case node(Int)
    case define(Int)
  }
}
