import PMMDiagnostics

#if canImport(Glibc)
  import Glibc
#endif

/// Memory for a large run: taken while another processor has nothing to do, and not given back before the
/// end. Otherwise a quarter of such a run is spent in the system, which gives a page at a time and takes
/// columns back as soon as they are free.
///
/// Not in large pages: these are faster where memory has been in use a moment ago, but a virtual machine
/// returns free ones to its host, and to get one back takes longer than to clear all the small ones.
enum Memory {
  /// A run that needs less than this needs little.
  private static let smallest = 4 << 20

  /// Prepares for the data of files.
  static func prepare(for files: [String]) {
    #if canImport(Glibc) && os(Linux)
      let bytes = files.reduce(0) { sum, path in
        var status = stat()
        return stat(path, &status) == 0 ? sum + Int(status.st_size) : sum
      }
      prepare(least: 2 * bytes)
    #endif
  }

  /// Prepares for checking definitions.
  static func prepare(for modules: [ModuleFiles]) {
    let bytes = modules.lazy.flatMap(\.files).reduce(0) { $0 + $1.content.count }
    prepare(least: 12 * bytes)
  }

  /// Prepares for a run that needs so many bytes at least. It changes nothing but how fast memory comes, and
  /// nothing at all where the C library has no such settings.
  private static func prepare(least bytes: Int) {
    #if canImport(Glibc) && os(Linux)
      // The header of these settings is in no module.
      typealias Set = @convention(c) (_ setting: Int32, _ value: Int32) -> Int32
      guard bytes >= smallest, let symbol = dlsym(nil, "mallopt") else { return }
      let set = unsafeBitCast(symbol, to: Set.self)
      let (trim, pad, mapped, arenas): (Int32, Int32, Int32, Int32) = (-1, -2, -3, -8)
      // Addresses, no memory: only what is written to is taken.
      let room = min(max(4 * bytes, 64 << 20), 1 << 30)
      guard set(arenas, 1) == 1, set(mapped, 32 << 20) == 1, set(trim, .max) == 1,
        set(pad, Int32(room)) == 1, let block = malloc(4 << 20)
      else { return }
      defer { free(block) }
      let page = sysconf(Int32(_SC_PAGESIZE))
      let first = (Int(bitPattern: block) + page - 1) / page * page
      let length = Int(bitPattern: sbrk(0)) - first
      // A block from elsewhere lies behind all that was asked for.
      if length > 0, length <= room + 16 << 20 {
        take(min(bytes, length, 64 << 20), from: first)
      }
    #endif
  }

  #if canImport(Glibc) && os(Linux)
    /// Takes memory before it is needed, on a processor that has nothing to do while files are found and the
    /// framework is compiled: the system clears each page first.
    private static func take(_ length: Int, from start: Int) {
      guard sysconf(Int32(_SC_NPROCESSORS_ONLN)) > 1 else { return }
      let region = UnsafeMutablePointer<(start: Int, length: Int)>.allocate(capacity: 1)
      region.initialize(to: (start, length))
      var thread = pthread_t()
      let status = pthread_create(
        &thread, nil,
        { pointer in
          guard let pointer else { return nil }
          let region = pointer.assumingMemoryBound(to: (start: Int, length: Int).self).pointee
          // `MADV_POPULATE_WRITE`, which not every header has; a system without it refuses.
          let populate: Int32 = 23
          for offset in stride(from: 0, to: region.length, by: 2 << 20) {
            let page = UnsafeMutableRawPointer(bitPattern: region.start + offset)
            guard madvise(page, min(2 << 20, region.length - offset), populate) == 0 else { break }
          }
          return nil
        }, region)
      if status == 0 { pthread_detach(thread) }
    }
  #endif
}
