/// Goes through the frame of a coroutine, in one order whatever is to be done with it: to write the locals that are live
/// in its state, to read them, to restore the callee that the state waits for, or to tell the frame the activation that
/// holds it.
///
/// States are named in lists, as in `"sleep1 yield2"`, which take the Swift compiler less time than arrays.
///
/// Where a local cannot be stored, generated code that passes it here does not compile: see ``FrameParts``.
public struct Pass {
    /// Writes, reads or restores; nil where the frame is told its activation.
    @usableFromInline let coding: FrameCoding?
    @usableFromInline let activation: AnyActivation?
    private var state = StateName()

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

    /// Begins with a frame: writes its state, or reads it.
    ///
    /// - Parameters:
    ///   - state: the state of the frame, a case of an enumeration without payloads. Those that are stored are the first,
    ///     in the order in which the coroutine's source map has them.
    ///   - activation: the way of the frame to the activation that holds it.
    ///   - errors: the types of the errors that are stored as they are.
    /// - Throws: what the encoder or decoder throws; ``SnapshotError/incompatible(_:)`` if there is no such state.
    public mutating func begin<State, C: Coroutine>(
        _ state: inout State,
        _ activation: inout ActivationReference<C>,
        _ errors: @autoclosure () -> [any (Error & Codable).Type]
    ) throws {
        guard let coding else {
            activation = ActivationReference(unsafeDowncast(self.activation!, to: Activation<C>.self))
            return
        }
        let source = names(of: C.self)
        switch coding.purpose {
        case .writing:
            coding.errors = errors()
            let (name, place) = source.state(at: ordinal(of: state))
            self.state = name
            try coding.encode(place: place)
        case .reading:
            coding.errors = errors()
            guard let (ordinal, name) = try coding.withStateText(source.state(named:)) else {
                throw SnapshotError.incompatible("there is no suspension point '\(try coding.stateText())'")
            }
            setOrdinal(of: &state, to: ordinal)
            self.state = name
        case .restoring: self.state = source.state(at: ordinal(of: state)).name
        }
    }

    /// Whether the locals are to be passed that are live in some states.
    @usableFromInline
    func passes(_ states: StaticString) -> Bool {
        guard let coding, coding.purpose != .restoring else { return false }
        return state.isIn(states)
    }

    private func names<C: Coroutine>(of type: C.Type) -> SourceMap {
        guard let source = C.source else { preconditionFailure("generated coroutines name their states") }
        return source
    }

    // MARK: Locals

    /// Passes a local.
    ///
    /// - Parameters:
    ///   - local: its place.
    ///   - name: its name in the snapshot.
    ///   - states: where it is live; all, if none is given.
    ///   - check: asks for the parts of its type, one after the other. It is never called.
    /// - Throws: what the encoder or decoder throws.
    @_transparent
    public mutating func code<Value: Codable>(
        _ local: inout Local<Value>,
        _ name: String,
        _ states: StaticString = "",
        check: (NoParts) -> Void
    ) throws {
        try codable(&local, name, states)
    }

    /// Passes a local of a type whose parts have ways of their own to be stored.
    ///
    /// - Parameters:
    ///   - local: its place.
    ///   - name: its name in the snapshot.
    ///   - states: where it is live; all, if none is given.
    ///   - check: asks for the parts of its type, one after the other. It is never called.
    /// - Throws: what the encoder or decoder throws.
    @_disfavoredOverload
    @_transparent
    public mutating func code<Value>(
        _ local: inout Local<Value>,
        _ name: String,
        _ states: StaticString = "",
        check: (FrameParts<Value, NoParts, ValueSubject>) -> Void
    ) throws {
        try storable(&local, name, states)
    }

    /// Passes an optional of an optional, which would lose its depth as a `Codable` value.
    ///
    /// - Parameters:
    ///   - local: its place.
    ///   - name: its name in the snapshot.
    ///   - states: where it is live; all, if none is given.
    ///   - check: asks for the parts of its type, one after the other. It is never called.
    /// - Throws: what the encoder or decoder throws.
    @_transparent
    public mutating func code<Value: Codable>(
        _ local: inout Local<Value??>,
        _ name: String,
        _ states: StaticString = "",
        check: (FrameParts<Value??, NoParts, ValueSubject>) -> Void
    ) throws {
        try storable(&local, name, states)
    }

