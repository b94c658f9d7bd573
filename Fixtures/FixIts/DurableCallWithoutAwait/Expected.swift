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
    var sum = try await 1 + fetch(1).number * 2
    sum += await glance()
    sum = try await fetch(2).number + fetch(3).number
    print("sum", try await fetch(sum).number)
    if try await fetch(4).number > 3, let box = try? await fetch(5) { sum -= box.number }
    let boxes = [try await fetch(6), try await fetch(7)]
    return boxes[0].number + sum
}
