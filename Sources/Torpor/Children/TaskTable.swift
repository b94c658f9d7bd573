import Foundation

/// The tasks of an execution that has child tasks, and who drives them.
///
/// Only the driver touches it, between the steps that it starts and waits for.
@usableFromInline
final class TaskTable {
    /// What the tasks came to.
    enum Stop {
        case yielded
        case checkpoint
        case waiting(until: Date)
        case finished
        case failed(any Error)
        /// The first task is the only one.
        case alone
    }

    /// How long steps that are under way keep others from being saved, when settling, or from being woken, after a
    /// restore.
    static let patience = Duration.seconds(1)
    /// The shortest time that clocks tell, in seconds.
    private static let moment: TimeInterval = 0.000_001

    let events = TaskEvents()
    /// In the order in which they were added.
    fileprivate(set) var tasks: [DurableTask]
    /// In the order in which they were opened.
    fileprivate(set) var groups: [AnyTaskGroup] = []
    /// The highest numbers that were given.
    fileprivate(set) var counts = (tasks: 0, groups: 0)
    /// What those that wait for children wait for. It is asked for anew after a restore.
    private var conditions: [Int: () -> Bool] = [:]
    /// Until when what goes on after a restore is not disturbed by those whose time has come meanwhile.
    private var respite: Date?
    /// How often a task has fallen asleep.
    fileprivate var turns = 0
    /// The instant that tasks slept until that were woken last, and when that was.
    private var woken: (deadline: Date, time: Date)?
    private var end: Stop?
    private var report: Stop?
    private var isSlow = false

    /// - Parameter stack: the activations of the first task.
    init(_ stack: [AnyActivation]) {
        tasks = [DurableTask(0, stack, in: nil, priority: nil)]
    }

    deinit {
        for task in tasks { task.cancelStep() }
    }

    var root: DurableTask { tasks[0] }

    /// Whether what is at rest can be encoded, although steps are under way.
    var isRestIntact: Bool { tasks.allSatisfy(\.isRestIntact) }

    // MARK: Driving

    /// Lets the tasks go on.
    ///
    /// - Parameter pace: when to stop.
    /// - Returns: why it stopped.
    nonisolated(nonsending) func run(_ pace: Pace) async -> Stop {
        resume()
        (report, isSlow) = (nil, false)
        let timers = TaskTimers(events)
        defer { timers.stop() }
        while true {
            handleEvents()
            if let end { return end }
            if isAlone { return .alone }
            startReady()
            guard tasks.contains(where: { $0.status == .running }) else {
                if let report, isNextDue || tasks.contains(where: { $0.status == .held }) { return report }
                guard let deadline else {
                    return .failed(SnapshotError.incompatible("its tasks wait for each other"))
                }
                if !isNextDue { return .waiting(until: deadline) }
                wakeNext()
                continue
            }
            if let stop = stopUnderWay(pace) { return stop }
            if let deadline { timers.setAlarm(alarm(for: deadline), for: deadline) }
            if report != nil, pace == .settling { timers.setPatience() }
            await waitForEvent()
        }
    }

    /// Readies those that are not to wait any longer, and those that have to say anew what they wait for.
    private func resume() {
        for task in tasks {
            switch task.status {
            case .held: task.status = .ready
            case .joining where conditions[task.number] == nil: task.status = .ready
            case .sleeping where task.isCancelled: task.interrupt()
            default: break
            }
        }
    }

    /// Whether the first task is the only one, and can go on.
    private var isAlone: Bool {
        tasks.count == 1 && groups.isEmpty && root.status == .ready
    }

    /// Why to stop although steps are under way.
    private func stopUnderWay(_ pace: Pace) -> Stop? {
        guard let report else { return nil }
        switch pace {
        case .flowing:
            if case .yielded = report { return report }
            release()
        case .saving where isRestIntact: return report
        case .settling where isSlow && isRestIntact: return report
        case .saving, .settling:
            // It cannot be saved now, and must not keep others waiting who may be what it waits for.
            if pace == .saving || isSlow { release() }
        }
        return nil
    }

