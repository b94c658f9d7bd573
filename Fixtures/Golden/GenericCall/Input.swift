import Torpor

@Durable
func parse<Value: LosslessStringConvertible & Codable>(_ text: String) async throws -> Value? {
    try await Durable.sleep(for: .seconds(1))
    return Value(text)
}

// What type the coroutine has, only the Swift compiler can tell.
@Durable
func readNumber() async throws -> Int? {
    let number: Int? = try await parse("12")
    return number
}
