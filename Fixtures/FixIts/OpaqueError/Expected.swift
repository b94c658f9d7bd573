import Torpor

struct Delay: Error, Codable { var hours: Int }

struct Detour: Error, Codable { var miles: Int }

func depart() async throws {}

@Durable
func travel(yield: Yield<Int>) async throws {
    do {
        try await depart()
    } catch {
        try await yield(2)
        if let delay = error as? Delay { try await yield(delay.hours) }
        if error is Delay { print("delayed") }
        switch error {
        case let detour as Detour: try await yield(detour.miles)
        default: throw error
        }
    }
}
