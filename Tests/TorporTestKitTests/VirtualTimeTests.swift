import Testing
import Torpor
import TorporTestKit

@testable import TestKitFixtures

/// In virtual time, sleeps take none.
@Suite struct VirtualTimeTests {
    @Test func plainSleepsPassOverTheTime() async throws {
        try await withVirtualTime { clock in
            let start = Durable.now
            #expect(start == VirtualClock.start && clock.now == start)
            try await Durable.sleep(for: .seconds(86_400))
            try await Task.sleep(until: start + .seconds(100_000), clock: .durable)
            try await Durable.sleep(until: start)
            #expect(Durable.now == start + .seconds(100_000))
        }
    }

    @Test func executionsWaitVirtually() async throws {
        try await withVirtualTime { clock in
            let execution = Execution(Remind("Ada", times: 2))
            #expect(try await execution.next() == "1 for Ada")
            guard case .waiting(let wait) = try await execution.step() else {
                Issue.record("there is no wait")
                return
            }
            #expect(DurableClock.Instant(wait.deadline) == clock.now + .seconds(3_600))
            let later = try await execution.reopened()
            #expect(later.pendingWait == wait)
            #expect(try await later.next() == "2 for Ada")
            #expect(clock.now == VirtualClock.start + .seconds(3_600))
        }
    }

    @Test func advancingMakesAWaitDue() async throws {
        try await withVirtualTime { clock in
            let execution = Execution(Remind("Ada", times: 2))
            _ = try await execution.next()
            _ = try await execution.step()
            clock.advance(by: .seconds(7_200))
            clock.advance(to: VirtualClock.start)
            #expect(try await execution.next() == "2 for Ada")
            #expect(clock.now == VirtualClock.start + .seconds(7_200))
        }
    }

    @Test func sleepersWakeInOrder() async throws {
        let order = try await withVirtualTime { clock in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in [3, 1, 2, 1] {
                    group.addTask {
                        try await Durable.sleep(for: .seconds(number))
                        try await Durable.sleep(for: .seconds(10 * number))
                        #expect(Durable.now == VirtualClock.start + .seconds(11 * number))
                        return number
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(order == [1, 1, 2, 3])
    }

    @Test func theFirstOfTwoSleepsWins() async {
        await withVirtualTime { clock in
            let result = await withTaskGroup(of: String.self) { group in
                group.addTask {
                    do {
                        try await Durable.sleep(for: .seconds(86_400))
                        return "slept"
                    } catch {
                        return "cancelled"
                    }
                }
                group.addTask {
                    try? await Durable.sleep(for: .seconds(60))
                    return "timeout"
                }
                let first = await group.next()
                group.cancelAll()
                return [first, await group.next()]
            }
            #expect(result == ["timeout", "cancelled"])
            #expect(clock.now == VirtualClock.start + .seconds(60) && clock.deadlines.isEmpty)
        }
    }

    @MainActor
    @Test func theMainActorSleepsToo() async throws {
        try await withVirtualTime { clock in
            async let other: Void = Durable.sleep(for: .seconds(10))
            try await Durable.sleep(for: .seconds(5))
            #expect(clock.now == VirtualClock.start + .seconds(5))
            try await other
            #expect(clock.now == VirtualClock.start + .seconds(10))
        }
    }

    @Test func cancelledTasksDoNotSleep() async {
        await withVirtualTime { clock in
            let task = Task { try await Durable.sleep(for: .seconds(86_400)) }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(clock.now == VirtualClock.start)
        }
    }
}
