import Torpor

/// Adds up, and waits after each number.
@Durable
func runningTotal(of numbers: [Int], yield: Yield<Int>) async throws {
    var total = 0
    for number in numbers {
        total &+= number
        try await yield(total)
    }
}

/// A checkpoint of much that little has happened to: what has changed, against all of it.
func deltaRows() async throws -> [Row] {
    try await rows("a loop over 1,000,000 numbers", RunningTotal(of: (0..<1_000_000).map { $0 * 7919 % 100_003 }))
        + rows("10,000 frames deep", Descend(10_000))
}

private func rows<C: Coroutine>(_ name: String, _ coroutine: C) async throws -> [Row] where C.Reply == Void {
    let execution = Execution(coroutine)
    _ = try await execution.next()
    var delta = try execution.delta(since: execution.snapshot())
    let comparison = try await Comparison(
        [
            Contestant { times in
                for _ in 0..<times {
                    _ = try await execution.next()
                    delta = try execution.delta(since: delta)
                }
            },
            Contestant { times in
                for _ in 0..<times {
                    _ = try await execution.next()
                    consume(try execution.snapshot())
                }
            },
        ],
        rounds: 11
    )
    _ = try await execution.next()
    delta = try execution.delta(since: delta)
    return [
        Row("delta, \(name): size", Double(delta.data.count), "", "bytes"),
        Row("delta, \(name): size of the snapshot", Double(try execution.snapshot().data.count), "", "bytes"),
        Row("delta, \(name): step and delta", comparison.time(0) / 1000, "", "µs"),
        Row("delta, \(name): step and snapshot", comparison.time(1) / 1000, "", "µs"),
        Row("delta, \(name): snapshot against delta", comparison.ratio(1, to: 0), "", "×"),
    ]
}
