/// What a function value holds that can be stored: which function or closure it is, and what that captures.
///
/// Generated code makes every closure and every reference to a function that a frame may come to hold capture one of
/// these, and nothing else: what they capture is in the coroutine here, which is that of the function around them, in a
/// state of the closure's own. So a snapshot can tell what a function value is, see ``FunctionValue``.
public class AnyFunctionObject: Codable, @unchecked Sendable {
    /// The function that it refers to, if it is a reference.
    var function: Any?

    init() {}

    /// Reads what the function captures.
    public required init(from decoder: any Decoder) throws {}

    /// Writes what the function captures.
    public func encode(to encoder: any Encoder) throws {}

    /// Does nothing: a closure captures only what it mentions, and the optimiser drops what it finds no use for.
    @inline(never)
    @_optimize(none)
    public func hold() {}

    /// Gives a value as it is, and mentions the object.
    ///
    /// - Parameter value: the value.
    /// - Returns: the value.
    @inline(never)
    @_optimize(none)
    public func holding<Value>(_ value: Value) -> Value { value }

    /// The function, made anew.
    ///
    /// - Throws: ``SnapshotError/incompatible(_:)`` if there is no such function.
    func makeFunction() throws -> Any {
        throw SnapshotError.incompatible("it has a function of no coroutine")
    }

    /// The durable closure that the function is, in its first state; nil if it is none.
    var closure: (any Coroutine)? { nil }

    /// Runs the durable closure that the function is to its end.
    nonisolated(nonsending) func run<Input, Output>(_ arguments: Input) async throws -> Output {
        fatalError("abstract")
    }

    /// Runs the durable closure to its end, which cannot throw.
    nonisolated(nonsending) func runWithoutErrors<Input, Output>(_ arguments: Input) async -> Output {
        do {
            return try await run(arguments)
        } catch {
            fatalError("a closure that throws nothing has failed: \(error)")
        }
    }
}

/// What a function value holds that can be stored.
public final class FunctionObject<C: Coroutine>: AnyFunctionObject, @unchecked Sendable {
    /// The coroutine of the function that the closure is written in, in the closure's state.
    public let coroutine: C

    init(of coroutine: C) {
        self.coroutine = coroutine
        super.init()
    }

    /// Notes what a function captures.
    ///
    /// - Parameters:
    ///   - frame: an empty frame of the durable function that the function is written in.
    ///   - capture: puts the frame into the function's state, and into it what the function captures.
    ///   - coroutine: makes the coroutine with the frame.
    public convenience init<F>(_ frame: F, _ capture: (inout F) -> Void, _ coroutine: (F) -> C) {
        var frame = frame
        capture(&frame)
        self.init(of: coroutine(frame))
    }

    /// Reads what the function captures.
    public required init(from decoder: any Decoder) throws {
        coroutine = try decoder.singleValueContainer().decode(C.self)
        try super.init(from: decoder)
    }

    /// Writes what the function captures.
    public override func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(coroutine)
    }

    override var closure: (any Coroutine)? { coroutine.beginsClosure ? coroutine : nil }

    override func run<Input, Output>(_ arguments: Input) async throws -> Output { try await runAll(arguments) }

    override func makeFunction() throws -> Any {
        guard let function = coroutine.function(of: self) else {
            throw SnapshotError.incompatible("'\(C.identifier)' has no such function")
        }
        return function
    }
}

extension Local {
    /// A function in the form in which a coroutine gives it to who asks for it.
    ///
    /// - Parameter function: the function; the place says of what type it is.
    /// - Returns: the function.
    public func function(_ function: Value) -> Any { function }
}
