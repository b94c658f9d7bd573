/// What a coroutine holds between two steps: the state that it is in, and its locals. Conforming types are generated.
///
/// The requirements begin with an underscore, which no name of a local does.
public protocol Frame {
    /// The suspension points, and what joins the ways between them.
    associatedtype _State: RawRepresentable<String>, Equatable
    /// The coroutine whose frame it is.
    associatedtype _Owner: Coroutine

    /// The state that the frame is in.
    var _state: _State { get set }

    /// The way to the activation that holds it.
    var _activation: ActivationReference<_Owner> { get set }

    /// Makes a frame at the start of the function, without locals.
    init()

    /// Passes every local that is stored through a coder, which writes it, or reads it, and names the callee that each
    /// state waits for.
    ///
    /// - Parameter coder: what to do with them.
    /// - Throws: what the coder throws.
    mutating func _code(_ coder: inout FrameCoder<_State>) throws
}

extension Frame {
    /// A frame without anything to store.
    public mutating func _code(_ coder: inout FrameCoder<_State>) throws {}
}

/// What is to be done with a frame: to write it, to read it, to find the callee that it waits for, or to
/// tell it the activation that holds it.
public struct Pass {
    /// Writes, reads or restores; nil where the frame is told its activation.
    @usableFromInline let coding: FrameCoding?
    @usableFromInline let activation: AnyActivation?

    @usableFromInline
    init(_ coding: FrameCoding) {
        self.coding = coding
        activation = nil
    }

    @usableFromInline
    init(attaching activation: AnyActivation) {
        coding = nil
        self.activation = activation
    }

    /// Carries it out.
    ///
    /// - Parameters:
    ///   - frame: the frame.
    ///   - errors: the types of the errors that are stored as they are.
    /// - Throws: what the encoder or decoder throws; ``SnapshotError/incompatible(_:)`` if there is no such state.
    @inlinable
    public func code<F: Frame>(
        _ frame: inout F,
        _ errors: @autoclosure () -> [any (Error & Codable).Type]
    ) throws {
        guard let coding else {
            frame._activation = ActivationReference(unsafeDowncast(activation!, to: Activation<F._Owner>.self))
            return
        }
        switch coding.purpose {
        case .writing:
            coding.errors = errors()
            try coding.encode(state: frame._state.rawValue, F._Owner.source)
        case .reading:
            coding.errors = errors()
            frame._state = try coding.state()
        case .restoring: break
        }
        var coder = FrameCoder(frame._state, coding)
        try frame._code(&coder)
    }
}
