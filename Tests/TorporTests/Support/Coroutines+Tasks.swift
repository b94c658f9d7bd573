import Foundation

@testable import Torpor

/// ```swift
/// func race(_ seconds: [Int]) async throws -> [Int] {
///     try await withThrowingTaskGroup(of: Int.self) { group in
///         for wait in seconds {
///             group.addTask {
///                 try await Durable.sleep(for: .milliseconds(wait * 50))
///                 await Log.record("woke \(wait)")
///                 return wait * 10
///             }
///         }
///         var results: [Int] = []
///         while let result = try await group.next() {
///             results.append(result)
///             if result == 30 { group.cancelAll() }
///         }
///         return results
///     }
/// }
/// ```
struct Race: Coroutine {
    typealias Output = [Int]

    static let identifier = "Tests.race(_:)"

    enum State: String { case start, group1, body, add, next, child, slept, recorded }

    var state = State.start
    var seconds: [Int] = []
    var group = Local<DurableThrowingTaskGroup<Int, any Error>>()
    var index = 0
    var wait = 0
    var results: [Int] = []

    init(_ seconds: [Int]) {
        self.seconds = seconds
    }

    private init(_ state: State, _ seconds: [Int] = [], wait: Int = 0) {
        self.state = state
        self.seconds = seconds
        self.wait = wait
    }

    private typealias Body = ClosureType<DurableThrowingTaskGroup<Int, any Error>, [Int]>
    private typealias Child = ClosureType<Void, Int>

    var beginsClosure: Bool { state == .body || state == .child }

    var closureType: Any.Type? {
        switch state {
        case .body, .add, .next: Body.self
        case .child, .slept, .recorded: Child.self
        case .start, .group1: nil
        }
    }

    mutating func resume(_ activation: Activation<Self>) async throws -> Transition {
        switch state {
        case .start:
            state = .group1
            let body = DurableFunction(Body()) { [seconds] in Race(.body, seconds) }
            activation.call(WithThrowingTaskGroup(body: body))
            return .called
        case .group1:
            return activation.finish(try activation.result(of: WithThrowingTaskGroup<Int, [Int]>.self))
        case .body:
            group.put(activation.arguments(of: Body()))
            return add(activation)
        case .add: return add(activation)
        case .next:
            guard let result = try activation.result(of: NextTaskResult<Int>.self) else {
                return activation.finish(results, as: Body())
            }
            results.append(result)
            if result == 30 { group.value.cancelAll() }
            activation.call(NextTaskResult(on: group.value))
            return .called
        case .child:
            activation.arguments(of: Child())
            activation.sleep(for: .milliseconds(wait * 50))
            state = .slept
            return .sleeping
        case .slept:
            try activation.awake()
            await Log.record("woke \(wait)")
            state = .recorded
            return .checkpoint
        case .recorded:
            return activation.finish(wait * 10, as: Child())
        }
    }

    private mutating func add(_ activation: Activation<Self>) -> Transition {
        guard index < seconds.count else {
            state = .next
            activation.call(NextTaskResult(on: group.value))
            return .called
        }
        let wait = seconds[index]
        index += 1
        state = .add
        activation.call(
            TaskAddition(on: group.value, operation: DurableFunction(Child()) { Race(.child, wait: wait) })
        )
        return .called
    }

    func restoreCallee(_ restoration: inout CalleeRestoration) throws -> AnyActivation? {
        switch state {
        case .group1: try restoration.callee(WithThrowingTaskGroup<Int, [Int]>.self)
        case .add: try restoration.callee(TaskAddition<Int>.self)
        case .next: try restoration.callee(NextTaskResult<Int>.self)
        default: nil
        }
    }

    init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder)
        state = try frame.state(State.self)
        seconds = try frame.decode("seconds", like: seconds)
        index = try frame.decode("index", like: index)
        wait = try frame.decode("wait", like: wait)
        results = try frame.decode("results", like: results)
        if state == .add || state == .next { group.put(try frame.decode("group", like: group.value)) }
    }

    func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state)
        try frame.encode(seconds, "seconds")
        try frame.encode(index, "index")
        try frame.encode(wait, "wait")
        try frame.encode(results, "results")
        if state == .add || state == .next { try frame.encode(group.value, "group") }
    }
}

/// What coroutines of tests have done.
actor Log {
    @TaskLocal static var current = Log()

    private(set) var lines: [String] = []

    static func record(_ line: String) async { await current.record(line) }

    private func record(_ line: String) { lines.append(line) }
}
