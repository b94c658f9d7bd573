import Torpor

// Programs that are killed at each of their side effects, and go on in another process: see `CrashTests`. What happens in
// them happens under a name of its own, and what wakes, wakes at an instant of its own.

/// Something that is done outside of the program, and takes a while.
func effect(_ name: String) async {
    note("begin \(name)")
    await Task.yield()
    note("end \(name)")
}

/// The same, that can fail.
func effect(_ name: String, failingWith trouble: Trouble) async throws {
    note("begin \(name)")
    await Task.yield()
    note("end \(name)")
    throw trouble
}

@Durable
func crashStage(_ name: String, at start: Int = 1, _ milliseconds: Int) async throws -> String {
    try await Durable.sleep(for: .milliseconds(start))
    await effect("\(name)1")
    try await Durable.sleep(for: .milliseconds(milliseconds))
    await effect("\(name)2")
    return name.uppercased()
}

final class CrashRecord: Codable {
    var lines: [String] = []
    var next: CrashRecord?
    weak var owner: CrashRecord?
}

/// One task, with objects and an error.
@Durable
func crashAlone(yield: Yield<String>) async throws -> [String] {
    let first = CrashRecord()
    let second = CrashRecord()
    first.next = second
    second.owner = first
    for round in 1...3 {
        defer { note("round \(round) over") }
        do {
            await effect("work \(round)")
            second.lines.append("\(round)")
            if round == 2 { try await effect("failure", failingWith: .big(round)) }
            try await yield("\(second.owner!.next!.lines)")
        } catch Trouble.big(let number) {
            await effect("repair")
            second.owner?.lines.append("repaired \(number)")
        }
    }
    return first.lines + second.lines
}

/// Results in order of completion.
@Durable
func crashFanOut() async throws -> [String] {
    try await withThrowingTaskGroup(of: String.self) { group in
        for (position, name) in ["a", "b", "c"].enumerated() {
            group.addTask { try await crashStage(name, at: 1 + position, 70 - position * 20) }
        }
        var found: [String] = []
        for try await name in group {
            note("got \(name)")
            found.append(name)
        }
        return found
    }
}

/// Two at a time, and each result handed on.
@Durable
func crashWidth(yield: Yield<String>) async throws -> String {
    let names = ["a", "b", "c", "d"]
    return try await withThrowingTaskGroup(of: String.self) { group in
        var next = 0
        while next < 2 {
            let number = next
            group.addTask { try await crashStage(names[number], at: 1 + number, 30 + number * 7) }
            next += 1
        }
        var all = ""
        while let name = try await group.next() {
            all += name
            try await yield(name)
            guard next < names.count else { continue }
            let number = next
            group.addTask { try await crashStage(names[number], at: 1 + number, 30 + number * 7) }
            next += 1
        }
        return all
    }
}

/// Child tasks of child tasks, and an object of the parent.
@Durable
func crashLets() async throws -> [String] {
    let record = CrashRecord()
    let same = record
    async let first = crashStage("a", at: 1, 20)
    async let second = crashPair("b")
    record.lines.append(try await first)
    await effect("between")
    same.lines += try await second
    return record.lines
}

@Durable
func crashPair(_ name: String) async throws -> [String] {
    async let left = crashStage(name + "l", at: 3, 35)
    async let right = crashStage(name + "r", at: 5, 55)
    return [try await right, try await left]
}

/// The winner of a race, and what the loser does about it.
@Durable
func crashRace() async throws -> [String] {
    try await withThrowingTaskGroup(of: String.self) { group in
        group.addTask {
            do {
                return try await crashStage("slow", 3_600_000)
            } catch is CancellationError {
                await effect("undo")
                return "undone"
            }
        }
        group.addTask { try await crashStage("fast", at: 3, 30) }
        var found = [try await group.next()!]
        group.cancelAll()
        note("cancelled")
        while let name = try await group.next() { found.append(name) }
        return found
    }
}

/// The first error ends the others.
@Durable
func crashFirstError() async -> String {
    do {
        return try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask {
                do {
                    return try await crashStage("patient", 3_600_000)
                } catch {
                    await effect("given up")
                    throw error
                }
            }
            group.addTask {
                let name = try await crashStage("bad", at: 2, 20)
                try await effect("trouble", failingWith: .named(name, code: 3))
                return name
            }
            group.addTask { try await crashStage("good", at: 3, 10) }
            return try await group.reduce("", +)
        }
    } catch {
        await effect("report")
        return "\(error)"
    }
}

/// Groups in groups.
@Durable
func crashNested() async throws -> [[String]] {
    try await withThrowingTaskGroup(of: [String].self) { outer in
        for row in 1...2 {
            outer.addTask {
                try await withThrowingTaskGroup(of: String.self) { inner in
                    for column in 1...2 {
                        inner.addTask {
                            try await crashStage("\(row).\(column).", at: row * 4 + column, row * 30 + column * 11)
                        }
                    }
                    var found: [String] = []
                    for try await name in inner { found.append(name) }
                    await effect("row \(row)")
                    return found
                }
            }
        }
        var all: [[String]] = []
        for try await row in outer { all.append(row) }
        return all
    }
}

/// A connection that tasks can share.
final class CrashLine: Hibernatable, Sendable {
    let place: String

    init(to place: String) { self.place = place }

    func hibernate() -> String { place }

    static func revive(from place: String, in _: Workshop) -> CrashLine { CrashLine(to: place) }
}

