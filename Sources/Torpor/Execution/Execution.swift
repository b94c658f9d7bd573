/// A durable function on its way: runs a coroutine from suspension to suspension, and can be saved at each.
///
/// It keeps the activations of the durable functions that are being called; a step resumes only the last of them, so
/// its cost does not depend on how deep the calls are nested.
///
/// An execution belongs to one task or actor at a time. What it runs between two suspensions runs where the durable
/// function would run.
public final class Execution<C: Coroutine> {
    /// What an execution came to in one step.
    public enum Step {
        /// It sent a value out.
        case yielded(C.Yielded)
        /// It waits for an instant; the next step sleeps until then.
        case waiting(PendingWait)
        /// It can go on at once, and can be saved here.
        case checkpoint
        /// It returned.
        case finished(C.Output)
    }

    // The driver below is inlinable: specialised for the coroutine, a step costs a fraction of what it does generically.
    // Nor are its properties checked for overlapping accesses: `activity` keeps two steps apart.
    @exclusivity(unchecked) @usableFromInline var suspension = Suspension<C.Yielded, C.Output>()
    @exclusivity(unchecked) @usableFromInline var stack: ActivationStack
    @usableFromInline let root: Activation<C>?
    @usableFromInline let port: Port<C.Yielded, C.Reply>
    @exclusivity(unchecked) @usableFromInline var activity = Activity.none
    /// The tasks, while there are task groups; then they hold the activations, and ``stack`` is empty.
    @usableFromInline var tasks: TaskTable?
    /// Follows the execution, once a delta has been asked for.
    var tracker: StateTracker?

    /// Makes an execution that has not begun.
    ///
    /// - Parameter coroutine: the call to execute.
    @inlinable
    public convenience init(_ coroutine: C) {
        let port = Port<C.Yielded, C.Reply>()
        let root = C.makeActivation(coroutine, port: port)
        self.init(root: root, stack: [root], port: port)
    }

    @usableFromInline
    init(root: Activation<C>?, stack: [AnyActivation], port: Port<C.Yielded, C.Reply>) {
        self.root = root
        self.stack = ActivationStack(stack)
        self.port = port
    }

    // MARK: Where it is

    /// What the execution waits for; nil where it waits for no instant.
    @inlinable public var pendingWait: PendingWait? { suspension.pendingWait }

    /// Whether the last value that was sent out needs an answer, as in an exchange.
    @inlinable public var awaitsReply: Bool { suspension.awaitsReply && C.Reply.self != Void.self }

    /// The value that needs an answer. It outlives the process if it can be stored.
    @inlinable public var unanswered: C.Yielded? { suspension.unanswered }

    /// What the durable function returned, once it has.
    @inlinable public var output: C.Output? { suspension.output }

    /// Whether the frames are in a state, and not between two or, after an error, in none.
    var isSuspended: Bool {
        (activity == .none || activity == .yielding || activity == .sleeping) && tasks?.isRestIntact ?? true
    }

    /// Whether the durable function has returned.
    @inlinable public var isFinished: Bool { suspension.output != nil }

    // MARK: Driving

    /// Runs to the next suspension of any kind. Sleeps a pending wait out first.
    ///
    /// - Returns: why it stopped.
    /// - Throws: what the durable function throws, after which the execution is poisoned; ``ExecutionError``;
    ///   `CancellationError` when the task is cancelled during a wait, which changes nothing.
    @inlinable
    public nonisolated(nonsending) func step() async throws -> Step {
        if let step = try stepAtOnce() { return step }
        return try await step(pace: .settling)
    }

    @inlinable
    nonisolated(nonsending) func step(pace: Pace) async throws -> Step {
        if let step = try stepAtOnce() { return step }
        if suspension.awaitsReply {
            guard let reply = C.nothing else { throw ExecutionError.replyExpected(C.identifier) }
            return try await step(replying: reply, pace: pace)
        }
        return try await advance(pace)
    }

    /// Answers the last value that was sent out, and runs to the next suspension of any kind.
    ///
    /// - Parameter reply: the answer.
    /// - Returns: why it stopped.
    /// - Throws: as ``step()``; ``ExecutionError/noReplyExpected(_:)`` if no value waits for an answer.
    @inlinable
    public nonisolated(nonsending) func step(replying reply: C.Reply) async throws -> Step {
        try await step(replying: reply, pace: .settling)
    }

