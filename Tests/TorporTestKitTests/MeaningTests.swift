import Testing
import Torpor
import TorporTestKit

@testable import TestKitFixtures

/// What differs from the plain function is an issue, and nothing else is.
@Suite struct MeaningTests {
    @Test func aGeneratorMeansTheSame() async {
        await expectSameMeaning(of: Remind("Ada", times: 3)) { try await remind("Ada", times: 3, yield: $0) }
    }

    @Test func anExchangeMeansTheSame() async {
        await expectSameMeaning(of: Guess(upTo: 100), replying: { $0 <= 42 }) {
            try await guess(upTo: 100, ask: $0)
        }
    }

    @Test func errorsAreCompared() async {
        await expectSameMeaning(of: Fail(after: .seconds(5))) { try await fail(after: .seconds(5)) }
    }

    @Test func handlesAreRevived() async {
        await expectSameMeaning(of: Ring(Bell("door")), environment: Tower()) { try await ring(Bell("door")) }
    }

    @Test func equalValuesMayBeWrittenDifferently() async {
        await expectSameMeaning(of: Letters(in: "torpor")) { try await letters(in: "torpor") }
    }

    @Test func aDifferenceIsAnIssueWhereTheCallIs() async {
        let line = #line + 2
        await withKnownIssue {
            await expectSameMeaning(of: Fail(after: .seconds(5))) { try await fail(after: .seconds(6)) }
        } matching: { issue in
            let text = issue.comments.map(\.rawValue).joined()
            return issue.sourceLocation?.line == line && text.contains("- 6 seconds: throw")
                && text.contains("+ 5 seconds: throw") && text.contains("  0 seconds: waiting")
        }
    }

    @Test func whatASnapshotLosesIsADifference() async {
        await withKnownIssue {
            await expectSameMeaning(of: Count(from: Forgetful())) { try await count(from: Forgetful()) }
        } matching: { issue in
            issue.comments.contains { $0.rawValue.contains("with a snapshot at every stop") }
        }
    }

    @Test(arguments: [Keeping.inMemory, .throughSnapshots])
    func aRunTellsWhatHappened(keeping: Keeping) async throws {
        let run = try await runToEnd(Remind("Ada", times: 3), keeping)
        #expect(run.yielded == ["1 for Ada", "2 for Ada", "3 for Ada"])
        #expect(run.waits.count == 3 && run.stops == 7)
        #expect(run.output == .seconds(3 * 3_600))
        let guess = try await runToEnd(Guess(upTo: 100), keeping) { $0 <= 42 }
        #expect(guess.output == 42 && guess.yielded.first == 50)
    }
}
