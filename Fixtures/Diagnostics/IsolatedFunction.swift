import Torpor

actor Till {
    @Durable
    func refresh() async throws {
    //   ^ error [#IsolatedFunction] durable function 'refresh' is isolated to actor 'Till'
        try await Durable.sleep(for: .seconds(1))
    }
}
