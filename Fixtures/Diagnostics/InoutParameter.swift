import Torpor

@Durable
func fill(_ cup: inout Int, by amount: Int) async throws {
//        ^ error [#InoutParameter] 'inout' parameter 'cup'; return the changed value instead
    try await Durable.sleep(for: .seconds(1))
    cup += amount
}