    @inlinable
    nonisolated(nonsending) func step(replying reply: C.Reply, pace: Pace) async throws -> Step {
        try checkActivity()
        guard suspension.awaitsReply || C.nothing != nil else {
            throw ExecutionError.noReplyExpected(C.identifier)
        }
        port.reply = reply
        suspension.awaitsReply = false
        suspension.unanswered = nil
        return try await advance(pace)
    }

    /// Runs to the next yield, sleeping out the waits on the way.
    ///
    /// - Returns: the value that was sent out; nil once the durable function has returned.
    /// - Throws: as ``step()``.
    @inlinable
    @inline(__always)
    public nonisolated(nonsending) func next() async throws -> C.Yielded? {
        if activity == .yielding, let value = try yieldAgain() { return value }
        return try await nextInGeneral()
    }

    @inlinable
    nonisolated(nonsending) func nextInGeneral() async throws -> C.Yielded? {
        if isFinished { return nil }
        let value = try await nextYield(after: try await step(pace: .flowing))
        if value != nil { noteYield() }
        return value
    }

    /// Notes that the last step ended in a yield, if the next can be taken on the fast path.
    @inlinable
    func noteYield() {
        guard C.nothing != nil, activity == .none, tasks == nil, let leaf = stack.leaf else { return }
        if leaf._withUnsafeGuaranteedRef({ $0.synchronous != nil }) { activity = .yielding }
    }

    /// Answers the last value that was sent out, and runs to the next yield.
    ///
    /// - Parameter reply: the answer.
    /// - Returns: the value that was sent out; nil once the durable function has returned.
    /// - Throws: as ``step(replying:)``.
    @inlinable
    public nonisolated(nonsending) func next(replying reply: C.Reply) async throws -> C.Yielded? {
        try await nextYield(after: try await step(replying: reply, pace: .flowing))
    }

    @inlinable
    nonisolated(nonsending) func nextYield(after first: Step) async throws -> C.Yielded? {
        var step = first
        while true {
            switch step {
            case .yielded(let value): return value
            case .finished: return nil
            case .waiting, .checkpoint: step = try await self.step(pace: .flowing)
            }
        }
    }

    // MARK: One step

    /// Goes on from a yield to the next: the fast path of ``next()``, for what most steps of a generator are.
    ///
    /// It can be taken where ``activity`` is ``Activity/yielding``, which says all that has to be known: the last step ended
    /// in a yield that needs no answer, nothing has happened since, and the last activation needs no executor. All it
    /// leaves out is what then is as it was: `suspension` still says that a value was sent out, and nothing else.
    ///
    /// - Returns: the value that was sent out; nil where the coroutine did something else, which is taken into account.
    @inlinable
    @inline(__always)
    func yieldAgain() throws -> C.Yielded? {
        activity = .resuming
        let transition: Transition
        do {
            transition = try stack.leaf.unsafelyUnwrapped._withUnsafeGuaranteedRef {
                try $0.synchronous.unsafelyUnwrapped.resume($0)
            }
        } catch {
            try leaveYields(error)
            return nil
        }
        guard transition == .yielded else {
            leaveYields(transition)
            return nil
        }
        activity = .yielding
        // It is there: the transition says so.
        if _isPOD(C.Yielded.self) { return port.value.unsafelyUnwrapped }
        let value = port.value!
        port.value = nil
        return value
    }

    /// Takes into account that a coroutine did something else than to yield again.
    @inlinable
    @inline(never)
    func leaveYields(_ transition: Transition) {
        suspension.awaitsReply = false
        activity = .none
        _ = applyRare(transition)
    }

    /// Takes into account that a coroutine failed instead of yielding again.
    @inlinable
    @inline(never)
    func leaveYields(_ error: any Error) throws {
        suspension.awaitsReply = false
        activity = .none
        try unwind(error)
    }

