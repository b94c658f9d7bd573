import Foundation
import Synchronization

/// One line of execution: a stack of activations, of which the last is resumed. The first task of an execution runs its
/// durable function; others are children of tasks.
///
/// What it does between two rests it does in a Swift task of its own.
final class DurableTask: @unchecked Sendable {
    /// Where a task stands, for whoever drives it.
    enum Status: Equatable {
        /// It can go on.
        case ready
        /// It can go on in the driver's next step: what it came to is to be saved first.
        case held
        /// A step of it is under way.
        case running
        /// It waits for an instant.
        case sleeping(until: Date)
        /// It waits for one of its children to finish.
        case joining
    }

    /// Why a task has come to rest.
    enum Rest {
        case checkpoint
        case sleeping(until: Date)
        case yielded
        case requested(TaskRequest)
        case finished(AnyActivation)
        case failed(any Error)
    }

    /// Its number in the execution; 0 is the first task.
    let number: Int
    /// The group that it is a child of; nil for the first task.
    let group: AnyTaskGroup?
    let priority: TaskPriority?
    var status = Status.ready
    /// How many have fallen asleep before it, of those that sleep until the same instant.
    var turn = 0
    /// The task that has added it, until it begins.
    weak var parent: DurableTask?
    /// Whether its step has awaited nothing so far, where all tasks go on one at a time.
    var isRunningOn = false
    /// Where it stood when it came to rest last.
    private(set) var rested = Status.ready
    // Touched by the step that is under way, else by the driver.
    private(set) var stack: ActivationStack

    /// What others than the step may look at while it is under way.
    private struct Shared {
        var isCancelled = false
        /// The groups that it has opened, the last one last.
        var groups: [AnyTaskGroup] = []
        var step: Task<Void, Never>?
        /// The activations as they were when the task rested last; those from `untouched` on are copies, since they have
        /// been resumed.
        var rested: [AnyActivation] = []
        var untouched = 0
    }

    private let shared = Mutex(Shared())

    init(
        _ number: Int,
        _ stack: [AnyActivation],
        in group: AnyTaskGroup?,
        priority: TaskPriority?
    ) {
        self.number = number
        self.stack = ActivationStack(stack)
        self.group = group
        self.priority = priority
    }

    // MARK: Cancellation

    var isCancelled: Bool { shared.withLock { $0.isCancelled } }

    /// Cancels the task and its children: what is under way, and what is to come.
    ///
    /// - Parameter events: learns of it.
    func cancel(_ events: TaskEvents? = nil) {
        let groups = shared.withLock { shared in
            shared.isCancelled = true
            shared.step?.cancel()
            return shared.groups
        }
        events?.post(.cancelled(self))
        // The last first, as Swift's tasks do.
        for group in groups.reversed() { group.cancel() }
    }

    /// Cancels what is under way, as the cancellation of the driver does.
    func cancelStep() {
        shared.withLock { $0.step?.cancel() }
    }

    // MARK: Groups

    func open(_ group: AnyTaskGroup) {
        shared.withLock { $0.groups.append(group) }
    }

    func close(_ group: AnyTaskGroup) {
        shared.withLock { $0.groups.removeAll { $0 === group } }
    }

    // MARK: Running

    /// Runs the task until it rests.
    ///
    /// - Parameter events: learns why it rests.
    func start(_ events: TaskEvents) {
        status = .running
        shared.withLock { shared in
            shared.rested = stack.activations
            shared.untouched = stack.activations.count
            let executor = TaskExecution.executor
            isRunningOn = executor != nil
            shared.step = Task(executorPreference: executor, priority: priority) {
                if self.isCancelled { withUnsafeCurrentTask { $0?.cancel() } }
                let rest = await self.run(executor == nil ? nil : events)
                self.shared.withLock { $0.step = nil }
                events.post(.rested(self, rest))
            }
            if shared.isCancelled || Task.isCancelled { shared.step?.cancel() }
        }
    }

    /// Comes to rest.
    func rest(_ status: Status) {
        // One that has asked its driver for something goes on at once.
        if status != .ready { isRunningOn = false }
        self.status = status
        rested = status
    }

    /// Wakes the task, whose sleep was cut short by its cancellation.
    func interrupt() {
        stack.leaf?.takeUnretainedValue().failure = CancellationError()
        status = .ready
    }

    /// - Parameter events: learns when the step awaits something.
    private func run(_ events: TaskEvents?) async -> Rest {
        while let leaf = stack.leaf?.takeUnretainedValue() {
            remember(leaf)
            do {
                let transition =
                    if let synchronous = leaf.synchronous { try synchronous.resume(leaf) } else {
                        try await step(leaf, events)
                    }
                if let rest = apply(transition, of: leaf) { return rest }
            } catch {
                let (ended, caller) = stack.pop()
                guard let caller else { return .failed(error) }
                ended.failure = error
                caller.callee = ended
            }
        }
        preconditionFailure("a task without activations has finished")
    }

    private func step(_ leaf: AnyActivation, _ events: TaskEvents?) async throws -> Transition {
        events?.post(.awaiting(self))
        return try await leaf.step()
    }

    private func apply(_ transition: Transition, of leaf: AnyActivation) -> Rest? {
        switch transition {
        case .yielded: return .yielded
        case .checkpoint: return .checkpoint
        case .requested: return .requested(leaf.takeRequest())
        case .sleeping:
            let deadline = leaf.deadline!
            leaf.deadline = nil
            if !isCancelled { return .sleeping(until: deadline) }
            leaf.failure = CancellationError()
            return nil
        case .called:
            stack.push(leaf.callee!)
            leaf.callee = nil
            return nil
        case .finished:
            let (ended, caller) = stack.pop()
            ended.failure = nil
            guard let caller else { return .finished(ended) }
            caller.callee = ended
            return nil
        }
    }

    // MARK: Where it rested

    /// Copies an activation that is about to be resumed for the first time since the task rested.
    private func remember(_ leaf: AnyActivation) {
        let place = stack.activations.count - 1
        shared.withLock { shared in
            guard place < shared.untouched else { return }
            shared.rested[place] = leaf.copy()
            shared.untouched = place
        }
    }

    /// The activations as they are at rest; of a task that is under way, as they were when it rested last.
    var restedActivations: [AnyActivation] {
        guard status == .running else { return stack.activations }
        return shared.withLock { shared in
            // Those that have not been resumed may be at any moment.
            shared.rested[..<shared.untouched].map { $0.copy() } + shared.rested[shared.untouched...]
        }
    }

    /// Whether what is copied is not touched by what is under way. It is where a frame refers to objects.
    var isRestIntact: Bool {
        guard status == .running else { return true }
        return shared.withLock { shared in
            shared.rested.allSatisfy { FrameIndependence.isGiven($0.coroutineType) }
        }
    }

    /// The stack, for an execution that goes on without child tasks.
    func takeStack() -> [AnyActivation] { stack.activations }
}
