/// A part of a value that is large and seldom changes, kept behind one reference: what holds it stays
/// cheap to copy, and the code that copies it small. It is a value all the same: a copy that is changed
/// is one's own.
///
/// Public, because other modules call a generic that is only `package` as it stands, without its types.
@propertyWrapper
public struct Boxed<Value: Sendable>: @unchecked Sendable {
  @usableFromInline
  final class Storage {
    @usableFromInline var value: Value

    @usableFromInline
    init(_ value: Value) { self.value = value }
  }

  // Changed only where nobody else holds it, which is what makes this `Sendable`.
  @usableFromInline var storage: Storage

  @inlinable
  public init(wrappedValue: Value) { storage = Storage(wrappedValue) }

  public var wrappedValue: Value {
    @inlinable _read { yield storage.value }
    @inlinable _modify {
      if !isKnownUniquelyReferenced(&storage) { storage = Storage(storage.value) }
      yield &storage.value
    }
  }
}

extension Boxed: Equatable where Value: Equatable {
  public static func == (left: Boxed, right: Boxed) -> Bool {
    left.storage === right.storage || left.wrappedValue == right.wrappedValue
  }
}

extension Boxed: Hashable where Value: Hashable {
  public func hash(into hasher: inout Hasher) { hasher.combine(wrappedValue) }
}
