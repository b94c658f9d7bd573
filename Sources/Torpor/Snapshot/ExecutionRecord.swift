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
        try container.encode(functions.records)
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
@usableFromInline
struct DecodedExecution<C: Coroutine> {
    @usableFromInline let root: Activation<C>?
    @usableFromInline private(set) var stack: [AnyActivation] = []
    @usableFromInline let port = Port<C.Yielded, C.Reply>()
    @usableFromInline private(set) var suspension = Suspension<C.Yielded, C.Output>()

    /// The tasks, if there are child tasks.
    @usableFromInline private(set) var tasks: TaskTable?

    @inlinable
    init(_ input: ExecutionInput) throws {
        suspension.pendingWait = try input.wait()
        // Nothing is always there for an answer.
        suspension.awaitsReply = try input.awaitsReply() ?? (C.nothing != nil)
        if input.contains(.unanswered) { suspension.unanswered = try input.value(C.Yielded.self, .unanswered) }
        if input.contains(.output) { suspension.output = try input.value(C.Output.self, .output) }
        var restoration = CalleeRestoration(input.stack)
        if suspension.output == nil {
            let root = try restoration.activation(of: C.self, port: port)
            self.root = root
            stack.append(root)
            while let callee = try stack[stack.count - 1].restoreCallee(&restoration) { stack.append(callee) }
        } else {
            root = nil
        }
        try input.stack.end()
        tasks = try input.tasks(stack)
    }
}

/// What a payload holds, as far as it does not depend on the type of the coroutine.
@usableFromInline
struct ExecutionInput {
    private let container: KeyedInput<ExecutionKey>
    private let document: CBORDocument?
    private let functions: [StoredFunction]
    /// The activations.
    @usableFromInline let stack: StackInput

    /// - Parameters:
    ///   - decoder: where the payload is.
    ///   - identifier: the function that it has to be of.
    init(_ decoder: any Decoder, of identifier: String) throws {
        container = try KeyedInput(decoder)
        functions = try container.functions()
        guard functions[0].identifier == identifier else {
            throw SnapshotError.otherCoroutine(expected: identifier, found: functions[0].identifier)
        }
        document = CBORItemDecoder.own(decoder)?.document
        document?.tasks = TaskRestoration()
        stack = StackInput(try container.nestedUnkeyedContainer(forKey: .stack), functions, document?.coroutines)
    }

    /// The tasks, if there are child tasks.
    ///
    /// - Parameter root: the activations of the first task, which have just been read.
    @usableFromInline
    func tasks(_ root: [AnyActivation]) throws -> TaskTable? {
        guard let tasks = document?.tasks?.begin(root, functions, document?.coroutines) else { return nil }
        _ = try container.decode(DecodedTasks.self, forKey: .tasks)
        _ = try container.decode(DecodedGroups.self, forKey: .groups)
        return tasks
    }

    @usableFromInline
    func contains(_ key: ExecutionKey) -> Bool {
        container.contains(key)
    }

    @usableFromInline
    func value<Value>(_ type: Value.Type, _ key: ExecutionKey) throws -> Value {
        try container.decode(StoredValue<Value>.self, forKey: key).value
    }

    @usableFromInline
    func wait() throws -> PendingWait? {
        contains(.wait) ? try container.decode(PendingWait.self, forKey: .wait) : nil
    }

    @usableFromInline
    func awaitsReply() throws -> Bool? {
        contains(.awaitsReply) ? try container.decode(Bool.self, forKey: .awaitsReply) : nil
    }
}

@usableFromInline
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

extension KeyedOutput<ExecutionKey> {
    func encode(_ functions: [FunctionRecord]) throws {
        guard let writer = try beginEntry(.functions) else { return try encode(functions, forKey: .functions) }
        writer.buffer.append(.array, UInt64(functions.count))
        for function in functions { function.write(to: &writer.buffer) }
    }
}

extension KeyedInput<ExecutionKey> {
    /// The functions of which there are activations, one at least.
    func functions() throws -> [StoredFunction] {
        var list = try nestedUnkeyedContainer(forKey: .functions)
        var functions: [StoredFunction] = []
        while !list.isAtEnd { functions.append(try list.decodeFunction()) }
        guard !functions.isEmpty else { throw SnapshotError.incompatible("it names no function") }
        return functions
    }
}

private struct EncodableStack: Encodable {
    let activations: [AnyActivation]
    let functions: FunctionTable

    func encode(to encoder: any Encoder) throws {
        if let own = CBORValueEncoder.own(encoder) {
            if let state = own.writer.session.state { return try state.write(activations, to: own) }
            own.writer.become(.array, own.scope)
            for activation in activations {
                try own.writer.beginItem(own.scope)
                let function = functions.index(of: activation)
                try own.writer.writeScope(EncodableActivation(activation: activation, function: function), nil)
            }
            return
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
    /// The functions by the types of activations, in the order in which these were met. Next to each other are most often
    /// activations of the same type, or of two.
    private var types: [(type: ObjectIdentifier, function: Int)] = []
    /// The same, once there are many.
    private var index: [ObjectIdentifier: Int] = [:]

    init() {}

    init(root: FunctionRecord, _ stack: [AnyActivation] = []) {
        records = [root]
        for activation in stack { add(activation) }
    }

    /// Forgets all but the first functions.
    mutating func keep(_ count: Int) {
        guard count < records.count else { return }
        records.removeLast(records.count - count)
        types.removeAll { $0.function >= count }
        index = index.filter { $0.value < count }
    }

    func index(of activation: AnyActivation) -> Int {
        find(ObjectIdentifier(type(of: activation)))!
    }

    private func find(_ type: ObjectIdentifier) -> Int? {
        for (known, function) in types.prefix(Self.few) where known == type { return function }
        return types.count > Self.few ? index[type] : nil
    }

    private static let few = 8

    mutating func add(_ activation: AnyActivation) {
        let type = ObjectIdentifier(Swift.type(of: activation))
        if find(type) != nil { return }
        let record = activation.function
        // Types that differ in nothing that a snapshot has to know have one name.
        let function = records.firstIndex { $0.identifier == record.identifier } ?? records.count
        if function == records.count { records.append(record) }
        if types.count >= Self.few { index[type] = function }
        types.append((type, function))
    }
}
