import Foundation
import Testing

@testable import Torpor

/// Running to the end saves at every suspension, so that another process can go on from the file at any time.
@Suite struct RunTests {
    private struct Crash: Error {}

    @Test func theFileHoldsTheResult() async throws {
        let folder = try TemporaryFolder()
        var squares: [Int] = []
        let output = try await Execution(Squares(upTo: 3)).run(savingTo: folder("state")) { squares.append($0) }
        #expect(output == "3 squares" && squares == [1, 4, 9])
        let ended = try Execution<Squares>(contentsOf: folder("state"))
        #expect(ended.isFinished)
        #expect(try await ended.run(savingTo: folder("state")) { squares.append($0) } == "3 squares")
        #expect(squares == [1, 4, 9])
    }

    @Test func valuesAreNotLostInACrash() async throws {
        let folder = try TemporaryFolder()
        var squares: [Int] = []
        var execution = Execution(Squares(upTo: 4))
        try execution.save(to: folder("state"))
        for crash in [4, 9] {
            await #expect(throws: Crash.self) {
                try await execution.run(savingTo: folder("state")) { value in
                    squares.append(value)
                    if value == crash { throw Crash() }
                }
            }
            execution = try Execution(contentsOf: folder("state"))
        }
        _ = try await execution.run(savingTo: folder("state")) { squares.append($0) }
        #expect(squares == [1, 4, 4, 9, 9, 16])
    }

    @Test func questionsAreAskedAgain() async throws {
        let folder = try TemporaryFolder()
        var asked: [String] = []
        await #expect(throws: Crash.self) {
            try await Execution(Interview()).run(savingTo: folder("state")) { question in
                asked.append(question)
                if question != "first?" { throw Crash() }
                return 20
            }
        }
        let output = try await Execution<Interview>(contentsOf: folder("state")).run(savingTo: folder("state")) {
            asked.append($0)
            return 22
        }
        #expect(asked == ["first?", "after 20?", "after 20?"] && output == 42)
    }

    @Test func checkpointsAreSaved() async throws {
        let folder = try TemporaryFolder()
        await #expect(throws: Crash.self) {
            try await Collect.$work.withValue({ if $0 == 2 { throw Crash() } else { return $0 } }) {
                try await Execution(Collect()).run(savingTo: folder("state"))
            }
        }
        let output = try await Collect.$work.withValue({ $0 * 100 }) {
            try await Execution<Collect>(contentsOf: folder("state")).run(savingTo: folder("state"))
        }
        #expect(output == [0, 1, 200])
    }

    @Test func waitsAreSaved() async throws {
        let folder = try TemporaryFolder()
        try await Execution(Nap(for: .zero)).run(savingTo: folder("state"))
        #expect(try Execution<Nap>(contentsOf: folder("state")).isFinished)
    }
}
