import Foundation

/// The tasks of an execution on their way into a snapshot, the first task first, whose stack is the execution's.
struct EncodableTasks: Encodable {
    let tasks: [DurableTask]
    let functions: FunctionTable

    func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        // The types of coroutines that will have been met when a task is read.
        var known: Set<ObjectIdentifier> = []
        let turns = turns
        for task in tasks {
            let activations = task.restedActivations
            let first = activations.first?.coroutineType
            let isKnown = first.map { known.contains(ObjectIdentifier($0)) } ?? true
            known.formUnion(activations.map { ObjectIdentifier($0.coroutineType) })
            let type = isKnown ? nil : first
            try list.encode(
                EncodableTask(task: task, functions: functions, type: type, turn: turns[task.number])
            )
        }
    }

    /// Of the tasks that sleep until the same instant, how many wake before each.
    private var turns: [Int: Int] {
        let sleeping = Dictionary(grouping: tasks) { task in
            if case .sleeping(let deadline) = task.status { deadline } else { nil as Date? }
        }
        var turns: [Int: Int] = [:]
        for (deadline, tasks) in sleeping where deadline != nil && tasks.count > 1 {
            for (turn, task) in tasks.sorted(by: { ($0.turn, $0.number) < ($1.turn, $1.number) }).enumerated() {
                turns[task.number] = turn
            }
        }
        return turns
    }
}

private struct EncodableTask: Encodable {
    let task: DurableTask
    let functions: FunctionTable
    /// The type of the coroutine that it runs, if that is not met before it.
    let type: Any.Type?
    let turn: Int?

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: TaskKey.self)
        try container.encode(task.number, forKey: .number)
        switch task.status {
        case .sleeping(let deadline):
            try container.encode(deadline, forKey: .deadline)
            if let turn { try container.encode(turn, forKey: .turn) }
        case .joining: try container.encode(true, forKey: .isJoining)
        case .ready, .held, .running:
            // Its sleep was cut short, which it has not been told or is just being told.
            if case .sleeping(let deadline) = task.rested, task.isCancelled {
                try container.encode(deadline, forKey: .deadline)
            }
        }
        if task.isCancelled { try container.encode(true, forKey: .isCancelled) }
        if let priority = task.priority { try container.encode(priority.rawValue, forKey: .priority) }
        guard let group = task.group else { return }
        try container.encode(group.number, forKey: .group)
        if let type {
            guard let name = TypeName.name(of: type) else {
                throw SnapshotError.unstorable(
                    path: SnapshotError.text(encoder.codingPath),
                    reason: "it runs a closure of a function which is not being called, and whose coroutine has no name"
                )
            }
            try container.encode(name, forKey: .type)
        }
        try container.encode(EncodableStack(task: task, functions: functions), forKey: .stack)
    }
}

/// The activations of a child task.
private struct EncodableStack: Encodable {
    let task: DurableTask
    let functions: FunctionTable

    func encode(to encoder: any Encoder) throws {
        guard let own = CBORValueEncoder.own(encoder) else {
            preconditionFailure("only the coder of snapshots writes executions")
        }
        own.writer.become(.array, own.scope)
        for activation in task.restedActivations {
            try own.writer.beginItem(own.scope)
            try own.writer.write(activation, function: functions.index(of: activation))
        }
    }
}

enum TaskKey: String, CodingKey {
    case number = "task"
    /// The group that it is a child of.
    case group
    /// When it is to be resumed.
    case deadline
    /// Which one it is of those that are to be resumed then.
    case turn
    /// Whether it waits for its children.
    case isJoining = "joining"
    case isCancelled = "cancelled"
    case priority
    /// The type of the coroutine that it runs, where no function of that is being called.
    case type
    /// Its activations, the first call first.
    case stack
}

/// The groups of an execution on their way into a snapshot.
struct EncodableGroups: Encodable {
    let groups: [AnyTaskGroup]

    func encode(to encoder: any Encoder) throws {
        var list = encoder.unkeyedContainer()
        for group in groups { try list.encode(EncodableGroup(group: group)) }
    }
}

private struct EncodableGroup: Encodable {
    let group: AnyTaskGroup

    private struct Results: Encodable {
        let group: AnyTaskGroup

        func encode(to encoder: any Encoder) throws { try group.encodeResults(to: encoder) }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: GroupKey.self)
        try container.encode(group.number, forKey: .number)
        if group.isCancelled { try container.encode(true, forKey: .isCancelled) }
        if group.resultCount > 0 { try container.encode(Results(group: group), forKey: .results) }
    }
}

enum GroupKey: String, CodingKey {
    case number = "group"
    case isCancelled = "cancelled"
    /// The results of children that have finished, the earliest first.
    case results
}

/// Puts the tasks of an execution together again, while it is decoded.
///
/// Only the decoding that made it touches it.
final class TaskRestoration: @unchecked Sendable {
    /// That of the execution which is being decoded.
    static func current(_ decoder: any Decoder) -> TaskRestoration? {
        guard let document = CBORItemDecoder.own(decoder)?.document, document.isExecution else { return nil }
        if document.tasks == nil { document.tasks = TaskRestoration() }
        return document.tasks
    }

    private var groups: [Int: AnyTaskGroup] = [:]
    /// Those that were met since they were last asked for: in frames of one task.
    private var new: [AnyTaskGroup] = []
    /// The numbers of those that the tasks so far have opened.
    private var opened: Set<Int> = []
    /// The functions, and the tasks, once the first is known.
    fileprivate var functions: [StoredFunction] = []
    fileprivate var coroutines: CoroutineTypes?
    fileprivate private(set) var table: TaskTable?

