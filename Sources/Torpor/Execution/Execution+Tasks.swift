/// An execution with child tasks.
extension Execution {
    /// Hands the activations over to a table of tasks, since there is about to be a task group.
    ///
    /// - Parameter leaf: the last activation, which asks for the group.
    @usableFromInline
    func beginTasks(_ leaf: AnyActivation) {
        let tasks = TaskTable(stack.activations)
        stack = ActivationStack([])
        self.tasks = tasks
        tasks.grant(leaf.takeRequest().kind, to: tasks.root)
    }

    /// Wakes the tasks that slept until an instant which has come.
    @usableFromInline
    func awake(from wait: PendingWait) {
        tasks?.wake(at: wait.deadline)
    }

    /// Lets the tasks go on.
    ///
    /// - Parameter pace: when to stop.
    /// - Returns: why it stopped; nil where one task is left, which can go on.
    @usableFromInline
    nonisolated(nonsending) func advanceTasks(_ pace: Pace) async throws -> Step? {
        guard let tasks else { preconditionFailure("an execution without activations has finished") }
        switch await tasks.run(pace) {
        case .yielded: return apply(.yielded)
        case .checkpoint: return .checkpoint
        case .waiting(let deadline):
            let wait = PendingWait(deadline: deadline)
            suspension.pendingWait = wait
            return .waiting(wait)
        case .finished:
            self.tasks = nil
            suspension.output = root!.output
            return .finished(root!.output!)
        case .failed(let error):
            self.tasks = nil
            activity = .poisoned
            throw error
        case .alone:
            self.tasks = nil
            stack = ActivationStack(tasks.root.restedActivations)
            return nil
        }
    }
}
