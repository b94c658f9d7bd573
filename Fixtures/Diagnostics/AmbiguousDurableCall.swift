import Torpor

@Durable
func load(_ number: Int) async throws -> Int {
    try await Durable.sleep(for: .seconds(1))
    return number
}

func load(_ name: String) async throws -> Int { name.count }

@Durable
func loadAll() async throws -> Int {
    try await load(1)
    //        ^ error [#AmbiguousDurableCall] 'load' has 2 overloads with these labels, not all of them durable
}
