// Function values, as the durable functions see them that call them: what ordinary code calls is there to be stored and
// suspended in, if a durable function has made it.

extension DurableFunction {
    /// What a function value is.
    private init<Function>(_ function: Function, _ plain: () -> PlainFunction<Input, Output>) {
        var depth = 0
        if let object = FunctionValue.object(of: function, depth: &depth), let closure = object.closure {
            // Where it takes or returns something else, Swift has converted it: it runs as it is.
            guard closure.closureType == ClosureType<Input, Output>.self else {
                form = .plain(plain())
                return
            }
            form = .object(object, closure)
        } else {
            precondition(SymbolNames.areKnown, "a program without symbol table cannot call functions that are kept")
            form = .plain(plain())
        }
    }

    /// What a function value is.
    ///
    /// - Parameter function: the value.
    public init(_ function: @escaping () async throws -> Output) where Input == Void {
        self.init(function) { PlainFunction0(function) }
    }

    /// What a function value is.
    ///
    /// - Parameter function: the value.
    public init(_ function: @escaping (Input) async throws -> Output) {
        self.init(function) { PlainFunction1(function) }
    }

    /// What a function value is.
    ///
    /// - Parameter function: the value.
    public init<A, B>(_ function: @escaping (A, B) async throws -> Output) where Input == (A, B) {
        self.init(function) { PlainFunction2(function) }
    }

    /// What a function value is.
    ///
    /// - Parameter function: the value.
    public init<A, B, C>(_ function: @escaping (A, B, C) async throws -> Output) where Input == (A, B, C) {
        self.init(function) { PlainFunction3(function) }
    }

    /// What a function value is.
    ///
    /// - Parameter function: the value.
    public init<A, B, C, D>(_ function: @escaping (A, B, C, D) async throws -> Output) where Input == (A, B, C, D) {
        self.init(function) { PlainFunction4(function) }
    }

    /// What a function value is, if there is one.
    ///
    /// - Parameter function: the value.
    /// - Returns: nil if there is none.
    public static func optional(_ function: (() async throws -> Output)?) -> DurableFunction? where Input == Void {
        function.map { DurableFunction($0) }
    }

    /// What a function value is, if there is one.
    ///
    /// - Parameter function: the value.
    /// - Returns: nil if there is none.
    public static func optional(_ function: ((Input) async throws -> Output)?) -> DurableFunction? {
        function.map { DurableFunction($0) }
    }

    /// What a function value is, if there is one.
    ///
    /// - Parameter function: the value.
    /// - Returns: nil if there is none.
    public static func optional<A, B>(_ function: ((A, B) async throws -> Output)?) -> DurableFunction?
    where Input == (A, B) {
        function.map { DurableFunction($0) }
    }

    /// What a function value is, if there is one.
    ///
    /// - Parameter function: the value.
    /// - Returns: nil if there is none.
    public static func optional<A, B, C>(_ function: ((A, B, C) async throws -> Output)?) -> DurableFunction?
    where Input == (A, B, C) {
        function.map { DurableFunction($0) }
    }

    /// What a function value is, if there is one.
    ///
    /// - Parameter function: the value.
    /// - Returns: nil if there is none.
    public static func optional<A, B, C, D>(_ function: ((A, B, C, D) async throws -> Output)?) -> DurableFunction?
    where Input == (A, B, C, D) {
        function.map { DurableFunction($0) }
    }
}
