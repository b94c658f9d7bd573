import Synchronization

/// The child tasks that belong together: those of a task group, or that of an `async let`. The task that has opened it and
/// the execution share it.
public class AnyTaskGroup: @unchecked Sendable {
    /// What may change while a step is under way on another thread.
    struct Members {
        var isCancelled = false
        /// The children that have not finished.
        var running: [DurableTask] = []
        /// How often a child has finished: a number that grows tells whoever waits that there is something new.
        var finishes = 0
        /// Whether a child has thrown.
        var hasFailed = false
    }

    /// Its number in the execution; 0 until it is open.
    fileprivate(set) var number = 0
    private let state = Mutex(Members())
    /// Where the execution learns that the group was cancelled.
    private var events: TaskEvents?

    /// Whether results are thrown away.
    let isDiscarding: Bool

    init(isDiscarding: Bool) {
        self.isDiscarding = isDiscarding
    }

    /// The marker type of the closures that its children run.
    var childType: Any.Type { fatalError("abstract") }

    /// Takes up a result.
    ///
    /// - Parameter end: how the child has ended.
    func keep(_ end: TaskEnd) { fatalError("abstract") }

    /// How many results have not been taken.
    var resultCount: Int { fatalError("abstract") }

    /// Writes the results that have not been taken, the earliest first.
    func encodeResults(to encoder: any Encoder) throws { fatalError("abstract") }

    /// Reads the results that have not been taken.
    func decodeResults(from decoder: any Decoder) throws { fatalError("abstract") }

    // MARK: Under way

    /// Makes it known to an execution.
    func open(_ number: Int, _ events: TaskEvents, isCancelled: Bool) {
        self.number = number
        self.events = events
        if isCancelled { state.withLock { $0.isCancelled = true } }
    }

    /// A look at the children.
    var members: Members { state.withLock { $0 } }

    var isCancelled: Bool { members.isCancelled }

    /// Whether all children have finished and all results have been taken.
    var isEmpty: Bool { members.running.isEmpty && resultCount == 0 }

    func add(_ child: DurableTask) {
        state.withLock { $0.running.append(child) }
    }

    /// Cancels the children, and those that are still to come.
    func cancel() {
        let children = state.withLock { state in
            state.isCancelled = true
            return state.running
        }
        for child in children { child.cancel(events) }
    }

    /// Notes that a child has finished.
    func finish(_ child: DurableTask, _ end: TaskEnd) {
        keep(end)
        state.withLock { state in
            state.running.removeAll { $0 === child }
            state.finishes += 1
            if case .failure = end { state.hasFailed = true }
        }
    }

    /// Brings back what was stored of it.
    func restore(isCancelled: Bool, hasFailed: Bool) {
        state.withLock {
            $0.isCancelled = isCancelled
            $0.hasFailed = hasFailed
        }
    }
}

/// How a child task has ended: with an activation that has a result, or an error.
enum TaskEnd {
    case success(AnyActivation)
    case failure(any Error)
}

/// The child tasks that belong together, by the type of their results.
public final class TaskGroupState<ChildTaskResult>: AnyTaskGroup, Codable, @unchecked Sendable {
    private let results = Mutex<UncheckedSendable<[Result<ChildTaskResult, any Error>]>>(UncheckedSendable([]))

    override init(isDiscarding: Bool = false) {
        super.init(isDiscarding: isDiscarding)
    }

    // In a frame it stands as its number. What belongs to it is in the execution's record, since it changes while nothing
    // happens to the frame.

    /// Reads its number, by which it finds what belongs to it.
    public init(from decoder: any Decoder) throws {
        let signed = try decoder.singleValueContainer().decode(Int32.self)
        let number = Int(signed.magnitude)
        super.init(isDiscarding: signed < 0)
        guard number > 0, let restoration = TaskRestoration.current(decoder) else {
            throw SnapshotError.incompatible("it has a task group where there can be none")
        }
        self.number = number
        try restoration.add(self)
    }

    /// Writes its number.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(isDiscarding ? -number : number)
    }

    override var childType: Any.Type { ClosureType<Void, ChildTaskResult>.self }

    override var resultCount: Int { results.withLock { $0.value.count } }

    override func keep(_ end: TaskEnd) {
        switch end {
        case .success(let activation):
            guard let passed = activation.passed as? PassedValue<ChildTaskResult> else {
                preconditionFailure("a child task of \(activation.function.identifier) has no result")
            }
            if !isDiscarding { append(.success(passed.value)) }
        case .failure(let error):
            // Of those that are thrown away, the group throws the first.
            if !isDiscarding || !members.hasFailed { append(.failure(error)) }
        }
    }

    private func append(_ result: Result<ChildTaskResult, any Error>) {
        let result = UncheckedSendable(result)
        results.withLock { $0.value.append(result.value) }
    }

    /// Takes the earliest result.
    func take() -> Result<ChildTaskResult, any Error>? {
        results.withLock { results in
            UncheckedSendable(results.value.isEmpty ? nil : results.value.removeFirst())
        }.value
    }

    /// The earliest result, left where it is.
    var first: Result<ChildTaskResult, any Error>? {
        results.withLock { UncheckedSendable($0.value.first) }.value
    }

    override func encodeResults(to encoder: any Encoder) throws {
        try results.withLock { $0 }.value.map(StoredResult.init).encode(to: encoder)
    }

    override func decodeResults(from decoder: any Decoder) throws {
        for result in try [StoredResult<ChildTaskResult>](from: decoder) { append(result.result) }
    }
}

/// Values pass between the threads of an execution's steps one at a time.
private struct UncheckedSendable<Value>: @unchecked Sendable {
    var value: Value

    init(_ value: Value) {
        self.value = value
    }
}

/// The stored form of the result of a child task.
struct StoredResult<Success>: Codable {
    let result: Result<Success, any Error>

    private enum Key: String, CodingKey {
        case value
        case error
    }

    init(_ result: Result<Success, any Error>) {
        self.result = result
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if container.contains(.error) {
            result = .failure(try container.decode(StoredError.self, forKey: .error).error)
        } else {
            result = .success(try container.decode(StoredValue<Success>.self, forKey: .value).value)
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch result {
        case .success(let value):
            guard let value = AnyStorable(value) else {
                throw SnapshotError.incompatible("the result of a child task, of type \(Success.self), is not Codable")
            }
            try container.encode(value, forKey: .value)
        case .failure(let error): try container.encode(StoredError(error: error), forKey: .error)
        }
    }
}
