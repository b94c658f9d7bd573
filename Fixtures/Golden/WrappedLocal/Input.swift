import Torpor

@propertyWrapper
struct Positive: Codable {
    private var value: Int
    init(wrappedValue: Int) { value = abs(wrappedValue) }
    var wrappedValue: Int {
        get { value }
        set { value = abs(newValue) }
    }
}

/// Of a wrapped variable, the wrapper is stored.
@Durable
func distance(_ start: Int, yield: Yield<Int>) async throws -> Int {
    @Positive var position = start
    try await yield(position)
    position -= 10
    return position
}
