import Torpor

func price(of item: String) async -> Int { item.count }

@Durable
func both(_ item: String) async throws -> Int {
    async let first = price(of: item)
//  ^ error [#AsyncLet] 'async let' cannot be stored while it runs: await the call where its value is needed
    try await Durable.sleep(for: .seconds(1))
    return await first
}
