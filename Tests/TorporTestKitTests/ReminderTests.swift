import Testing
import Torpor
import TorporTestKit

@testable import TestKitFixtures

@Suite struct ReminderTests {
    /// `remind` sends one reminder an hour.
    @Test func theNextReminderComesAfterAnHour() async throws {
        try await withVirtualTime { clock in
            let execution = Execution(Remind("Ada", times: 2))
            let first = try await execution.next()
            let second = try await execution.reopened().next()
            #expect([first, second] == ["1 for Ada", "2 for Ada"])
            #expect(clock.now == VirtualClock.start + .seconds(3_600))
        }
    }

    @Test func allRemindersAreSent() async throws {
        let run = try await runToEnd(Remind("Ada", times: 3))
        #expect(run.yielded.count == 3 && run.waits.count == 3)
        #expect(run.output == .seconds(3 * 3_600))
    }

    @Test func anExecutionDoesWhatTheFunctionDoes() async {
        await expectSameMeaning(of: Remind("Ada", times: 3)) { try await remind("Ada", times: 3, yield: $0) }
    }
}
