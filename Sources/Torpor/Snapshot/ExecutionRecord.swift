/// The payload of a snapshot on its way out: a list of the activations, of their functions, and, if there is more to say, of
/// a map with the rest.
struct EncodableExecution<C: Coroutine> {
    let execution: Execution<C>

    func write(to writer: CBORWriter) throws {
        let stack = execution.tasks?.root.restedActivations ?? execution.stack.activations
        var functions = writer.session.state?.functions ?? FunctionTable(root: FunctionRecord(C.self), stack)
        for task in execution.tasks?.tasks.dropFirst() ?? [] {
            for activation in task.restedActivations { functions.add(activation) }
        }
        let list = writer.open(nil)
        writer.become(.array, list)
        try writer.beginItem(list)
        try writer.write(stack, functions)
        try writer.beginItem(list)
        writer.buffer.append(.array, UInt64(functions.records.count))
        for function in functions.records { function.write(to: &writer.buffer) }
        let isOver = stack.isEmpty && execution.output != nil
        if isOver || execution.pendingWait != nil || execution.awaitsReply || execution.tasks != nil {
            try writer.beginItem(list)
            try writeRest(to: writer, functions, isOver: isOver)
        }
        try writer.close()
        if let failure = writer.session.failure { throw failure }
    }

    private func writeRest(to writer: CBORWriter, _ functions: FunctionTable, isOver: Bool) throws {
        let map = writer.open(CBORKey.rest)
        writer.become(.map, map)
        func encode(_ value: some Encodable, _ key: ExecutionKey) throws { try writer.encode(value, key, map) }
        if let wait = execution.pendingWait { try encode(wait, .wait) }
        // A plain yield has been received by whoever drives; a question may have to be asked again.
        if execution.awaitsReply {
            try encode(true, .awaitsReply)
            if let value = execution.unanswered, let box = AnyStorable(value) { try encode(box, .unanswered) }
        }
        if isOver, let output = execution.output {
            guard let box = AnyStorable(output) else {
                throw SnapshotError.incompatible("the result of \(C.identifier) is not Codable")
            }
            try encode(box, .output)
        }
        if let tasks = execution.tasks {
            try encode(EncodableTasks(tasks: tasks.tasks, functions: functions), .tasks)
            try encode(EncodableGroups(groups: tasks.groups), .groups)
        }
        try writer.close()
    }
}

extension CBORWriter {
    /// Writes the activations: one flat list, so that nothing here or in a decoder recurses as deep as the program did.
    fileprivate func write(_ stack: [AnyActivation], _ functions: FunctionTable) throws {
        let list = open(CBORKey.stack)
        if let state = session.state {
            try state.write(stack, to: CBORValueEncoder(writer: self, scope: list))
        } else {
            become(.array, list)
            for activation in stack {
                try beginItem(list)
                try write(activation, function: functions.index(of: activation))
            }
        }
        try close()
    }

