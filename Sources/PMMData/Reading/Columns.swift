internal import PMMDiagnostics
internal import PMMIR

/// What one column of a file is.
enum ColumnMeaning {
  case word(ColumnWord)
  case axis(Int)
  case figure(CellReference)
  case attribute(Int)
  /// Mapped to `-`.
  case leftOut
  /// Left out with a finding: a warning, or an error about a name that is nearly right.
  case mistake(Mistake)
}

/// The columns that every file may have.
enum ColumnWord: String, CaseIterable {
  case subject, period, input, value, status, reason, phase, disclosure, note
  case observationStatus = "OBS_STATUS"
  case confidentiality = "CONF_STATUS"

  /// SDMX names of columns that have one of ours.
  static let sdmx: [(name: String, word: ColumnWord)] = [
    ("REF_AREA", .subject), ("TIME_PERIOD", .period), ("INDICATOR", .input), ("OBS_VALUE", .value),
  ]

  /// Whether only the long form has it.
  var isLongOnly: Bool {
    switch self {
    case .input, .value, .reason, .observationStatus, .confidentiality: true
    case .subject, .period, .status, .phase, .disclosure, .note: false
    }
  }
}

enum TableForm { case long, wide }

extension Vocabulary {
  /// The column word of a name. `subject` is a word only in a columns file; a header has the
  /// framework's own.
  func columnWord(_ name: String, isMapped: Bool) -> ColumnWord? {
    if name == program.head.subject { return .subject }
    if let sdmx = ColumnWord.sdmx.first(where: { $0.name == name }) { return sdmx.word }
    guard let word = ColumnWord(rawValue: name), word != .subject || isMapped else { return nil }
    return word
  }

  /// What a column of this name is in a file of this form.
  func meaning(of name: String, isMapped: Bool, in form: TableForm) -> ColumnMeaning {
    if isMapped, name == "-" { return .leftOut }
    let bytes = Array(name.utf8)[...]
    let word = columnWord(name, isMapped: isMapped)
    if word == .subject || word == .period { return .word(word ?? .subject) }
    switch form {
    case .long:
      if let word { return .word(word) }
      if let axis = axes[bytes] { return .axis(axis) }
      let isWide = attributes[bytes] != nil || targets[bytes] != nil
      return .mistake(
        isWide
          ? Mistake(.columnOfOtherForm, ["name": name, "form": "long", "other": "wide"])
          : unknownColumn(name, form))
    case .wide:
      switch reference(bytes) {
      case .found(let reference): return .figure(reference)
      case .mistake(let mistake):
        if let attribute = attributes[bytes] { return .attribute(attribute) }
        if let axis = axes[bytes] { return .axis(axis) }
        if let word {
          guard word.isLongOnly else { return .word(word) }
          return .mistake(
            Mistake(.columnOfOtherForm, ["name": name, "form": "wide", "other": "long"]))
        }
        if mistake.code == .unknownInput { return .mistake(unknownColumn(name, form)) }
        if mistake.code == .computedNode {
          return .mistake(Mistake(.computedColumn, ["name": name]))
        }
        return .mistake(mistake)
      }
    }
  }

  private func unknownColumn(_ name: String, _ form: TableForm) -> Mistake {
    let words = ColumnWord.allCases.filter { form == .long || !$0.isLongOnly }.map(\.rawValue)
    let names = form == .long ? axes.names : targets.names + attributes.names
    let candidates = words.filter { $0 != "subject" } + names + [program.head.subject]
    // `electronc[import]`: the slip is in the name, and the cell stays as it is.
    let base = name.prefix { $0 != "[" }
    let nearest = nearestName(to: String(base), in: candidates).map {
      $0 + name.dropFirst(base.count)
    }
    let now = formerNames[String(base)].map { $0 + name.dropFirst(base.count) }
    return Mistake(
      .unknownColumn,
      [
        "name": shown(Array(name.utf8)[...]), "now": now, "nearest": now == nil ? nearest : nil,
      ])
  }
}

/// What a columns file says: the meaning of each header and word.
struct ColumnMap {
  private var means = ByteTable<String>()

  mutating func add(_ means: String, for name: ArraySlice<UInt8>) -> Bool {
    self.means.add(means, for: name)
  }

  /// The meaning that the file gives, or the name itself.
  func meaning(of name: ArraySlice<UInt8>) -> (text: String, isMapped: Bool) {
    if let text = means[name] { return (text, true) }
    return (String(decoding: name, as: UTF8.self), false)
  }

  func mapped(_ name: ArraySlice<UInt8>) -> String? { means[name] }

  var isEmpty: Bool { means.values.isEmpty }
}
