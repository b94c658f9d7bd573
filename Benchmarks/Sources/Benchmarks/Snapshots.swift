import Foundation
import Torpor

/// Waits with one number.
@Durable
func countdown(from start: Int, yield: Yield<Int>) async throws {
    var number = start
    while number > 0 {
        try await yield(number)
        number -= 1
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
    return try await rows("one small frame", Countdown(from: 10), size: "< 100", time: "< 2")
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
