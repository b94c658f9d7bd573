import Torpor

@Durable
@MainActor
func refresh() async throws {
//   ^ error [#IsolatedFunction] durable function 'refresh' is isolated to 'MainActor'
    try await Durable.sleep(for: .seconds(1))
}
