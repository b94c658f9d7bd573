import Foundation

@testable import Torpor

// Coroutines as the compiler would make them, by hand. Above each is the durable function it stands for.

/// ```swift
/// func squares(upTo n: Int, yield: Yield<Int>) async throws -> String {
///     for i in 1...n { try await yield(i * i) }
///     return "\(n) squares"
/// }
/// ```
struct Squares: SynchronousCoroutine {
    typealias Yielded = Int
    typealias Output = String

    static let identifier = "Tests.squares(upTo:yield:)"

    enum State: String { case start, next, yield1 }

    var state = State.start
    var n = Local<Int>()
    var iterator = Local.inferred { (n: Int) in DurableIteration.iterator(over: 1...n) }

    init(upTo n: Int) {
        self.n.put(n)
    }

    mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        while true {
            switch state {
            case .start:
                iterator.put(DurableIteration.iterator(over: 1...n.value))
                state = .next
            case .next, .yield1:
                var iterator = iterator.take()
                guard let i = iterator.next() else { return activation.finish("\(n.value) squares") }
                self.iterator.put(&iterator)
                activation.yield(i * i)
                state = .yield1
                return .yielded
            }
        }
    }

    init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder)
        state = try frame.state(State.self)
        n.put(try frame.decode("n", like: n.value))
        if state != .start { iterator.put(try frame.decode("i", like: iterator.value)) }
    }

    func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state)
        try frame.encode(n.value, "n")
        if state != .start { try frame.encode(iterator.value, "i") }
    }
}

/// ```swift
/// func interview(ask: Exchange<String, Int>) async throws -> Int {
///     let first = try await ask("first?")
///     return first + (try await ask("after \(first)?"))
/// }
/// ```
struct Interview: SynchronousCoroutine {
    typealias Yielded = String
    typealias Reply = Int
    typealias Output = Int

    static let identifier = "Tests.interview(ask:)"

    enum State: String { case start, ask1, ask2 }

    var state = State.start
    var first = Local<Int>()

    mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        switch state {
        case .start:
            activation.yield("first?")
            state = .ask1
            return .yielded
        case .ask1:
            first.put(try activation.reply())
            activation.yield("after \(first.value)?")
            state = .ask2
            return .yielded
        case .ask2:
            return activation.finish(first.value + (try activation.reply()))
        }
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder)
        state = try frame.state(State.self)
        if state == .ask2 { first.put(try frame.decode("first", like: first.value)) }
    }

    func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state)
        if state == .ask2 { try frame.encode(first.value, "first") }
    }
}

/// ```swift
/// func nap(for duration: Duration) async throws {
///     try await Durable.sleep(for: duration)
///     try await Durable.sleep(until: .distantPast)
/// }
/// ```
struct Nap: SynchronousCoroutine {
    static let identifier = "Tests.nap(for:)"

    enum State: String { case start, sleep1, sleep2 }

    var state = State.start
    var duration = Local<Duration>()

    init(for duration: Duration) {
        self.duration.put(duration)
    }

    mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        switch state {
        case .start:
            activation.sleep(for: duration.take())
            state = .sleep1
            return .sleeping
        case .sleep1:
            activation.sleep(until: .distantPast)
            state = .sleep2
            return .sleeping
        case .sleep2:
            return activation.finish()
        }
    }

    init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder)
        state = try frame.state(State.self)
        if state == .start { duration.put(try frame.decode("duration", like: duration.value)) }
    }

    func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state)
        if state == .start { try frame.encode(duration.value, "duration") }
    }
}

/// ```swift
/// func depth(_ n: Int, yield: Yield<Int>) async throws -> Int {
///     if n == 0 { try await yield(0); return 0 }
///     return 1 + (try await depth(n - 1, yield: yield))
/// }
/// ```
struct Depth: SynchronousCoroutine {
    typealias Yielded = Int
    typealias Output = Int

    static let identifier = "Tests.depth(_:yield:)"

    enum State: String { case start, yield1, depth1 }

    var state = State.start
    var n = Local<Int>()

    init(_ n: Int) {
        self.n.put(n)
    }

    mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        switch state {
        case .start:
            if n.value == 0 {
                activation.yield(0)
                state = .yield1
                return .yielded
            }
            activation.call(Depth(n.value - 1))
            state = .depth1
            return .called
        case .yield1:
            return activation.finish(0)
        case .depth1:
            return activation.finish(1 + (try activation.result(of: Depth.self)))
        }
    }

    func restoreCallee(_ restoration: inout CalleeRestoration) throws -> AnyActivation? {
        state == .depth1 ? try restoration.callee(Depth.self) : nil
    }

    init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder)
        state = try frame.state(State.self)
        if state == .start { n.put(try frame.decode("n", like: n.value)) }
    }

    func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state)
        if state == .start { try frame.encode(n.value, "n") }
    }
}

/// What durable functions of these tests throw.
enum Trouble: Error, Codable, Equatable {
    case bad(Int)
}

/// ```swift
/// func fail(after n: Int, yield: Yield<Int>) async throws {
///     for i in 0..<n { try await yield(i) }
///     throw Trouble.bad(n)
/// }
/// ```
struct Fail: SynchronousCoroutine {
    typealias Yielded = Int

    static let identifier = "Tests.fail(after:yield:)"

    enum State: String { case start, yield1 }

    var state = State.start
    var n = Local<Int>()
    var i = Local<Int>()

    init(after n: Int) {
        self.n.put(n)
        i.put(0)
    }

    mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        guard i.value < n.value else { throw Trouble.bad(n.value) }
        activation.yield(i.value)
        i.put(i.value + 1)
        state = .yield1
        return .yielded
    }

    init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder)
        state = try frame.state(State.self)
        n.put(try frame.decode("n", like: n.value))
        i.put(try frame.decode("i", like: i.value))
    }

    func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state)
        try frame.encode(n.value, "n")
        try frame.encode(i.value, "i")
    }
}

/// ```swift
/// func rescue(yield: Yield<Int>) async throws -> String {
///     do {
///         try await fail(after: 1, yield: yield)
///         return "none"
///     } catch {
///         try await yield(-1)
///         return "\(error)"
///     }
/// }
/// ```
struct Rescue: SynchronousCoroutine {
    typealias Yielded = Int
    typealias Output = String

    static let identifier = "Tests.rescue(yield:)"
    static let errors: [any (Error & Codable).Type] = [Trouble.self]

    enum State: String { case start, fail1, yield1 }

    var state = State.start
    var error = Local<any Error>()

    init() {}

    mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        switch state {
        case .start:
            activation.call(Fail(after: 1))
            state = .fail1
            return .called
        case .fail1:
            do {
                try activation.result(of: Fail.self)
                return activation.finish("none")
            } catch {
                self.error.put(storable(error, errors: Self.errors))
                activation.yield(-1)
                state = .yield1
                return .yielded
            }
        case .yield1:
            return activation.finish("\(error.value)")
        }
    }

    func restoreCallee(_ restoration: inout CalleeRestoration) throws -> AnyActivation? {
        state == .fail1 ? try restoration.callee(Fail.self) : nil
    }

    init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder, errors: Self.errors)
        state = try frame.state(State.self)
        if state == .yield1 { error.put(try frame.decode("error", like: error.value)) }
    }

    func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state, errors: Self.errors)
        if state == .yield1 { try frame.encode(error.value, "error") }
    }
}

/// ```swift
/// func collect(_ work: (Int) async throws -> Int) async throws -> [Int] {
///     var results: [Int] = []
///     for i in 0..<3 { results.append(try await work(i)) }
///     return results
/// }
/// ```
/// with the function to be awaited in a variable, which a test sets.
struct Collect: Coroutine {
    typealias Output = [Int]

    static let identifier = "Tests.collect(_:)"
    @TaskLocal static var work: @Sendable (Int) async throws -> Int = { $0 }

    enum State: String { case start, work1 }

    var state = State.start
    var results: [Int] = []

    init() {}

    mutating func resume(_ activation: Activation<Self>) async throws -> Transition {
        if results.count == 3 { return activation.finish(results) }
        results.append(try await Self.work(results.count))
        state = .work1
        return .checkpoint
    }

    init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder)
        state = try frame.state(State.self)
        results = try frame.decode("results", like: results)
    }

    func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state)
        try frame.encode(results, "results")
    }
}
