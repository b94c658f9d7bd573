import Foundation

/// An encoded value: its bytes, where everything is in it, and the instances that have been made from it.
final class CBORDocument {
    typealias Position = CBORLayout.Position

    private let bytes: UnsafeMutableBufferPointer<UInt8>
    let layout: CBORLayout
    let userInfo: [CodingUserInfoKey: Any]
    let budget = StackBudget(StackBudget.decoding)
    @exclusivity(unchecked) var traits = StorageTraitsCache()
    /// The entries of the maps that keys were looked for in.
    @exclusivity(unchecked) var entries = CBORStack<CBORMap.Entry>(capacity: 16)
    /// Where those of each container begin, once they are known.
    @exclusivity(unchecked) private var firstEntries = ContiguousArray<UInt32>()
    @exclusivity(unchecked) var objects = CBORObjectReading()
    @exclusivity(unchecked) private(set) var containers = KeptContainers.begin(decoding: true)
    /// Whether what is being read cannot be read by its plan.
    @exclusivity(unchecked) var isWithoutPlans = false
    /// The types of the coroutines that were met.
    let coroutines = CoroutineTypes()
    /// What is known of the callee of the frame that was read last, and of which coroutine that is.
    @exclusivity(unchecked) var callee: (of: ObjectIdentifier, CalleeNote)?
    /// Whether it is an execution, which may have child tasks.
    @exclusivity(unchecked) var isExecution = false
    /// The child tasks, once one is met.
    @exclusivity(unchecked) var tasks: TaskRestoration?

