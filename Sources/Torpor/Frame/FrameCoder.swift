/// Goes through the locals of a frame, in one order for both directions: writes those that are live in the frame's
/// state, or reads them; or restores the callee that the state waits for.
///
/// Where a local cannot be stored, generated code that passes it here does not compile: see ``FrameParts``.
public struct FrameCoder<State: RawRepresentable<String> & Equatable> {
    @usableFromInline let state: State
    @usableFromInline let coding: FrameCoding

    @inlinable
    init(_ state: State, _ coding: FrameCoding) {
        self.state = state
        self.coding = coding
    }

    /// Whether the frame is in one of some states. None stand for all.
    @inlinable
    func isIn(_ states: [State]) -> Bool {
        states.isEmpty || states.contains(state)
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
    @inlinable
    public mutating func code<Value: Codable>(
        _ local: inout Local<Value>,
        _ name: String,
        _ states: State...,
        check: (FrameParts<Value, NoParts, ValueSubject>) -> Void = { _ in }
    ) throws {
        if coding.purpose != .restoring, isIn(states) { try pass(&local, name) }
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
    @inlinable
    public mutating func code<Value>(
        _ local: inout Local<Value>,
        _ name: String,
        _ states: State...,
        check: (FrameParts<Value, NoParts, ValueSubject>) -> Void = { _ in }
    ) throws {
        if coding.purpose != .restoring, isIn(states) { try pass(parts: &local, name) }
    }

    /// Passes an optional of an optional, which would lose its depth as a `Codable` value.
    ///
    /// - Parameters:
    ///   - local: its place.
    ///   - name: its name in the snapshot.
    ///   - states: where it is live; all, if none is given.
    ///   - check: asks for the parts of its type, one after the other. It is never called.
    /// - Throws: what the encoder or decoder throws.
    @inlinable
    public mutating func code<Value: Codable>(
        _ local: inout Local<Value??>,
        _ name: String,
        _ states: State...,
        check: (FrameParts<Value??, NoParts, ValueSubject>) -> Void = { _ in }
    ) throws {
        if coding.purpose != .restoring, isIn(states) { try pass(parts: &local, name) }
    }

    /// Passes a variable that closures share.
    ///
    /// - Parameters:
    ///   - local: its place.
    ///   - name: its name in the snapshot.
    ///   - states: where it is live; all, if none is given.
    ///   - check: asks for the parts of the type of what is shared. It is never called.
    /// - Throws: what the encoder or decoder throws.
    @inlinable
    public mutating func code<Value>(
        _ local: inout Local<Box<Value>>,
        _ name: String,
        _ states: State...,
        check: (FrameParts<Value, NoParts, ValueSubject>) -> Void = { _ in }
    ) throws {
        if coding.purpose != .restoring, isIn(states) { try pass(&local, name) }
    }

    /// Passes what a closure shares the instance in, if it does.
    ///
    /// - Parameters:
    ///   - box: holds the instance.
    ///   - name: its name in the snapshot.
    /// - Throws: what the encoder or decoder throws.
    public mutating func code<Value>(shared box: inout Box<Value>?, _ name: String) throws {
        switch coding.purpose {
        case .writing: try coding.encode(box, name)
        case .reading: box = try coding.decode(Box<Value>?.self, name)
        case .restoring: break
        }
    }

    @inlinable
    func pass<Value: Codable>(_ local: inout Local<Value>, _ name: String) throws {
        switch coding.purpose {
        case .writing: try coding.encode(local.value, name)
        case .reading: local.put(try coding.decode(Value.self, name))
        case .restoring: break
        }
    }

    @inlinable
    func pass<Value>(parts local: inout Local<Value>, _ name: String) throws {
        switch coding.purpose {
        case .writing: try coding.encode(parts: local.value, name)
        case .reading: local.put(try coding.decode(parts: Value.self, name))
        case .restoring: break
        }
    }

    // MARK: Callees

    /// Names the type of the callee of some states.
    ///
    /// - Parameters:
    ///   - type: the type of its coroutine.
    ///   - states: the states that wait for it.
    /// - Throws: ``SnapshotError/incompatible(_:)`` if it is to be restored and is not there, or of another type.
    @inlinable
    public mutating func callee<C: Coroutine>(_ type: C.Type, _ states: State...) throws {
        if coding.purpose == .restoring, states.contains(state) { try coding.restore(type) }
    }

    /// Names the type of the callee of some states.
    ///
    /// - Parameters:
    ///   - callee: stands for the type of its coroutine.
    ///   - states: the states that wait for it.
    /// - Throws: ``SnapshotError/incompatible(_:)`` if it is to be restored and is not there, or of another type.
    @inlinable
    public mutating func callee<C>(_ callee: Callee<C>, _ states: State...) throws {
        if coding.purpose == .restoring, states.contains(state) { try coding.restore(C.self) }
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
        _ states: State...
    ) throws {
        if coding.purpose == .restoring, states.contains(state) { try coding.restore(function()) }
    }
}
