import Torpor

// Capabilities that are lent to actors.

actor Broadcast: Hibernatable {
    nonisolated let name: String
    init(_ name: String) { self.name = name }
    nonisolated func hibernate() -> String { name }
    static func revive(from s: String, in env: Workshop) -> Broadcast { Broadcast(s) }

    @Durable
    func stream(_ n: Int, yield: Yield<String>) async throws -> Int {
        for i in 0..<n {
            note("\(name) \(i)")
            try await yield("\(name)\(i)")
        }
        return n
    }
    @Durable
    func ask(_ n: Int, _ question: Exchange<Int, Int>) async throws -> Int {
        var sum = 0
        for i in 0..<n { sum += try await question(i) }
        return sum
    }
}

@Durable
func broadcasts(yield: Yield<String>) async throws -> Int {
    let s = Broadcast("s")
    let a = try await s.stream(2, yield: yield)
    try await yield("mid")
    return a + (try await s.stream(1, yield: yield))
}

@MainActor
@Durable
func mainGenerator(yield: Yield<Int>) async throws -> Int {
    var k = 0
    for i in 0..<3 {
        k += i
        try await yield(k)
    }
    return k
}

@Durable
func broadcastQuestions(_ question: Exchange<Int, Int>) async throws -> Int {
    try await Broadcast("q").ask(3, question)
}

// MARK: - Cases

let capabilitiesOnActorsCases: [any AnyCase] = [
    Case("broadcasts", yields: { try await broadcasts(yield: $0) }, durable: { Broadcasts() }),
    Case("mainGenerator", yields: { try await mainGenerator(yield: $0) }, durable: { MainGenerator() }),
    Case(
        "broadcastQuestions",
        asks: { try await broadcastQuestions($0) },
        reply: { $0 * 2 },
        durable: { BroadcastQuestions() }
    ),
]
