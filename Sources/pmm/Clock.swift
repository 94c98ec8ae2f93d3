import FoundationEssentials
import PMMLint

/// The day by the clock: the only thing that a run takes from outside but its files.
enum Clock {
  static var today: Day {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = calendar.dateComponents([.year, .month, .day], from: Date())
    return Day(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0)
  }
}
