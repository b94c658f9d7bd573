import Synchronization

/// Keyed containers that are used again for the next value with the same type of keys: to make one, the standard library
/// looks several generic types up and allocates a box, which takes longer than all that is written to most of them.
///
/// A `KeyedEncodingContainer` or `KeyedDecodingContainer` is nothing but a reference to its box. A box that nobody else
/// refers to any more is given to the next value, with the place to which it belongs changed. Whoever keeps a container
/// for longer has it for himself: then there is a new box for the next value.
///
/// Only the coding that has them touches them.
final class KeptContainers: @unchecked Sendable {
    /// A container, at a place that the type of its keys and the depth of its value give: a value may hold others of its
    /// own type, and is not done with its container then.
    struct Slot {
        fileprivate(set) var key: ObjectIdentifier?
        fileprivate(set) var box: AnyObject?
        /// What the box is a box of.
        fileprivate(set) var place: ContainerPlace?
    }

    private static let count = 64
    private let slots: UnsafeMutablePointer<Slot>
    /// Which of them are in use.
    @exclusivity(unchecked) private var used: UInt64 = 0

    private init(decoding: Bool) {
        isForDecoding = decoding
        slots = .allocate(capacity: Self.count)
        slots.initialize(repeating: Slot(), count: Self.count)
    }

    deinit {
        slots.deinitialize(count: Self.count)
        slots.deallocate()
    }

    // MARK: Containers

    /// The slot of a type of keys at a depth.
    @inline(__always)
    private func index(_ key: ObjectIdentifier, _ depth: Int) -> Int {
        let address = UInt(bitPattern: key)
        return Int(truncatingIfNeeded: (address >> 4 ^ address >> 10) &+ UInt(bitPattern: depth)) & (Self.count - 1)
    }

    /// Finds a container that nobody uses.
    ///
    /// - Parameters:
    ///   - key: the type of its keys.
    ///   - depth: how deep the value is nested, roughly.
    /// - Returns: the container's box, and what it is a box of, not retained.
    @inline(__always)
    func take(_ key: ObjectIdentifier, depth: Int) -> UnsafeMutablePointer<Slot>? {
        let slot = slots + index(key, depth)
        guard slot.pointee.key == key, isKnownUniquelyReferenced(&slot.pointee.box) else { return nil }
        return slot
    }

    /// Finds a container that nobody uses, and keeps it no longer.
    func takeAway(_ key: ObjectIdentifier, depth: Int) -> (box: AnyObject, place: ContainerPlace)? {
        guard let slot = take(key, depth: depth), let box = slot.pointee.box, let place = slot.pointee.place else {
            return nil
        }
        slot.pointee = Slot()
        return (box, place)
    }

    /// Keeps a container, in place of another that had its slot.
    func keep(_ box: AnyObject, of place: ContainerPlace, _ key: ObjectIdentifier, depth: Int) {
        let index = index(key, depth)
        slots[index] = Slot(key: key, box: box, place: place)
        used |= 1 << UInt64(index)
    }

    /// Whether containers are what they are taken for here: a reference to a box, and nothing else.
    static let arePossible: Bool = {
        func isBox(_ container: Any, _ reference: AnyObject) -> Bool {
            let children = Array(Mirror(reflecting: container).children)
            return children.count == 1 && children[0].value as AnyObject === reference
        }
        func isReference<Container>(_ container: Container) -> Bool {
            MemoryLayout<Container>.size == MemoryLayout<AnyObject>.size
                && isBox(container, unsafeBitCast(container, to: AnyObject.self))
        }
        return isReference(KeyedEncodingContainer(CBORKeyedEncodingContainer<CBORKey>()))
            && isReference(KeyedDecodingContainer(CBORKeyedDecodingContainer<CBORKey>()))
    }()

    // MARK: From coding to coding

    /// Those that no coding uses at present: of one thread, or of none. A container for writing is none for reading.
    private static let spare = Mutex<(encoding: KeptContainers?, decoding: KeptContainers?)>((nil, nil))

    private let isForDecoding: Bool

    /// Those for a coding.
    static func begin(decoding: Bool) -> KeptContainers? {
        guard arePossible else { return nil }
        let kept = spare.withLock { spare in
            defer { if decoding { spare.decoding = nil } else { spare.encoding = nil } }
            return decoding ? spare.decoding : spare.encoding
        }
        return kept ?? KeptContainers(decoding: decoding)
    }

    /// Keeps the containers for another coding.
    func end() {
        var rest = used
        while rest != 0 {
            let index = rest.trailingZeroBitCount
            rest &= rest - 1
            if isKnownUniquelyReferenced(&slots[index].box) {
                slots[index].place!.leave()
            } else {
                slots[index] = Slot()
                used &= ~(1 << UInt64(index))
            }
        }
        Self.spare.withLock { if isForDecoding { $0.decoding = self } else { $0.encoding = self } }
    }
}

/// What a keyed container reads from or writes to.
class ContainerPlace {
    /// Lets go of it.
    func leave() {}
}
