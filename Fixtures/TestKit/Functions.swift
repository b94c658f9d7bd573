import Torpor
import TorporTestKit

// Durable functions to try the test kit on.

@Durable
func remind(_ name: String, times: Int, yield: Yield<String>) async throws -> Duration {
    let start = Durable.now
    for number in 1...times {
        Transcript.record("write to \(name)")
        try await yield("\(number) for \(name)")
        try await Durable.sleep(for: .seconds(3_600))
    }
    return Durable.now - start
}

@Durable
func guess(upTo limit: Int, ask: Exchange<Int, Bool>) async throws -> Int {
    var (low, high) = (0, limit)
    while low < high {
        let middle = (low + high + 1) / 2
        if try await ask(middle) { low = middle } else { high = middle - 1 }
    }
    return low
}

struct Refused: Error, Codable {}

@Durable
func fail(after duration: Duration) async throws {
    Transcript.record("waiting")
    try await Durable.sleep(for: duration)
    throw Refused()
}

@Durable
func letters(in text: String) async throws -> Set<String> {
    var found: Set<String> = []
    for letter in text {
        found.insert(String(letter))
        try await Durable.sleep(for: .zero)
    }
    return found
}

/// Loses in a snapshot what it holds.
struct Forgetful: Codable {
    var count = 0

    init() {}
    init(from decoder: any Decoder) throws {}
    func encode(to encoder: any Encoder) throws {}
}

@Durable
func count(from start: Forgetful) async throws -> Int {
    var counter = start
    for _ in 0..<3 {
        counter.count += 1
        try await Durable.sleep(for: .zero)
    }
    return counter.count
}

struct Tower: Sendable {}

final class Bell: Hibernatable {
    let name: String

    init(_ name: String) {
        self.name = name
    }

    func hibernate() -> String { name }

    static func revive(from name: String, in tower: Tower) async throws -> Bell { Bell(name) }
}

@Durable
func ring(_ bell: Bell) async throws {
    for _ in 0..<2 {
        Transcript.record("ring \(bell.name)")
        try await Durable.sleep(for: .seconds(60))
    }
}
