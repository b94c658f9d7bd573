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
    /// What is to be done.
    enum Purpose {
        case encoding(any Encoder)
        case decoding(any Decoder)
        case restoring(CalleeRestoration)
        case attaching(AnyActivation)
    }

    private(set) var purpose: Purpose
    /// The callee, once it is found.
    private(set) var callee: AnyActivation?

    init(_ purpose: Purpose) {
        self.purpose = purpose
    }

    /// Carries it out.
    ///
    /// - Parameters:
    ///   - frame: the frame.
    ///   - errors: the types of the errors that are stored as they are.
    /// - Throws: what the encoder or decoder throws; ``SnapshotError/incompatible(_:)`` if there is no such state.
    public mutating func code<F: Frame>(_ frame: inout F, _ errors: [any (Error & Codable).Type]) throws {
        switch purpose {
        case .encoding(let encoder):
            let state = frame._state
            let encoder = try FrameEncoder(encoder, state: state, source: F._Owner.source, errors: errors)
            var coder = FrameCoder(state, encoder: encoder)
            try frame._code(&coder)
        case .decoding(let decoder):
            let decoder = try FrameDecoder(decoder, errors: errors)
            frame._state = try decoder.state(F._State.self)
            var coder = FrameCoder(frame._state, decoder: decoder)
            try frame._code(&coder)
        case .restoring(let restoration):
            var coder = FrameCoder(frame._state, restoration: restoration)
            try frame._code(&coder)
            purpose = .restoring(coder.restoration!)
            callee = coder.callee
        case .attaching(let activation):
            frame._activation = ActivationReference(unsafeDowncast(activation, to: Activation<F._Owner>.self))
        }
    }
}
