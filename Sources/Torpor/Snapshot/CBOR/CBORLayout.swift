/// Where the containers in an item end, found in one pass that does not recurse: with it any item can be skipped at once,
/// and whoever walks along the items can rely on their being whole.
///
/// It takes twelve bytes for each container that is not empty, which takes two at least itself.
struct CBORLayout {
    /// A list or map that is not empty.
    struct Container {
        var end: UInt32
        /// The index of the container that begins next behind it.
        var next: UInt32
        /// The number of its items or entries.
        var count: UInt32
    }

    /// The place of an item: its first byte, and the index of the first container that begins there or behind.
    struct Position: Hashable {
        var offset: UInt32
        var container: UInt32
    }

    private(set) var containers = ContiguousArray<Container>()
    /// The items that are marked as shared, without the tag.
    private(set) var shared = ContiguousArray<Position>()

    private var open: [Open] = []

    private struct Open {
        let container: Int
        /// How many items are missing; of an indefinite length, the negated number of those found, less one.
        var rest: Int
        let isMap: Bool
    }

    /// Finds the containers.
    ///
    /// - Parameter bytes: one item.
    /// - Throws: ``CBORError`` if it is not one well-formed item.
    init(_ bytes: UnsafeBufferPointer<UInt8>) throws {
        guard bytes.count < UInt32.max else { throw CBORError(offset: 0, reason: "there are too many bytes") }
        containers.reserveCapacity(min(bytes.count / 8 + 4, 64))
        open.reserveCapacity(16)
        var position = 0
        var isTagged = false
        repeat {
            if let end = Self.endOfSmallItem(bytes, at: position) {
                position = end
                isTagged = false
                finishItems(at: position)
                continue
            }
            let head = try CBORHead(bytes, at: position)
            let start = position
            position = head.end
            if head.isBreak {
                guard !isTagged else { throw CBORError(offset: start, reason: "a tag has no content") }
                try closeIndefinite(at: position, start)
                finishItems(at: position)
                continue
            }
            isTagged = head.major == .tag
            switch head.major {
            case .unsigned, .negative, .simple: finishItems(at: position)
            case .bytes, .text:
                position = try Self.endOfString(head, bytes)
                finishItems(at: position)
            case .array, .map:
                if head.argument == 0, !head.isIndefinite {
                    finishItems(at: position)
                } else {
                    try openContainer(head, bytes.count - position)
                }
            case .tag:
                if head.argument == CBORTag.shared {
                    shared.append(Position(offset: UInt32(position), container: UInt32(containers.count)))
                }
            }
        } while isTagged || !open.isEmpty
        guard position == bytes.count else { throw CBORError(offset: position, reason: "there is more than one item") }
    }

    /// Where a number or short string ends; nil for all else, and for what is not whole.
    @inline(__always)
    private static func endOfSmallItem(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
        guard position < bytes.count, case let first = bytes[position], first & 0x1F < 24 else { return nil }
        switch first >> 5 {
        case 0, 1, 7: return position + 1
        case 2, 3:
            let end = position + 1 + Int(first & 0x1F)
            return end <= bytes.count ? end : nil
        default: return nil
        }
    }

    private mutating func openContainer(_ head: CBORHead, _ room: Int) throws {
        let isMap = head.major == .map
        var rest = -1
        if !head.isIndefinite {
            guard head.argument <= UInt64(isMap ? room / 2 : room) else {
                throw CBORError(offset: head.end, reason: "a container has fewer items than it says")
            }
            rest = Int(head.argument) * (isMap ? 2 : 1)
        }
        open.append(Open(container: containers.count, rest: rest, isMap: isMap))
        containers.append(Container(end: 0, next: 0, count: UInt32(truncatingIfNeeded: head.argument)))
    }

    /// Takes an item that is complete into account.
    @inline(__always)
    private mutating func finishItems(at position: Int) {
        let index = open.count - 1
        guard index >= 0 else { return }
        open[index].rest -= 1
        if open[index].rest == 0 { closeFinished(at: position) }
    }