    /// Lets those go on that were to be saved first.
    private func release() {
        if case .yielded = report {} else { report = nil }
        for task in tasks where task.status == .held && !(task === root && report != nil) { task.status = .ready }
        startReady()
    }

    /// Starts the tasks that can go on. A child that has just been added begins when its parent has come to a rest, or
    /// awaits something, if they go on one at a time: as in the plain function.
    private func startReady() {
        for task in tasks where task.status == .ready {
            if let parent = task.parent, parent.isRunningOn { continue }
            task.parent = nil
            task.start(events)
        }
    }

    private nonisolated(nonsending) func waitForEvent() async {
        let running = tasks.filter { $0.status == .running }
        await withTaskCancellationHandler {
            await events.wait()
        } onCancel: {
            for task in running { task.cancelStep() }
        }
    }

    // MARK: Instants

    /// The task that wakes next.
    private var sleeper: (task: DurableTask, deadline: Date)? {
        var first: (task: DurableTask, deadline: Date)?
        for task in tasks {
            guard case .sleeping(let deadline) = task.status else { continue }
            if let first, (first.deadline, first.task.turn) <= (deadline, task.turn) { continue }
            first = (task, deadline)
        }
        return first
    }

    /// The earliest instant that a task sleeps until.
    var deadline: Date? { sleeper?.deadline }

    /// Whether the instant has come that the next one sleeps until.
    private var isNextDue: Bool {
        guard let woken, let deadline else { return false }
        return deadline <= woken.deadline
    }

    /// When to wake the tasks that sleep until an instant, while steps are under way.
    ///
    /// It is that instant, unless the program was not there in time: then what was woken before gets as much time as it
    /// would have had. So two tasks of which one wakes first and cancels the other do the same after a week without power.
    private func alarm(for deadline: Date) -> Date {
        var time = deadline
        // After the one before, if that can go on: as long as nothing happens no virtual time passes.
        if let woken, isNextDue { time = woken.time + Self.moment }
        if let woken { time = max(time, woken.time + deadline.timeIntervalSince(woken.deadline)) }
        if let respite { time = max(time, respite) }
        return time
    }

    /// Wakes the first of those that sleep until an instant, or until one before. The others follow one after the other: as
    /// in the plain function, which of two goes on first does not depend on who was added first, but on who fell asleep
    /// first.
    func wake(at instant: Date) {
        woken = (instant, Date(Durable.now))
        if isNextDue { wakeNext() }
    }

    private func wakeNext() { sleeper?.task.status = .ready }

    // MARK: Events

    /// Takes into account what has happened, and what follows from that.
    private func handleEvents() {
        while true {
            let events = events.take()
            if events.isEmpty { return }
            for event in events { handle(event) }
        }
    }

    private func handle(_ event: TaskEvents.Event) {
        switch event {
        case .rested(let task, let rest): handle(rest, of: task)
        case .cancelled(let task):
            guard case .sleeping = task.status else { return }
            task.interrupt()
            task.start(events)
        case .awaiting(let task): task.isRunningOn = false
        case .due(let instant): wake(at: instant)
        case .slow: isSlow = true
        }
    }

    private func handle(_ rest: DurableTask.Rest, of task: DurableTask) {
        switch rest {
        case .checkpoint:
            task.rest(.held)
            note(.checkpoint)
        case .yielded:
            task.rest(.held)
            note(.yielded)
        case .sleeping(let deadline):
            fallAsleep(task, until: deadline)
            note(.checkpoint)
        case .requested(let request):
            task.rest(.ready)
            grant(request.kind, to: task)
        case .finished(let activation): finish(task, .success(activation))
        case .failed(let error): finish(task, .failure(error))
        }
    }

    private func fallAsleep(_ task: DurableTask, until deadline: Date) {
        // It lets others go on, but does not wait for them.
        if deadline <= Date(Durable.now) { return task.rest(.held) }
        turns += 1
        task.turn = turns
        task.rest(.sleeping(until: deadline))
        if task.isCancelled { task.interrupt() }
    }

