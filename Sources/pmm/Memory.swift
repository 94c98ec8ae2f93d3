import PMMData
import PMMDiagnostics
import PMMIR
import Synchronization

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

  /// Prepares for the data that a command seems to ask for, before its words are understood: that takes
  /// time too.
  static func begin(_ arguments: [String]) {
    guard ["score", "sensitivity", "explain"].contains(arguments.first) else { return }
    let options = arguments.indices.filter { arguments[$0] == "--data" }
    let paths = options.flatMap { option in
      arguments[(option + 1)...].prefix { !$0.hasPrefix("-") }
    }
    guard !paths.isEmpty else { return }
    let ahead = prepare(for: paths)
    begun.withLock { $0 = (paths, ahead) }
  }

  private static let begun = Mutex<(paths: [String], ahead: Ahead)?>(nil)

  /// Prepares for the data of files.
  static func prepare(for paths: [String]) -> Ahead {
    if let begun = begun.withLock({ $0 }), begun.paths == paths { return begun.ahead }
    let files = Set(paths).sorted().compactMap(DataFile.mapped)
    let bytes = files.reduce(0) { $0 + $1.content.count }
    // The files are mapped already: while the system gives memory, nothing can be.
    let running = reserve(2 * bytes).map { room in
      Threads.begin {
        files.forEach { $0.lookAhead() }
        take(room)
      }
    }
    return Ahead(files: files, running: running)
  }

  /// Prepares for checking definitions.
  static func prepare(for modules: [ModuleFiles]) {
    let bytes = 6 * modules.lazy.flatMap(\.files).reduce(0) { $0 + $1.content.count }
    if let room = reserve(bytes) { _ = Threads.begin { take(room) } }
  }

  /// Keeps something to the end of the process. The system takes all memory back at once then; to give it
  /// back piece by piece takes longer.
  static func keep(_ something: Any) { _ = Unmanaged.passRetained(Kept(value: something)) }

  private final class Kept {
    let value: Any

    init(value: Any) { self.value = value }
  }

  /// What is done on a processor that has nothing to do while the framework is compiled.
  struct Ahead {
    /// Large files of data, which are looked through.
    let files: [DataFile]
    fileprivate let running: Threads.Running?

    /// From now on there is something to do for all processors.
    func end() {
      isOver.store(true, ordering: .relaxed)
      running?.wait()
    }
  }

  private static let isOver = Atomic(false)

  /// Addresses for a run that needs so many bytes at least: where they begin, and how many there are. Nil
  /// for a small run, and where the C library has no such settings. They change nothing but how fast
  /// memory comes.
  private static func reserve(_ bytes: Int) -> Range<Int>? {
    #if canImport(Glibc) && os(Linux)
      // The header of these settings is in no module.
      typealias Set = @convention(c) (_ setting: Int32, _ value: Int32) -> Int32
      guard bytes >= smallest, let symbol = dlsym(nil, "mallopt") else {
        return nil
      }
      let set = unsafeBitCast(symbol, to: Set.self)
      let (trim, pad, mapped, arenas): (Int32, Int32, Int32, Int32) = (-1, -2, -3, -8)
      // Only what is written to is taken.
      let room = min(max(4 * bytes, 64 << 20), 1 << 30)
      // Two arenas: a thread that takes small pieces need not wait for the other one.
      guard set(arenas, 2) == 1, set(mapped, 32 << 20) == 1, set(trim, .max) == 1,
        set(pad, Int32(room)) == 1, let block = malloc(4 << 20)
      else { return nil }
      defer { free(block) }
      let page = sysconf(Int32(_SC_PAGESIZE))
      let start = (Int(bitPattern: block) + page - 1) / page * page
      let end = Int(bitPattern: sbrk(0))
      // A block from elsewhere lies behind all that was asked for.
      guard start < end, end - start <= room + 16 << 20 else { return nil }
      return start..<min(end, start + min(bytes, 64 << 20))
    #else
      return nil
    #endif
  }

  /// Takes memory before it is needed: the system clears each page first.
  private static func take(_ room: Range<Int>) {
    #if canImport(Glibc) && os(Linux)
      guard Threads.processors > 1 else { return }
      // `MADV_POPULATE_WRITE`, which not every header has; a system without it refuses.
      let populate: Int32 = 23
      let (page, piece) = (sysconf(Int32(_SC_PAGESIZE)), 1 << 19)
      // This thread has an arena of its own, which keeps what is given back to it.
      let size = min(room.count / 2, 16 << 20) / page * page
      guard let block = malloc(size) else { return }
      defer { free(block) }
      let own = (Int(bitPattern: block) + page - 1) / page * page
      for offset in stride(from: 0, to: size - page, by: piece) {
        for start in [own + offset, room.lowerBound + offset] {
          let end = start < own || start >= own + size ? room.upperBound : own + size - page
          guard !isOver.load(ordering: .relaxed), start < end,
            madvise(
              UnsafeMutableRawPointer(bitPattern: start), min(piece, end - start), populate) == 0
          else { return }
        }
      }
    #endif
  }
}
