import Torpor

/// Several child tasks, awaited in one expression.
@Durable
func letSum() async throws -> Int {
    async let first = tenfold(1, after: 60)
    async let second = tenfold(2, after: 120)
    try await Durable.sleep(for: .milliseconds(10))
    note("between")
    let third = 5
    return try await first + second + third
}

/// A child task that is not awaited is cancelled where its scope is left, and waited for.
@Durable
func letUnused() async throws -> String {
    async let _ = patientNote("unused")
    do {
        async let _ = patientNote("inner")
        async let _ = patientNote("innermost")
        try await Durable.sleep(for: .milliseconds(30))
        note("leaving")
        _ = 1
    }
    note("left")
    return "done"
}

@Durable
func patientNote(_ name: String) async {
    do {
        try await Durable.sleep(for: .seconds(3600))
        note("\(name) woke")
    } catch {
        note("\(name) cancelled: \(error is CancellationError)")
    }
}

/// Jumps out of loops end the child tasks of the iteration.
@Durable
func letLoops(_ limit: Int) async throws -> [Int] {
    var found: [Int] = []
    for number in 0..<5 {
        async let ten = tenfold(number, after: 20)
        async let _ = patientNote("never \(number)")
        if number == 1 { continue }
        if number == limit { break }
        found.append(try await ten)
        defer { note("deferred \(number)") }
        async let more = tenfold(number + 10, after: 20)
        if number == 3 { return found + [try await more] }
        for step in 0..<3 where step > number + 5 { return [-1] }
    }
    return found + [100]
}

/// The error of a child task is thrown where it is awaited, as often as it is.
@Durable
func letError() async -> [String] {
    var found: [String] = []
    async let failing = failure(after: 30)
    async let _ = patientNote("other")
    for _ in 0..<2 {
        do {
            found.append("\(try await failing)")
        } catch {
            found.append("\(error)")
        }
    }
    found.append("\((try? await failing) ?? -1)")
    return found
}

/// An error in the scope ends the child tasks, the last first.
@Durable
func letThrown() async -> String {
    do {
        async let _ = patientNote("first")
        async let _ = patientNote("second")
        try await Durable.sleep(for: .milliseconds(30))
        throw Trouble.small
    } catch {
        return "\(error)"
    }
}

/// Values of all kinds, without `try` and `await`.
@Durable
func letKinds(_ text: String) async throws -> String {
    async let sum = 1 + 2
    async let (left, right) = (text.count, text.uppercased())
    async let mapped = [3, 4].map { $0 * 2 }
    async let fetched = fetch(5)
    async let attempt = try? failure(after: 20)
    async let wide: Double? = 3
    async let chosen = text.isEmpty ? 0 : tenfold(7, after: 20)
    async let pair: (Int, name: String) = (1, "x")
    async let set: Set = [1, 1]
    async let _ = note("ignored")
    let all = try await
        "\(sum) \(left) \(right) \(mapped) \(fetched) \(attempt ?? -1) \(wide ?? 0) \(pair.name) \(set.count)"
    try await Durable.sleep(for: .milliseconds(20))
    return try await all + " \(chosen)"
}

/// In a branch, a `switch`, and the body of a group; with a value that is used twice.
@Durable
func letPlaces(_ number: Int) async throws -> [Int] {
    var found: [Int] = []
    if number > 0 {
        async let ten = tenfold(number, after: 20)
        found.append(try await ten)
        if try await ten > 5 { found.append(try await ten + 1) }
    }
    switch number {
    case 1:
        async let ten = tenfold(number + 1, after: 20)
        try await found.append(ten)
    default:
        async let ten = tenfold(number + 2, after: 20), twenty = tenfold(number + 3, after: 80)
        found += [try await ten, try await twenty]
    }
    let grouped = try await withThrowingTaskGroup(of: Int.self) { group in
        async let base = tenfold(number, after: 20)
        for step in 1...2 {
            group.addTask {
                async let inner = tenfold(step, after: step * 60)
                return try await inner
            }
        }
        var sum = try await base
        for try await value in group { sum += value }
        return sum
    }
    return found + [grouped]
}

/// Groups and closures as initial values.
@Durable
func letGroup(_ count: Int) async throws -> [Int] {
    async let grouped = withThrowingTaskGroup(of: Int.self) { group in
        for number in 0..<count { group.addTask { try await tenfold(number, after: 20 + number * 60) } }
        var found: [Int] = []
        for try await value in group { found.append(value) }
        return found
    }
    async let retried = mappedConcurrently([5, 6]) { try await tenfold($0, after: $0 * 60) }
    return try await grouped + retried
}

struct Granary: Codable, Sendable {
    var stock = [4, 2]

    @Durable
    func total<Extra: Codable & Sendable>(_ extra: Extra, _ size: @escaping @Sendable (Extra) async throws -> Int)
        async throws -> Int
    {
        async let own = count(0)
        async let other = self.count(1)
        async let added = size(extra)
        return try await own * 100 + other * 10 + added
    }

    @Durable
    func count(_ position: Int) async throws -> Int {
        try await Durable.sleep(for: .milliseconds(20 + position * 60))
        note("counted \(stock[position])")
        return stock[position]
    }
}

@Durable
func letMethod() async throws -> Int {
    try await Granary().total("four") { text in text.count }
}

/// Closures that are written and called in one.
@Durable
func letInPlace(_ number: Int) async throws -> String {
    async let list: [Int] = {
        async let first = tenfold(1, after: 50)
        async let second = tenfold(2, after: 30)
        return try await [first, second]
    }()
    async let text = { () async throws -> String in
        let ten = try await tenfold(number, after: 40)
        if ten > 20 { throw Trouble.big(ten) }
        return "text \(ten)"
    }()
    async let plain = { number + 1 }()
    async let _: Int = {
        do {
            return try await tenfold(9, after: 3_600_000)
        } catch {
            note("gone")
            throw error
        }
    }()
    do {
        return try await "\(text) \(plain) \(list)"
    } catch {
        return "\(error)"
    }
}

// MARK: - Cases

let asyncLetsCases: [any AnyCase] = [
    Case("letInPlace", plain: { try await letInPlace(1) }, durable: { LetInPlace(1) }),
    Case("letInPlace failing", plain: { try await letInPlace(3) }, durable: { LetInPlace(3) }),
    Case("letSum", plain: { try await letSum() }, durable: { LetSum() }),
    Case("letUnused", plain: { try await letUnused() }, durable: { LetUnused() }),
    Case("letLoops", plain: { try await letLoops(9) }, durable: { LetLoops(9) }),
    Case("letLoops left early", plain: { try await letLoops(2) }, durable: { LetLoops(2) }),
    Case("letError", plain: { await letError() }, durable: { LetError() }),
    Case("letThrown", plain: { await letThrown() }, durable: { LetThrown() }),
    Case("letKinds", plain: { try await letKinds("ab") }, durable: { LetKinds("ab") }),
    Case("letPlaces", plain: { try await letPlaces(1) }, durable: { LetPlaces(1) }),
    Case("letPlaces by default", plain: { try await letPlaces(2) }, durable: { LetPlaces(2) }),
    Case("letGroup", plain: { try await letGroup(2) }, durable: { LetGroup(2) }),
    Case("letMethod", plain: { try await letMethod() }, durable: { LetMethod() }),
]
