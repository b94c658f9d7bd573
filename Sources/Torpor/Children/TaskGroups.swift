/// What durable functions have in place of a task group: a reference to the child tasks, that can be stored. Generated code
/// makes it.
public protocol DurableGroup<ChildTaskResult>: Codable, Sendable {
    /// What the child tasks return.
    associatedtype ChildTaskResult

    /// Whether results are thrown away, as in the groups called discarding.
    static var isDiscarding: Bool { get }

    /// The child tasks.
    var tasks: TaskGroupState<ChildTaskResult> { get }

    /// Refers to child tasks.
    ///
    /// - Parameter tasks: the child tasks.
    init(_ tasks: TaskGroupState<ChildTaskResult>)
}

extension DurableGroup {
    /// Results are kept unless a group says otherwise.
    public static var isDiscarding: Bool { false }

    /// Reads the reference.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(TaskGroupState<ChildTaskResult>.self))
    }

    /// Writes the reference.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(tasks)
    }

    /// Whether no child task is left whose result has not been taken.
    public var isEmpty: Bool { tasks.isEmpty }

    /// Whether the group was cancelled, or the task that it belongs to.
    public var isCancelled: Bool { tasks.isCancelled }

    /// Cancels the child tasks, and those that are still to be added.
    public func cancelAll() { tasks.cancel() }

    /// Stands in type witnesses for what adds a child task.
    @discardableResult
    public func addTaskUnlessCancelled(
        name: String? = nil,
        priority: TaskPriority? = nil,
        operation: sending @escaping @isolated(any) () async throws -> ChildTaskResult
    ) -> Bool { unreachable() }

    /// Stands in type witnesses for what adds a child task.
    public func addTask(
        name: String? = nil,
        priority: TaskPriority? = nil,
        operation: sending @escaping @isolated(any) () async throws -> ChildTaskResult
    ) { unreachable() }

    /// What adds a child task.
    public typealias AddTask = TaskAddition<ChildTaskResult>
    /// What adds a child task to a group that is not cancelled.
    public typealias AddTaskUnlessCancelled = ConditionalTaskAddition<ChildTaskResult>
}

/// What durable functions have in place of a `TaskGroup`.
public struct DurableTaskGroup<ChildTaskResult>: DurableGroup, AsyncSequence, @unchecked Sendable {
    /// The child tasks.
    public let tasks: TaskGroupState<ChildTaskResult>

    /// Refers to child tasks.
    public init(_ tasks: TaskGroupState<ChildTaskResult>) { self.tasks = tasks }

    /// What takes a result.
    public typealias Next = NextTaskResult<ChildTaskResult>
    /// What waits for the child tasks.
    public typealias WaitForAll = TaskGroupDrain<ChildTaskResult>

    /// Stands in type witnesses for what takes a result.
    public func next() async -> ChildTaskResult? { unreachable() }

    /// Stands in type witnesses for what waits for the child tasks.
    public func waitForAll() async { unreachable() }

    /// Stands in type witnesses for the iterator of a loop over the results.
    public struct AsyncIterator: AsyncIteratorProtocol {
        /// Stands in type witnesses for what takes a result.
        public func next() async -> ChildTaskResult? { unreachable() }

        /// Stands in type witnesses for what takes a result.
        public func next(isolation actor: isolated (any Actor)?) async -> ChildTaskResult? { unreachable() }
    }

    /// Stands in type witnesses for what begins a loop over the results.
    public func makeAsyncIterator() -> AsyncIterator { unreachable() }
}

/// What durable functions have in place of a `ThrowingTaskGroup`.
public struct DurableThrowingTaskGroup<ChildTaskResult, Failure: Error>: DurableGroup, AsyncSequence,
    @unchecked Sendable
{
    /// The child tasks.
    public let tasks: TaskGroupState<ChildTaskResult>

    /// Refers to child tasks.
    public init(_ tasks: TaskGroupState<ChildTaskResult>) { self.tasks = tasks }

    /// What takes a result.
    public typealias Next = NextTaskResult<ChildTaskResult>
    /// What takes a result or an error.
    public typealias NextResult = NextTaskOutcome<ChildTaskResult>
    /// What waits for the child tasks.
    public typealias WaitForAll = TaskGroupDrain<ChildTaskResult>

    /// Stands in type witnesses for what takes a result.
    public func next() async throws -> ChildTaskResult? { unreachable() }

    /// Stands in type witnesses for what takes a result or an error.
    public func nextResult() async -> Result<ChildTaskResult, any Error>? { unreachable() }

    /// Stands in type witnesses for what waits for the child tasks.
    public func waitForAll() async throws { unreachable() }

    /// Stands in type witnesses for the iterator of a loop over the results.
    public struct AsyncIterator: AsyncIteratorProtocol {
        /// Stands in type witnesses for what takes a result.
        public func next() async throws -> ChildTaskResult? { unreachable() }

        /// Stands in type witnesses for what takes a result.
        public func next(isolation actor: isolated (any Actor)?) async throws(any Error) -> ChildTaskResult? {
            unreachable()
        }
    }

    /// Stands in type witnesses for what begins a loop over the results.
    public func makeAsyncIterator() -> AsyncIterator { unreachable() }
}

