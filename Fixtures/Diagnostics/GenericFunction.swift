import Torpor

@Durable
func send<Item: Codable>(_ item: Item) async throws {
//   ^ error [#GenericFunction] durable function 'send' is generic; write it for the types it is used with
    try await Durable.sleep(for: .seconds(1))
}

@Durable
func count(_ items: some Sequence<Int>) async throws {
//         ^ error [#GenericFunction] parameter 'items' has an opaque type; name a concrete one
    try await Durable.sleep(for: .seconds(1))
}

struct Box<Item: Codable> {
    @Durable
    static func open(_ item: Item) async throws {
    //          ^ error [#GenericFunction] durable function 'open' is generic; write it for the types it is used with
        try await Durable.sleep(for: .seconds(1))
    }
}
