import Torpor

/// A local function is made anew in each step that uses it.
@Durable
func scaled(_ numbers: [Int], yield: Yield<Int>) async throws {
    func double(_ number: Int) -> Int { number * 2 }
    for number in numbers {
        let doubled = double(number)
        try await yield(doubled)
        print(double(doubled))
    }
}
