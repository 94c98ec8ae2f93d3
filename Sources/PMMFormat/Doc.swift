/// What is to be printed, with the places where a line may end.
///
/// A group stands on one line if it fits, else each of its own `line`s ends one. A `prose` is a text
/// in natural language: it is never broken, and what stands before it is not moved to make room.
indirect enum Doc: Sendable {
  case text(String)
  case prose(String)
  /// The lines of a long text, each but the first on a line of its own at the current indentation.
  case long([String])
  /// A comment behind something: nothing else fits on its line.
  case comment(String)
  /// A comment on a line of its own.
  case ownComment(String)
  /// A space, or the end of the line; `tight` has no space.
  case line(tight: Bool)
  /// Always the end of the line.
  case hard(blank: Bool)
  case concat([Doc])
  case nest(Int, Doc)
  case group(Doc)
  /// The first if it fits, else the second.
  case choice(flat: Doc, broken: Doc)

  static let space = Doc.text(" ")
  static let line = Doc.line(tight: false)
  static let softLine = Doc.line(tight: true)
  static let end = Doc.hard(blank: false)

  /// Whether it holds a place where a line may end.
  var canBreak: Bool {
    switch self {
    case .text, .prose: false
    case .long(let lines): lines.count > 1
    case .comment, .ownComment, .line, .hard, .choice: true
    case .concat(let parts): parts.contains { $0.canBreak }
    case .nest(_, let inner), .group(let inner): inner.canBreak
    }
  }
}

/// Prints a `Doc` within a width, from the first column. Takes time in proportion to the output.
struct DocPrinter {
  let width: Int
  private(set) var output = ""
  private var column = 0
  /// A comment was printed: whatever follows begins a line.
  private var mustEnd = false
  /// A space is due, unless the line ends here.
  private var owesSpace = false
  private var stack: [Item] = []

  private struct Item {
    var indent: Int
    var isFlat: Bool
    var doc: Doc
  }

  init(width: Int) { self.width = width }

  static func print(_ doc: Doc, width: Int) -> String {
    var printer = DocPrinter(width: width)
    printer.run(doc)
    return printer.output
  }

  private mutating func run(_ doc: Doc) {
    stack = [Item(indent: 0, isFlat: false, doc: doc)]
    while let item = stack.popLast() {
      switch item.doc {
      case .text(let text), .prose(let text): put(text, item.indent)
      case .long(let lines):
        put(lines[0], item.indent)
        for line in lines.dropFirst() {
          end()
          if !line.isEmpty { put(line, item.indent) }
        }
      case .comment(let text):
        owesSpace = column > 0
        put(text, item.indent)
        mustEnd = true
      case .ownComment(let text):
        if column > 0 { end() }
        put(text, item.indent)
        mustEnd = true
      case .line(let tight):
        if item.isFlat { if !tight { put(" ", item.indent) } } else { end() }
      case .hard(let blank):
        end()
        if blank { output += "\n" }
      case .concat(let parts):
        for part in parts.reversed() {
          stack.append(Item(indent: item.indent, isFlat: item.isFlat, doc: part))
        }
      case .nest(let more, let inner):
        stack.append(Item(indent: item.indent + more, isFlat: item.isFlat, doc: inner))
      case .group(let inner):
        let flat = Item(indent: item.indent, isFlat: true, doc: inner)
        let fits = item.isFlat || fits(flat)
        stack.append(Item(indent: item.indent, isFlat: fits, doc: inner))
      case .choice(let flat, let broken):
        let candidate = Item(indent: item.indent, isFlat: true, doc: flat)
        let fits = item.isFlat || fits(candidate)
        stack.append(
          fits ? candidate : Item(indent: item.indent, isFlat: false, doc: broken))
      }
    }
  }

  private mutating func put(_ text: String, _ indent: Int) {
    if text.isEmpty { return }
    if mustEnd { end() }
    if text == " " {
      owesSpace = column > 0
      return
    }
    if column == 0 {
      output += String(repeating: " ", count: indent)
      column = indent
    } else if owesSpace {
      output += " "
      column += 1
    }
    owesSpace = false
    output += text
    column += displayWidth(text)
  }

  /// Ends the line; the indentation comes with what is printed next.
  private mutating func end() {
    output += "\n"
    column = 0
    mustEnd = false
    owesSpace = false
  }

  /// Whether an item, and what follows up to the next place where a line may end, fits on the line.
  private func fits(_ first: Item) -> Bool {
    let isNew = mustEnd || column == 0
    return fits(first, from: isNew ? first.indent : column + (owesSpace ? 1 : 0))
  }

  private func fits(_ first: Item, from column: Int) -> Bool {
    var left = width - column
    var pending = [first]
    var next = stack.count
    // What follows the item counts too, but not its texts in natural language.
    var isInside = true
    while left >= 0 {
      guard let item = pending.popLast() else {
        isInside = false
        next -= 1
        guard next >= 0 else { return true }
        pending.append(stack[next])
        continue
      }
      switch item.doc {
      case .text(let text): left -= displayWidth(text)
      case .prose(let text):
        if !isInside { return true }
        left -= displayWidth(text)
      case .long(let lines):
        if isInside, lines.count > 1 { return false }
        return left >= displayWidth(lines[0])
      case .comment, .ownComment:
        return !isInside
      case .line(let tight):
        if !item.isFlat { return true }
        left -= tight ? 0 : 1
      case .hard: return !isInside
      case .concat(let parts):
        for part in parts.reversed() {
          pending.append(Item(indent: 0, isFlat: item.isFlat, doc: part))
        }
      case .nest(_, let inner):
        pending.append(Item(indent: 0, isFlat: item.isFlat, doc: inner))
      case .group(let inner):
        // What follows may still break its own lines.
        pending.append(Item(indent: 0, isFlat: isInside, doc: inner))
      case .choice(let flat, let broken):
        pending.append(
          Item(indent: 0, isFlat: isInside, doc: isInside ? flat : broken))
      }
    }
    return false
  }
}

/// How many columns a text takes on a screen: East Asian letters take two, marks upon letters none.
func displayWidth(_ text: String) -> Int {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
  return text.unicodeScalars.reduce(0) { $0 + displayWidth($1) }
}

private func displayWidth(_ scalar: Unicode.Scalar) -> Int {
  switch scalar.value {
  case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
    2
  default: scalar.properties.generalCategory == .nonspacingMark ? 0 : 1
  }
}
