/// Rebuilds the chain of activations of an encoded execution, from the root down: each coroutine knows from its state
/// what type its callee is.
public struct CalleeRestoration {
    /// What is still to be read: shared by all copies of this.
    @usableFromInline let stack: StackInput
    @usableFromInline var port: AnyObject?

    @usableFromInline
    init(_ stack: StackInput) {
        self.stack = stack
    }

    /// Reads the next activation.
    ///
    /// - Parameter type: the type of the callee.
    /// - Returns: its activation.
    /// - Throws: ``SnapshotError/incompatible(_:)`` if there is no next activation or it is not of that type.
    @inlinable
    public mutating func callee<Callee: Coroutine>(_ type: Callee.Type) throws -> AnyActivation {
        try activation(of: type, port: stack.port(port, for: type))
    }

    /// The callee of the activation that was read last, if it was noted meanwhile what it is.
    ///
    /// - Parameter type: the coroutine of that activation.
    /// - Returns: the callee, or nil if there is none; nil if that is not known.
    @usableFromInline
    mutating func knownCallee<C: Coroutine>(of type: C.Type) throws -> AnyActivation?? {
        switch stack.takeNote(of: ObjectIdentifier(type)) {
        case .unknown: return nil
        case .none: return .some(nil)
        case .type(let type): return try callee(type)
        }
    }

    /// Reads the next activation.
    ///
    /// - Parameter callee: stands for the type of the callee.
    /// - Returns: its activation.
    /// - Throws: ``SnapshotError/incompatible(_:)`` if there is no next activation or it is not of that type.
    @inlinable
    public mutating func callee<C>(_ callee: Callee<C>) throws -> AnyActivation {
        try self.callee(C.self)
    }

    /// The arguments of a closure without parameters.
    @usableFromInline static var nothing: AnyPassedValue { PassedValue(()) }

    @inlinable
    func activation<C: Coroutine>(
        of type: C.Type,
        closure: Any.Type? = nil,
        port: Port<C.Yielded, C.Reply>?,
        mayBegin: Bool = false
    ) throws -> Activation<C> {
        let frame = try stack.next(type)
        let coroutine: C
        do {
            coroutine = try C(from: frame)
            guard coroutine.closureType == closure, mayBegin || !coroutine.beginsClosure else {
                throw SnapshotError.incompatible("the state of \(C.identifier) is not one of what was called")
            }
        } catch {
            throw stack.explain(error, type)
        }
        let activation = C.makeActivation(coroutine, port: port)
        activation.driver = self.port ?? port
        if coroutine.beginsClosure { activation.passed = CalleeRestoration.nothing }
        return activation
    }
}

/// The encoded activations of an execution, to be read one after the other.
@usableFromInline
final class StackInput {
    @exclusivity(unchecked) private var list: CBORUnkeyedDecodingContainer
    private let functions: [StoredFunction]
    /// The types of the coroutines that were met.
    let coroutines: CoroutineTypes?
    /// An activation that has been begun, and is not read yet.
    @exclusivity(unchecked) private var open: (function: Int, frame: CBORItemDecoder)?
    /// The function and the type of the activation that was read last: most often those of the next, too.
    @exclusivity(unchecked) private var last: (function: Int, type: ObjectIdentifier)?

    /// A port that is known to be one for a coroutine.
    @exclusivity(unchecked) private var fitting: (type: ObjectIdentifier, port: ObjectIdentifier)?

    init(_ list: CBORUnkeyedDecodingContainer, _ functions: [StoredFunction], _ coroutines: CoroutineTypes?) {
        self.list = list
        self.functions = functions
        self.coroutines = coroutines
    }

    var isAtEnd: Bool { list.isAtEnd }

    /// Makes sure that there are no more.
    @usableFromInline
    func end() throws {
        guard list.isAtEnd else {
            throw SnapshotError.incompatible("it has more activations than the state of the last one calls for")
        }
    }

    /// Begins to read the next activation.
    ///
    /// - Parameter expected: what should be there.
    /// - Returns: its function.
    func begin(_ expected: @autoclosure () -> String) throws -> StoredFunction {
        let found = try read(expected())
        open = found
        return functions[found.function]
    }

    private func read(_ expected: @autoclosure () -> String) throws -> (function: Int, frame: CBORItemDecoder) {
        guard !list.isAtEnd else { throw SnapshotError.incompatible("the activation of \(expected()) is missing") }
        let (index, frame) = try list.decodePair()
        guard functions.indices.contains(index) else {
            throw SnapshotError.incompatible("it has no function \(index)")
        }
        return (index, frame)
    }

    /// Takes the next activation.
    ///
    /// - Parameter type: what the coroutine has to be.
    /// - Returns: where its frame is.
    @usableFromInline
    func next<C: Coroutine>(_ type: C.Type) throws -> any Decoder {
        let index: Int
        let frame: CBORItemDecoder
        if let open {
            (index, frame) = open
            self.open = nil
        } else {
            (index, frame) = try read(C.identifier)
        }
        if let last, last == (index, ObjectIdentifier(type)) { return frame }
        guard functions[index].isNamed(C.identifier) else {
            throw SnapshotError.otherCoroutine(expected: C.identifier, found: functions[index].identifier)
        }
        coroutines?.add(type)
        last = (index, ObjectIdentifier(type))
        return frame
    }

    /// Takes what was noted of the callee of the activation that was read last.
    func takeNote(of coroutine: ObjectIdentifier) -> CalleeNote {
        guard let (type, note) = list.document.callee, type == coroutine else { return .unknown }
        list.document.callee = nil
        return note
    }

    /// The port of the execution, if it is one for a coroutine. Activations next to each other are most often alike.
    @usableFromInline
    func port<C: Coroutine>(_ port: AnyObject?, for type: C.Type) -> Port<C.Yielded, C.Reply>? {
        guard let port else { return nil }
        if let fitting, fitting == (ObjectIdentifier(type), ObjectIdentifier(port)) {
            return unsafeDowncast(port, to: Port<C.Yielded, C.Reply>.self)
        }
        guard let found = port as? Port<C.Yielded, C.Reply> else { return nil }
        fitting = (ObjectIdentifier(type), ObjectIdentifier(port))
        return found
    }

    /// Says of what does not fit the coroutine that was begun last that its function is another than it was, if that is so.
    @usableFromInline
    func explain<C: Coroutine>(_ error: any Error, _ type: C.Type) -> any Error {
        last.map { functions[$0.function].explain(error, type) } ?? error
    }
}
