/// The capability of a durable function to send values out, one at a time, to whoever drives it.
///
/// A parameter of this type makes a generator of a durable function. In the plain function it is a closure; in the
/// coroutine a call of it suspends until the driver asks for the next value.
public struct Yield<Value> {
    private let sink: nonisolated(nonsending) (Value) async throws -> Void

    /// Makes a capability for a plain call of a generator.
    ///
    /// - Parameter sink: what receives each value.
    public init(_ sink: nonisolated(nonsending) @escaping (Value) async throws -> Void) {
        self.sink = sink
    }

    /// Sends a value out.
    ///
    /// - Parameter value: the value.
    /// - Throws: whatever the receiver throws.
    public nonisolated(nonsending) func callAsFunction(_ value: Value) async throws {
        try await sink(value)
    }
}

/// The capability of a durable function to send a value out and to take an answer back.
public struct Exchange<Value, Reply> {
    private let sink: nonisolated(nonsending) (Value) async throws -> Reply

    /// Makes a capability for a plain call of a durable function.
    ///
    /// - Parameter sink: what receives each value and answers it.
    public init(_ sink: nonisolated(nonsending) @escaping (Value) async throws -> Reply) {
        self.sink = sink
    }

    /// Sends a value out and waits for the answer.
    ///
    /// - Parameter value: the value.
    /// - Returns: the answer.
    /// - Throws: whatever the receiver throws.
    public nonisolated(nonsending) func callAsFunction(_ value: Value) async throws -> Reply {
        try await sink(value)
    }
}

// A capability is lent: whoever has it is waited for, and what is stored or used side by side cannot have it. So what its
// closure refers to is used by one at a time, on whichever actor that is.

extension Yield: @unchecked Sendable where Value: Sendable {}

extension Exchange: @unchecked Sendable where Value: Sendable, Reply: Sendable {}
