import Foundation
import Synchronization

/// What has to be known of a type, beyond that it is `Codable`, to store its values.
///
/// It can go from thread to thread, since types do not change.
enum StorageTraits: @unchecked Sendable {
    /// Nothing.
    case plain
    /// Its values have an identity.
    case object
    /// It is an optional.
    case optional
    /// It writes a list whose order means nothing, in groups of so many items.
    case unordered(group: Int)
    /// It has a tag of its own.
    case date, uuid, url, decimal
    /// It has an item of its own.
    case data
    /// It is worth not being asked for its elements one by one.
    case integers, doubles, strings, octets
    /// What is in it can be coded without asking it.
    case collection(any CBORCollection.Type)
    /// Its values can be coded in memory.
    case planned(Unmanaged<ValuePlan>)

    init<Value>(of type: Value.Type) {
        self.init(unplanned: type)
        switch self {
        case .plain, .collection:
            if let plan = PlanBuilder.plan(for: type) { self = .planned(.passUnretained(plan)) }
        default: break
        }
    }

    /// What there is for a type besides a plan.
    init<Value>(unplanned type: Value.Type) {
        switch type {
        case is [Int].Type: self = .integers
        case is [Double].Type: self = .doubles
        case is [String].Type: self = .strings
        case is [UInt8].Type: self = .octets
        case is Data.Type: self = .data
        case is Date.Type: self = .date
        case is UUID.Type: self = .uuid
        case is URL.Type: self = .url
        case is Decimal.Type: self = .decimal
        case is any OptionalValue.Type: self = .optional
        case let type as any CBORCollection.Type: self = .collection(type)
        case let type as any UnorderedValue.Type: self = .unordered(group: type.itemsInGroup)
        case is AnyClass: self = .object
        default: self = .plain
        }
    }
}

/// The traits of the types that were met. Finding them out takes much longer than looking them up.
struct StorageTraitsCache {
    /// Those that any coder of the process has found out.
    private static let known = Mutex<[ObjectIdentifier: StorageTraits]>([:])
    private static let simple = SimpleTraits()

    private let simple = Self.simple
    /// Those of the others that were met last, each at a place that its address gives.
    private var recent: ContiguousArray<(type: ObjectIdentifier, traits: StorageTraits)?> = []

    @inline(__always)
    mutating func traits<Value>(of type: Value.Type) -> StorageTraits {
        let key = ObjectIdentifier(type)
        if let found = simple[key] { return found }
        return look(type, key)
    }

    @inline(never)
    private mutating func look<Value>(_ type: Value.Type, _ key: ObjectIdentifier) -> StorageTraits {
        if recent.isEmpty { recent = .init(repeating: nil, count: 16) }
        let address = UInt(bitPattern: key)
        let place = Int(truncatingIfNeeded: (address >> 4 ^ address >> 9) & 15)
        if let found = recent[place], found.type == key { return found.traits }
        let traits = Self.lookUp(type, key)
        simple.note(key, traits)
        recent[place] = (key, traits)
        return traits
    }

    private static func lookUp<Value>(_ type: Value.Type, _ key: ObjectIdentifier) -> StorageTraits {
        if let found = known.withLock({ $0[key] }) { return found }
        // Not under the lock, since it may take long, and comes to the same whoever does it.
        let traits = StorageTraits(of: type)
        known.withLock { $0[key] = traits }
        return traits
    }
}

/// The commonest traits of types, for all threads: each in a word together with the address of its type, so that it can
/// be read without a lock, at a place that the address gives.
private final class SimpleTraits: Sendable {
    private static let count = 512
    private nonisolated(unsafe) let words: UnsafeMutablePointer<Atomic<UInt64>>

    init() {
        words = .allocate(capacity: Self.count)
        for index in 0..<Self.count { (words + index).initialize(to: Atomic(0)) }
    }

    // It is never let go of.

    @inline(__always)
    private func word(_ address: UInt64) -> UnsafeMutablePointer<Atomic<UInt64>> {
        words + Int(truncatingIfNeeded: (address >> 4 ^ address >> 13) & UInt64(Self.count - 1))
    }

    @inline(__always)
    subscript(type: ObjectIdentifier) -> StorageTraits? {
        let address = UInt64(UInt(bitPattern: type))
        let word = word(address).pointee.load(ordering: .relaxed)
        guard word >> 8 == address else { return nil }
        switch word & 0xFF {
        case 0: return .plain
        case 1: return .object
        case 2: return .optional
        case 3: return .unordered(group: 1)
        case 4: return .unordered(group: 2)
        default: return nil
        }
    }

    func note(_ type: ObjectIdentifier, _ traits: StorageTraits) {
        let code: UInt64
        switch traits {
        case .plain: code = 0
        case .object: code = 1
        case .optional: code = 2
        case .unordered(group: 1): code = 3
        case .unordered(group: 2): code = 4
        default: return
        }
        let address = UInt64(UInt(bitPattern: type))
        // No system gives a process addresses that are longer.
        guard address >> 56 == 0 else { return }
        word(address).pointee.store(address << 8 | code, ordering: .relaxed)
    }
}

protocol OptionalValue {}

extension Optional: OptionalValue {}

/// A collection that writes a list in an order that differs from process to process. What it wrote is sorted, so that
/// the same value is the same bytes.
protocol UnorderedValue {
    /// How many items of the list belong together.
    static var itemsInGroup: Int { get }
}

extension Set: UnorderedValue {
    static var itemsInGroup: Int { 1 }
}

extension Dictionary: UnorderedValue {
    // A key and a value; those with text for keys write a map.
    static var itemsInGroup: Int { 2 }
}
