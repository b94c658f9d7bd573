import Torpor

// Errors that live across suspensions, alone and in other values, of types that can be stored and of one that cannot.

protocol Setback: Error, Codable {}

/// Storable by way of a protocol.
struct Delay: Setback, Equatable { var hours: Int }

/// Storable by an extension.
struct Detour: Error { var miles: Int }

extension Detour: Codable {}

/// Not storable: kept by its description.
struct Puncture: Error, CustomStringConvertible {
    var wheel: Int
    var description: String { "puncture of wheel \(wheel)" }
}

func drive(_ number: Int) async throws -> Int {
    switch number {
    case 0: throw Delay(hours: 2)
    case 1: throw Detour(miles: 3)
    case 2: throw Puncture(wheel: 4)
    default: return op("drive", number)
    }
}

/// Keeps what failed, and throws it after a suspension.
@Durable
func driveCarefully(_ number: Int) async throws -> Int {
    do {
        return try await drive(number)
    } catch {
        note("kept \(error)")
        try await Durable.sleep(for: .zero)
        note("back with \(error)")
        throw error
    }
}

@Durable
func errorsThroughFrames(yield: Yield<String>) async throws -> Int {
    var sum = 0
    for number in 0..<4 {
        do {
            sum += try await driveCarefully(number)
        } catch let delay as Delay {
            sum += delay.hours
            try await yield("delay of \(delay.hours)")
        } catch let error as Detour {
            try await yield("detour of \(error.miles)")
            sum += error.miles
        } catch {
            try await yield("else \(error)")
            sum += "\(error)".count
        }
    }
    return sum
}

@Durable
func errorsInOtherValues(yield: Yield<String>) async throws -> [String] {
    var last: (any Error)?
    var all: [any Error] = []
    var results: [String] = []
    for number in 0..<4 {
        let result: Result<Int, any Error>
        do {
            result = .success(try await drive(number))
        } catch {
            result = .failure(error)
            last = error
            all.append(error)
        }
        try await yield("\(number)")
        results.append("\(result)")
        if case .failure(let error) = result, let delay = error as? Delay { results.append("\(delay.hours)") }
        if let detour = last as? Detour { results.append("\(detour.miles)") }
        if let last { results.append("\(last)") }
    }
    return results + all.map { "\($0)" }
}

@Durable
func nestedRethrows(yield: Yield<String>) async throws -> String {
    var trail: [String] = []
    for number in 0..<3 {
        do {
            do {
                do {
                    _ = try await drive(number)
                } catch let detour as Detour {
                    try await yield("first \(detour)")
                    throw detour
                } catch let other {
                    try await yield("second \(other)")
                    throw other
                }
            } catch let delay as Delay where delay.hours == 2 {
                try await yield("third \(delay)")
                trail.append("\(delay)")
                throw Detour(miles: delay.hours)
            } catch {
                try await yield("third \(error)")
                throw error
            }
        } catch Detour.self {
            trail.append("never")
        } catch {
            trail.append("\(error)")
        }
    }
    return trail.joined(separator: " ")
}

extension Detour {
    static func ~= (type: Detour.Type, error: any Error) -> Bool { false }
}

@Durable
func typedAllTheWay(_ number: Int) async throws(Delay) -> Int {
    do throws(Delay) {
        _ = await glance(number)
        if number == 0 { throw Delay(hours: 1) }
    } catch {
        _ = await glance(number)
        throw Delay(hours: error.hours + 1)
    }
    return number
}

@Durable
func typedThroughFrames(yield: Yield<Int>) async throws -> Int {
    var sum = 0
    for number in 0..<2 {
        do throws(Delay) {
            sum += try await typedAllTheWay(number)
        } catch {
            try await yield(error.hours)
            sum += error.hours
        }
    }
    return sum
}

@Durable
func errorParameter(_ error: any Error, yield: Yield<String>) async throws {
    try await yield("\(error)")
    if let delay = error as? Delay { try await yield("\(delay.hours)") }
    throw error
}

func lastError(_ number: Int) async -> (any Error)? {
    do { _ = try await drive(number) } catch { return error }
    return nil
}

@Durable
func errorsAsValues(yield: Yield<String>) async throws {
    for number in 0..<4 {
        let error = await lastError(number)
        try await yield(error.map { "\($0)" } ?? "none")
        guard let error else { continue }
        do { try await errorParameter(error, yield: yield) } catch { try await yield("again \(error)") }
    }
}

/// Errors that are thrown and caught between two suspensions are nothing to keep.
@Durable
func errorsBetweenSuspensions(yield: Yield<String>) async throws {
    try await yield("before")
    do { throw Delay(hours: 1) } catch { note("caught \(error)") }
    if tally == 0 {
        do {
            throw Delay(hours: 2)
        } catch {
            do { throw Detour(miles: 3) } catch { note("inner \(error)") }
            note("outer \(error)")
        }
    }
    try await yield("after")
}

// MARK: - Cases

let storedErrorsCases: [any AnyCase] = [
    Case(
        "errorsThroughFrames",
        yields: { try await errorsThroughFrames(yield: $0) },
        durable: { ErrorsThroughFrames() }
    ),
    Case(
        "errorsInOtherValues",
        yields: { try await errorsInOtherValues(yield: $0) },
        durable: { ErrorsInOtherValues() }
    ),
    Case("nestedRethrows", yields: { try await nestedRethrows(yield: $0) }, durable: { NestedRethrows() }),
    Case("typedThroughFrames", yields: { try await typedThroughFrames(yield: $0) }, durable: { TypedThroughFrames() }),
    Case(
        "errorsBetweenSuspensions",
        yields: { try await errorsBetweenSuspensions(yield: $0) },
        durable: { ErrorsBetweenSuspensions() }
    ),
    Case("errorsAsValues", yields: { try await errorsAsValues(yield: $0) }, durable: { ErrorsAsValues() }),
]
