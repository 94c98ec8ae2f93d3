internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Work in pieces that do not depend on each other, on all processors. Which thread does a piece has no
/// effect on what comes of it.
package enum Threads {
  package static let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

  fileprivate final class Work: Sendable {
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
    let workers = (1..<max(1, min(count, most))).compactMap { _ in Worker.doing(work) }
    work.run()
    for worker in workers { worker.wait() }
  }

  /// Does one thing here while another is done on a thread of its own, and waits for both.
  package static func perform(_ here: () -> Void, beside other: @escaping @Sendable () -> Void) {
    let running = begin(other)
    here()
    running.wait()
  }

  /// Does something on a thread of its own.
  package static func begin(_ other: @escaping @Sendable () -> Void) -> Running {
    let work = Work(1) { _ in other() }
    return Running(work: work, worker: Worker.doing(work))
  }

  /// What is done on another thread, until somebody waits for it.
  package struct Running: Sendable {
    fileprivate let work: Work
    fileprivate let worker: Worker?

    /// Called once at most: then the thread is somebody else's.
    package func wait() {
      // Only if there was no thread is there still something to do.
      if let worker { worker.wait() } else { work.run() }
    }
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

  /// A thread that is kept for further work: a new one begins where the one that started it runs, and
  /// waits for it, though another processor has nothing to do. All that changes stands behind its lock.
  fileprivate final class Worker: @unchecked Sendable {
    private static let idle = Mutex<[Worker]>([])
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var work: Work?

    /// One that has begun with the work; nil if the system has no thread for it.
    static func doing(_ work: Work) -> Worker? {
      guard let worker = idle.withLock({ $0.popLast() }) ?? Worker() else { return nil }
      worker.set(work)
      return worker
    }

    /// Waits until its work is done, and leaves it to the next one who needs a thread.
    func wait() {
      pthread_mutex_lock(lock)
      while work != nil { pthread_cond_wait(changed, lock) }
      pthread_mutex_unlock(lock)
      Worker.idle.withLock { $0.append(self) }
    }

    private func set(_ work: Work?) {
      pthread_mutex_lock(lock)
      self.work = work
      pthread_cond_broadcast(changed)
      pthread_mutex_unlock(lock)
    }

    private func run() {
      while true {
        pthread_mutex_lock(lock)
        while work == nil { pthread_cond_wait(changed, lock) }
        let own = work
        pthread_mutex_unlock(lock)
        own?.run()
        set(nil)
      }
    }

    /// With a stack as large as that of the main thread: expressions may be nested deeply.
    private init?() {
      lock.initialize(to: pthread_mutex_t())
      changed.initialize(to: pthread_cond_t())
      pthread_mutex_init(lock, nil)
      pthread_cond_init(changed, nil)
      var attributes = pthread_attr_t()
      guard pthread_attr_init(&attributes) == 0 else { return nil }
      defer { pthread_attr_destroy(&attributes) }
      pthread_attr_setstacksize(&attributes, 64 << 20)
      let pointer = Unmanaged.passRetained(self).toOpaque()
      #if canImport(Darwin)
        var thread: pthread_t?
        let status = pthread_create(&thread, &attributes, Worker.main, pointer)
      #else
        var thread = pthread_t()
        let status = pthread_create(&thread, &attributes, Worker.main, pointer)
      #endif
      guard status == 0 else {
        Unmanaged<Worker>.fromOpaque(pointer).release()
        return nil
      }
    }

    #if canImport(Darwin)
      private static let main:
        @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { pointer in
          Unmanaged<Worker>.fromOpaque(pointer).takeUnretainedValue().run()
          return nil
        }
    #else
      private static let main:
        @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { pointer in
          if let pointer { Unmanaged<Worker>.fromOpaque(pointer).takeUnretainedValue().run() }
          return nil
        }
    #endif
  }
}
