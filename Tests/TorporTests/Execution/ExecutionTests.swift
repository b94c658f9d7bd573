import Foundation
import Testing

@testable import Torpor

/// An execution is driven from suspension to suspension, and refuses what makes no sense.
@Suite struct ExecutionTests {
    @Test func yieldsInOrderAndEnds() async throws {
        let execution = Execution(Squares(upTo: 3))
        #expect(try await execution.next() == 1)
        #expect(try await execution.next() == 4)
        #expect(try await execution.next() == 9)
        #expect(!execution.isFinished)
        #expect(try await execution.next() == nil)
        #expect(execution.isFinished && execution.output == "3 squares")
        #expect(try await execution.next() == nil)
        guard case .finished("3 squares") = try await execution.step() else {
            Issue.record("the end is not the end")
            return
        }
    }

    @Test func isAnAsyncSequence() async throws {
        var squares: [Int] = []
        for try await square in Execution(Squares(upTo: 3)) { squares.append(square) }
        #expect(squares == [1, 4, 9])
        let execution = Execution(Squares(upTo: 4))
        for try await square in execution where square == 4 { break }
        #expect(try await execution.next() == 9)
    }

    @MainActor
    @Test func runsOnAnActor() async throws {
        var squares: [Int] = []
        let execution = Execution(Squares(upTo: 2))
        while let square = try await execution.next() { squares.append(square) }
        for try await square in Execution(Squares(upTo: 2)) { squares.append(square) }
        let folder = try TemporaryFolder()
        _ = try await Execution(Squares(upTo: 2)).run(savingTo: folder("s")) { squares.append($0) }
        #expect(squares == [1, 4, 1, 4, 1, 4])
    }

    @MainActor
    @Test func whatIsNotSendableStaysOnItsActor() async throws {
        var numbers: [Int] = []
        let execution = Execution(Handles())
        while let handle = try await execution.next() { numbers.append(handle.number) }
        for try await handle in Execution(Handles()) { numbers.append(handle.number) }
        #expect(numbers == [1, 1])
    }

    @Test func exchangesTakeAnswers() async throws {
        let execution = Execution(Interview())
        await #expect(throws: ExecutionError.noReplyExpected(Interview.identifier)) {
            try await execution.next(replying: 1)
        }
        #expect(try await execution.next() == "first?")
        #expect(execution.awaitsReply && execution.unanswered == "first?")
        await #expect(throws: ExecutionError.replyExpected(Interview.identifier)) { try await execution.next() }
        #expect(try await execution.next(replying: 40) == "after 40?")
        #expect(try await execution.next(replying: 2) == nil)
        #expect(execution.output == 42 && !execution.awaitsReply && execution.unanswered == nil)
        await #expect(throws: ExecutionError.noReplyExpected(Interview.identifier)) {
            try await execution.next(replying: 1)
        }
    }

    @Test func plainYieldsMayBeAnsweredWithNothing() async throws {
        let execution = Execution(Squares(upTo: 2))
        #expect(try await execution.next() == 1)
        #expect(try await execution.next(replying: ()) == 4)
    }

    @Test func anErrorPoisons() async throws {
        let execution = Execution(Fail(after: 1))
        #expect(try await execution.next() == 0)
        let snapshot = try execution.snapshot()
        await #expect(throws: Trouble.bad(1)) { try await execution.next() }
        await #expect(throws: ExecutionError.poisoned(Fail.identifier)) { try await execution.next() }
        await #expect(throws: ExecutionError.poisoned(Fail.identifier)) { try await execution.next(replying: ()) }
        #expect(throws: ExecutionError.notSuspended(Fail.identifier)) { try execution.snapshot() }
        let again = try Execution<Fail>(snapshot: snapshot)
        await #expect(throws: Trouble.bad(1)) { try await again.next() }
    }

    @Test func errorsReachTheCaller() async throws {
        let execution = Execution(Rescue())
        #expect(try await execution.next() == 0)
        #expect(try await execution.next() == -1)
        #expect(try await execution.next() == nil)
        #expect(execution.output == "bad(1)")
    }

    @Test func depthIsNoMatter() async throws {
        let depth = 100_000
        let execution = Execution(Depth(depth))
        #expect(try await execution.next() == 0)
        #expect(execution.stack.activations.count == depth + 1)
        let revived = try execution.revived()
        #expect(revived.stack.activations.count == depth + 1)
        #expect(try await revived.next() == nil)
        #expect(revived.output == depth)
        // The other goes out of scope with all its activations.
    }

    @Test func oneStepAtATime() async throws {
        let execution = Execution(Collect())
        let box = Box(execution)
        try await Collect.$work.withValue({ number in
            #expect(throws: ExecutionError.notSuspended(Collect.identifier)) { try box.value.snapshot() }
            await #expect(throws: ExecutionError.running(Collect.identifier)) { try await box.value.step() }
            return number
        }) {
            while try await execution.next() != nil {}
        }
        #expect(execution.output == [0, 1, 2])
    }
}

/// What belongs to one actor.
private final class Handle {
    let number: Int

    init(number: Int) {
        self.number = number
    }
}

/// Sends a handle out.
private struct Handles: SynchronousCoroutine {
    typealias Yielded = Handle

    static let identifier = "Tests.handles(yield:)"

    var done = false

    mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        if done { return activation.finish() }
        activation.yield(Handle(number: 1))
        done = true
        return .yielded
    }
}

/// Takes what is not `Sendable` where a test wants it.
final class Box<Value>: @unchecked Sendable {
    let value: Value

    init(_ value: Value) {
        self.value = value
    }
}
