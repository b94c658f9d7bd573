import Testing

@testable import Torpor

/// Values are taken without waiting as long as there are some at once.
@Suite struct ReadyTests {
    @Test func generatorsAreReadyUntilTheyReturn() throws {
        let execution = Execution(Squares(upTo: 3))
        var squares: [Int] = []
        while let square = try execution.nextIfReady() { squares.append(square) }
        #expect(squares == [1, 4, 9])
        #expect(execution.isFinished && execution.output == "3 squares")
        #expect(try execution.nextIfReady() == nil)
    }

    @Test func bothWaysOfAskingTakeTurns() async throws {
        let execution = Execution(Squares(upTo: 4))
        #expect(try await execution.next() == 1)
        #expect(try execution.nextIfReady() == 4)
        #expect(try await execution.next() == 9)
        let restored = try Execution<Squares>(snapshot: execution.snapshot())
        #expect(try restored.nextIfReady() == 16)
        #expect(try restored.nextIfReady() == nil)
        #expect(try execution.nextIfReady() == 16)
    }

    @Test func calleesAreReadyToo() throws {
        let execution = Execution(Depth(3))
        #expect(try execution.nextIfReady() == 0)
        #expect(try execution.nextIfReady() == nil)
        #expect(execution.output == 3)
    }

    @Test func whatHasToBeWaitedForIsNot() async throws {
        let execution = Execution(Nap(for: .zero))
        #expect(try execution.nextIfReady() == nil)
        #expect(!execution.isFinished && execution.pendingWait != nil)
        #expect(try execution.nextIfReady() == nil)
        #expect(try await execution.next() == nil)
        #expect(execution.isFinished)
    }

    @Test func questionsAreNot() async throws {
        let execution = Execution(Interview())
        #expect(try execution.nextIfReady() == "first?")
        #expect(try execution.nextIfReady() == nil)
        #expect(try await execution.next(replying: 1) == "after 1?")
    }

    @Test func errorsPoison() throws {
        let execution = Execution(Fail(after: 1))
        #expect(try execution.nextIfReady() == 0)
        #expect(throws: Trouble.bad(1)) { try execution.nextIfReady() }
        #expect(throws: ExecutionError.poisoned(Fail.identifier)) { try execution.nextIfReady() }
    }
}