    private func note(_ stop: Stop) {
        if case .yielded = report { return }
        report = stop
    }

    func grant(_ request: TaskRequest.Kind, to task: DurableTask) {
        switch request {
        case .open(let group):
            counts.groups += 1
            group.open(counts.groups, events, isCancelled: task.isCancelled)
            groups.append(group)
            task.open(group)
        case .spawn(let activation, let group, let priority):
            counts.tasks += 1
            let child = DurableTask(counts.tasks, [activation], in: group, priority: priority)
            if group.isCancelled { child.cancel() }
            child.parent = task
            group.add(child)
            tasks.append(child)
        case .wait(let condition):
            if !condition() {
                task.rest(.joining)
                conditions[task.number] = condition
            }
        case .close(let group):
            groups.removeAll { $0 === group }
            task.close(group)
        }
    }

    private func finish(_ task: DurableTask, _ end: TaskEnd) {
        guard let group = task.group else {
            self.end = if case .failure(let error) = end { .failed(error) } else { .finished }
            return
        }
        tasks.removeAll { $0 === task }
        if case .failure(let error) = end {
            group.finish(task, .failure(storable(error)))
            if group.isDiscarding { group.cancel() }
        } else {
            group.finish(task, end)
        }
        note(.checkpoint)
        // Not only its parent: an `async let` can be waited for in another one.
        for task in tasks where task.status == .joining && (conditions[task.number]?() ?? true) {
            conditions[task.number] = nil
            task.status = .ready
        }
    }
}

/// When the driver hands control back while steps are under way.
@usableFromInline
enum Pace {
    /// As soon as there is something to save: steps that are under way go on meanwhile.
    case saving
    /// As soon as a value is sent out.
    case flowing
    /// When no step is under way, so that whoever stops there and starts anew repeats nothing; but not much later than
    /// as if saving: a call may take long, or wait for another task.
    case settling
}

extension TaskTable {
    /// Takes in a task that was stored.
    func restore(_ task: DurableTask) throws {
        guard task.number > counts.tasks else {
            throw SnapshotError.incompatible("its tasks are not in the order of their numbers")
        }
        counts.tasks = task.number
        turns = max(turns, task.turn)
        task.group?.add(task)
        tasks.append(task)
    }

    /// Takes in what is left of the time that has passed since the tasks were stored.
    func beginRespite() {
        respite = Date(Durable.now + Self.patience)
    }

    /// Takes in a group that was stored.
    func restore(_ group: AnyTaskGroup, of task: DurableTask) {
        counts.groups = max(counts.groups, group.number)
        group.open(group.number, events, isCancelled: false)
        task.open(group)
        let place = groups.firstIndex { $0.number > group.number } ?? groups.endIndex
        groups.insert(group, at: place)
    }
}

/// What wakes the driver of tasks while steps are under way.
private final class TaskTimers {
    private let events: TaskEvents
    private var alarm: (deadline: Date, time: Date, task: Task<Void, Never>)?
    private var patience: Task<Void, Never>?

    init(_ events: TaskEvents) {
        self.events = events
    }

    /// Has the driver wake those at a time, and at no other, that sleep until an instant.
    func setAlarm(_ time: Date, for deadline: Date) {
        if let alarm, (alarm.deadline, alarm.time) == (deadline, time) { return }
        alarm?.task.cancel()
        let events = events
        let task = Task(executorPreference: TaskExecution.executor) {
            do {
                try await PendingWait(deadline: time).sleep()
                events.post(.due(deadline))
            } catch {
                // It was stopped.
            }
        }
        alarm = (deadline, time, task)
    }

    /// Has the driver woken when steps take long.
    func setPatience() {
        guard patience == nil else { return }
        let events = events
        patience = Task {
            do {
                try await Task.sleep(for: TaskTable.patience)
                events.post(.slow)
            } catch {
                // It was stopped.
            }
        }
    }

    func stop() {
        alarm?.task.cancel()
        patience?.cancel()
    }
}
