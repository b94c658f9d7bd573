import Torpor

struct Lap: Codable {
    var length = 400.0
}

func run(_ lap: Lap) async throws {}

/// An instant that is stored means another time in another process.
@Durable
func race(since first: ContinuousClock.Instant, yield: Yield<Duration>) async throws -> Duration {
//              ^ warning [#MonotonicInstant] parameter 'first' lives across a suspension and holds an instant of ContinuousClock
    let start = ContinuousClock.now
    //  ^ warning [#MonotonicInstant] constant 'start' lives across a suspension and holds an instant of ContinuousClock
    var laps: [SuspendingClock.Instant?] = [SuspendingClock().now]
    //  ^ warning [#MonotonicInstant] variable 'laps' lives across a suspension and holds an instant of SuspendingClock
    for _ in 0..<3 {
        let begin = ContinuousClock().now
        //  ^ warning [#MonotonicInstant] constant 'begin' lives across a suspension and holds an instant of ContinuousClock
        try await run(Lap())
        laps.append(SuspendingClock.now)
        try await yield(ContinuousClock.now - begin)
    }
    return first.duration(to: start)
}

/// What does not cross a suspension is right as it is, and so are instants of the durable clock.
@Durable
func sprint() async throws -> Duration {
    let start = Durable.now
    let before = ContinuousClock.now
    let small = ContinuousClock.now - before
    try await Durable.sleep(for: small)
    return Durable.now - start
}

struct Split: Codable {
    var time: ContinuousClock.Instant
    var runner = ""
}

final class Scoreboard: Codable {
    var splits: [Split] = []
}

/// Instants in what is stored are stored.
@Durable
func relay(_ runner: String, yield: Yield<String>) async throws -> Int {
    let split = Split(time: .now, runner: runner)
    //  ^ warning [#MonotonicInstant] constant 'split' lives across a suspension and holds an instant of ContinuousClock
    let board = Scoreboard()
    //  ^ warning [#MonotonicInstant] constant 'board' lives across a suspension and holds an instant of ContinuousClock
    try await yield(runner)
    board.splits.append(split)
    try await yield(split.runner)
    return board.splits.count
}
