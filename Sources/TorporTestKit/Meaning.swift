import Torpor

/// A way of running a durable function in which it does something else than the plain function.
public struct MeaningDifference: Sendable, CustomStringConvertible {
    /// How the execution got from one stop to the next.
    public let keeping: Keeping
    /// What the plain function showed.
    public let plain: Transcript
    /// What the execution showed.
    public let durable: Transcript

    /// The two transcripts: lines of the plain function's alone with a `-`, of the execution's alone with a `+`.
    public var description: String {
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in durable.entries.difference(from: plain.entries) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var lines: [String] = []
        var (old, new) = (0, 0)
        while old < plain.entries.count || new < durable.entries.count {
            if removed.contains(old) {
                lines.append("- \(plain.entries[old])")
                old += 1
            } else if inserted.contains(new) {
                lines.append("+ \(durable.entries[new])")
                new += 1
            } else {
                lines.append("  \(plain.entries[old])")
                old += 1
                new += 1
            }
        }
        let way = keeping == .inMemory ? "in memory" : "with a snapshot at every stop"
        return "run \(way), it differs from the plain function (- plain, + durable):\n\(lines.joined(separator: "\n"))"
    }
}

/// A plain function and the call of it that an execution makes, to be compared.
struct MeaningComparison<C: Coroutine> {
    /// Makes the call, anew for each run.
    let coroutine: () -> C
    /// What handles are revived in.
    let environment: [Any]
    /// Records a value that is sent out, and answers it.
    let receive: (C.Yielded, Recorder) throws -> C.Reply
    /// Runs the plain function.
    let plain: (Recorder) async throws -> C.Output

    func differences(isolation: isolated (any Actor)? = #isolation) async -> [MeaningDifference] {
        let expected = await transcript { try await plain($0) }
        var found: [MeaningDifference] = []
        for keeping in Keeping.allCases {
            let actual = await transcript { recorder in
                try await drive(coroutine(), keeping, environment) { try receive($0, recorder) }.output
            }
            if actual.entries != expected.entries {
                found.append(MeaningDifference(keeping: keeping, plain: expected, durable: actual))
            }
        }
        return found
    }

    private func transcript(
        isolation: isolated (any Actor)? = #isolation,
        _ body: (Recorder) async throws -> C.Output
    ) async -> Transcript {
        await withVirtualTime { _ in
            let recorder = Recorder()
            await Recorder.$current.withValue(recorder) {
                do {
                    let output = try await body(recorder)
                    recorder.record("return", output)
                } catch {
                    recorder.record("throw", error)
                }
            }
            return recorder.transcript
        }
    }
}
