internal import PMMDiagnostics
internal import PMMIR

extension Rule {
  static let namesTooSimilar = Rule(
    "NAM702", "names-too-similar", .suspicious, .warning,
    en: Words(
      "`{name}` and `{other}` differ by one letter", labels: ["this name", "the other"],
      why: "A slip in a formula or a header of data then names the other figure, and no tool can notice."),
    fr: Words(
      "`{name}` et `{other}` ne diffèrent que d’une lettre", labels: ["ce nom", "l’autre"],
      why: "Une faute de frappe dans une formule ou un en-tête désigne alors l’autre chiffre, et aucun outil ne peut le voir."),
    bad: """
      input release "Releases" : declaration {
          definition  "Releases of the year."
          range       from 0
          source      "declaration system"
          allow       unused-input because "an example"
      }

      input releases "Releases by office" : declaration {
          definition  "Releases by the office of the year."
          range       from 0
          source      "declaration system"
          allow       unused-input because "an example"
      }
      """,
    good: """
      input office_releases "Releases by office" : declaration {
          definition  "Releases by the office of the year."
          range       from 0
          source      "declaration system"
          allow       unused-input because "an example"
      }
      """,
    check: .framework { model, report in
      // Names that differ by one letter agree once one letter of each is left out.
      let names = model.program.inputs.filter { $0.owner == nil }.map { ($0.name, $0.sheet.location) }
        + model.nodes.map { ($0.name, $0.sheet.location) }
      var left = LettersLeftOut(count: names.reduce(0) { $0 + $1.0.utf8.count + 1 })
      var keys = KeysOfEnds()
      for (index, (name, place)) in names.enumerated() where name.utf8.count > 5 {
        let letters = Array(name.utf8)
        keys.read(letters)
        var told = false
        for skipped in -1..<letters.count {
          let key = keys.key(without: skipped)
          let others = left.add(index, key, without: skipped < 0 ? nil : letters[skipped])
          guard !told else { continue }
          let other = others.filter { other in
            other != index && names[other].0 != name && isOneLetterApart(names[other].0, name)
          }.min()
          guard let other else { continue }
          told = true
          report.add(place, ["name": name, "other": names[other].0], related: [names[other].1])
        }
      }
    })
}

/// Numbers for all beginnings and ends of a name, of which one for the name without a letter is made.
/// One for all names, so that its lists are made once.
private struct KeysOfEnds {
  private var beginnings: [Int] = []
  private var ends: [Int] = []
  private var powers: [Int] = [1]

  mutating func read(_ letters: [UInt8]) {
    beginnings.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    var (beginning, end) = (0, 0)
    beginnings.append(0)
    for letter in letters {
      beginning = beginning &* 31 &+ Int(letter)
      beginnings.append(beginning)
    }
    ends.append(0)
    for (place, letter) in letters.reversed().enumerated() {
      end &+= powers[place] &* Int(letter)
      ends.append(end)
      if powers.count == ends.count - 1 { powers.append(powers[place] &* 31) }
    }
  }

  /// Of the whole name where no letter is left out.
  func key(without letter: Int) -> Int {
    let rest = ends.count - 2 - letter
    return letter < 0
      ? beginnings[beginnings.count - 1] : beginnings[letter] &* powers[rest] &+ ends[rest]
  }
}

/// Names by what remains of them without one letter: chains in one list, as there are many.
private struct LettersLeftOut {
  private var entries: [(key: Int, name: Int, isDigit: Bool, next: Int)] = []
  /// The last entry of each chain: keys of one chain have their highest bits in common.
  private var last: [Int]
  private let shift: Int

  /// `count` is how many there will be.
  init(count: Int) {
    let bits = max(1, Int.bitWidth - count.leadingZeroBitCount)
    last = Array(repeating: -1, count: 1 << bits)
    shift = UInt.bitWidth - bits
    entries.reserveCapacity(count)
  }

  /// Adds one, and says which were there; a digit for a digit is a numbering, and left out.
  mutating func add(_ name: Int, _ key: Int, without letter: UInt8?) -> [Int] {
    let isDigit = letter.map { $0 >= 48 && $0 <= 57 } ?? false
    // Multiplied by a large odd number, keys that differ little differ in their highest bits.
    let chain = Int((UInt(bitPattern: key) &* 0x9E37_79B9_7F4A_7C15) >> shift)
    var found: [Int] = []
    var next = last[chain]
    last[chain] = entries.count
    entries.append((key, name, isDigit, next))
    while next >= 0 {
      let entry = entries[next]
      if entry.key == key, !(isDigit && entry.isDigit) { found.append(entry.name) }
      next = entry.next
    }
    return found
  }
}

/// Whether one letter was put in, left out or replaced in one of two names that differ; a digit for a
/// digit is a numbering.
private func isOneLetterApart(_ left: String, _ right: String) -> Bool {
  let (short, long) =
    left.utf8.count <= right.utf8.count ? (left.utf8, right.utf8) : (right.utf8, left.utf8)
  guard long.count - short.count <= 1 else { return false }
  var (here, there) = (short.startIndex, long.startIndex)
  while here < short.endIndex, short[here] == long[there] {
    here = short.index(after: here)
    there = long.index(after: there)
  }
  let letter = long[there]
  if letter >= 48, letter <= 57 { return false }
  let rest = short.count == long.count ? short[here...].dropFirst() : short[here...]
  return rest.elementsEqual(long[there...].dropFirst())
}
