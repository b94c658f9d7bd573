import Foundation
import Testing

@testable import Torpor

/// A sleep is a wait that the driver sees, and that outlives the process.
@Suite struct WaitTests {
    @Test func theDriverSeesTheWait() async throws {
        let execution = Execution(Nap(for: .seconds(86_400)))
        let before = Date()
        guard case .waiting(let wait) = try await execution.step() else {
            Issue.record("there is no wait")
            return
        }
        #expect(execution.pendingWait == wait)
        #expect(wait.deadline >= before + 86_400 && wait.deadline <= Date() + 86_400)
        let revived = try execution.revived()
        #expect(revived.pendingWait == wait)
    }

    @Test func aWaitThatIsOverTakesNoTime() async throws {
        let execution = Execution(Nap(for: .zero))
        #expect(try await execution.next() == nil)
        #expect(execution.isFinished && execution.pendingWait == nil)
        let negative = Execution(Nap(for: .seconds(-5)))
        #expect(try await negative.next() == nil)
    }

    @Test func cancellationDuringAWaitChangesNothing() async throws {
        let execution = Box(Execution(Nap(for: .seconds(86_400))))
        _ = try await execution.value.step()
        let wait = execution.value.pendingWait
        let task = Task { _ = try await execution.value.step() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(execution.value.pendingWait == wait && wait != nil)
        let revived = try execution.value.revived()
        #expect(revived.pendingWait == wait)
        revived.suspension.pendingWait = PendingWait(deadline: .distantPast)
        #expect(try await revived.next() == nil)
        #expect(revived.isFinished)
    }
}
