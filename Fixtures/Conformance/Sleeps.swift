import Foundation
import Torpor

// Sleeping: nothing happens meanwhile, and everything is as it was afterwards.

@Durable
func sleepBetweenSideEffects() async throws {
    note("before")
    try await Durable.sleep(for: .milliseconds(2))
    note("after")
}

@Durable
func sleepInLoop() async throws -> Int {
    var rounds = 0
    for number in 1...3 {
        try await Durable.sleep(for: .milliseconds(number))
        rounds += number
    }
    return rounds
}

@Durable
func sleepZeroAndNegative() async throws {
    try await Durable.sleep(for: .zero)
    note("zero")
    try await Durable.sleep(for: .seconds(-5))
    note("negative")
}

@Durable
func sleepUntilInstant() async throws {
    let deadline = Date(Durable.now).addingTimeInterval(0.002)
    try await Durable.sleep(until: deadline)
    note("not early: \(Date(Durable.now) >= deadline.addingTimeInterval(-0.001))")
    try await Durable.sleep(until: .distantPast)
    note("past")
}

@Durable
func sleepIsNotEarly() async throws -> Bool {
    let begin = Durable.now
    try await Durable.sleep(for: .milliseconds(3))
    return begin.duration(to: Durable.now) > .milliseconds(2)
}

@Durable
func sleepDurationSuspends() async throws {
    try await Durable.sleep(for: .milliseconds(try await later(op("milliseconds", 1))))
    try await Durable.sleep(for: op("once", .microseconds(500)) * 2)
}

@Durable
func sleepInBranches(yield: Yield<String>) async throws {
    for number in 1...2 {
        if number == 1 {
            try await Durable.sleep(for: .milliseconds(1))
        } else {
            try await yield("no sleep")
        }
        note("round \(number)")
    }
}

@Durable
func sleepAsLastStatement() async throws {
    note("good night")
    try await Durable.sleep(for: .milliseconds(1))
}

@Durable
func sleepInCallee() async throws -> Int {
    let number = try await later(1)
    note("woken")
    return number + (try await later(2))
}

@Durable
func sleepInCatch() async throws {
    do {
        throw Trouble.small
    } catch {
        note("caught")
        try await Durable.sleep(for: .milliseconds(1))
        note("rested")
    }
}

// MARK: - Cases

let sleepsCases: [any AnyCase] = [
    Case(
        "sleepBetweenSideEffects",
        plain: { try await sleepBetweenSideEffects() },
        durable: { SleepBetweenSideEffects() }
    ),
    Case("sleepInLoop", plain: { try await sleepInLoop() }, durable: { SleepInLoop() }),
    Case("sleepZeroAndNegative", plain: { try await sleepZeroAndNegative() }, durable: { SleepZeroAndNegative() }),
    Case("sleepUntilInstant", plain: { try await sleepUntilInstant() }, durable: { SleepUntilInstant() }),
    Case("sleepIsNotEarly", plain: { try await sleepIsNotEarly() }, durable: { SleepIsNotEarly() }),
    Case("sleepDurationSuspends", plain: { try await sleepDurationSuspends() }, durable: { SleepDurationSuspends() }),
    Case("sleepInBranches", yields: { try await sleepInBranches(yield: $0) }, durable: { SleepInBranches() }),
    Case("sleepAsLastStatement", plain: { try await sleepAsLastStatement() }, durable: { SleepAsLastStatement() }),
    Case("sleepInCallee", plain: { try await sleepInCallee() }, durable: { SleepInCallee() }),
    Case("sleepInCatch", plain: { try await sleepInCatch() }, durable: { SleepInCatch() }),
]
