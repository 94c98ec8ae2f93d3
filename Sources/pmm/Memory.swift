#if canImport(Glibc)
  import Glibc
#endif

/// Memory for a large run: large pages, and nothing given back before the end. Otherwise a quarter of
/// such a run is spent in the system, which gives a page at a time and takes columns back as soon as
/// they are free.
enum Memory {
  /// Below this much data a run needs little.
  private static let smallest = 1 << 20

  /// Prepares for so many bytes of data. It changes nothing but how fast memory comes, and nothing at
  /// all where the C library has no such settings.
  static func prepare(for bytes: Int) {
    #if canImport(Glibc) && os(Linux)
      // The header of these settings is in no module.
      typealias Set = @convention(c) (_ setting: Int32, _ value: Int32) -> Int32
      guard bytes >= smallest, let symbol = dlsym(nil, "mallopt") else { return }
      let set = unsafeBitCast(symbol, to: Set.self)
      let (trim, pad, mapped, arenas): (Int32, Int32, Int32, Int32) = (-1, -2, -3, -8)
      // Addresses, no memory: only what is written to is taken.
      let room = min(max(8 * bytes, 64 << 20), 1 << 30)
      guard set(arenas, 1) == 1, set(mapped, 32 << 20) == 1, set(trim, .max) == 1,
        set(pad, Int32(room)) == 1, let block = malloc(4 << 20)
      else { return }
      defer { free(block) }
      let page = 2 << 20
      let first = (Int(bitPattern: block) + page - 1) / page * page
      let length = Int(bitPattern: sbrk(0)) - first
      // A block from elsewhere lies behind all that was asked for.
      if length > 0, length <= room + 16 << 20 {
        madvise(UnsafeMutableRawPointer(bitPattern: first), length, MADV_HUGEPAGE)
      }
    #endif
  }
}
