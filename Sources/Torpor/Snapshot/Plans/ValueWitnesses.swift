/// How the values of a type are handled in memory by those who do not know it, as the Swift runtime describes it.
///
/// The layout of these descriptions is part of Swift's stable ABI.
struct ValueWitnesses {
    typealias Destroy = @convention(c) (UnsafeMutableRawPointer, UnsafeRawPointer) -> Void
    typealias OptionalTag = @convention(c) (UnsafeRawPointer, UInt32, UnsafeRawPointer) -> UInt32
    typealias SetOptionalTag = @convention(c) (UnsafeMutableRawPointer, UInt32, UInt32, UnsafeRawPointer) -> Void
    typealias Tag = @convention(c) (UnsafeRawPointer, UnsafeRawPointer) -> UInt32
    typealias Project = @convention(c) (UnsafeMutableRawPointer, UnsafeRawPointer) -> Void
    typealias SetTag = @convention(c) (UnsafeMutableRawPointer, UInt32, UnsafeRawPointer) -> Void

    let metadata: UnsafeRawPointer
    let size: Int
    let stride: Int
    let alignment: Int
    /// Whether nothing has to be done to let go of a value.
    let isTrivial: Bool
    /// Whether a value may be moved by copying its bytes, and be looked at in a copy of them.
    let isBitwise: Bool
    private let table: UnsafeRawPointer

    init(_ type: Any.Type) {
        metadata = unsafeBitCast(type, to: UnsafeRawPointer.self)
        table = metadata.load(fromByteOffset: -Self.word, as: UnsafeRawPointer.self)
        size = table.load(fromByteOffset: 8 * Self.word, as: Int.self)
        stride = table.load(fromByteOffset: 9 * Self.word, as: Int.self)
        let flags = table.load(fromByteOffset: 10 * Self.word, as: UInt32.self)
        alignment = Int(flags & 0xFF) + 1
        isTrivial = flags & 0x1_0000 == 0
        isBitwise = flags & 0x110_0000 == 0
    }

    private static let word = MemoryLayout<Int>.size

    private func witness<Function>(_ index: Int) -> Function {
        table.load(fromByteOffset: index * Self.word, as: Function.self)
    }

    /// Lets go of a value.
    @inline(__always)
    func destroy(_ value: UnsafeMutableRawPointer) {
        if !isTrivial { (witness(1) as Destroy)(value, metadata) }
    }

    // MARK: Optionals of the type

    /// Whether an optional of the type, at a place, is nil.
    @inline(__always)
    func isNil(_ optional: UnsafeRawPointer) -> Bool {
        (witness(6) as OptionalTag)(optional, 1, metadata) != 0
    }

    /// Makes a place an optional of the type: nil, or of the value that is there.
    @inline(__always)
    func makeOptional(_ place: UnsafeMutableRawPointer, isNil: Bool) {
        (witness(7) as SetOptionalTag)(place, isNil ? 1 : 0, 1, metadata)
    }

    // MARK: Enums

    /// Behind the sizes and the flags.
    private static let enumWitnesses = 10 + 8 / word

    /// Which case a value of an enum is, those with payloads first.
    @inline(__always)
    func tag(_ value: UnsafeRawPointer) -> Int {
        Int((witness(Self.enumWitnesses) as Tag)(value, metadata))
    }

    /// Makes a value of an enum its payload.
    @inline(__always)
    func project(_ value: UnsafeMutableRawPointer) {
        (witness(Self.enumWitnesses + 1) as Project)(value, metadata)
    }

    /// Makes a payload, or memory without one, a value of an enum.
    @inline(__always)
    func inject(_ tag: Int, _ place: UnsafeMutableRawPointer) {
        (witness(Self.enumWitnesses + 2) as SetTag)(place, UInt32(tag), metadata)
    }
}
