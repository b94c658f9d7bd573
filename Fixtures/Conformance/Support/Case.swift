public import Foundation
import Torpor
import TorporTestKit

/// A durable function with arguments, to be run in the four ways that must agree.
public protocol AnyCase: Sendable {
    /// The name of the function, with a suffix where it is run with several sets of arguments.
    var name: String { get }

    /// Runs the plain function, to which the other ways are compared.
    ///
    /// - Returns: the transcript.
    func runPlain() async -> [String]

    /// Runs the coroutine from yield to yield without leaving memory.
    ///
    /// - Returns: the transcript.
    func runInMemory() async -> [String]

    /// Runs the coroutine with a snapshot and a new execution at every suspension.
    ///
    /// - Returns: the transcript.
    func runThroughSnapshots() async -> [String]

    /// Runs the coroutine with a delta at every suspension, which has to make the snapshot of the one before into the one
    /// there, and with a new execution from what it makes at every third.
    ///
    /// - Returns: the transcript.
    func runThroughDeltas() async -> [String]

    /// Takes one step, from a file or from the start if there is none, and saves the execution.
    ///
    /// - Parameter file: where the execution is saved between steps. What the outside world holds goes beside it.
    /// - Returns: the transcript of this step, and whether it was the last.
    /// - Throws: if a file cannot be read or written.
    func runStep(savingTo file: URL) async throws -> (lines: [String], isFinished: Bool)

    /// Goes on to the end, from a file or from the start if there is none, unless the process is killed before that.
    ///
    /// - Parameters:
    ///   - file: where the execution is saved. The record of what happened goes beside it.
    ///   - crash: when to kill the process.
    ///   - way: who saves the execution.
    /// - Throws: if a file cannot be read or written.
    func runCrashing(savingTo file: URL, at crash: Int, _ way: CrashWay) async throws
}

/// A case of a coroutine type.
struct Case<C: Coroutine & SendableMetatype>: AnyCase {
    let name: String
    let start: @Sendable () -> C
    private let plain: @Sendable () async throws -> C.Output
    let answer: Answer<C>

    private init(
        name: String,
        start: @escaping @Sendable () -> C,
        answer: Answer<C>,
        plain: @escaping @Sendable () async throws -> C.Output
    ) {
        self.name = name
        self.start = start
        self.answer = answer
        self.plain = plain
    }
}

/// How the driver of a case answers what it sends out.
struct Answer<C: Coroutine & SendableMetatype>: Sendable {
    /// Records a value that was sent out and gives the answer, nil where none is expected.
    var receive: @Sendable (C.Yielded) -> C.Reply?
    var encode: @Sendable (C.Reply) throws -> Data
    var decode: @Sendable (Data) throws -> C.Reply
}

extension Answer where C.Reply == Void {
    /// No answer: the driver just asks for the next value.
    static func none(_ receive: @escaping @Sendable (C.Yielded) -> Void) -> Self {
        Answer(
            receive: { value in
                receive(value)
                return nil
            },
            encode: { _ in Data() },
            decode: { _ in }
        )
    }
}

extension Case where C.Yielded == Never, C.Reply == Void {
    /// A function that sends nothing out.
    init(
        _ name: String,
        plain: @escaping @Sendable () async throws -> C.Output,
        durable: @escaping @Sendable () -> C
    ) {
        self.init(name: name, start: durable, answer: .none { _ in }, plain: plain)
    }
}

extension Case where C.Reply == Void {
    /// A generator.
    init(
        _ name: String,
        yields: @escaping @Sendable (Yield<C.Yielded>) async throws -> C.Output,
        durable: @escaping @Sendable () -> C
    ) {
        let answer = Answer<C>.none { Journal.current.record("yield \(String(reflecting: $0))") }
        self.init(name: name, start: durable, answer: answer) {
            try await yields(Yield { _ = answer.receive($0) })
        }
    }
}

extension Case where C.Reply: Codable & SendableMetatype {
    /// A function that asks for replies.
    init(
        _ name: String,
        asks: @escaping @Sendable (Exchange<C.Yielded, C.Reply>) async throws -> C.Output,
        reply: @escaping @Sendable (C.Yielded) -> C.Reply,
        durable: @escaping @Sendable () -> C
    ) {
        let answer = Answer<C>(
            receive: { value in
                let reply = reply(value)
                Journal.current.record("ask \(String(reflecting: value)), told \(String(reflecting: reply))")
                return reply
            },
            encode: { try JSONEncoder().encode([$0]) },
            decode: { try JSONDecoder().decode([C.Reply].self, from: $0)[0] }
        )
        self.init(name: name, start: durable, answer: answer) {
            try await asks(Exchange { answer.receive($0)! })
        }
    }
}

