/// Rebuilds the chain of activations of an encoded execution, from the root down: each coroutine knows from its state
/// what type its callee is.
public struct CalleeRestoration {
    var container: ListInput
    var port: AnyObject?
    private let functions: [StoredFunction]

    init(_ container: ListInput, _ functions: [StoredFunction]) {
        self.container = container
        self.functions = functions
    }

    /// Reads the next activation.
    ///
    /// - Parameter type: the type of the callee.
    /// - Returns: its activation.
    /// - Throws: ``SnapshotError/incompatible(_:)`` if there is no next activation or it is not of that type.
    public mutating func callee<Callee: Coroutine>(_ type: Callee.Type) throws -> AnyActivation {
        try activation(of: type, port: port as? Port<Callee.Yielded, Callee.Reply>)
    }

    /// Reads the next activation.
    ///
    /// - Parameter callee: stands for the type of the callee.
    /// - Returns: its activation.
    /// - Throws: ``SnapshotError/incompatible(_:)`` if there is no next activation or it is not of that type.
    public mutating func callee<C>(_ callee: Callee<C>) throws -> AnyActivation {
        try self.callee(C.self)
    }

    /// An activation that is being read.
    struct Record {
        let function: StoredFunction
        fileprivate var parts: ListInput
    }

    mutating func activation<C: Coroutine>(
        of type: C.Type,
        closure: Any.Type? = nil,
        port: Port<C.Yielded, C.Reply>?
    ) throws -> Activation<C> {
        var record = try next(C.identifier)
        guard record.function.identifier == C.identifier else {
            throw SnapshotError.otherCoroutine(expected: C.identifier, found: record.function.identifier)
        }
        return try activation(of: type, closure: closure, port: port, from: &record)
    }

    /// Begins to read the next activation.
    ///
    /// - Parameter expected: what should be there.
    mutating func next(_ expected: String) throws -> Record {
        guard !container.isAtEnd else {
            throw SnapshotError.incompatible("the activation of \(expected) is missing")
        }
        var parts = try container.nestedUnkeyedContainer()
        let index = try parts.decode(Int.self)
        guard functions.indices.contains(index) else {
            throw SnapshotError.incompatible("it has no function \(index)")
        }
        return Record(function: functions[index], parts: parts)
    }

    mutating func activation<C: Coroutine>(
        of type: C.Type,
        closure: Any.Type?,
        port: Port<C.Yielded, C.Reply>?,
        from record: inout Record,
        mayBegin: Bool = false
    ) throws -> Activation<C> {
        CoroutineTypes.current?.add(type)
        let coroutine: C
        do {
            coroutine = try record.parts.decode(C.self)
            guard coroutine.closureType == closure, mayBegin || !coroutine.beginsClosure else {
                throw SnapshotError.incompatible("the state of \(C.identifier) is not one of what was called")
            }
        } catch {
            throw record.function.explain(error, C.self)
        }
        let activation = C.makeActivation(coroutine, port: port)
        activation.driver = self.port ?? port
        if coroutine.beginsClosure { activation.passed = PassedValue(()) }
        return activation
    }
}

/// An activation on its way into a snapshot: a list of its function's number and its frame.
struct EncodableActivation: Encodable {
    let activation: AnyActivation
    let function: Int

    private struct Frame: Encodable {
        let activation: AnyActivation

        func encode(to encoder: any Encoder) throws {
            try activation.encode(to: encoder)
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(function)
        try container.encode(Frame(activation: activation))
    }
}
