// References to functions by their names: a closure around the function captures the object alone. The place in the frame
// that stands for the type of the reference tells which of several functions of the name is meant.

extension AnyFunctionObject {
    fileprivate func referred<Function>(_ type: Function.Type) -> Function { function as! Function }

    fileprivate func referring<Result>(to function: @escaping () -> Result) -> @Sendable () -> Result {
        self.function = function
        return { self.referred((() -> Result).self)() }
    }

    fileprivate func referring<A, Result>(to function: @escaping (A) -> Result) -> @Sendable (A) -> Result {
        self.function = function
        return { self.referred(((A) -> Result).self)($0) }
    }

    fileprivate func referring<A, B, Result>(to function: @escaping (A, B) -> Result) -> @Sendable (A, B) -> Result {
        self.function = function
        return { self.referred(((A, B) -> Result).self)($0, $1) }
    }

    fileprivate func referring<A, B, C, Result>(to function: @escaping (A, B, C) -> Result)
        -> @Sendable (A, B, C) -> Result
    {
        self.function = function
        return { self.referred(((A, B, C) -> Result).self)($0, $1, $2) }
    }

    fileprivate func referring<A, B, C, D, Result>(to function: @escaping (A, B, C, D) -> Result)
        -> @Sendable (A, B, C, D) -> Result
    {
        self.function = function
        return { self.referred(((A, B, C, D) -> Result).self)($0, $1, $2, $3) }
    }

    fileprivate func referring<Result>(to function: @escaping () throws -> Result) -> @Sendable () throws -> Result {
        self.function = function
        return { try self.referred((() throws -> Result).self)() }
    }

    fileprivate func referring<A, Result>(to function: @escaping (A) throws -> Result) -> @Sendable (A) throws -> Result
    {
        self.function = function
        return { try self.referred(((A) throws -> Result).self)($0) }
    }

    fileprivate func referring<A, B, Result>(to function: @escaping (A, B) throws -> Result)
        -> @Sendable (A, B) throws -> Result
    {
        self.function = function
        return { try self.referred(((A, B) throws -> Result).self)($0, $1) }
    }

    fileprivate func referring<A, B, C, Result>(to function: @escaping (A, B, C) throws -> Result)
        -> @Sendable (A, B, C) throws -> Result
    {
        self.function = function
        return { try self.referred(((A, B, C) throws -> Result).self)($0, $1, $2) }
    }

    fileprivate func referring<A, B, C, D, Result>(to function: @escaping (A, B, C, D) throws -> Result)
        -> @Sendable (A, B, C, D) throws -> Result
    {
        self.function = function
        return { try self.referred(((A, B, C, D) throws -> Result).self)($0, $1, $2, $3) }
    }
}

extension Local {
    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == () -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == (A) -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, B, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == (A, B) -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, B, C, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == (A, B, C) -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, B, C, D, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == (A, B, C, D) -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == () throws -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == (A) throws -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, B, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == (A, B) throws -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, B, C, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == (A, B, C) throws -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, B, C, D, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == (A, B, C, D) throws -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == @Sendable () -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == @Sendable (A) -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, B, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == @Sendable (A, B) -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, B, C, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == @Sendable (A, B, C) -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, B, C, D, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == @Sendable (A, B, C, D) -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == @Sendable () throws -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == @Sendable (A) throws -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, B, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == @Sendable (A, B) throws -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, B, C, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == @Sendable (A, B, C) throws -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, B, C, D, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == @Sendable (A, B, C, D) throws -> Result {
        object.referring(to: function(object))
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == (() -> Result)? {
        function(object).map { object.referring(to: $0) }
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == ((A) -> Result)? {
        function(object).map { object.referring(to: $0) }
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, B, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == ((A, B) -> Result)? {
        function(object).map { object.referring(to: $0) }
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, B, C, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == ((A, B, C) -> Result)? {
        function(object).map { object.referring(to: $0) }
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, B, C, D, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == ((A, B, C, D) -> Result)? {
        function(object).map { object.referring(to: $0) }
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == (() throws -> Result)? {
        function(object).map { object.referring(to: $0) }
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == ((A) throws -> Result)? {
        function(object).map { object.referring(to: $0) }
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, B, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == ((A, B) throws -> Result)? {
        function(object).map { object.referring(to: $0) }
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, B, C, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == ((A, B, C) throws -> Result)? {
        function(object).map { object.referring(to: $0) }
    }

    /// A function that is referred to by its name, in a form that can be stored.
    ///
    /// - Parameters:
    ///   - object: what it captures.
    ///   - function: gives the function, from what is captured.
    /// - Returns: the function.
    public func referring<Object: AnyFunctionObject, A, B, C, D, Result>(
        _ object: Object,
        to function: (Object) -> Value
    ) -> Value where Value == ((A, B, C, D) throws -> Result)? {
        function(object).map { object.referring(to: $0) }
    }
}
