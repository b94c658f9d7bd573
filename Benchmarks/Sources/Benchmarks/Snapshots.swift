import Foundation
import Torpor

/// Waits with a few locals.
@Durable
func remind(about topic: String, yield: Yield<Int>) async throws {
    var count = 0
    while true {
        count += 1
        try await yield(count)
        if topic.isEmpty { return }
    }
}

/// Waits with a thousand numbers.
@Durable
func hold(_ numbers: [Int], yield: Yield<Int>) async throws -> [Int] {
    try await yield(numbers.count)
    return numbers
}

/// What a snapshot costs, and how large it is.
func snapshotRows() async throws -> [Row] {
    // Whole numbers as they are found in programs: most are small, and some are not.
    let numbers = (0..<1000).map { $0 * $0 % 257 }
    return try await rows("one small frame", Remind(about: "the tea"), size: "< 100", time: "< 2")
        + rows("100 frames deep", Descend(100), size: "< 2500", time: "< 60")
        + rows("a frame with 1,000 integers", Hold(numbers), size: "< 2500", time: "< 25")
}

private func rows<C: Coroutine>(_ name: String, _ coroutine: C, size: String, time: String) async throws -> [Row]
where C.Reply == Void {
    let execution = Execution(coroutine)
    _ = try await execution.next()
    let data = try execution.snapshot().data
    let comparison = try await Comparison([
        Contestant(once: { consume(try execution.snapshot()) }),
        Contestant(once: { consume(try Execution<C>(snapshot: Snapshot(data: data))) }),
    ])
    return [
        Row("snapshot, \(name): size", Double(data.count), size, "bytes"),
        Row("snapshot, \(name): encode", comparison.time(0) / 1000, time, "µs"),
        Row("snapshot, \(name): decode", comparison.time(1) / 1000, time, "µs"),
    ]
}
