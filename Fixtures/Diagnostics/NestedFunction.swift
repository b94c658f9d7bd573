import Torpor

func outer() {
    @Durable
    func inner() async throws {
    //   ^ error [#NestedFunction] 'inner' is a local function; move it out to make it durable
        try await Durable.sleep(for: .seconds(1))
    }
}
