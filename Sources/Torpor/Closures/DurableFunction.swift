/// An `async` function that a durable function calls: a closure with what it captures, in a form that can be stored.
///
/// The closure is a further way into the coroutine of the function that it is written in: a value of that coroutine's type,
/// in a state of the closure's, whose frame holds what the closure captures. Each call runs a copy of it.
///
/// Generated code makes it, of a closure that is given to a durable function or of a function value, and calls it by
/// ``ActivationAccess/call(_:with:)``. `Input` is the tuple of the parameters.
public struct DurableFunction<Input, Output> {
    let form: Form

    enum Form {
        /// A closure that is given to a durable function.
        case closure(any Coroutine)
        /// A function value that a durable function has made: its object holds the closure.
        case object(AnyFunctionObject, any Coroutine)
        /// Any other function value. A call of it is one step.
        case plain(PlainFunction<Input, Output>)
    }

    /// Makes a function of a closure.
    ///
    /// - Parameters:
    ///   - type: stands for the closure's type.
    ///   - closure: makes the coroutine, in the closure's state.
    public init<C: Coroutine>(_ type: ClosureType<Input, Output>, _ closure: () -> C) {
        form = .closure(closure())
    }

    init(_ form: Form) {
        self.form = form
    }

    /// A call of the function that has not begun.
    func activation(_ arguments: Input, driver: AnyObject?) -> AnyActivation {
        func begin<C: Coroutine>(_ coroutine: C) -> AnyActivation {
            let activation = C.makeActivation(coroutine, port: driver as? Port<C.Yielded, C.Reply>)
            activation.passed = PassedValue(arguments)
            return activation
        }
        switch form {
        case .closure(let closure), .object(_, let closure): return begin(closure)
        case .plain(let function): return begin(PlainCall(function))
        }
    }
}

extension DurableFunction: Codable {
    private enum Key: String, CodingKey { case function, plain }

    /// Reads the identifier of the function that the closure is written in, and what the closure captures; or the object
    /// of a function value.
    public init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: Key.self) {
            if container.contains(.plain) {
                form = .plain(try container.decode(PlainFunction<Input, Output>.self, forKey: .plain))
                return
            }
            let object = try container.decode(AnyFunctionObject.self, forKey: .function)
            guard let closure = object.closure, closure.closureType == ClosureType<Input, Output>.self else {
                throw SnapshotError.incompatible("it has a function of another type")
            }
            form = .object(object, closure)
            return
        }
        var container = try decoder.unkeyedContainer()
        let identifier = try container.decode(String.self)
        guard let type = CBORItemDecoder.own(decoder)?.document.coroutines[identifier] else {
            throw SnapshotError.incompatible("it has a closure of '\(identifier)', which has not been called")
        }
        func read<C: Coroutine>(_ type: C.Type) throws -> any Coroutine { try container.decode(type) }
        let closure = try read(type)
        guard closure.closureType == ClosureType<Input, Output>.self, closure.beginsClosure else {
            throw SnapshotError.incompatible("'\(identifier)' has no such closure")
        }
        form = .closure(closure)
    }

    /// Writes the identifier of the function that the closure is written in, and what the closure captures; or the object
    /// of a function value.
    public func encode(to encoder: any Encoder) throws {
        func write<C: Coroutine>(_ coroutine: C) throws {
            var container = encoder.unkeyedContainer()
            try container.encode(C.identifier)
            try container.encode(coroutine)
        }
        switch form {
        case .closure(let closure): try write(closure)
        case .object(let object, _):
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(object, forKey: .function)
        case .plain(let function):
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(function, forKey: .plain)
        }
    }
}

/// A value on its way from one activation to another, neither of which knows the type of the other.
final class PassedValue<Value>: AnyPassedValue {
    let value: Value

    init(_ value: Value) {
        self.value = value
    }
}

/// A value on its way, of whatever type.
@usableFromInline
class AnyPassedValue {}

// MARK: - What generated code sends and takes

extension ActivationAccess {
    /// Calls a function that was given to the durable function.
    ///
    /// - Parameters:
    ///   - function: the function.
    ///   - arguments: its arguments.
    public func call<Input, Output>(_ function: DurableFunction<Input, Output>, with arguments: Input) {
        withActivation { activation in
            activation.callee = function.activation(arguments, driver: activation.driver)
            activation.callee?.driver = activation.driver
        }
    }

    /// The result of the call, just ended, of a function that was given to the durable function.
    ///
    /// - Parameter function: the function.
    /// - Returns: what it returned.
    /// - Throws: what it threw.
    @discardableResult
    public func result<Input, Output>(of function: DurableFunction<Input, Output>) throws -> Output {
        try withActivation { activation in
            guard let failure = activation.callee?.failure else { return }
            activation.callee = nil
            throw failure
        }
        return value(of: function)
    }

    /// The result of the call, just ended, of a function that cannot throw and was given to the durable function.
    ///
    /// - Parameter function: the function.
    /// - Returns: what it returned.
    @discardableResult
    public func value<Input, Output>(of function: DurableFunction<Input, Output>) -> Output {
        withActivation { activation in
            guard let passed = activation.callee?.passed as? PassedValue<Output> else {
                preconditionFailure("\(C.identifier) reads the result of a function that has not ended")
            }
            activation.callee = nil
            return passed.value
        }
    }

    /// The arguments that the closure was called with.
    ///
    /// - Parameter type: stands for the closure's type.
    /// - Returns: the arguments.
    public func arguments<Input, Output>(of type: ClosureType<Input, Output>) -> Input {
        withActivation { activation in
            guard let arguments = activation.passed as? PassedValue<Input> else {
                preconditionFailure("a closure of \(C.identifier) runs that was not called")
            }
            activation.passed = nil
            return arguments.value
        }
    }

    /// Ends the call of a closure.
    ///
    /// - Parameters:
    ///   - output: what the closure returns.
    ///   - type: stands for the closure's type.
    /// - Returns: ``Transition/finished``.
    public func finish<Input, Output>(_ output: Output, as type: ClosureType<Input, Output>) -> Transition {
        withActivation { $0.passed = PassedValue(output) }
        return .finished
    }

    /// Ends the call of a closure without a result.
    ///
    /// - Parameter type: stands for the closure's type.
    /// - Returns: ``Transition/finished``.
    public func finish<Input>(as type: ClosureType<Input, Void>) -> Transition {
        finish((), as: type)
    }
}

extension CalleeRestoration {
    /// Reads the next activation, which is that of a closure.
    ///
    /// - Parameter function: what was called.
    /// - Returns: its activation.
    /// - Throws: ``SnapshotError/incompatible(_:)`` if there is no next activation or it is not of that closure.
    public mutating func callee<Input, Output>(_ function: DurableFunction<Input, Output>) throws -> AnyActivation {
        func read<C: Coroutine>(_ closure: C) throws -> AnyActivation {
            let port = port as? Port<C.Yielded, C.Reply>
            return try activation(of: C.self, closure: ClosureType<Input, Output>.self, port: port)
        }
        switch function.form {
        case .closure(let closure), .object(_, let closure): return try read(closure)
        case .plain:
            return try activation(of: PlainCall<Input, Output>.self, port: nil)
        }
    }
}
