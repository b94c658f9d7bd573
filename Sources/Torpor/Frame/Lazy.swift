/// Holds a lazy variable of a durable function: its value, once there is one, and how to come by it.
///
/// Steps make it anew from the value. The expression is evaluated when the variable is first read, unless it was assigned
/// before.
public struct Lazy<Value> {
    /// The value, alone in an array, or an empty array while the variable has none. An array tells no value from nil, and
    /// holds whatever can be stored.
    public var evaluated: [Value]
    @usableFromInline let initial: (() -> Value)?

    /// A variable with what is known of its value.
    ///
    /// - Parameters:
    ///   - evaluated: the value, if there is one.
    ///   - initial: gives the value when it is first read.
    @inlinable
    public init(_ evaluated: [Value] = [], _ initial: @escaping () -> Value) {
        self.evaluated = evaluated
        self.initial = initial
    }

    /// A variable that is given its initial value by each use.
    ///
    /// - Parameter evaluated: the value, if there is one.
    @inlinable
    public init(_ evaluated: [Value]) {
        self.evaluated = evaluated
        initial = nil
    }

    /// A variable without a value, that is given its initial one by each use.
    ///
    /// - Parameter initial: what the uses give. It is not called: only its type counts.
    /// - Returns: the variable.
    @inlinable
    public static func unevaluated(_ initial: () -> Value) -> Lazy {
        Lazy([])
    }

    /// The value of the variable.
    @inlinable
    public var value: Value {
        mutating get { self[initial!] }
        set { evaluated = [newValue] }
    }

    /// The value of the variable.
    ///
    /// - Parameter initial: gives the value if it is read for the first time.
    @inlinable
    public subscript(initial: () -> Value) -> Value {
        mutating get {
            if let value = evaluated.first { return value }
            let value = initial()
            evaluated = [value]
            return value
        }
        set { evaluated = [newValue] }
    }
}
