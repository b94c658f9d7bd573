/// The payload of a snapshot on its way out.
struct EncodableExecution<C: Coroutine>: Encodable {
    let execution: Execution<C>

    func encode(to encoder: any Encoder) throws {
        let container = KeyedOutput<ExecutionKey>(encoder)
        let stack = execution.tasks?.root.restedActivations ?? execution.stack.activations
        var functions = container.session?.state?.functions ?? FunctionTable(root: FunctionRecord(C.self), stack)
        for task in execution.tasks?.tasks.dropFirst() ?? [] {
            for activation in task.restedActivations { functions.add(activation) }
        }
        try container.encode(functions.records, forKey: .functions)
        if let wait = execution.pendingWait { try container.encode(wait, forKey: .wait) }
        // A plain yield has been received by whoever drives; a question may have to be asked again.
        if execution.awaitsReply {
            try container.encode(true, forKey: .awaitsReply)
            if let value = execution.unanswered, let box = AnyStorable(value) {
                try container.encode(box, forKey: .unanswered)
            }
        }
        if stack.isEmpty, let output = execution.output {
            guard let box = AnyStorable(output) else {
                throw SnapshotError.incompatible("the result of \(C.identifier) is not Codable")
            }
            try container.encode(box, forKey: .output)
        }
        // One flat list, so that nothing here or in a decoder recurses as deep as the program did.
        try container.encode(
            EncodableStack(activations: stack, functions: functions),
            forKey: .stack
        )
        if let tasks = execution.tasks {
            try container.encode(EncodableTasks(tasks: tasks.tasks, functions: functions), forKey: .tasks)
            try container.encode(EncodableGroups(groups: tasks.groups), forKey: .groups)
        }
    }
}

/// The payload of a snapshot on its way in.
struct DecodedExecution<C: Coroutine>: Decodable {
    let root: Activation<C>?
    let stack: [AnyActivation]
    let port = Port<C.Yielded, C.Reply>()
    private(set) var suspension = Suspension<C.Yielded, C.Output>()
    /// The tasks, if there are child tasks.
    private(set) var tasks: TaskTable?

    init(from decoder: any Decoder) throws {
        let container = try KeyedInput<ExecutionKey>(decoder)
        let functions = try container.functions()
        guard functions[0].identifier == C.identifier else {
            throw SnapshotError.otherCoroutine(expected: C.identifier, found: functions[0].identifier)
        }
        if container.contains(.wait) {
            suspension.pendingWait = try container.decode(PendingWait.self, forKey: .wait)
        }
        // Nothing is always there for an answer.
        suspension.awaitsReply = C.Reply.self == Void.self
        if container.contains(.awaitsReply) {
            suspension.awaitsReply = try container.decode(Bool.self, forKey: .awaitsReply)
        }
        if container.contains(.unanswered) {
            suspension.unanswered = try container.decode(StoredValue<C.Yielded>.self, forKey: .unanswered).value
        }
        if container.contains(.output) {
            suspension.output = try container.decode(StoredValue<C.Output>.self, forKey: .output).value
        }

        var restoration = CalleeRestoration(try container.nestedUnkeyedContainer(forKey: .stack), functions)
        var stack: [AnyActivation] = []
        if suspension.output == nil {
            let root = try restoration.activation(of: C.self, port: port)
            self.root = root
            stack.append(root)
            while let callee = try stack[stack.count - 1].restoreCallee(&restoration) { stack.append(callee) }
        } else {
            root = nil
        }
        self.stack = stack
        guard restoration.container.isAtEnd else {
            throw SnapshotError.incompatible("it has more activations than the state of the last one calls for")
        }
        tasks = TaskRestoration.current?.begin(stack, functions)
        if tasks != nil {
            _ = try container.decode(DecodedTasks.self, forKey: .tasks)
            _ = try container.decode(DecodedGroups.self, forKey: .groups)
        }
    }
}

enum ExecutionKey: String, CodingKey {
    /// The functions of which there are activations, that of the execution first.
    case functions
    case wait
    case awaitsReply
    case unanswered
    case output
    /// The activations, the first call first; those of the first task, if there are several.
    case stack
    /// The tasks, if there are child tasks, the first task first.
    case tasks
    /// The groups that the child tasks are in.
    case groups
}

extension KeyedInput<ExecutionKey> {
    /// The functions of which there are activations, one at least.
    func functions() throws -> [StoredFunction] {
        var list = try nestedUnkeyedContainer(forKey: .functions)
        var functions: [StoredFunction] = []
        while !list.isAtEnd { functions.append(try StoredFunction(list.nestedUnkeyedContainer())) }
        guard !functions.isEmpty else { throw SnapshotError.incompatible("it names no function") }
        return functions
    }
}

private struct EncodableStack: Encodable {
    let activations: [AnyActivation]
    let functions: FunctionTable

    func encode(to encoder: any Encoder) throws {
        if let encoder = encoder as? CBORValueEncoder, let state = encoder.writer.session.state {
            return try state.write(activations, to: encoder)
        }
        var container = encoder.unkeyedContainer()
        for activation in activations {
            try container.encode(EncodableActivation(activation: activation, function: functions.index(of: activation)))
        }
    }
}

/// The functions of which there are activations, each once: a deep stack has few.
struct FunctionTable {
    private(set) var records: [FunctionRecord] = []
    private var indices: [String: Int] = [:]
    private var types: [ObjectIdentifier: Int] = [:]

    init() {}

    init(root: FunctionRecord, _ stack: [AnyActivation] = []) {
        records = [root]
        indices = [root.identifier: 0]
        for activation in stack { add(activation) }
    }

    /// Forgets all but the first functions.
    mutating func keep(_ count: Int) {
        guard count < records.count else { return }
        for record in records[count...] { indices[record.identifier] = nil }
        records.removeLast(records.count - count)
        types = types.filter { $0.value < count }
    }

    func index(of activation: AnyActivation) -> Int {
        types[ObjectIdentifier(type(of: activation))]!
    }

    mutating func add(_ activation: AnyActivation) {
        let type = ObjectIdentifier(Swift.type(of: activation))
        if types[type] != nil { return }
        let record = activation.function
        if let index = indices[record.identifier] {
            types[type] = index
        } else {
            types[type] = records.count
            indices[record.identifier] = records.count
            records.append(record)
        }
    }
}