    /// Writes an activation: a list of its function's number and its frame.
    func write(_ activation: AnyActivation, function: Int) throws {
        let list = open(nil)
        become(.array, list)
        try beginItem(list)
        buffer.append(integer: function)
        try beginItem(list)
        try activation.encode(to: CBORValueEncoder(writer: self, scope: open(nil)))
        try close()
        try close()
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
        // Nothing is always there for an answer.
        suspension.awaitsReply = C.nothing != nil
        if input.hasRest {
            suspension.pendingWait = try input.wait()
            if let awaitsReply = try input.awaitsReply() { suspension.awaitsReply = awaitsReply }
            if input.contains(.unanswered) { suspension.unanswered = try input.value(C.Yielded.self, .unanswered) }
            if input.contains(.output) { suspension.output = try input.value(C.Output.self, .output) }
        }
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
    private let document: CBORDocument
    private let functions: [StoredFunction]
    private let rest: (map: CBORMap, path: CBORPathNode)?
    /// The activations.
    @usableFromInline let stack: StackInput
    /// Whether there is more than activations.
    @usableFromInline let hasRest: Bool

    /// - Parameters:
    ///   - document: the payload.
    ///   - identifier: the function that it has to be of.
    init(_ document: CBORDocument, of identifier: String) throws {
        let parts = try Self.parts(of: document)
        functions = try Self.functions(at: parts.functions, in: document)
        guard functions[0].isNamed(identifier) else {
            throw SnapshotError.otherCoroutine(expected: identifier, found: functions[0].identifier)
        }
        self.document = document
        document.isExecution = true
        let path = CBORPath(nil, key: CBORKey.stack)
        let item = CBORItemDecoder(document: document, position: parts.stack, path: path.node())
        stack = StackInput(try item.list(), functions, document.coroutines)
        rest = try parts.rest.map {
            let path = CBORPath(nil, key: CBORKey.rest).node()
            return (try CBORItemDecoder(document: document, position: $0, path: path).map(), path)
        }
        hasRest = rest != nil
    }

    /// The identifier of the function of the first activation.
    static func function(of document: CBORDocument) throws -> String {
        try functions(at: try parts(of: document).functions, in: document)[0].identifier
    }

    /// Where the parts of a payload are. There may come to be more.
    static func parts(
        of document: CBORDocument
    ) throws -> (stack: CBORDocument.Position, functions: CBORDocument.Position, rest: CBORDocument.Position?) {
        guard document.head(CBORDocument.start).major == .array,
            case let (stack, count) = document.contents(CBORDocument.start), count > 1
        else { throw SnapshotError.incompatible("it is no list of activations and functions") }
        let functions = document.next(stack)
        return (stack, functions, count > 2 ? document.next(functions) : nil)
    }

    /// The functions of which there are activations, one at least.
    private static func functions(
        at position: CBORDocument.Position,
        in document: CBORDocument
    ) throws -> [StoredFunction] {
        func path(_ index: Int) -> CBORPath { CBORPath(nil, key: CBORKey(stringValue: "functions")).node()[index] }
        guard document.head(position).major == .array else {
            throw SnapshotError.incompatible("its functions are no list")
        }
        var (place, count) = document.contents(position)
        var functions: [StoredFunction] = []
        for index in 0..<count {
            functions.append(try StoredFunction(document, at: place, path(index)))
            place = document.next(place)
        }
        guard !functions.isEmpty else { throw SnapshotError.incompatible("it names no function") }
        return functions
    }

    /// The tasks, if there are child tasks.
    ///
    /// - Parameter root: the activations of the first task, which have just been read.
    @usableFromInline
    func tasks(_ root: [AnyActivation]) throws -> TaskTable? {
        guard let tasks = document.tasks?.begin(root, functions, document.coroutines) else { return nil }
        _ = try decode(DecodedTasks.self, .tasks)
        _ = try decode(DecodedGroups.self, .groups)
        return tasks
    }

    @usableFromInline
    func contains(_ key: ExecutionKey) -> Bool {
        rest?.map.find(key.stringValue, in: document) != nil
    }

    @usableFromInline
    func value<Value>(_ type: Value.Type, _ key: ExecutionKey) throws -> Value {
        try decode(StoredValue<Value>.self, key).value
    }

    @usableFromInline
    func wait() throws -> PendingWait? {
        contains(.wait) ? try decode(PendingWait.self, .wait) : nil
    }

    @usableFromInline
    func awaitsReply() throws -> Bool? {
        contains(.awaitsReply) ? try decode(Bool.self, .awaitsReply) : nil
    }

    private func decode<Value: Decodable>(_ type: Value.Type, _ key: ExecutionKey) throws -> Value {
        guard let rest else { throw SnapshotError.incompatible("'\(key.rawValue)' is missing") }
        return try document.decode(type, key, rest.map, rest.path)
    }
}

/// What a payload may say beside activations and functions.
@usableFromInline
enum ExecutionKey: String, CodingKey {
    case wait
    case awaitsReply
    case unanswered
    case output
    /// The tasks, if there are child tasks, the first task first.
    case tasks
    /// The groups that the child tasks are in.
    case groups
}

extension CBORKey {
    fileprivate static let stack = CBORKey(stringValue: "stack")
    fileprivate static let rest = CBORKey(stringValue: "rest")
}
