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

    /// What the execution waits for; nil where it waits for no instant.
    public internal(set) var pendingWait: PendingWait?
    /// What the durable function returned, once it has.
    public internal(set) var output: C.Output?
    /// Whether the last value that was sent out needs an answer.
    public internal(set) var awaitsReply = false
    /// The value that was sent out last, until it is answered. It outlives the process in an exchange, whose values
    /// need an answer, if the value can be stored.
    public internal(set) var unanswered: C.Yielded?

    var stack: [AnyActivation]
    /// Whether the frames are between two suspensions, or in no state at all after an error.
    var isSuspended: Bool { !isPoisoned && !isResuming }

    private let root: Activation<C>?
    private let port: Port<C.Yielded, C.Reply>
    private var isPoisoned = false
    /// Whether a step is under way, its wait included.
    private var isDriven = false
    /// Whether a coroutine is running.
    private var isResuming = false

    /// Makes an execution that has not begun.
    ///
    /// - Parameter coroutine: the call to execute.
    public convenience init(_ coroutine: C) {
        let port = Port<C.Yielded, C.Reply>()
        let root = C.makeActivation(coroutine, port: port)
        self.init(root: root, stack: [root], port: port)
    }

    init(root: Activation<C>?, stack: [AnyActivation], port: Port<C.Yielded, C.Reply>) {
        self.root = root
        self.stack = stack
        self.port = port
    }

    /// Whether the durable function has returned.
    public var isFinished: Bool { output != nil }

    // MARK: Driving

    /// Runs to the next suspension of any kind. Sleeps a pending wait out first.
    ///
    /// - Returns: why it stopped.
    /// - Throws: what the durable function throws, after which the execution is poisoned; ``ExecutionError``;
    ///   `CancellationError` when the task is cancelled during a wait, which changes nothing.
    public nonisolated(nonsending) func step() async throws -> Step {
        if awaitsReply {
            guard let reply = () as? C.Reply else { throw ExecutionError.replyExpected(C.identifier) }
            return try await step(replying: reply)
        }
        return try await advance()
    }

    /// Answers the last value that was sent out, and runs to the next suspension of any kind.
    ///
    /// - Parameter reply: the answer.
    /// - Returns: why it stopped.
    /// - Throws: as ``step()``; ``ExecutionError/noReplyExpected(_:)`` if no value waits for an answer.
    public nonisolated(nonsending) func step(replying reply: C.Reply) async throws -> Step {
        if isPoisoned { throw ExecutionError.poisoned(C.identifier) }
        if isDriven { throw ExecutionError.running(C.identifier) }
        guard awaitsReply else { throw ExecutionError.noReplyExpected(C.identifier) }
        port.reply = reply
        awaitsReply = false
        unanswered = nil
        return try await advance()
    }

    /// Runs to the next yield, sleeping out the waits on the way.
    ///
    /// - Returns: the value that was sent out; nil once the durable function has returned.
    /// - Throws: as ``step()``.
    public nonisolated(nonsending) func next() async throws -> C.Yielded? {
        if isFinished { return nil }
        return try await nextYield(after: try await step())
    }

    /// Answers the last value that was sent out, and runs to the next yield.
    ///
    /// - Parameter reply: the answer.
    /// - Returns: the value that was sent out; nil once the durable function has returned.
    /// - Throws: as ``step(replying:)``.
    public nonisolated(nonsending) func next(replying reply: C.Reply) async throws -> C.Yielded? {
        try await nextYield(after: try await step(replying: reply))
    }

    private nonisolated(nonsending) func nextYield(after first: Step) async throws -> C.Yielded? {
        var step = first
        while true {
            switch step {
            case .yielded(let value): return value
            case .finished: return nil
            case .waiting, .checkpoint: step = try await self.step()
            }
        }
    }

    // MARK: One step

    private nonisolated(nonsending) func advance() async throws -> Step {
        if isPoisoned { throw ExecutionError.poisoned(C.identifier) }
        if let output { return .finished(output) }
        if isDriven { throw ExecutionError.running(C.identifier) }
        isDriven = true
        defer { isDriven = false }
        if let wait = pendingWait {
            try await wait.sleep()
            pendingWait = nil
        }
        isResuming = true
        defer { isResuming = false }
        while let leaf = stack.last {
            do {
                let transition = leaf.isSynchronous ? try leaf.stepSynchronously() : try await leaf.step()
                if let step = apply(transition, of: leaf) { return step }
            } catch {
                try unwind(leaf, error)
            }
        }
        preconditionFailure("an execution without activations has finished")
    }

    private func apply(_ transition: Transition, of leaf: AnyActivation) -> Step? {
        switch transition {
        case .yielded:
            let value = port.value.unsafelyUnwrapped
            port.value = nil
            unanswered = value
            awaitsReply = true
            return .yielded(value)
        case .sleeping:
            let wait = PendingWait(deadline: leaf.deadline!)
            leaf.deadline = nil
            pendingWait = wait
            return .waiting(wait)
        case .checkpoint:
            return .checkpoint
        case .called:
            stack.append(leaf.callee!)
            leaf.callee = nil
            return nil
        case .finished:
            stack.removeLast()
            guard let caller = stack.last else {
                output = root!.output
                return .finished(root!.output!)
            }
            caller.callee = leaf
            return nil
        }
    }

    /// Hands the error of a failed activation to its caller, or out.
    private func unwind(_ leaf: AnyActivation, _ error: any Error) throws {
        stack.removeLast()
        guard let caller = stack.last else {
            isPoisoned = true
            throw error
        }
        leaf.failure = error
        caller.callee = leaf
    }
}
