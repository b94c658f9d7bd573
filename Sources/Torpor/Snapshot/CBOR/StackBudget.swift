import Foundation

/// How much of the native stack coding may use: the types that are coded call one another, as deep as their values are
/// nested.
///
/// Where the platform can, work goes on with a stack of its own, in the same thread, when that of the thread is used up:
/// so that a list of some thousand objects is no matter.
final class StackBudget {
    #if canImport(Darwin)
    // Threads that are not the main one have 512 KiB.
    static let encoding = StackBudget.Limit(thread: 128 << 10, extensions: 0)
    static let decoding = StackBudget.Limit(thread: 320 << 10, extensions: 0)
    #elseif canImport(Musl)
    // Threads that are not the main one have 128 KiB.
    static let encoding = StackBudget.Limit(thread: 24 << 10, extensions: 0)
    static let decoding = StackBudget.Limit(thread: 64 << 10, extensions: 0)
    #else
    // Threads have 8 MiB.
    static let encoding = StackBudget.Limit(thread: 2 << 20, extensions: 12)
    // Reading takes more than writing did, and what was written has to be read.
    static let decoding = StackBudget.Limit(thread: 5 << 20, extensions: 32)
    #endif

    struct Limit {
        /// How much may be used of the thread's stack, in bytes.
        let thread: Int
        /// How many stacks there may be besides.
        let extensions: Int
    }

    /// How deep values may be nested, whatever stack there is: Swift lets go of them by recursion, on the stack of whoever
    /// does so.
    private static let levels = 20_000

    @exclusivity(unchecked) private var floor: UInt
    private let limit: Int
    @exclusivity(unchecked) private var level = 0
    /// How deep the value that is being coded is nested.
    @exclusivity(unchecked) private(set) var depth = 0

    init(_ limit: Limit) {
        let here = Self.here
        floor = here > UInt(limit.thread) ? here - UInt(limit.thread) : 0
        self.limit = limit.extensions
    }

    /// Whether the stack in use is used up.
    var isSpent: Bool { Self.here < floor }

    /// Goes one value deeper.
    ///
    /// - Returns: false if that is too deep.
    func enter() -> Bool {
        depth += 1
        return depth <= Self.levels
    }

    /// Comes back from there.
    func leave() {
        depth -= 1
    }

    /// The address of the end of the stack, roughly. It grows downwards.
    @inline(never)
    private static var here: UInt {
        var place: UInt8 = 0
        return withUnsafeMutablePointer(to: &place) { UInt(bitPattern: $0) }
    }

    #if canImport(Glibc)
    // Kept, since what lies at the border of two stacks may cross it again and again.
    private var stacks: [NativeStack] = []

    /// Goes on with another stack.
    ///
    /// - Parameter body: what to do there.
    /// - Returns: what it returns; nil if no more stacks may be had.
    /// - Throws: what it throws.
    func extended<Result>(_ body: () throws -> Result) throws -> Result? {
        guard level < limit else { return nil }
        if stacks.count == level {
            guard let stack = NativeStack() else { return nil }
            stacks.append(stack)
        }
        let stack = stacks[level]
        let outer = floor
        floor = stack.floor
        level += 1
        defer {
            floor = outer
            level -= 1
        }
        return try stack.run(body)
    }
    #else
    /// There is only one stack.
    func extended<Result>(_ body: () throws -> Result) throws -> Result? { nil }
    #endif
}

#if canImport(Glibc)
/// A stack beside that of the thread.
private final class NativeStack {
    private static let size = 9 << 20
    /// What is left for code that does not ask.
    private static let reserve = 1 << 20

    private let base: UnsafeMutableRawPointer

    /// Takes memory, of which pages that are not used cost nothing.
    init?() {
        let flags = MAP_PRIVATE | Int32(MAP_ANONYMOUS) | Int32(MAP_NORESERVE) | Int32(MAP_STACK)
        guard let memory = mmap(nil, Self.size, PROT_READ | PROT_WRITE, flags, -1, 0), memory != MAP_FAILED else {
            return nil
        }
        // What runs over the end is stopped there.
        mprotect(memory, 4096, PROT_NONE)
        base = memory
    }

    deinit {
        munmap(base, Self.size)
    }

    var floor: UInt { UInt(bitPattern: base) + UInt(Self.reserve) }

    func run<Value>(_ body: () throws -> Value) throws -> Value {
        var result: Result<Value, any Error>?
        withoutActuallyEscaping({ result = Result(catching: body) }) { switchStack($0) }
        return try result!.get()
    }

    private func switchStack(_ body: @escaping () -> Void) {
        let contexts = UnsafeMutablePointer<ucontext_t>.allocate(capacity: 2)
        let job = UnsafeMutablePointer<() -> Void>.allocate(capacity: 1)
        job.initialize(to: body)
        defer {
            job.deinitialize(count: 1)
            job.deallocate()
            contexts.deallocate()
        }
        _ = getContext(contexts)
        // Its flags, where to go on in the end, and the stack: address, flags, size. Each has a word. (The names that C has
        // for them are seen as those of a module which cannot be imported.)
        contexts.withMemoryRebound(to: UInt.self, capacity: 5) { words in
            words[1] = UInt(bitPattern: contexts + 1)
            words[2] = UInt(bitPattern: base)
            words[3] = 0
            words[4] = UInt(Self.size)
        }
        let address = UInt(bitPattern: job)
        makeContext(
            contexts,
            { high, low in UnsafePointer<() -> Void>(bitPattern: UInt(high) << 32 | UInt(low))!.pointee() },
            2,
            UInt32(truncatingIfNeeded: address >> 32),
            UInt32(truncatingIfNeeded: address)
        )
        _ = swapContext(contexts + 1, contexts)
    }
}

// Not imported from C: the first because it can return twice, which it does not here; the second because it takes any
// number of arguments.

@_silgen_name("getcontext")
private func getContext(_ context: UnsafeMutablePointer<ucontext_t>) -> Int32

@_silgen_name("makecontext")
private func makeContext(
    _ context: UnsafeMutablePointer<ucontext_t>,
    _ body: @convention(c) (UInt32, UInt32) -> Void,
    _ count: Int32,
    _ first: UInt32,
    _ second: UInt32
)

@_silgen_name("swapcontext")
private func swapContext(_ old: UnsafeMutablePointer<ucontext_t>, _ new: UnsafePointer<ucontext_t>) -> Int32
#endif