    /// Passes a variable that closures share.
    ///
    /// - Parameters:
    ///   - local: its place.
    ///   - name: its name in the snapshot.
    ///   - states: where it is live; all, if none is given.
    ///   - check: asks for the parts of the type of what is shared. It is never called.
    /// - Throws: what the encoder or decoder throws.
    @_transparent
    public mutating func code<Value>(
        _ local: inout Local<Box<Value>>,
        _ name: String,
        _ states: StaticString = "",
        check: (FrameParts<Value, NoParts, ValueSubject>) -> Void
    ) throws {
        try codable(&local, name, states)
    }

    /// Passes what a closure shares the instance in, if it does.
    ///
    /// - Parameters:
    ///   - box: holds the instance.
    ///   - name: its name in the snapshot.
    /// - Throws: what the encoder or decoder throws.
    public mutating func code<Value>(shared box: inout Box<Value>?, _ name: String) throws {
        switch coding?.purpose {
        case .writing: try coding!.encode(box, name)
        case .reading: box = try coding!.decode(Box<Value>?.self, name)
        case .restoring, nil: break
        }
    }

    /// Passes a local of a type that is known to be `Codable`.
    ///
    /// - Parameters:
    ///   - local: its place.
    ///   - name: its name in the snapshot.
    ///   - states: where it is live; all, if none is given.
    /// - Throws: what the encoder or decoder throws.
    @inlinable
    public mutating func codable<Value: Codable>(
        _ local: inout Local<Value>,
        _ name: String,
        _ states: StaticString = ""
    ) throws {
        guard passes(states), let coding else { return }
        if coding.purpose == .writing {
            try coding.encode(local.value, name)
        } else {
            local.put(try coding.decode(Value.self, name))
        }
    }

    /// Passes a local of a type that is known to have a way to be stored, part by part.
    ///
    /// - Parameters:
    ///   - local: its place.
    ///   - name: its name in the snapshot.
    ///   - states: where it is live; all, if none is given.
    /// - Throws: what the encoder or decoder throws.
    @inlinable
    public mutating func storable<Value>(
        _ local: inout Local<Value>,
        _ name: String,
        _ states: StaticString = ""
    ) throws {
        guard passes(states), let coding else { return }
        if coding.purpose == .writing {
            try coding.encode(parts: local.value, name)
        } else {
            local.put(try coding.decode(parts: Value.self, name))
        }
    }

    // MARK: Callees

    /// Whether it is asked for the callee, and some states wait for it.
    @usableFromInline
    func waits(_ states: StaticString) -> Bool {
        guard let coding, coding.purpose != .writing else { return false }
        return state.isIn(states)
    }

    /// Names the type of the callee of some states.
    ///
    /// - Parameters:
    ///   - type: the type of its coroutine.
    ///   - states: the states that wait for it.
    /// - Throws: ``SnapshotError/incompatible(_:)`` if it is to be restored and is not there, or of another type.
    @inlinable
    public mutating func callee<C: Coroutine>(_ type: C.Type, _ states: StaticString) throws {
        if waits(states) { try coding!.callee(type) }
    }

    /// Names the type of the callee of some states.
    ///
    /// - Parameters:
    ///   - callee: stands for the type of its coroutine.
    ///   - states: the states that wait for it.
    /// - Throws: ``SnapshotError/incompatible(_:)`` if it is to be restored and is not there, or of another type.
    @inlinable
    public mutating func callee<C>(_ callee: Callee<C>, _ states: StaticString) throws {
        try self.callee(C.self, states)
    }

    /// Names the function that some states call: one that the caller was given.
    ///
    /// - Parameters:
    ///   - function: the function; looked at only in those states.
    ///   - states: the states that wait for it.
    /// - Throws: ``SnapshotError/incompatible(_:)`` if its activation is to be restored and is not there, or of another
    ///   type.
    public mutating func callee<Input, Output>(
        _ function: @autoclosure () -> DurableFunction<Input, Output>,
        _ states: StaticString
    ) throws {
        if waits(states) { try coding!.callee(function()) }
    }
}

// MARK: States

/// The position of a state among the cases of its enumeration.
///
/// Swift stores an enumeration without payloads as that number, in as few bytes as it takes: there is no need to generate
/// code for every enumeration that tells the number.
private func ordinal<State>(of state: State) -> Int {
    withUnsafeBytes(of: state) { bytes in
        switch bytes.count {
        case 0: 0
        case 1: Int(bytes[0])
        default: Int(bytes.load(as: UInt16.self))
        }
    }
}

private func setOrdinal<State>(of state: inout State, to ordinal: Int) {
    withUnsafeMutableBytes(of: &state) { bytes in
        switch bytes.count {
        case 0: break
        case 1: bytes[0] = UInt8(ordinal)
        default: bytes.storeBytes(of: UInt16(ordinal), as: UInt16.self)
        }
    }
}