/// What durable functions have in place of a `DiscardingTaskGroup`.
public struct DurableDiscardingTaskGroup: DurableGroup, @unchecked Sendable {
    /// Results are thrown away.
    public static var isDiscarding: Bool { true }
    /// The child tasks.
    public let tasks: TaskGroupState<Void>

    /// Stands in type witnesses for the group that a function is given.
    public var group: DiscardingTaskGroup {
        get { unreachable() }
        nonmutating set { unreachable() }
    }

    /// Refers to child tasks.
    public init(_ tasks: TaskGroupState<Void>) { self.tasks = tasks }
}

/// What durable functions have in place of a `ThrowingDiscardingTaskGroup`.
public struct DurableThrowingDiscardingTaskGroup<Failure: Error>: DurableGroup, @unchecked Sendable {
    /// Results are thrown away.
    public static var isDiscarding: Bool { true }
    /// The child tasks.
    public let tasks: TaskGroupState<Void>

    /// Stands in type witnesses for the group that a function is given.
    public var group: ThrowingDiscardingTaskGroup<Failure> {
        get { unreachable() }
        nonmutating set { unreachable() }
    }

    /// Refers to child tasks.
    public init(_ tasks: TaskGroupState<Void>) { self.tasks = tasks }
}

extension DurableTaskGroup where ChildTaskResult: Sendable {
    /// Stands in type witnesses for the group that a function is given.
    public var group: TaskGroup<ChildTaskResult> {
        get { unreachable() }
        nonmutating set { unreachable() }
    }
}

extension DurableThrowingTaskGroup where ChildTaskResult: Sendable {
    /// Stands in type witnesses for the group that a function is given.
    public var group: ThrowingTaskGroup<ChildTaskResult, Failure> {
        get { unreachable() }
        nonmutating set { unreachable() }
    }
}

/// Stands in type witnesses for Swift's functions of the same names, with groups that can be stored.
public enum TaskGroups {
    /// Stands in type witnesses for Swift's function of the name.
    public static func withTaskGroup<ChildTaskResult, GroupResult>(
        of childTaskResultType: ChildTaskResult.Type = ChildTaskResult.self,
        returning returnType: GroupResult.Type = GroupResult.self,
        isolation: isolated (any Actor)? = #isolation,
        body: (DurableTaskGroup<ChildTaskResult>) async -> GroupResult
    ) async -> GroupResult { unreachable() }

    /// Stands in type witnesses for Swift's function of the name.
    public static func withThrowingTaskGroup<ChildTaskResult, GroupResult>(
        of childTaskResultType: ChildTaskResult.Type = ChildTaskResult.self,
        returning returnType: GroupResult.Type = GroupResult.self,
        isolation: isolated (any Actor)? = #isolation,
        body: (DurableThrowingTaskGroup<ChildTaskResult, any Error>) async throws -> GroupResult
    ) async rethrows -> GroupResult { unreachable() }

    /// Stands in type witnesses for Swift's function of the name.
    public static func withDiscardingTaskGroup<GroupResult>(
        returning returnType: GroupResult.Type = GroupResult.self,
        isolation: isolated (any Actor)? = #isolation,
        body: (DurableDiscardingTaskGroup) async -> GroupResult
    ) async -> GroupResult { unreachable() }

    /// Stands in type witnesses for Swift's function of the name.
    public static func withThrowingDiscardingTaskGroup<GroupResult>(
        returning returnType: GroupResult.Type = GroupResult.self,
        isolation: isolated (any Actor)? = #isolation,
        body: (DurableThrowingDiscardingTaskGroup<any Error>) async throws -> GroupResult
    ) async throws -> GroupResult { unreachable() }
}