    /// Checks that data is one item.
    ///
    /// - Throws: `DecodingError.dataCorrupted`.
    init(_ data: Data, userInfo: [CodingUserInfoKey: Any]) throws {
        // With room behind the last, so that short keys can be compared by whole words.
        let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: data.count + 16)
        bytes.suffix(16).initialize(repeating: 0)
        let count = data.withUnsafeBytes { data in
            if let base = data.baseAddress { memcpy(bytes.baseAddress!, base, data.count) }
            return data.count
        }
        do {
            layout = try CBORLayout(UnsafeBufferPointer(rebasing: bytes[..<count]))
        } catch {
            bytes.deallocate()
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "\(error)"))
        }
        self.bytes = bytes
        self.userInfo = userInfo
    }

    deinit {
        bytes.deallocate()
    }

    /// Lets go of what refers back to the document, when all is read.
    func end() {
        tasks = nil
        containers?.end()
        // Who still reads is not to touch what the next coding has.
        containers = nil
    }

    var base: UnsafePointer<UInt8> { UnsafePointer(bytes.baseAddress!) }

    static let start = Position(offset: 0, container: 0)

    // MARK: Walking

    @inline(__always)
    func head(_ position: Position) -> CBORHead {
        CBORHead(unchecked: base, at: Int(position.offset))
    }

    /// The item without the tags that it has.
    func untagged(_ position: Position) -> Position {
        var position = position
        while base[Int(position.offset)] >> 5 == CBORMajor.tag.rawValue { position = content(position) }
        return position
    }

    /// What follows the head of an item: the content of a tag, or the first item of a container that is empty.
    @inline(__always)
    func content(_ position: Position) -> Position {
        Position(offset: UInt32(head(position).end), container: position.container)
    }

    /// The first item of a container, and how many items or entries it has.
    func contents(_ position: Position) -> (first: Position, count: Int) {
        let head = head(position)
        if head.argument == 0, !head.isIndefinite {
            return (Position(offset: UInt32(head.end), container: position.container), 0)
        }
        let count = layout.containers[Int(position.container)].count
        return (Position(offset: UInt32(head.end), container: position.container + 1), Int(count))
    }

    /// The item behind an item.
    @inline(__always)
    func next(_ position: Position) -> Position {
        var position = position
        while true {
            let head = head(position)
            switch head.major {
            case .unsigned, .negative, .simple:
                return Position(offset: UInt32(head.end), container: position.container)
            case .bytes, .text:
                let end = head.isIndefinite ? endOfParts(head) : head.end + Int(head.argument)
                return Position(offset: UInt32(end), container: position.container)
            case .array, .map:
                if head.argument == 0, !head.isIndefinite {
                    return Position(offset: UInt32(head.end), container: position.container)
                }
                let container = layout.containers[Int(position.container)]
                return Position(offset: container.end, container: container.next)
            case .tag:
                position = Position(offset: UInt32(head.end), container: position.container)
            }
        }
    }

    private func endOfParts(_ head: CBORHead) -> Int {
        var position = head.end
        while base[position] != CBORByte.break {
            let part = CBORHead(unchecked: base, at: position)
            position = part.end + Int(part.argument)
        }
        return position + 1
    }

    /// Where the entries of a map begin, which is not empty; nil if they are not known.
    @inline(__always)
    func firstEntry(of position: Position) -> Int? {
        guard !firstEntries.isEmpty, case let first = firstEntries[Int(position.container)], first < .max else {
            return nil
        }
        return Int(first)
    }

    /// Keeps where the entries of a map begin.
    func keepFirstEntry(_ first: Int, of position: Position) {
        if firstEntries.isEmpty { firstEntries = .init(repeating: .max, count: layout.containers.count) }
        firstEntries[Int(position.container)] = UInt32(first)
    }

    // MARK: Items

    func isNull(_ position: Position) -> Bool {
        let byte = base[Int(position.offset)]
        return byte == CBORByte.null || byte == CBORByte.undefined
    }

    /// Whether the item is an optional's content that could be taken for nil.
    func isMarked(_ position: Position) -> Bool {
        let head = head(position)
        return head.major == .tag && head.argument == CBORTag.some
    }

    /// The bytes of a string.
    func string(_ head: CBORHead) -> [UInt8] {
        guard head.isIndefinite else {
            return Array(UnsafeBufferPointer(start: base + head.end, count: Int(head.argument)))
        }
        return parts(head).flatMap { $0 }
    }

    /// The parts of a string of indefinite length.
    func parts(_ head: CBORHead) -> [[UInt8]] {
        var (position, parts) = (head.end, [[UInt8]]())
        while base[position] != CBORByte.break {
            let part = CBORHead(unchecked: base, at: position)
            parts.append(string(part))
            position = part.end + Int(part.argument)
        }
        return parts
    }

    /// The text of an item; nil if it is none, or not UTF-8.
    func text(_ position: Position) -> String? {
        let head = head(position)
        guard head.major == .text else { return nil }
        if head.isIndefinite { return String(validating: string(head), as: UTF8.self) }
        return Self.text(UnsafeBufferPointer(start: base + head.end, count: Int(head.argument)))
    }

    /// The bytes of a text that is in one piece, whatever they are; nil if it is none.
    func plainText(_ position: Position) -> UnsafeBufferPointer<UInt8>? {
        let head = head(position)
        guard head.major == .text, !head.isIndefinite else { return nil }
        return UnsafeBufferPointer(start: base + head.end, count: Int(head.argument))
    }

    /// Bytes as text; nil if they are not UTF-8.
    static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        // What validates goes through several generic functions, which for a short text takes longer than all else.
        if isASCII(bytes) { return String(decoding: bytes, as: UTF8.self) }
        return String(validating: bytes, as: UTF8.self)
    }

    private static func isASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let words = UnsafeRawBufferPointer(bytes)
        var (offset, bits) = (0, UInt64(0))
        while bytes.count - offset >= 8 {
            bits |= words.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
            offset += 8
        }
        while offset < bytes.count {
            bits |= UInt64(bytes[offset])
            offset += 1
        }
        return bits & 0x8080_8080_8080_8080 == 0
    }

    /// The floating-point number of an item, as a double and exactly; nil if it is none.
    func double(_ head: CBORHead) -> Double? {
        guard head.major == .simple else { return nil }
        switch head.information {
        case 25: return Double(bitPattern: BinaryFloat.half.widened(head.argument, to: .double))
        case 26: return Double(bitPattern: BinaryFloat.single.widened(head.argument, to: .double))
        case 27: return Double(bitPattern: head.argument)
        default: return nil
        }
    }

    /// The whole number of an item, be it a bignum; nil if it is none, or has more than 128 bits.
    func integer(_ position: Position) -> (negative: Bool, magnitude: UInt128)? {
        let head = head(position)
        switch head.major {
        case .unsigned: return (false, UInt128(head.argument))
        case .negative: return (true, UInt128(head.argument))
        case .tag where head.argument == CBORTag.unsignedBignum || head.argument == CBORTag.negativeBignum:
            let content = self.head(content(position))
            guard content.major == .bytes else { return nil }
            let digits = string(content).drop { $0 == 0 }
            guard digits.count <= 16 else { return nil }
            return (head.argument == CBORTag.negativeBignum, digits.reduce(0) { $0 << 8 | UInt128($1) })
        default: return nil
        }
    }
}