    /// Takes a step on the spot, if nothing in it needs an executor or has to be waited for.
    ///
    /// - Returns: why it stopped; nil where ``advance()`` has to go on.
    @inlinable
    func stepAtOnce() throws -> Step? {
        guard activity == .none || activity == .yielding, suspension.pendingWait == nil, suspension.output == nil
        else { return nil }
        if suspension.awaitsReply {
            guard let reply = C.nothing else { return nil }
            port.reply = reply
            suspension.awaitsReply = false
            suspension.unanswered = nil
        }
        activity = .resuming
        defer { if activity == .resuming { activity = .none } }
        while let leaf = stack.leaf {
            do {
                let transition = try leaf._withUnsafeGuaranteedRef { try $0.synchronous?.resume($0) }
                guard let transition else { return nil }
                if let step = apply(transition) { return step }
            } catch {
                try unwind(error)
            }
        }
        precondition(tasks != nil, "an execution without activations has finished")
        return nil
    }

    @inlinable
    nonisolated(nonsending) func advance(_ pace: Pace) async throws -> Step {
        try checkActivity()
        if let output { return .finished(output) }
        defer { if activity != .poisoned { activity = .none } }
        if let wait = pendingWait {
            activity = .sleeping
            try await wait.sleep()
            suspension.pendingWait = nil
            awake(from: wait)
        }
        activity = .resuming
        while true {
            if let step = try await advanceAlone() { return step }
            if let step = try await advanceTasks(pace) { return step }
        }
    }

    /// Takes steps while there is one task.
    ///
    /// - Returns: why it stopped; nil where there are several.
    @inlinable
    nonisolated(nonsending) func advanceAlone() async throws -> Step? {
        while let leaf = stack.leaf?.takeUnretainedValue() {
            do {
                let transition =
                    if let synchronous = leaf.synchronous { try synchronous.resume(leaf) } else {
                        try await leaf.step()
                    }
                if let step = apply(transition) { return step }
            } catch {
                try unwind(error)
            }
        }
        return nil
    }

    /// Refuses a step where none can be taken.
    @inlinable
    func checkActivity() throws {
        switch activity {
        case .none, .yielding: break
        case .sleeping, .resuming: throw ExecutionError.running(C.identifier)
        case .poisoned: throw ExecutionError.poisoned(C.identifier)
        }
    }

    @inlinable
    func apply(_ transition: Transition) -> Step? {
        guard transition == .yielded else { return applyRare(transition) }
        let value = port.value!
        port.value = nil
        if C.Reply.self != Void.self { suspension.unanswered = value }
        suspension.awaitsReply = true
        return .yielded(value)
    }

    @inlinable
    @inline(never)
    func applyRare(_ transition: Transition) -> Step? {
        let leaf = stack.leaf!.takeUnretainedValue()
        switch transition {
        case .yielded:
            preconditionFailure("a value that was sent out is handed on at once")
        case .sleeping:
            let wait = PendingWait(deadline: leaf.deadline!)
            leaf.deadline = nil
            suspension.pendingWait = wait
            return .waiting(wait)
        case .checkpoint:
            return .checkpoint
        case .called:
            stack.push(leaf.callee!)
            leaf.callee = nil
            return nil
        case .finished:
            let (ended, caller) = stack.pop()
            guard let caller else {
                suspension.output = root!.output
                return .finished(root!.output!)
            }
            caller.callee = ended
            return nil
        case .requested:
            beginTasks(leaf)
            return nil
        }
    }

    /// Hands the error of a failed activation to its caller, or out.
    @inlinable
    func unwind(_ error: any Error) throws {
        let (ended, caller) = stack.pop()
        guard let caller else {
            activity = .poisoned
            throw error
        }
        ended.failure = error
        caller.callee = ended
    }
}

/// What an execution is doing.
@usableFromInline
enum Activity {
    case none
    /// Nothing: the last step ended in a yield that needs no answer, by a coroutine that needs no executor.
    case yielding
    /// A step is under way that sleeps first.
    case sleeping
    /// A coroutine is running.
    case resuming
    /// Nothing, ever again: the durable function has thrown.
    case poisoned
}

/// How far an execution has come.
@usableFromInline
struct Suspension<Yielded, Output> {
    @usableFromInline var pendingWait: PendingWait?
    /// Whether a value was sent out and not yet answered, if only with nothing.
    @usableFromInline var awaitsReply = false
    /// Only in an exchange.
    @usableFromInline var unanswered: Yielded?
    @usableFromInline var output: Output?

    @inlinable
    init() {}
}

extension Execution.Step: Sendable where C.Yielded: Sendable, C.Output: Sendable {}
