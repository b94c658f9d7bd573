/// A call of a task group's `addTask(name:priority:operation:)`.
public struct TaskAddition<ChildTaskResult>: SynchronousCoroutine {
    /// What the call returns.
    public typealias Output = Void

    /// The name of the call.
    public static var identifier: String { "Swift.TaskGroup.addTask<\(String(reflecting: ChildTaskResult.self))>" }

    private var addition: ConditionalTaskAddition<ChildTaskResult>

    /// Makes a call that has not begun.
    ///
    /// - Parameters:
    ///   - group: the group.
    ///   - name: not needed.
    ///   - priority: the priority of the child task.
    ///   - operation: what the child task runs.
    public init(
        on group: some DurableGroup<ChildTaskResult>,
        name: String? = nil,
        priority: TaskPriority? = nil,
        operation: DurableFunction<Void, ChildTaskResult>
    ) {
        addition = ConditionalTaskAddition(on: group, name: name, priority: priority, operation: operation)
        addition.isUnconditional = true
    }

    /// Runs to the next transition.
    public mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        if let request = addition.begin() { return activation.request(request) }
        return activation.finish()
    }

    /// Reads the state, and what is live there.
    public init(from decoder: any Decoder) throws { addition = try ConditionalTaskAddition(from: decoder) }

    /// Writes the state, and what is live there.
    public func encode(to encoder: any Encoder) throws { try addition.encode(to: encoder) }
}

/// A call of a task group's `addTaskUnlessCancelled(name:priority:operation:)`.
public struct ConditionalTaskAddition<ChildTaskResult>: SynchronousCoroutine {
    /// What the call returns.
    public typealias Output = Bool

    /// The name of the call.
    public static var identifier: String {
        "Swift.TaskGroup.addTaskUnlessCancelled<\(String(reflecting: ChildTaskResult.self))>"
    }

    enum State: String { case start, added }

    private var state = State.start
    private let tasks: TaskGroupState<ChildTaskResult>
    private var operation: DurableFunction<Void, ChildTaskResult>?
    private var priority: TaskPriority?
    fileprivate var isUnconditional = false

    /// Makes a call that has not begun.
    ///
    /// - Parameters:
    ///   - group: the group.
    ///   - name: not needed.
    ///   - priority: the priority of the child task.
    ///   - operation: what the child task runs.
    public init(
        on group: some DurableGroup<ChildTaskResult>,
        name: String? = nil,
        priority: TaskPriority? = nil,
        operation: DurableFunction<Void, ChildTaskResult>
    ) {
        tasks = group.tasks
        self.operation = operation
        self.priority = priority
    }

    /// Runs to the next transition.
    public mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        if let request = begin() { return activation.request(request) }
        return activation.finish(state == .added)
    }

    fileprivate mutating func begin() -> TaskRequest.Kind? {
        guard state == .start, isUnconditional || !tasks.isCancelled, let operation else { return nil }
        state = .added
        self.operation = nil
        return .spawn(operation.activation((), driver: nil), in: tasks, priority: priority)
    }

    // It rests only behind the request.

    /// Reads the state, and what is live there.
    public init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder)
        state = try frame.state(State.self)
        tasks = try frame.decode(TaskGroupState<ChildTaskResult>.self, "group")
        if state == .start { operation = try frame.decode(DurableFunction<Void, ChildTaskResult>.self, "operation") }
    }

    /// Writes the state, and what is live there.
    public func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state)
        try frame.encode(tasks, "group")
        if let operation { try frame.encode(operation, "operation") }
    }
}

/// Waits for the result of a child task, and takes it from the group.
struct TaskResultAwaiting<ChildTaskResult>: Codable {
    enum State: String { case start, waiting, taken }

    private var state = State.start
    let tasks: TaskGroupState<ChildTaskResult>
    /// Whether the result stays in the group, to be waited for again.
    var isRepeatable = false
    /// The result; nil if there was no child task.
    private(set) var result: Result<ChildTaskResult, any Error>?

    init(_ tasks: TaskGroupState<ChildTaskResult>) {
        self.tasks = tasks
    }

    /// - Parameter keep: changes what waits where the activation has it.
    /// - Returns: what to ask of the driver; nil once there is a result.
    mutating func resume(_ keep: @escaping ((inout Self) -> Void) -> Void) -> TaskRequest.Kind? {
        guard state != .taken else { return nil }
        state = .waiting
        let (tasks, isRepeatable) = (tasks, isRepeatable)
        return .wait {
            let result = isRepeatable ? tasks.first : tasks.take()
            guard result != nil || tasks.members.running.isEmpty else { return false }
            keep { awaiting in
                awaiting.result = result
                awaiting.state = .taken
            }
            return true
        }
    }

