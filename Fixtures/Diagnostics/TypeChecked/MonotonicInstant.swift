import Torpor

struct Watch {
    let clock = ContinuousClock()
}

@Durable
func observe(_ name: String) async throws -> Duration {
    let watch = Watch()
    let deadline = watch.clock.now + .seconds(5)
    // warning this instant counts from the start of the machine, and means another time after a restore
    let laps = [SuspendingClock.now, SuspendingClock.now]
    // warning these instants count from the start of the machine, and mean other times after a restore
    let end = Durable.now + .seconds(5)
    try await Durable.sleep(until: end)
    return deadline.duration(to: .now) + laps[0].duration(to: laps[1])
}
