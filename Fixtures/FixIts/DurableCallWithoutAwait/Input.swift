import Torpor

struct Box: Codable {
    var number: Int
}

@Durable
func fetch(_ number: Int) async throws -> Box {
    try await Durable.sleep(for: .seconds(1))
    return Box(number: number)
}

@Durable
func glance() async -> Int { 1 }

@Durable
func work(_ names: [String]) async throws -> Int {
    var sum = 1 + fetch(1).number * 2
    sum += glance()
    sum = try fetch(2).number + fetch(3).number
    print("sum", fetch(sum).number)
    if fetch(4).number > 3, let box = try? fetch(5) { sum -= box.number }
    let boxes = [fetch(6), try fetch(7)]
    return boxes[0].number + sum
}
