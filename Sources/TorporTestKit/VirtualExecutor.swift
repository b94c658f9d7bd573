import Dispatch
import Synchronization

/// Runs the tasks of a test one at a time, and tells when none of them can go on, here or on the main actor.
final class VirtualExecutor: TaskExecutor {
    private struct State {
        /// The jobs that are under way or about to be.
        var jobs = 0
        /// How many jobs there have been.
        var total = 0
        var wake: @Sendable () -> Bool = { false }
    }

    private let queue = DispatchQueue(label: "TorporTestKit.VirtualExecutor")
    private let state = Mutex(State())
    private let patience: DispatchTimeInterval

    /// Makes an executor.
    ///
    /// - Parameter isForAll: whether all tasks that matter run here; where some do not, those get a little time to come to
    ///   where they sleep.
    init(isForAll: Bool) {
        patience = .milliseconds(isForAll ? 0 : 5)
    }

    /// Says what to do when no task can go on.
    ///
    /// - Parameter wake: wakes one, and says whether there was one to wake.
    func whenIdle(_ wake: @escaping @Sendable () -> Bool) {
        state.withLock { $0.wake = wake }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        submit { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    /// Wakes a task, if none can go on.
    func checkWhetherIdle() {
        submit {}
    }

    private func submit(_ work: @escaping @Sendable () -> Void) {
        state.withLock { state in
            state.jobs += 1
            state.total += 1
        }
        queue.async {
            work()
            let (jobs, total) = self.state.withLock { state in
                state.jobs -= 1
                return (state.jobs, state.total)
            }
            if jobs == 0 { self.settle(after: total) }
        }
    }

    /// Wakes a task, if nothing happens here until the main actor is through with what it has to do.
    ///
    /// - Parameter total: how many jobs there have been.
    private func settle(after total: Int) {
        Task.detached { @MainActor in
            self.queue.asyncAfter(deadline: .now() + self.patience) {
                let wake = self.state.withLock { $0.jobs == 0 && $0.total == total ? $0.wake : nil }
                // What was woken may run on the main actor, and sleep again or not.
                if wake?() == true { self.settle(after: total) }
            }
        }
    }
}
