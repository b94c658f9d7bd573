import Foundation
public import Torpor

/// A durable function with arguments, to be run in all ways that must agree.
public struct Case: Sendable {
    /// The name of the function.
    public let name: String
    let plain: @Sendable () async -> Void
    let memory: @Sendable () async -> Void
    let snapshots: @Sendable () async -> Int
    let step: @Sendable (URL) async throws -> Bool

    /// A function that sends nothing out.
    public init<C: Coroutine & SendableMetatype>(
        _ name: String,
        plain: @escaping @Sendable () async throws -> C.Output,
        durable: @escaping @Sendable () -> C
    ) where C.Yielded == Never, C.Reply == Void {
        self.init(name, start: durable, receive: ignore, plain: plain)
    }

    /// A generator of numbers.
    public init<C: Coroutine & SendableMetatype>(
        _ name: String,
        yields: @escaping @Sendable (Yield<Int>) async throws -> C.Output,
        durable: @escaping @Sendable () -> C
    ) where C.Yielded == Int, C.Reply == Void {
        let receive: @Sendable (Int) -> Void? = { value in
            Journal.record("yield \(value)")
            return nil
        }
        self.init(name, start: durable, receive: receive) {
            try await yields(Yield { _ = receive($0) })
        }
    }

    /// A function that asks for numbers.
    public init<C: Coroutine & SendableMetatype>(
        _ name: String,
        asks: @escaping @Sendable (Exchange<Int, Int>) async throws -> C.Output,
        durable: @escaping @Sendable () -> C
    ) where C.Yielded == Int, C.Reply == Int {
        let receive: @Sendable (Int) -> Int? = { value in
            let reply = value &* 3 &+ 1
            Journal.record("ask \(value), told \(reply)")
            return reply
        }
        self.init(name, start: durable, receive: receive) {
            try await asks(Exchange { receive($0)! })
        }
    }

    private init<C: Coroutine & SendableMetatype>(
        _ name: String,
        start: @escaping @Sendable () -> C,
        receive: @escaping @Sendable (C.Yielded) -> C.Reply?,
        plain: @escaping @Sendable () async throws -> C.Output
    ) {
        self.name = name
        self.plain = {
            await transcript { Optional(try await plain()) }
        }
        memory = {
            await transcript {
                let execution = Execution(start())
                var sent = try await execution.next()
                while let value = sent {
                    if let reply = receive(value) {
                        sent = try await execution.next(replying: reply)
                    } else {
                        sent = try await execution.next()
                    }
                }
                return execution.output
            }
        }
        snapshots = {
            var steps = 0
            await transcript {
                var execution = Execution(start())
                var reply: C.Reply?
                while true {
                    let step =
                        if let reply {
                            try await execution.step(replying: reply)
                        } else {
                            try await execution.step()
                        }
                    steps += 1
                    precondition(steps < 40 * Journal.limit, "runaway")
                    switch step {
                    case .yielded(let value): reply = receive(value)
                    case .waiting, .checkpoint: reply = nil
                    case .finished(let output): return Optional(output)
                    }
                    execution = try await Execution<C>(snapshot: execution.snapshot(), environment: ())
                }
            }
            return steps
        }
        step = { file in
            var isFinished = false
            let isStarted = FileManager.default.fileExists(atPath: file.path)
            var failure: (any Error)?
            await transcript(endsWith: { isFinished }) {
                let execution =
                    isStarted ? try await Execution<C>(contentsOf: file, environment: ()) : Execution(start())
                // The answer to what the last process sent out is found by asking again, without a trace.
                let reply = C.Reply.self == Int.self ? execution.unanswered.map(silentReply) as? C.Reply : nil
                let step: Execution<C>.Step
                do {
                    if let reply {
                        step = try await execution.step(replying: reply)
                    } else {
                        step = try await execution.step()
                    }
                } catch {
                    isFinished = true
                    throw error
                }
                switch step {
                case .yielded(let value): _ = receive(value)
                case .waiting, .checkpoint: break
                case .finished(let output):
                    isFinished = true
                    return Optional(output)
                }
                do { try execution.save(to: file) } catch { failure = error }
                return nil
            }
            if let failure { throw failure }
            return isFinished
        }
    }
}

/// Takes a value that is never sent out.
private func ignore<Value>(_ value: Value) -> Void? { nil }

private func silentReply<Value>(_ value: Value) -> Int { (value as! Int) &* 3 &+ 1 }

/// Runs a body and records how it ended.
private func transcript<Output>(
    endsWith recordsEnd: () -> Bool = { true },
    _ body: () async throws -> Output?
) async {
    do {
        let output = try await body()
        if recordsEnd() { Journal.record("return \(describe(output))") }
    } catch {
        Journal.record("throw \(error)")
    }
}
