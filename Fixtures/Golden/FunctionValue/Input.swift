import Torpor

struct Step {
    var action: (Int) async throws -> Int
    var undo: () async throws -> Void
}

@Durable
func rest(_ number: Int) async throws -> Int {
    try await Durable.sleep(for: .seconds(number))
    return number
}

@Durable
func walk(_ count: Int) async throws -> Int {
    var undone = 0
    var steps = [Step(action: rest, undo: { undone += 1 })]
    for number in 1...count {
        steps.append(
            Step { total in
                try await rest(total * number)
            } undo: {
                try await Durable.sleep(for: .seconds(1))
                undone += number
            }
        )
    }
    var total = 1
    for step in steps { total = try await step.action(total) }
    for step in steps.reversed() { try await step.undo() }
    return total + undone
}
