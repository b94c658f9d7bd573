import Torpor

/// A computed variable is made anew in each step that uses it, an observed one in each that may change it.
@Durable
func heat(_ steps: Int, yield: Yield<Int>) async throws -> Int {
    var celsius = 0 {
        didSet { print("\(oldValue) -> \(celsius)") }
    }
    var fahrenheit: Int { celsius * 9 / 5 + 32 }
    try await yield(celsius)
    celsius += steps
    try await yield(fahrenheit)
    return fahrenheit
}
