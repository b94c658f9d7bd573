/// A coroutine that the compiler has made: a state machine around a frame.
public protocol Machine: Coroutine {
    /// Runs from the current state to the next transition.
    ///
    /// - Returns: why it stopped.
    /// - Throws: the error that the durable function throws.
    mutating func step() async throws -> Transition

    /// Makes a machine whose frame is still to be read.
    ///
    /// - Parameter undecoded: says so.
    init(_ undecoded: Undecoded)

    /// Hands its frame on.
    ///
    /// - Parameter pass: what is to be done with the frame.
    /// - Throws: what that throws.
    mutating func code(_ pass: inout Pass) throws
}

/// What a machine is made from whose frame is read next. Only the runtime makes one.
public struct Undecoded {
    @usableFromInline
    init() {}
}

/// A machine whose function awaits nothing but other durable functions and primitives.
public protocol SynchronousMachine: Machine, SynchronousCoroutine {
    /// Runs from the current state to the next transition.
    ///
    /// - Returns: why it stopped.
    /// - Throws: the error that the durable function throws.
    mutating func step() throws -> Transition
}

extension Machine {
    /// Makes an activation that is resumed asynchronously, and tells the frame.
    @inlinable
    public static func makeActivation(_ coroutine: Self, port: Port<Yielded, Reply>?) -> Activation<Self> {
        attached(Activation(coroutine, port: port))
    }

    @inlinable
    static func attached(_ activation: Activation<Self>) -> Activation<Self> {
        var pass = Pass(attaching: activation)
        // Nothing is read or written that could fail.
        try! activation.coroutine.code(&pass)
        return activation
    }

    /// Runs from the current state to the next transition.
    ///
    /// - Parameter activation: the activation that holds this coroutine.
    /// - Returns: why it stopped.
    /// - Throws: the error that the durable function throws.
    @inlinable
    public mutating func resume(_ activation: Activation<Self>) async throws -> Transition {
        try await step()
    }

    /// Writes the state and the locals that are live there.
    ///
    /// - Parameter encoder: where they are written.
    /// - Throws: what the encoder throws.
    @inlinable
    public func encode(to encoder: any Encoder) throws {
        var (copy, pass) = (self, Pass(FrameCoding(encoder)))
        try copy.code(&pass)
    }

    /// Reads the state and the locals that are live there.
    ///
    /// - Parameter decoder: where they are read from.
    /// - Throws: what the decoder throws.
    @inlinable
    public init(from decoder: any Decoder) throws {
        self.init(Undecoded())
        let coding = try FrameCoding(decoder)
        var pass = Pass(coding)
        try code(&pass)
        coding.end(Self.self)
    }

    /// Makes the activation of the callee that the current state waits for, from its encoded form.
    ///
    /// - Parameter restoration: reads activations in the order in which they were written.
    /// - Returns: the callee's activation; nil where the current state waits for no callee.
    @inlinable
    public func restoreCallee(_ restoration: inout CalleeRestoration) throws -> AnyActivation? {
        if let known = try restoration.knownCallee(of: Self.self) { return known }
        let coding = FrameCoding(restoration)
        var (copy, pass) = (self, Pass(coding))
        try copy.code(&pass)
        return coding.callee
    }
}

extension SynchronousMachine {
    /// Makes an activation that is resumed synchronously, and tells the frame.
    @inlinable
    public static func makeActivation(_ coroutine: Self, port: Port<Yielded, Reply>?) -> Activation<Self> {
        attached(Activation(coroutine, port: port, synchronous: Self.self))
    }

    /// Runs from the current state to the next transition.
    ///
    /// - Parameter activation: the activation that holds this coroutine.
    /// - Returns: why it stopped.
    /// - Throws: the error that the durable function throws.
    @inlinable
    public mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        try step()
    }
}

/// The coroutines of a module by the identifiers of their functions.
///
/// - Parameter types: the coroutines.
/// - Returns: each under its identifier.
public func catalog(_ types: [any Coroutine.Type]) -> [String: any Coroutine.Type] {
    Dictionary(types.map { ($0.identifier, $0) }) { first, _ in first }
}