/// A handle that child tasks share.
@Durable
func crashHandles() async throws -> [String] {
    let line = CrashLine(to: "crash")
    let same = line
    let places = try await withThrowingTaskGroup(of: String.self) { group in
        for number in 1...2 {
            group.addTask {
                let place = line.place
                try await Durable.sleep(for: .milliseconds(number))
                await effect("\(place) \(number)")
                try await Durable.sleep(for: .milliseconds(number * 13))
                return "\(line === same) \(number)"
            }
        }
        return try await group.reduce(into: [String]()) { $0.append($1) }
    }
    await effect("after \(same.place)")
    return places + ["\(line === same)"]
}

/// Objects that child tasks make, with what they share.
@Durable
func crashObjects() async throws -> [String] {
    async let first = crashChain("a", 20)
    async let second = crashChain("b", 45)
    let chains = try await [first, second].map(\.first)
    await effect("joined")
    chains[0].next!.next = chains[1]
    try await Durable.sleep(for: .milliseconds(5))
    await effect("rested")
    return chains.map { "\($0.next!.owner === $0) \($0.lines) \($0.next!.next?.lines ?? [])" }
}

/// A reference to objects that only one task has at a time.
struct CrashLoan: Codable, @unchecked Sendable {
    let first: CrashRecord
}

@Durable
func crashChain(_ name: String, _ milliseconds: Int) async throws -> CrashLoan {
    let chain = CrashLoan(first: CrashRecord())
    chain.first.next = CrashRecord()
    chain.first.next?.owner = chain.first
    try await Durable.sleep(for: .milliseconds(milliseconds / 5))
    await effect("\(name) made")
    chain.first.lines.append(name)
    try await Durable.sleep(for: .milliseconds(milliseconds))
    await effect("\(name) woke")
    chain.first.lines.append("woke")
    return chain
}

/// Each child task tries again, by a combinator.
@Durable
func crashRetries() async throws -> [String] {
    try await withThrowingTaskGroup(of: String.self) { group in
        for number in 1...2 {
            group.addTask {
                try await Durable.sleep(for: .milliseconds(number))
                return try await crashRetry(times: 3) { attempt in
                    await effect("try \(number).\(attempt)")
                    try await Durable.sleep(for: .milliseconds(number * 17))
                    if attempt <= number { throw Trouble.big(attempt) }
                    return "\(number) at \(attempt)"
                }
            }
        }
        var found: [String] = []
        for try await name in group { found.append(name) }
        return found
    }
}

@Durable
func crashRetry(
    times: Int,
    _ operation: @Sendable (Int) async throws -> String
) async throws -> String {
    for attempt in 1..<times {
        do {
            return try await operation(attempt)
        } catch {
            await effect("\(error) again \(attempt)")
        }
    }
    return try await operation(times)
}

/// Closures that share a variable with each other and with a recursive one.
@Durable
func crashClosures(yield: Yield<Int>) async throws -> [Int] {
    var total = 0
    var steps: [(Int) -> Void] = [{ total += $0 }]
    var factorial: (Int) -> Int = { $0 }
    factorial = { $0 < 2 ? 1 : $0 * factorial($0 - 1) }
    for number in 1...3 {
        await effect("step \(number)")
        steps.append { total += $0 * number }
        for step in steps { step(factorial(number)) }
        try await yield(total)
    }
    return [total, steps.count, factorial(5)]
}

/// A child task that is not awaited, in a loop that is left.
@Durable
func crashLeft() async throws -> [String] {
    var found: [String] = []
    for number in 1...3 {
        async let stage = crashStage("s\(number)", 10)
        async let _ = crashPatience("p\(number)")
        if number == 3 { break }
        found.append(try await stage)
    }
    await effect("after")
    return found
}

@Durable
func crashPatience(_ name: String) async {
    do {
        try await Durable.sleep(for: .seconds(3_600))
    } catch {
        await effect("\(name) ended")
    }
}

// MARK: - Cases

/// Those of one task alone, in which all happens in one order.
public let crashesOfOneTask = ["crashAlone", "crashClosures"]

let crashesCases: [any AnyCase] = [
    Case("crashAlone", yields: { try await crashAlone(yield: $0) }, durable: { CrashAlone() }),
    Case("crashClosures", yields: { try await crashClosures(yield: $0) }, durable: { CrashClosures() }),
    Case("crashFanOut", plain: { try await crashFanOut() }, durable: { CrashFanOut() }),
    Case("crashWidth", yields: { try await crashWidth(yield: $0) }, durable: { CrashWidth() }),
    Case("crashLets", plain: { try await crashLets() }, durable: { CrashLets() }),
    Case("crashRace", plain: { try await crashRace() }, durable: { CrashRace() }),
    Case("crashFirstError", plain: { await crashFirstError() }, durable: { CrashFirstError() }),
    Case("crashNested", plain: { try await crashNested() }, durable: { CrashNested() }),
    Case("crashHandles", plain: { try await crashHandles() }, durable: { CrashHandles() }),
    Case("crashObjects", plain: { try await crashObjects() }, durable: { CrashObjects() }),
    Case("crashRetries", plain: { try await crashRetries() }, durable: { CrashRetries() }),
    Case("crashLeft", plain: { try await crashLeft() }, durable: { CrashLeft() }),
]

/// The names of the cases that are killed.
public let crashCaseNames = crashesCases.map(\.name)
