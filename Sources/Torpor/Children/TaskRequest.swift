import Foundation
import Synchronization

/// What an activation asks of whoever drives the tasks of its execution. The activation rests when it is granted.
final class TaskRequest: AnyPassedValue {
    enum Kind {
        /// To make a group known, which the task owns from now on.
        case open(AnyTaskGroup)
        /// To add a child task.
        case spawn(AnyActivation, in: AnyTaskGroup, priority: TaskPriority?)
        /// To wait for children. The condition is tried at once, and whenever a child of the task has finished; if it
        /// holds, it has handed what was waited for to the activation.
        case wait(until: () -> Bool)
        /// To let go of a group, all of whose children have finished.
        case close(AnyTaskGroup)
    }

    let kind: Kind

    init(_ kind: Kind) {
        self.kind = kind
    }
}

extension AnyActivation {
    /// Asks the driver for something.
    ///
    /// - Returns: ``Transition/requested``.
    func request(_ kind: TaskRequest.Kind) -> Transition {
        passed = TaskRequest(kind)
        return .requested
    }

    /// Takes what the activation asks for.
    func takeRequest() -> TaskRequest {
        guard let request = passed as? TaskRequest else {
            preconditionFailure("\(function.identifier) asks its driver for nothing")
        }
        passed = nil
        return request
    }
}

extension ActivationAccess {
    /// In the state after a sleep: goes on, unless the sleep was cut short.
    ///
    /// - Throws: `CancellationError` if the task group that the sleeping task belongs to has cancelled it.
    @inlinable
    public func awake() throws {
        try withActivation { activation in
            guard let failure = activation.failure else { return }
            activation.failure = nil
            throw failure
        }
    }
}

/// What happens to the tasks of an execution, in order, for its driver.
final class TaskEvents: Sendable {
    enum Event: @unchecked Sendable {
        /// A step has ended.
        case rested(DurableTask, DurableTask.Rest)
        /// A step is about to await something.
        case awaiting(DurableTask)
        /// A task was cancelled.
        case cancelled(DurableTask)
        /// An instant has come that a task sleeps until.
        case due(Date)
        /// What is under way takes long.
        case slow
    }

    private struct Queue {
        var events: [Event] = []
        var receiver: CheckedContinuation<Void, Never>?
    }

    private let queue = Mutex(Queue())

    func post(_ event: Event) {
        let receiver = queue.withLock { queue in
            queue.events.append(event)
            defer { queue.receiver = nil }
            return queue.receiver
        }
        receiver?.resume()
    }

    /// Takes what has happened.
    func take() -> [Event] {
        queue.withLock { queue in
            defer { queue.events = [] }
            return queue.events
        }
    }

    /// Waits until something has happened.
    nonisolated(nonsending) func wait() async {
        await withCheckedContinuation { continuation in
            let isDue = queue.withLock { queue in
                if queue.events.isEmpty { queue.receiver = continuation }
                return !queue.events.isEmpty
            }
            if isDue { continuation.resume() }
        }
    }
}

/// Where the steps of child tasks run.
package enum TaskExecution {
    /// The executor; nil for the default one.
    @TaskLocal package static var executor: (any TaskExecutor)?
}
