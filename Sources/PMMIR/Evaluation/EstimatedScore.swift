/// A score as the engine hands it to who estimates with it. Nothing here computes with it.
package enum EstimatedScore: Sendable {
  /// Within one part in 10^13 of the exact number; the index of a level.
  case known(Double)
  case missing([Reason])
}
