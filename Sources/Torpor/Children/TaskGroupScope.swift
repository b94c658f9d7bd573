/// A call of `withTaskGroup(of:returning:isolation:body:)` or one of its kin, made durable: opens a group, runs the body, and
/// waits for the child tasks that are left.
public struct TaskGroupScope<Group: DurableGroup, GroupResult>: SynchronousCoroutine {
    /// What the call returns.
    public typealias Output = GroupResult

    /// The name of the call.
    public static var identifier: String {
        "Swift.withTaskGroup<\(String(reflecting: Group.self)), \(String(reflecting: GroupResult.self))>"
    }

    enum State: String { case start, opened, body, drained, closed }

    private var state = State.start
    private var body: DurableFunction<Group, GroupResult>
    private var group: Group?
    /// How the body has ended.
    private var outcome: Result<GroupResult, any Error>?

    init(body: DurableFunction<Group, GroupResult>) {
        self.body = body
    }

    /// Runs to the next transition.
    public mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        switch state {
        case .start:
            let tasks = TaskGroupState<Group.ChildTaskResult>(isDiscarding: Group.isDiscarding)
            group = Group(tasks)
            state = .opened
            return activation.request(.open(tasks))
        case .opened:
            activation.call(body, with: group!)
            state = .body
            return .called
        case .body:
            let tasks = group!.tasks
            do {
                outcome = .success(try activation.result(of: body))
            } catch {
                tasks.cancel()
                outcome = .failure(tasks.members.running.isEmpty ? error : storable(error))
            }
            state = .drained
            return activation.request(.wait { tasks.members.running.isEmpty })
        case .drained:
            // What was restored in this state waits again.
            let tasks = group!.tasks
            if !tasks.members.running.isEmpty { return activation.request(.wait { tasks.members.running.isEmpty }) }
            state = .closed
            return activation.request(.close(tasks))
        case .closed:
            // What a body returns whose child task has thrown does not count, where the group throws.
            if case .success = outcome, Group.isDiscarding { _ = try group!.tasks.first?.get() }
            return activation.finish(try outcome!.get())
        }
    }

    // MARK: Coding

    /// Reads the state, and what is live there.
    public init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder)
        state = try frame.state(State.self)
        body = try frame.decode(DurableFunction<Group, GroupResult>.self, "body")
        if state != .start { group = try frame.decode(Group.self, "group") }
        if state == .drained || state == .closed {
            outcome = try frame.decode(StoredResult<GroupResult>.self, "outcome").result
        }
    }

    /// Writes the state, and what is live there.
    public func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state)
        try frame.encode(body, "body")
        if let group { try frame.encode(group, "group") }
        if let outcome { try frame.encode(StoredResult(outcome), "outcome") }
    }

    /// Reads the activation of the body, where that is what the state waits for.
    public func restoreCallee(_ restoration: inout CalleeRestoration) throws -> AnyActivation? {
        state == .body ? try restoration.callee(body) : nil
    }
}

/// A call of `withTaskGroup(of:returning:isolation:body:)`.
public typealias WithTaskGroup<ChildTaskResult, GroupResult> = TaskGroupScope<
    DurableTaskGroup<ChildTaskResult>, GroupResult
>

/// A call of `withThrowingTaskGroup(of:returning:isolation:body:)`.
public typealias WithThrowingTaskGroup<ChildTaskResult, GroupResult> = TaskGroupScope<
    DurableThrowingTaskGroup<ChildTaskResult, any Error>, GroupResult
>

/// A call of `withDiscardingTaskGroup(returning:isolation:body:)`.
public typealias WithDiscardingTaskGroup<GroupResult> = TaskGroupScope<DurableDiscardingTaskGroup, GroupResult>

/// A call of `withThrowingDiscardingTaskGroup(returning:isolation:body:)`.
public typealias WithThrowingDiscardingTaskGroup<GroupResult> = TaskGroupScope<
    DurableThrowingDiscardingTaskGroup<any Error>, GroupResult
>

extension TaskGroupScope {
    /// Makes a call that has not begun.
    ///
    /// - Parameters:
    ///   - childTaskResultType: the type of the results of the child tasks.
    ///   - returnType: the type of the result.
    ///   - isolation: not needed.
    ///   - body: adds child tasks, and takes their results.
    public init<ChildTaskResult>(
        of childTaskResultType: ChildTaskResult.Type = ChildTaskResult.self,
        returning returnType: GroupResult.Type = GroupResult.self,
        isolation: (any Actor)? = nil,
        body: DurableFunction<Group, GroupResult>
    ) where Group == DurableTaskGroup<ChildTaskResult> {
        self.init(body: body)
    }

    /// Makes a call that has not begun.
    ///
    /// - Parameters:
    ///   - childTaskResultType: the type of the results of the child tasks.
    ///   - returnType: the type of the result.
    ///   - isolation: not needed.
    ///   - body: adds child tasks, and takes their results.
    public init<ChildTaskResult>(
        of childTaskResultType: ChildTaskResult.Type = ChildTaskResult.self,
        returning returnType: GroupResult.Type = GroupResult.self,
        isolation: (any Actor)? = nil,
        body: DurableFunction<Group, GroupResult>
    ) where Group == DurableThrowingTaskGroup<ChildTaskResult, any Error> {
        self.init(body: body)
    }

    /// Makes a call that has not begun.
    ///
    /// - Parameters:
    ///   - returnType: the type of the result.
    ///   - isolation: not needed.
    ///   - body: adds child tasks.
    public init(
        returning returnType: GroupResult.Type = GroupResult.self,
        isolation: (any Actor)? = nil,
        body: DurableFunction<Group, GroupResult>
    ) where Group == DurableDiscardingTaskGroup {
        self.init(body: body)
    }

    /// Makes a call that has not begun.
    ///
    /// - Parameters:
    ///   - returnType: the type of the result.
    ///   - isolation: not needed.
    ///   - body: adds child tasks.
    public init(
        returning returnType: GroupResult.Type = GroupResult.self,
        isolation: (any Actor)? = nil,
        body: DurableFunction<Group, GroupResult>
    ) where Group == DurableThrowingDiscardingTaskGroup<any Error> {
        self.init(body: body)
    }
}