extension Case {
    /// More steps than any case takes: a coroutine that runs in circles must not hang the tests.
    static var limit: Int { 1_000 }

    func runPlain() async -> [String] {
        await transcript { conclude(with: try await plain()) }
    }

    func runInMemory() async -> [String] {
        await transcript {
            let execution = Execution(start())
            var sent = try await execution.next()
            for _ in 0..<Self.limit {
                guard let value = sent else {
                    guard let output = execution.output, execution.isFinished else {
                        return Journal.current.record("stopped without having finished")
                    }
                    return conclude(with: output)
                }
                if let reply = answer.receive(value) {
                    sent = try await execution.next(replying: reply)
                } else {
                    sent = try await execution.next()
                }
            }
            Journal.current.record("gave up")
        }
    }

    func runThroughSnapshots() async -> [String] {
        await transcript {
            var execution = Execution(start())
            var reply: C.Reply?
            for _ in 0..<Self.limit {
                switch try await take(execution, replying: reply) {
                case .yielded(let value):
                    reply = answer.receive(value)
                case .waiting, .checkpoint:
                    reply = nil
                case .finished(let output):
                    return conclude(with: output)
                }
                execution = try await Execution<C>(snapshot: execution.snapshot(), environment: Workshop())
            }
            Journal.current.record("gave up")
        }
    }

    func runThroughDeltas() async -> [String] {
        await transcript {
            var execution = Execution(start())
            var last = try execution.snapshot()
            var reply: C.Reply?
            for step in 0..<Self.limit {
                let result = try await take(execution, replying: reply)
                let snapshot = try execution.snapshot()
                let delta = try execution.delta(since: last)
                last = try last.applying(delta)
                if last != snapshot { Journal.current.record("the delta of step \(step) leads to another snapshot") }
                switch result {
                case .yielded(let value):
                    reply = answer.receive(value)
                case .waiting, .checkpoint:
                    reply = nil
                case .finished(let output):
                    return conclude(with: output)
                }
                if step % 3 == 2 { execution = try await Execution<C>(snapshot: last, environment: Workshop()) }
            }
            Journal.current.record("gave up")
        }
    }

    func runStep(savingTo file: URL) async throws -> (lines: [String], isFinished: Bool) {
        let worldFile = file.appendingPathExtension("world")
        let isStarted = FileManager.default.fileExists(atPath: file.path)
        var world =
            isStarted ? try JSONDecoder().decode(World.self, from: Data(contentsOf: worldFile)) : World()
        let journal = Journal(numbers: world.numbers)
        let isFinished = try await Journal.$current.withValue(journal) {
            try await withVirtualTime(startingAt: world.now) { clock in
                defer { world.now = clock.now }
                return try await takeStep(savingTo: file, isStarted: isStarted, in: &world)
            }
        }
        world.numbers = journal.numbers
        try JSONEncoder().encode(world).write(to: worldFile)
        return (journal.lines, isFinished)
    }

    /// Takes one step, and saves the execution.
    ///
    /// - Returns: whether it was the last.
    private func takeStep(savingTo file: URL, isStarted: Bool, in world: inout World) async throws -> Bool {
        let execution =
            isStarted ? try await Execution<C>(contentsOf: file, environment: Workshop()) : Execution(start())
        let reply = try world.reply.map(answer.decode)
        world.reply = nil
        do {
            switch try await take(execution, replying: reply) {
            case .yielded(let value):
                world.reply = try answer.receive(value).map(answer.encode)
            case .waiting, .checkpoint:
                break
            case .finished(let output):
                conclude(with: output)
                return true
            }
        } catch {
            conclude(throwing: error)
            return true
        }
        try execution.save(to: file)
        return false
    }

    private func take(_ execution: Execution<C>, replying reply: C.Reply?) async throws -> Execution<C>.Step {
        guard let reply else { return try await execution.step() }
        return try await execution.step(replying: reply)
    }

    private func transcript(_ body: () async throws -> Void) async -> [String] {
        let journal = Journal()
        await Journal.$current.withValue(journal) {
            // What sleeps longer wakes later, however slow the machine is.
            await withVirtualTime { _ in
                do {
                    try await body()
                } catch {
                    conclude(throwing: error)
                }
            }
        }
        return journal.lines
    }

    func conclude(with output: C.Output) {
        Journal.current.record("return \(String(reflecting: output))")
    }

    func conclude(throwing error: any Error) {
        Journal.current.record("throw \(String(reflecting: error))")
    }
}

/// What outlives a process of the way that starts one for every step, beside the execution.
private struct World: Codable {
    var numbers: [String: Int] = [:]
    var reply: Data?
    var now = VirtualClock.start
}
