/// The place in a frame of one local of a durable function.
///
/// It is empty while the local is not live, and while a step has the value in a variable of its own: moving the value
/// out and back, instead of copying it, is what keeps a collection that is changed in place from being copied.
///
/// Generated code reads a place only in states in which the local is live, and those are entered, from a step or from a
/// snapshot, with all that is live there. So optimised code does not ask again whether a trivial value is there, and the
/// value stays where it is when it has been moved out; code that is not optimised, as in tests, stops where none is. For
/// all other values every build asks.
public struct Local<Value> {
    @usableFromInline var storage: Value?

    /// An empty place.
    @inlinable
    public init() {
        storage = nil
    }

    /// The value, left in place. There has to be one.
    @inlinable
    public var value: Value {
        _isPOD(Value.self) ? storage.unsafelyUnwrapped : storage!
    }

    /// Moves the value out.
    ///
    /// - Returns: the value. There has to be one.
    @inlinable
    public mutating func take() -> Value {
        if _isPOD(Value.self) { return storage.unsafelyUnwrapped }
        let value = storage!
        storage = nil
        return value
    }

    /// Gives up the value, if there is one.
    @inlinable
    public mutating func end() {
        storage = nil
    }

    /// Stores the value of a constant.
    ///
    /// - Parameter value: the value.
    @inlinable
    public mutating func put(_ value: __owned Value) {
        storage = Self.isFunction ? FunctionValue.unwrapped(value) : value
    }

    /// Stores the value of a variable.
    ///
    /// - Parameter value: the variable, which is not used after.
    @inlinable
    public mutating func put(_ value: inout Value) {
        storage = Self.isFunction ? FunctionValue.unwrapped(value) : value
    }

    /// Whether the value is a function: it may have got a further thunk around it on its way here.
    @inlinable
    static var isFunction: Bool {
        // For most types, the optimiser knows the answer by their size.
        @inline(__always) get {
            MemoryLayout<Value>.size == 2 * MemoryLayout<Int>.size && !_isPOD(Value.self)
                && FunctionValue.isOptionalFunction(Value.self)
        }
    }

    /// An empty place for a local whose type is nowhere written: that of what the closure returns.
    ///
    /// - Parameter witness: the declarations that lead to the local, as the user wrote them. It is never called.
    /// - Returns: an empty place.
    @_transparent
    public static func inferred<each Free>(_ witness: sending (repeat each Free) async throws -> Value) -> Local {
        Local()
    }

    /// An empty place for a local whose type is nowhere written: that of what the closure returns.
    ///
    /// For closures with the isolation of the function that they are of, or with its generic types.
    ///
    /// - Parameter witness: the declarations that lead to the local, as the user wrote them. It is never called.
    /// - Returns: an empty place.
    @_transparent
    public static func inferredInContext<each Free>(_ witness: @isolated(any) (repeat each Free) async throws -> Value)
        -> Local
    {
        Local()
    }

    /// An empty place for a local whose type is nowhere written: that of what the closure returns.
    ///
    /// For closures of methods of actors.
    ///
    /// - Parameter witness: the declarations that lead to the local, as the user wrote them. It is never called.
    /// - Returns: an empty place.
    @_transparent
    public static func inferredOnActor<Isolation: Actor, each Free>(
        _ witness: (isolated Isolation, repeat each Free) async throws -> Value
    ) -> Local {
        Local()
    }
}

/// The places of several locals whose types are told together.
public enum Locals {
    /// Empty places.
    @inlinable
    static func empty<each Value>() -> (repeat Local<each Value>) {
        (repeat Local<each Value>())
    }

    /// Empty places for locals whose types are nowhere written: those of what the closure returns.
    ///
    /// - Parameter witness: the declarations that lead to the locals, as the user wrote them. It is never called.
    /// - Returns: empty places.
    @_transparent
    public static func inferred<each Free, each Value>(
        _ witness: sending (repeat each Free) async throws -> (repeat each Value)
    ) -> (repeat Local<each Value>) {
        empty()
    }

    /// Empty places for locals whose types are nowhere written: those of what the closure returns.
    ///
    /// For closures with the isolation of the function that they are of, or with its generic types.
    ///
    /// - Parameter witness: the declarations that lead to the locals, as the user wrote them. It is never called.
    /// - Returns: empty places.
    @_transparent
    public static func inferredInContext<each Free, each Value>(
        _ witness: @isolated(any) (repeat each Free) async throws -> (repeat each Value)
    ) -> (repeat Local<each Value>) {
        empty()
    }

    /// Empty places for locals whose types are nowhere written: those of what the closure returns.
    ///
    /// For closures of methods of actors.
    ///
    /// - Parameter witness: the declarations that lead to the locals, as the user wrote them. It is never called.
    /// - Returns: empty places.
    @_transparent
    public static func inferredOnActor<Isolation: Actor, each Free, each Value>(
        _ witness: (isolated Isolation, repeat each Free) async throws -> (repeat each Value)
    ) -> (repeat Local<each Value>) {
        empty()
    }
}

extension Local: Sendable where Value: Sendable {}

/// Marks an operand in the expression that gives it its type.
public struct OperandMark<Value>: Sendable {
    /// The operand itself.
    @inlinable
    public func callAsFunction(_ value: Value) -> Value {
        value
    }

    /// Marks a value beside a part of the expression, which stays what it is.
    @inlinable
    public func beside<Part>(_ value: Value, _ part: Part) -> Part {
        part
    }

    /// Stands for an operand that has its type from the expression around it alone.
    public var value: Value { unreachable() }
}

/// Stands in a type witness for the operand that `expression` passes through the function it is given.
///
/// - Parameter expression: the whole expression, as the user wrote it but for the mark. It is never called.
/// - Returns: nothing: witnesses are never called.
public func operand<Value, Result>(_ expression: (OperandMark<Value>) async throws -> Result) -> Value {
    unreachable()
}

/// Stands in a type witness for an element of a sequence.
///
/// - Parameter sequence: what a `for` statement iterates over.
/// - Returns: nothing: witnesses are never called.
public func elementWitness<Elements: Sequence>(of sequence: Elements) -> Elements.Element {
    unreachable()
}

/// Stands in a type witness for a value.
///
/// - Parameter type: its type.
/// - Returns: nothing: witnesses are never called.
public func witness<Value>(_ type: Value.Type) -> Value {
    unreachable()
}

/// Stands where control cannot come.
public func unreachable() -> Never {
    preconditionFailure("a type witness was called, or a state entered that is not there")
}

/// Tells the Swift compiler that a variable of a step may change, which it cannot always see.
@inlinable
@inline(__always)
public func touch<Value>(_ value: inout Value) {}

/// Carries an expression under a `try` of the user's, whether or not it can throw.
@discardableResult
@inlinable
@inline(__always)
public func throwing<Value>(_ value: Value) throws -> Value {
    value
}

/// Carries an expression under an `await` of the user's, whether or not it suspends.
@discardableResult
@inlinable
@inline(__always)
public func awaiting<Value>(_ value: Value) async -> Value {
    value
}

/// Stands in a type witness for an error that is caught.
///
/// - Returns: nothing: witnesses are never called.
public func errorWitness() -> any Error {
    unreachable()
}

/// Holds, which the Swift compiler is not to know: it keeps a pattern from being taken for exhaustive.
///
/// - Returns: true.
@inlinable
public func holds() -> Bool {
    true
}

/// The error that a `do` statement caught, as the one type that its body throws.
///
/// - Parameter error: the error.
/// - Returns: the same.
public func thrown<Failure: Error>(_ error: any Error) -> Failure {
    error as! Failure
}
