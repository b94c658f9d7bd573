import Torpor

@Durable
func total(_ numbers: [Int]) async throws -> Int {
    struct Sum: Codable {
    //     ^ error [#LocalType] local type 'Sum' in a durable function that suspends: declare it outside of the function
        var value = 0
    }
    var sum = Sum()
    for number in numbers {
        sum.value += number
        try await Durable.sleep(for: .seconds(1))
    }
    return sum.value
}
