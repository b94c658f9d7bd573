import Torpor

@Durable
func talk(say: Yield<String>, ask: Exchange<String, Int>) async throws {
//   ^ error [#SeveralCapabilities] durable function 'talk' has several capabilities; send an enum through one
    try await say("\(try await ask("how many?"))")
}
