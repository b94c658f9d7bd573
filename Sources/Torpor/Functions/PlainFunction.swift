/// A function value that no durable closure is in: it was made by ordinary code, or does not suspend.
///
/// There is a subclass for each number of parameters, because Swift tells functions apart by it.
class PlainFunction<Input, Output>: Codable, @unchecked Sendable {
    init() {}

    required init(from decoder: any Decoder) throws {}

    func encode(to encoder: any Encoder) throws { fatalError("abstract") }

    func call(_ arguments: Input) async throws -> Output { fatalError("abstract") }

    fileprivate static func read<Function>(_ decoder: any Decoder) throws -> Function {
        try decoder.singleValueContainer().decode(StoredValue<Function>.self).value
    }

    fileprivate func write<Function>(_ function: Function, _ encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(StoredValue(function))
    }
}

final class PlainFunction0<Output>: PlainFunction<Void, Output>, @unchecked Sendable {
    private let function: () async throws -> Output

    init(_ function: @escaping () async throws -> Output) {
        self.function = function
        super.init()
    }

    required init(from decoder: any Decoder) throws {
        function = try Self.read(decoder)
        try super.init(from: decoder)
    }

    override func encode(to encoder: any Encoder) throws { try write(function, encoder) }

    override func call(_ arguments: Void) async throws -> Output { try await function() }
}

final class PlainFunction1<A, Output>: PlainFunction<A, Output>, @unchecked Sendable {
    private let function: (A) async throws -> Output

    init(_ function: @escaping (A) async throws -> Output) {
        self.function = function
        super.init()
    }

    required init(from decoder: any Decoder) throws {
        function = try Self.read(decoder)
        try super.init(from: decoder)
    }

    override func encode(to encoder: any Encoder) throws { try write(function, encoder) }

    override func call(_ arguments: A) async throws -> Output { try await function(arguments) }
}

final class PlainFunction2<A, B, Output>: PlainFunction<(A, B), Output>, @unchecked Sendable {
    private let function: (A, B) async throws -> Output

    init(_ function: @escaping (A, B) async throws -> Output) {
        self.function = function
        super.init()
    }

    required init(from decoder: any Decoder) throws {
        function = try Self.read(decoder)
        try super.init(from: decoder)
    }

    override func encode(to encoder: any Encoder) throws { try write(function, encoder) }

    override func call(_ arguments: (A, B)) async throws -> Output { try await function(arguments.0, arguments.1) }
}

final class PlainFunction3<A, B, C, Output>: PlainFunction<(A, B, C), Output>, @unchecked Sendable {
    private let function: (A, B, C) async throws -> Output

    init(_ function: @escaping (A, B, C) async throws -> Output) {
        self.function = function
        super.init()
    }

    required init(from decoder: any Decoder) throws {
        function = try Self.read(decoder)
        try super.init(from: decoder)
    }

    override func encode(to encoder: any Encoder) throws { try write(function, encoder) }

    override func call(_ arguments: (A, B, C)) async throws -> Output {
        try await function(arguments.0, arguments.1, arguments.2)
    }
}

final class PlainFunction4<A, B, C, D, Output>: PlainFunction<(A, B, C, D), Output>, @unchecked Sendable {
    private let function: (A, B, C, D) async throws -> Output

    init(_ function: @escaping (A, B, C, D) async throws -> Output) {
        self.function = function
        super.init()
    }

    required init(from decoder: any Decoder) throws {
        function = try Self.read(decoder)
        try super.init(from: decoder)
    }

    override func encode(to encoder: any Encoder) throws { try write(function, encoder) }

    override func call(_ arguments: (A, B, C, D)) async throws -> Output {
        try await function(arguments.0, arguments.1, arguments.2, arguments.3)
    }
}

/// A call of a plain function: one step, like an ordinary call that is awaited.
struct PlainCall<Input, Output>: Coroutine {
    static var identifier: String {
        "Swift.function<\(String(reflecting: Input.self)), \(String(reflecting: Output.self))>"
    }

    enum State: String { case start, called }

    private var state = State.start
    private var function: PlainFunction<Input, Output>?
    private var output: Output?

    init(_ function: PlainFunction<Input, Output>) {
        self.function = function
    }

    mutating func resume(_ activation: Activation<Self>) async throws -> Transition {
        if let function, let arguments = activation.passed as? PassedValue<Input> {
            activation.passed = nil
            let output = try await function.call(arguments.value)
            self.function = nil
            self.output = output
            state = .called
            if StoredValue<Output>.isStorable { return .checkpoint }
        }
        guard let output else {
            throw SnapshotError.incompatible("the state of \(Self.identifier) has no result")
        }
        activation.passed = PassedValue(output)
        return .finished
    }

    // It rests only behind the call.

    init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder)
        state = try frame.state(State.self)
        output = try frame.decode(StoredValue<Output>.self, "output").value
    }

    func encode(to encoder: any Encoder) throws {
        guard let output else {
            throw SnapshotError.unstorable(
                path: SnapshotError.text(encoder.codingPath),
                reason: "a function is being called that ordinary code has made"
            )
        }
        var frame = try FrameEncoder(encoder, state: state)
        try frame.encode(StoredValue(output), "output")
    }
}
