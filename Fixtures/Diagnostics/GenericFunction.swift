import Torpor

@Durable
func send<each Item: Codable>(_ item: repeat each Item) async throws {
//   ^ error [#GenericFunction] durable function 'send' has a pack or a value as a generic parameter
    try await Durable.sleep(for: .seconds(1))
}

@Durable
func numbers() async throws -> some Collection<Int> {
//                             ^ error [#GenericFunction] durable function 'numbers' has an opaque result
    try await Durable.sleep(for: .seconds(1))
    return [1]
}
