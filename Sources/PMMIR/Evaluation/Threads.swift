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
package enum Threads {
  package static let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

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

  /// What each piece gives, in order.
  package static func map<Result: Sendable>(
    _ count: Int, _ piece: @escaping @Sendable (Int) -> Result
  ) -> [Result] {
    let found = Found<Result>(count)
    perform(count) { found.results[$0] = piece($0) }
    return found.results.compactMap { $0 }
  }

  /// Each written once, by whoever does the piece.
  private final class Found<Result: Sendable>: @unchecked Sendable {
    let results: UnsafeMutableBufferPointer<Result?>

    init(_ count: Int) {
      results = .allocate(capacity: count)
      results.initialize(repeating: nil)
    }

    deinit {
      results.deinitialize()
      results.deallocate()
    }
  }

  /// Does each of so many pieces.
  package static func perform(
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

  /// Does one thing here while another is done on a thread of its own, and waits for both.
  package static func perform(_ here: () -> Void, beside other: @escaping @Sendable () -> Void) {
    let work = Work(1) { _ in other() }
    let thread = start(work)
    here()
    // Only if there was no thread is there still something to do.
    if let thread { pthread_join(thread, nil) } else { work.run() }
  }

  /// What one thing gives here, and what another gives on a thread of its own.
  package static func both<Here, There: Sendable>(
    _ here: () -> Here, beside other: @escaping @Sendable () -> There
  ) -> (Here, There) {
    let found = Found<There>(1)
    var result: Here?
    perform({ result = here() }, beside: { found.results[0] = other() })
    guard let result, let there = found.results[0] else { preconditionFailure("both were done") }
    return (result, there)
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
