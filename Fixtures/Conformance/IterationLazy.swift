import Torpor

// Lazy sequences: each closure is called once for each element, at its turn, in whatever process that is.

func traced(_ label: String, _ number: Int) -> Int {
    note("\(label) \(number)")
    return number
}

func isFine(_ number: Int) -> Bool {
    note("fine \(number)")
    return number % 2 == 1
}

struct Chain: Codable {
    var name: String
    var rest: [Chain] = []

    var next: Chain? { rest.first }
}

@Durable
func lazyMap(yield: Yield<Int>) async throws {
    for number in [1, 2, 3].lazy.map({ traced("map", $0) * 2 }) {
        try await yield(number)
        note("body \(number)")
    }
}

@Durable
func lazyEndless(yield: Yield<Int>) async throws {
    for square in (0...).lazy.map({ $0 * $0 }) {
        if square > 20 { break }
        try await yield(square)
    }
    for odd in (1...).lazy.filter(isFine).map({ traced("map", $0) }).prefix(3) {
        try await yield(odd)
    }
    for power in sequence(first: 1, next: { $0 * 2 }) {
        guard power < 20 else { break }
        try await yield(power)
    }
}

@Durable
func lazyChains(limit: Int, yield: Yield<String>) async throws {
    let factor = 3
    var seen = 0
    for (index, text) in (1...20).lazy
        .filter({ traced("filter", $0) % 2 == 0 })
        .map({ traced("map", $0) * factor })
        .drop(while: { $0 < 12 })
        .prefix(while: { traced("while", $0) < limit })
        .compactMap({ $0 == 24 ? nil : "<\($0)>" })
        .enumerated()
    {
        seen += 1
        try await yield("\(index) \(text) \(seen)")
    }
    note("\(seen)")
}

@Durable
func lazyOverEverything(yield: Yield<String>) async throws {
    for upper in "abc".lazy.map({ $0.uppercased() }) { try await yield(upper) }
    for count in ["a": 1, "b": 1].lazy.map({ $0.value }) { try await yield("\(count)") }
    for (number, text) in zip([1, 2], ["x", "y"]).lazy.filter({ $0.0 > 0 }) { try await yield("\(number)\(text)") }
    for (index, name) in ["p", "q"].enumerated().lazy.map({ ($0.offset * 2, $0.element) }) {
        try await yield("\(index)\(name)")
    }
    for point in [Point(x: 1, y: 2), Point(x: 3, y: 4)].lazy.map(\.x) { try await yield("\(point)") }
    for number in [1, nil, 3].lazy.compactMap({ $0 }) { try await yield("\(number)") }
    for number in [5, 6].lazy { try await yield("\(number)") }
    for number in stride(from: 10, to: 0, by: -4).lazy.map({ Double($0) / 4 }) { try await yield("\(number)") }
    for word in ["a b", "c"].lazy.map({ $0.split(separator: " ") }) { try await yield("\(word)") }
    for case let number? in ["1", "x", "3"].lazy.map({ Int($0) }) where number != 3 { try await yield("\(number)") }
    for number in Set([4]).lazy.map({ $0 + 1 }) { try await yield("\(number)") }
    for number in [1, 2, 3, 4].lazy.map({ traced("kept", $0) }).prefix(2) { try await yield("\(number)") }
}

@Durable
func lazyCapturesVariables(yield: Yield<Int>) async throws {
    var factor = 1
    var calls = 0
    for number in [1, 2, 3].lazy.map({ number -> Int in
        calls += 1
        return number * factor
    }) {
        factor *= 10
        try await yield(number)
    }
    note("\(calls) \(factor)")
    for outer in [1, 2].lazy.map({ $0 + calls }) {
        for inner in (0..<outer).lazy.filter({ $0 % outer > 2 }) {
            try await yield(outer * 10 + inner)
        }
        calls = 0
    }
}

@Durable
func unfolding(yield: Yield<String>) async throws {
    for number in sequence(first: 3, next: { traced("next", $0) > 0 ? $0 - 1 : nil }) { try await yield("\(number)") }
    for (index, number) in sequence(first: 1, next: { $0 < 9 ? $0 * 3 : nil }).enumerated() {
        try await yield("\(index) \(number)")
    }
    for number in sequence(first: 1.5, next: { $0 * 2 }).prefix(3) { try await yield("\(number)") }
    for number in sequence(first: 1, next: { $0 + 1 }).lazy.filter({ $0 % 3 == 0 }).prefix(while: { $0 < 10 }) {
        try await yield("\(number)")
    }
    for link in sequence(first: Chain(name: "a", rest: [Chain(name: "b")]), next: \.next) {
        try await yield(link.name)
    }
    for number in sequence(
        state: (0, 1),
        next: { (state: inout (Int, Int)) -> Int? in
            let number = traced("state", state.0)
            state = (state.1, state.0 + state.1)
            return number > 5 ? nil : number
        }
    ) {
        try await yield("\(number)")
    }
    for pair in sequence(state: [1, 2, 3].makeIterator(), next: { $0.next().map { ($0, "n") } }) {
        try await yield("\(pair)")
    }
    for number in sequence(first: 1, next: { $0 * 2 }).dropFirst(2).prefix(2) { try await yield("\(number)") }
    let start: Int? = 4
    for number in sequence(first: start, next: { $0.flatMap { $0 > 1 ? $0 / 2 : nil }.map(Optional.some) }) {
        try await yield("\(number ?? -1)")
    }
}

// MARK: - Cases

let iterationLazyCases: [any AnyCase] = [
    Case("lazyMap", yields: { try await lazyMap(yield: $0) }, durable: { LazyMap() }),
    Case("lazyEndless", yields: { try await lazyEndless(yield: $0) }, durable: { LazyEndless() }),
    Case("lazyChains", yields: { try await lazyChains(limit: 40, yield: $0) }, durable: { LazyChains(limit: 40) }),
    Case("lazyOverEverything", yields: { try await lazyOverEverything(yield: $0) }, durable: { LazyOverEverything() }),
    Case(
        "lazyCapturesVariables",
        yields: { try await lazyCapturesVariables(yield: $0) },
        durable: { LazyCapturesVariables() }
    ),
    Case("unfolding", yields: { try await unfolding(yield: $0) }, durable: { Unfolding() }),
]
