import Torpor

@Durable
func total(_ numbers: [Int]) async throws -> Int {
    func doubled(_ number: Int) -> Int { number * 2 }
    struct Sum: Codable {
        var value = 0
        mutating func add(_ number: Int) {
            value += doubled(number)
            //       ^ error [#LocalType] local type 'Sum' uses local function 'doubled', and the frame has the type outside
        }
    }
    var sum = Sum()
    for number in numbers {
        sum.add(number)
        try await Durable.sleep(for: .seconds(1))
    }
    return sum.value
}
