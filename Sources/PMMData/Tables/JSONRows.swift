internal import PMMDiagnostics

func isJSONSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
}

/// Rows of a JSON list of objects.
struct JSONRows: RowSource {
  mutating func next(_ row: inout Row) -> Bool { false }
}

func openJSON(
  _ bytes: [UInt8], from start: Int, index: Int, _ sink: inout DiagnosticSink
) -> Table? {
  nil
}
