/// Figures that stand out: a factor for one administration, year and input, or for all its years. Each
/// is there for a warning about plausibility, or for a rule that would otherwise sleep.
let outliers: [String: Double] = [
  // A programme opened to many at once, and closed to as many.
  "X09 2024 aeos": 2.3,
  // A forecast adopted before a crisis.
  "X17 2022 revenue_forecast": 0.68,
  // Too few for a score.
  "X21 2026 random_checks": 0.5,
  // A year of large operations.
  "X28 2024 alcohol_seizures": 4,
  // Only finds were recorded.
  "X10 2026 inspections_targeted_with_findings": 6,
  // Outages that nobody logged.
  "X44 2024 system_hours_down": 0,
  // New exemptions.
  "X52 2026 revenue_forgone": 2.1,
  // Nothing to divide by.
  "X12 2023 tobacco_seizures": 0,
  "X13 firearms_seized": 0,
  "X06 inspections_random": 0,
  // A staff too small for a score.
  "X24 officials": 0.6,
]

/// Instruments that are answered for each outcome that asks.
let answeredByOutcome: Set<String> = ["data_model"]
