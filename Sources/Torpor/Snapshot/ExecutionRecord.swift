/// The payload of a snapshot on its way out.
struct EncodableExecution<C: Coroutine>: Encodable {
    let execution: Execution<C>

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: ExecutionKey.self)
        try container.encode(C.identifier, forKey: .coroutine)
        try container.encodeIfPresent(execution.pendingWait, forKey: .wait)
        if execution.suspension.awaitsReply { try container.encode(true, forKey: .awaitsReply) }
        // A plain yield has been received by whoever drives; a question may have to be asked again.
        if let value = execution.unanswered, let box = AnyStorable(value) {
            try container.encode(box, forKey: .unanswered)
        }
        if let output = execution.output {
            guard let box = AnyStorable(output) else {
                throw SnapshotError.incompatible("the result of \(C.identifier) is not Codable")
            }
            try container.encode(box, forKey: .output)
        }
        // One flat list, so that nothing here or in a decoder recurses as deep as the program did.
        try container.encode(execution.stack.map(EncodableActivation.init), forKey: .activations)
    }
}

/// The payload of a snapshot on its way in.
struct DecodedExecution<C: Coroutine>: Decodable {
    let root: Activation<C>?
    let stack: [AnyActivation]
    let port = Port<C.Yielded, C.Reply>()
    private(set) var suspension = Suspension<C.Yielded, C.Output>()

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: ExecutionKey.self)
        let found = try container.decode(String.self, forKey: .coroutine)
        guard found == C.identifier else {
            throw SnapshotError.otherCoroutine(expected: C.identifier, found: found)
        }
        suspension.pendingWait = try container.decodeIfPresent(PendingWait.self, forKey: .wait)
        suspension.awaitsReply = try container.decodeIfPresent(Bool.self, forKey: .awaitsReply) ?? false
        if container.contains(.unanswered) {
            suspension.unanswered = try container.decode(StoredValue<C.Yielded>.self, forKey: .unanswered).value
        }
        if container.contains(.output) {
            suspension.output = try container.decode(StoredValue<C.Output>.self, forKey: .output).value
        }

        var restoration = CalleeRestoration(try container.nestedUnkeyedContainer(forKey: .activations))
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
    }
}

enum ExecutionKey: String, CodingKey {
    case coroutine
    case wait
    case awaitsReply
    case unanswered
    case output
    case activations
}
