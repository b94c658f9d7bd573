/// How much of the native stack coding may use: the types that are coded call one another, as deep as their values are
/// nested.
struct StackBudget {
    #if canImport(Darwin)
    // Threads that are not the main one have 512 KiB.
    static let encoding = 128 << 10
    static let decoding = 320 << 10
    #elseif canImport(Musl)
    // Threads that are not the main one have 128 KiB.
    static let encoding = 24 << 10
    static let decoding = 64 << 10
    #else
    // Threads have 8 MiB.
    static let encoding = 2 << 20
    // Reading takes more than writing did, and what was written has to be read.
    static let decoding = 5 << 20
    #endif

    private let floor: UInt

    init(bytes: Int) {
        let here = Self.here
        floor = here > UInt(bytes) ? here - UInt(bytes) : 0
    }

    /// Whether it is used up.
    var isSpent: Bool { Self.here < floor }

    /// The address of the end of the stack, roughly. It grows downwards.
    @inline(never)
    private static var here: UInt {
        var place: UInt8 = 0
        return withUnsafeMutablePointer(to: &place) { UInt(bitPattern: $0) }
    }
}
