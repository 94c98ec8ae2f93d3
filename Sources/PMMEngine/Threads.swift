#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif
internal import Synchronization

/// Work in pieces that do not depend on each other, on all processors. Which thread does a piece has no
/// effect on what comes of it.
enum Threads {
  static let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  private final class Work: Sendable {
    let next = Atomic<Int>(0)
    let count: Int
    let piece: @Sendable (Int) -> Void

    init(_ count: Int, _ piece: @escaping @Sendable (Int) -> Void) {
      self.count = count
      self.piece = piece
    }

    func run() {
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        piece(index)
      }
    }
  }

  static func perform(
    _ count: Int, on most: Int = processors, _ piece: @escaping @Sendable (Int) -> Void
  ) {
    let work = Work(count, piece)
    var threads: [pthread_t] = []
    for _ in 1..<max(1, min(count, most)) {
      if let thread = start(work) { threads.append(thread) }
    }
    work.run()
    for thread in threads { pthread_join(thread, nil) }
  }

  /// With a stack as large as that of the main thread: expressions may be nested deeply.
  private static func start(_ work: Work) -> pthread_t? {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return nil }
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, 64 << 20)
    let pointer = Unmanaged.passRetained(work).toOpaque()
    #if canImport(Darwin)
      var thread: pthread_t?
      let status = pthread_create(&thread, &attributes, Threads.main, pointer)
    #else
      var thread = pthread_t()
      let status = pthread_create(&thread, &attributes, Threads.main, pointer)
    #endif
    guard status == 0 else {
      Unmanaged<Work>.fromOpaque(pointer).release()
      return nil
    }
    return thread
  }

  #if canImport(Darwin)
    private static let main: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? =
      { pointer in
        Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().run()
        return nil
      }
  #else
    private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? =
      { pointer in
        if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().run() }
        return nil
      }
  #endif
}
