import Foundation
import Testing
import TorporTestKit

@testable import Torpor

@Suite("Task groups")
struct TaskGroupTests {
    private func withLog(_ body: (Log) async throws -> Void) async throws {
        let log = Log()
        try await Log.$current.withValue(log) {
            try await withVirtualTime { _ in try await body(log) }
        }
    }

    @Test("Results come in the order of completion", arguments: [false, true])
    func order(isReopened: Bool) async throws {
        try await withLog { log in
            var execution = Execution(Race([2, 1, 5, 4]))
            var stops: [String] = []
            loop: for _ in 0..<100 {
                switch try await execution.step() {
                case .waiting: stops.append("waiting")
                case .checkpoint: stops.append("checkpoint")
                case .finished(let output):
                    #expect(output == [10, 20, 40, 50])
                    break loop
                case .yielded: break
                }
                if isReopened {
                    let snapshot = try execution.snapshot()
                    execution = try Execution(snapshot: snapshot)
                    #expect(try execution.snapshot() == snapshot)
                }
            }
            #expect(execution.isFinished)
            #expect(await log.lines == ["woke 1", "woke 2", "woke 4", "woke 5"])
            // Those whose time comes while a step is under way wake in it.
            #expect(stops.first == "waiting")
        }
    }

    @Test("A group that is cancelled wakes its child tasks with an error", arguments: [false, true])
    func cancellation(isReopened: Bool) async throws {
        try await withLog { log in
            var execution = Execution(Race([7, 3, 9]))
            await #expect(throws: CancellationError.self) {
                for _ in 0..<100 {
                    if case .finished = try await execution.step() { return }
                    if isReopened { execution = try Execution(snapshot: try execution.snapshot()) }
                }
            }
            #expect(await log.lines == ["woke 3"])
        }
    }

    @Test("Deltas lead to the snapshots of executions with child tasks")
    func deltas() async throws {
        try await withLog { _ in
            let execution = Execution(Race([2, 1, 4]))
            var last = try execution.snapshot()
            for _ in 0..<100 {
                let step = try await execution.step()
                last = try last.applying(try execution.delta(since: last))
                #expect(last == (try execution.snapshot()))
                if case .finished = step { break }
            }
            #expect(execution.isFinished)
        }
    }
}
