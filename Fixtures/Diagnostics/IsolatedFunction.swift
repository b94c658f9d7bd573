import Torpor

actor Till {
    @Durable
    func refresh() async throws {
    //   ^ error [#IsolatedFunction] durable function 'refresh' is a method of actor 'Till', which is not Hibernatable
        try await Durable.sleep(for: .seconds(1))
    }
}

actor Safe: Hibernatable {
    nonisolated func hibernate() -> Int { 0 }

    static func revive(from number: Int, in _: Void) -> Safe { Safe() }

    @Durable
    func refresh() async throws {
        try await Durable.sleep(for: .seconds(1))
    }
}