    @inline(never)
    private mutating func closeFinished(at position: Int) {
        while let last = open.last, last.rest == 0 {
            close(last, at: position)
            if !open.isEmpty { open[open.count - 1].rest -= 1 }
        }
    }

    private mutating func closeIndefinite(at position: Int, _ start: Int) throws {
        guard let last = open.last, last.rest < 0 else {
            throw CBORError(offset: start, reason: "a container of indefinite length ends that has not begun")
        }
        let items = -last.rest - 1
        guard !last.isMap || items.isMultiple(of: 2) else {
            throw CBORError(offset: start, reason: "a key has no value")
        }
        containers[last.container].count = UInt32(last.isMap ? items / 2 : items)
        close(last, at: position)
    }

    private mutating func close(_ last: Open, at position: Int) {
        containers[last.container].end = UInt32(position)
        containers[last.container].next = UInt32(containers.count)
        open.removeLast()
    }

    private static func endOfString(_ head: CBORHead, _ bytes: UnsafeBufferPointer<UInt8>) throws -> Int {
        guard head.isIndefinite else { return try end(of: head, bytes) }
        var position = head.end
        while true {
            let chunk = try CBORHead(bytes, at: position)
            if chunk.isBreak { return chunk.end }
            guard chunk.major == head.major, !chunk.isIndefinite else {
                throw CBORError(offset: position, reason: "a string has a part that is none")
            }
            position = try end(of: chunk, bytes)
        }
    }

    private static func end(of head: CBORHead, _ bytes: UnsafeBufferPointer<UInt8>) throws -> Int {
        guard head.argument <= UInt64(bytes.count - head.end) else {
            throw CBORError(offset: bytes.count, reason: "a string is cut off")
        }
        return head.end + Int(head.argument)
    }
}

/// The beginning of an item.
struct CBORHead {
    let major: CBORMajor
    /// The low bits of the first byte.
    let information: UInt8
    let argument: UInt64
    /// Where the head ends.
    let end: Int

    var isIndefinite: Bool { information == 31 }
    var isBreak: Bool { information == 31 && major == .simple }

    /// Reads a head, and checks it.
    init(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) throws {
        guard offset < bytes.count else { throw CBORError(offset: offset, reason: "the end is missing") }
        let information = bytes[offset] & 0x1F
        if information >= 24 {
            try Self.check(information, bytes, offset)
        }
        self.init(unchecked: bytes.baseAddress!, at: offset)
    }

    private static func check(_ information: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) throws {
        let major = bytes[offset] >> 5
        switch information {
        case 24...27:
            let size = 1 << Int(information - 24)
            guard bytes.count - offset > size else {
                throw CBORError(offset: bytes.count, reason: "the end is missing")
            }
            guard major != 7 || information != 24 || bytes[offset + 1] >= 32 else {
                throw CBORError(offset: offset, reason: "a simple value is longer than it may be")
            }
        case 31 where (2...5).contains(major) || major == 7: break
        default: throw CBORError(offset: offset, reason: "an item begins as none does")
        }
    }

    /// Reads a head that has been checked.
    @inline(__always)
    init(unchecked bytes: UnsafePointer<UInt8>, at offset: Int) {
        let first = bytes[offset]
        major = CBORMajor(rawValue: first >> 5).unsafelyUnwrapped
        information = first & 0x1F
        if information < 24 {
            argument = UInt64(information)
            end = offset + 1
        } else if information > 27 {
            argument = 0
            end = offset + 1
        } else {
            let raw = UnsafeRawPointer(bytes)
            switch information {
            case 24: argument = UInt64(bytes[offset + 1])
            case 25:
                argument = UInt64(UInt16(bigEndian: raw.loadUnaligned(fromByteOffset: offset + 1, as: UInt16.self)))
            case 26:
                argument = UInt64(UInt32(bigEndian: raw.loadUnaligned(fromByteOffset: offset + 1, as: UInt32.self)))
            default: argument = UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: offset + 1, as: UInt64.self))
            }
            end = offset + 1 + (1 << Int(information - 24))
        }
    }
}
