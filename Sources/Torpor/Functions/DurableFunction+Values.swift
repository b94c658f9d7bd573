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

// MARK: - What durable closures are as values

extension ClosureType {
    /// A durable closure as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func throwing0(_ object: AnyFunctionObject) -> @Sendable () async throws -> Output where Input == Void {
        { try await object.run(()) }
    }

    /// A durable closure as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func throwing1(_ object: AnyFunctionObject) -> @Sendable (Input) async throws -> Output {
        { try await object.run($0) }
    }

    /// A durable closure as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func throwing2<A, B>(_ object: AnyFunctionObject) -> @Sendable (A, B) async throws -> Output
    where Input == (A, B) {
        { try await object.run(($0, $1)) }
    }

    /// A durable closure as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func throwing3<A, B, C>(_ object: AnyFunctionObject) -> @Sendable (A, B, C) async throws -> Output
    where Input == (A, B, C) {
        { try await object.run(($0, $1, $2)) }
    }

    /// A durable closure as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func throwing4<A, B, C, D>(_ object: AnyFunctionObject) -> @Sendable (A, B, C, D) async throws -> Output
    where Input == (A, B, C, D) {
        { try await object.run(($0, $1, $2, $3)) }
    }

    /// A durable closure that cannot throw as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func taking0(_ object: AnyFunctionObject) -> @Sendable () async -> Output where Input == Void {
        { await object.runWithoutErrors(()) }
    }

    /// A durable closure that cannot throw as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func taking1(_ object: AnyFunctionObject) -> @Sendable (Input) async -> Output {
        { await object.runWithoutErrors($0) }
    }

    /// A durable closure that cannot throw as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func taking2<A, B>(_ object: AnyFunctionObject) -> @Sendable (A, B) async -> Output where Input == (A, B) {
        { await object.runWithoutErrors(($0, $1)) }
    }

    /// A durable closure that cannot throw as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func taking3<A, B, C>(_ object: AnyFunctionObject) -> @Sendable (A, B, C) async -> Output
    where Input == (A, B, C) {
        { await object.runWithoutErrors(($0, $1, $2)) }
    }

    /// A durable closure that cannot throw as a function value.
    ///
    /// - Parameter object: what it captures.
    /// - Returns: the function, which runs the closure to its end where ordinary code calls it.
    public func taking4<A, B, C, D>(_ object: AnyFunctionObject) -> @Sendable (A, B, C, D) async -> Output
    where Input == (A, B, C, D) {
        { await object.runWithoutErrors(($0, $1, $2, $3)) }
    }
}
