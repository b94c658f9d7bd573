import Torpor

// Errors of several types, typed throws, results and optional tries.

struct Timeout: Error, Codable, Equatable { var after: Int }

enum Refusal: Error, Codable { case denied(by: String), retry(after: Int), gone }

@Durable
func typedRefusal(_ number: Int) async throws(Refusal) -> Int {
    switch number {
    case 0: throw .gone
    case 1: throw .denied(by: "one")
    case 2...3: throw Refusal.retry(after: number)
    default: break
    }
    return await glance(number)
}

@Durable
func errorsOfSeveralTypes(yield: Yield<String>) async throws -> Int {
    var count = 0
    for number in 0...7 {
        do {
            if number == 5 { throw Timeout(after: number) }
            if number == 6 { throw CancellationError() }
            if number == 7 { throw Mishap(reason: "seven") }
            count += try await typedRefusal(number)
            try await yield("got \(number)")
        } catch let refusal as Refusal where count > 100 {
            try await yield("never \(refusal)")
        } catch Refusal.retry(after: 3), Refusal.denied {
            try await yield("retry late or denied")
        } catch let Refusal.retry(after: after) {
            try await yield("retry \(after) \(try await later(after))")
        } catch let timeout as Timeout where check(timeout.after) {
            try await yield("timeout \(timeout.after)")
        } catch is CancellationError {
            try await yield("cancelled")
        } catch let error as Mishap {
            count += error.reason.count
            do {
                throw error
            } catch let inner where "\(type(of: inner))" == "Mishap" {
                try await yield("inner \(inner)")
            }
        } catch {
            try await yield("\(error)")
        }
    }
    return count
}

func check(_ number: Int) -> Bool { op("check", number) == 5 }

@Durable
func typedThrowsAround(yield: Yield<String>) async throws -> String {
    var words: [String] = []
    for number in 0..<5 {
        do throws(Refusal) {
            words.append("\(try await typedRefusal(number))")
        } catch .denied(by: let who) {
            words.append(who)
            try await yield(who)
        } catch .retry(let after) where after == 2 {
            words.append("retry")
        } catch {
            let refusal: Refusal = error
            try await yield("\(refusal)")
            words.append("\(error)")
        }
    }
    return words.joined(separator: ",")
}

@Durable
func resultsOfCalls(yield: Yield<String>) async throws -> [String] {
    var texts: [String] = []
    for number in [1, 9] {
        var result: Result<Int, any Error>
        do { result = .success(try await typedRefusal(number)) } catch { result = .failure(error) }
        try await yield("have a result")
        result = result.map { $0 * 2 }
        switch result {
        case .success(let value): texts.append("\(try await later(value))")
        case .failure(let error as Refusal): texts.append(try await laterText("\(error)"))
        case .failure(let other): texts.append("\(other)")
        }
        if case .success(let value) = result { try await yield("\(value)") }
    }
    let outcome = Result { try failing(.small, as: Int.self) }
    texts.append("\((try? outcome.get()) ?? -1)")
    return texts
}

@Durable
func optionalTryChains() async throws -> [String] {
    let a = try? await laterPositive(3)
    let b = (try? await laterPositive(-3))?.description
    let c = try? await laterPositive(4)?.advanced(by: 1).description
    let d = (try? await laterFailing(.small)) ?? op("fallback", 7)
    let e = try? await [1, 2, 3].first { $0 > 1 }.map { $0 * 2 }?.advanced(by: later(5))
    let f = try? await later(1) + ((try? await laterFailing(.small) + 1) ?? 0)
    let g: Int = try! await later(8)
    if let h = try? await laterPositive(5), case let i = h + 1, i > 3 { note("\(h) \(i)") }
    guard let j = try? await laterFailing(.big(1)) else {
        return ["\(a as Any) \(b as Any) \(c as Any) \(d) \(e as Any) \(f as Any) \(g)"]
    }
    return ["\(j)"]
}

// MARK: - Cases

let errorTypesCases: [any AnyCase] = [
    Case(
        "errorsOfSeveralTypes",
        yields: { try await errorsOfSeveralTypes(yield: $0) },
        durable: { ErrorsOfSeveralTypes() }
    ),
    Case("typedThrowsAround", yields: { try await typedThrowsAround(yield: $0) }, durable: { TypedThrowsAround() }),
    Case("resultsOfCalls", yields: { try await resultsOfCalls(yield: $0) }, durable: { ResultsOfCalls() }),
    Case("optionalTryChains", plain: { try await optionalTryChains() }, durable: { OptionalTryChains() }),
]
