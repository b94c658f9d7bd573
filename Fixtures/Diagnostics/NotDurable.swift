import Torpor

@Durable
func pause() async throws {
    try await Durable.sleep(for: .seconds(1))
}

func pauseTwice() async throws {
    try await pause()
    try await pause()
}

func pauseOften() async throws {
    try await pauseTwice()
}

@Durable
func work() async throws {
    try await pauseTwice()
    //        ^ warning [#NotDurable] 'pauseTwice' is not durable and calls durable function 'pause', which runs as one step
    try await pauseOften()
    //        ^ warning [#NotDurable] 'pauseOften' is not durable and calls durable function 'pause', which runs as one step
}