    /// Notes a group that a frame refers to.
    func add(_ group: AnyTaskGroup) throws {
        guard groups.updateValue(group, forKey: group.number) == nil else {
            throw SnapshotError.incompatible("it has two task groups of the number \(group.number)")
        }
        new.append(group)
    }

    /// Makes the table of the tasks, if there are task groups.
    ///
    /// - Parameters:
    ///   - root: the activations of the first task, which have just been read.
    ///   - functions: the functions.
    ///   - coroutines: the types of the coroutines that were met.
    func begin(
        _ root: [AnyActivation],
        _ functions: [StoredFunction],
        _ coroutines: CoroutineTypes?
    ) -> TaskTable? {
        guard !groups.isEmpty else { return nil }
        self.functions = functions
        self.coroutines = coroutines
        let table = TaskTable(root)
        table.beginRespite()
        self.table = table
        return table
    }

    /// The group with a number, if a task whose frames have been read has opened it.
    fileprivate subscript(number: Int) -> AnyTaskGroup? {
        opened.contains(number) ? groups[number] : nil
    }

    /// Takes in a task whose frames have been read.
    fileprivate func add(_ task: DurableTask) throws {
        if task.number > 0 { try table!.restore(task) }
        for group in new {
            opened.insert(group.number)
            table!.restore(group, of: task)
        }
        new = []
    }
}

/// The tasks of an execution on their way out of a snapshot, into the ``TaskRestoration``.
struct DecodedTasks: Decodable {
    init(from decoder: any Decoder) throws {
        guard let restoration = TaskRestoration.current(decoder), let table = restoration.table else {
            throw SnapshotError.incompatible("it has tasks without task groups")
        }
        var list = try decoder.unkeyedContainer()
        let first = try list.nestedContainer(keyedBy: TaskKey.self)
        try Self.restoreStatus(of: table.root, first)
        try restoration.add(table.root)
        while !list.isAtEnd {
            let container = try list.nestedContainer(keyedBy: TaskKey.self)
            let task = try Self.child(container, restoration)
            try Self.restoreStatus(of: task, container)
            try restoration.add(task)
        }
    }

    private static func child(
        _ container: KeyedDecodingContainer<TaskKey>,
        _ restoration: TaskRestoration
    ) throws -> DurableTask {
        let number = try container.decode(Int.self, forKey: .number)
        let groupNumber = try container.decode(Int.self, forKey: .group)
        guard let group = restoration[groupNumber] else {
            throw SnapshotError.incompatible("child task \(number) is of a group that no task has opened")
        }
        guard let item = CBORItemDecoder.own(try container.superDecoder(forKey: .stack)) else {
            preconditionFailure("only the coder of snapshots reads executions")
        }
        let input = StackInput(try item.list(), restoration.functions, restoration.coroutines)
        var activations = CalleeRestoration(input)
        if let name = try container.decodeIfPresent(String.self, forKey: .type) {
            guard let type = TypeName.type(named: name) as? any Coroutine.Type else {
                throw SnapshotError.incompatible(
                    "child task \(number) runs a function of '\(name)', which there is not"
                )
            }
            restoration.coroutines?.add(type)
        }
        var stack = [try activations.child(group.childType)]
        while let callee = try stack[stack.count - 1].restoreCallee(&activations) { stack.append(callee) }
        guard input.isAtEnd else {
            throw SnapshotError.incompatible("child task \(number) has more activations than the last one calls for")
        }
        let priority = try container.decodeIfPresent(UInt8.self, forKey: .priority).map(TaskPriority.init(rawValue:))
        return DurableTask(number, stack, in: group, priority: priority)
    }

    private static func restoreStatus(of task: DurableTask, _ container: KeyedDecodingContainer<TaskKey>) throws {
        if try container.decodeIfPresent(Bool.self, forKey: .isCancelled) == true { task.cancel() }
        if let deadline = try container.decodeIfPresent(Date.self, forKey: .deadline) {
            task.rest(.sleeping(until: deadline))
            task.turn = try container.decodeIfPresent(Int.self, forKey: .turn) ?? 0
        } else if try container.decodeIfPresent(Bool.self, forKey: .isJoining) == true {
            task.rest(.joining)
        }
    }
}

/// The task groups of an execution on their way out of a snapshot.
struct DecodedGroups: Decodable {
    init(from decoder: any Decoder) throws {
        var list = try decoder.unkeyedContainer()
        while !list.isAtEnd {
            let container = try list.nestedContainer(keyedBy: GroupKey.self)
            let number = try container.decode(Int.self, forKey: .number)
            guard let group = TaskRestoration.current(decoder)?[number] else {
                throw SnapshotError.incompatible("task group \(number) is in no frame")
            }
            if try container.decodeIfPresent(Bool.self, forKey: .isCancelled) == true { group.cancel() }
            if container.contains(.results) {
                try group.decodeResults(from: try container.superDecoder(forKey: .results))
            }
        }
    }
}

extension CalleeRestoration {
    /// Reads the first activation of a child task: that of a closure of a function further down, or of a task before.
    func child(_ closure: Any.Type) throws -> AnyActivation {
        let identifier = try stack.begin("a child task").identifier
        guard let type = stack.coroutines?[identifier] else {
            throw SnapshotError.incompatible(
                "a child task runs a closure of '\(identifier)', which has not been called"
            )
        }
        func read<C: Coroutine>(_ type: C.Type) throws -> AnyActivation {
            try activation(of: type, closure: closure, port: nil, mayBegin: true)
        }
        return try read(type)
    }
}