    init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder)
        state = try frame.state(State.self)
        tasks = try frame.decode(TaskGroupState<ChildTaskResult>.self, "group")
        if state == .taken {
            result = try frame.decode(StoredResult<ChildTaskResult>?.self, "result")?.result
        }
    }

    func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state)
        try frame.encode(tasks, "group")
        if state == .taken { try frame.encode(result.map(StoredResult.init), "result") }
    }
}

/// A call of a task group's `next()`.
public struct NextTaskResult<ChildTaskResult>: SynchronousCoroutine {
    /// What the call returns.
    public typealias Output = ChildTaskResult?

    /// The name of the call.
    public static var identifier: String { "Swift.TaskGroup.next<\(String(reflecting: ChildTaskResult.self))>" }

    private var awaiting: TaskResultAwaiting<ChildTaskResult>

    /// Makes a call that has not begun.
    ///
    /// - Parameter group: the group.
    public init(on group: some DurableGroup<ChildTaskResult>) {
        awaiting = TaskResultAwaiting(group.tasks)
    }

    /// Runs to the next transition.
    public mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        if let request = awaiting.resume({ [unowned activation] in $0(&activation.coroutine.awaiting) }) {
            return activation.request(request)
        }
        return activation.finish(try awaiting.result?.get())
    }

    /// Reads the state, and what is live there.
    public init(from decoder: any Decoder) throws { awaiting = try TaskResultAwaiting(from: decoder) }

    /// Writes the state, and what is live there.
    public func encode(to encoder: any Encoder) throws { try awaiting.encode(to: encoder) }
}

/// A call of a throwing task group's `nextResult()`.
public struct NextTaskOutcome<ChildTaskResult>: SynchronousCoroutine {
    /// What the call returns.
    public typealias Output = Result<ChildTaskResult, any Error>?

    /// The name of the call.
    public static var identifier: String { "Swift.TaskGroup.nextResult<\(String(reflecting: ChildTaskResult.self))>" }

    private var awaiting: TaskResultAwaiting<ChildTaskResult>

    /// Makes a call that has not begun.
    ///
    /// - Parameter group: the group.
    public init(on group: some DurableGroup<ChildTaskResult>) {
        awaiting = TaskResultAwaiting(group.tasks)
    }

    /// Runs to the next transition.
    public mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        if let request = awaiting.resume({ [unowned activation] in $0(&activation.coroutine.awaiting) }) {
            return activation.request(request)
        }
        return activation.finish(awaiting.result)
    }

    /// Reads the state, and what is live there.
    public init(from decoder: any Decoder) throws { awaiting = try TaskResultAwaiting(from: decoder) }

    /// Writes the state, and what is live there.
    public func encode(to encoder: any Encoder) throws { try awaiting.encode(to: encoder) }
}

/// A call of a task group's `waitForAll()`: takes all results, and throws the first error among them.
public struct TaskGroupDrain<ChildTaskResult>: SynchronousCoroutine {
    /// What the call returns.
    public typealias Output = Void

    /// The name of the call.
    public static var identifier: String { "Swift.TaskGroup.waitForAll<\(String(reflecting: ChildTaskResult.self))>" }

    enum State: String { case start, waiting, drained }

    private var state = State.start
    private let tasks: TaskGroupState<ChildTaskResult>
    private var failure: (any Error)?

    /// Makes a call that has not begun.
    ///
    /// - Parameter group: the group.
    public init(on group: some DurableGroup<ChildTaskResult>) {
        tasks = group.tasks
    }

    /// Runs to the next transition.
    public mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        guard state != .drained else {
            if let failure { throw failure }
            return activation.finish()
        }
        state = .waiting
        return activation.request(
            .wait { [tasks, unowned activation] in
                guard tasks.members.running.isEmpty else { return false }
                activation.coroutine.drain()
                return true
            }
        )
    }

    private mutating func drain() {
        state = .drained
        while let result = tasks.take() {
            if case .failure(let error) = result, failure == nil { failure = error }
        }
    }

    /// Reads the state, and what is live there.
    public init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder)
        state = try frame.state(State.self)
        tasks = try frame.decode(TaskGroupState<ChildTaskResult>.self, "group")
        if state == .drained {
            failure = try frame.decode(StoredError?.self, "error")?.error
        }
    }

    /// Writes the state, and what is live there.
    public func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state)
        try frame.encode(tasks, "group")
        if state == .drained { try frame.encode(failure.map(StoredError.init), "error") }
    }
}
