import Torpor

@Durable
func tenfold(_ number: Int, after milliseconds: Int) async throws -> Int {
    try await Durable.sleep(for: .milliseconds(milliseconds))
    note("end \(number)")
    return number * 10
}

@Durable
func failure(after milliseconds: Int) async throws -> Int {
    try await Durable.sleep(for: .milliseconds(milliseconds))
    throw Trouble.big(milliseconds)
}

/// Results come in the order in which the child tasks end.
@Durable
func groupOrder() async throws -> [Int] {
    try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 1...3 {
            group.addTask {
                try await Durable.sleep(for: .milliseconds(240 - number * 60))
                return number
            }
        }
        var found: [Int] = []
        for try await number in group { found.append(number) }
        return found
    }
}

/// The first result wins, and the other child task is cancelled.
@Durable
func groupRace() async throws -> String {
    try await withThrowingTaskGroup(of: String.self) { group in
        group.addTask {
            try await Durable.sleep(for: .seconds(3600))
            return "slow"
        }
        group.addTask {
            try await Durable.sleep(for: .milliseconds(20))
            return "fast"
        }
        let first = try await group.next()!
        group.cancelAll()
        return first
    }
}

/// The error of a child task leaves the body, and cancels the others.
@Durable
func groupError() async throws -> String {
    do {
        return try await withThrowingTaskGroup(of: Int.self) { group in
            group.addTask { try await tenfold(1, after: 3_600_000) }
            group.addTask { try await failure(after: 30) }
            var sum = 0
            while let number = try await group.next() { sum += number }
            return "\(sum)"
        }
    } catch Trouble.big(let number) {
        return "caught \(number)"
    }
}

/// Not more than two at a time.
@Durable
func groupWidth() async throws -> [Int] {
    await withTaskGroup(of: Int.self) { group in
        var next = 0
        var found: [Int] = []
        while next < 2 {
            let number = next
            group.addTask { (try? await tenfold(number, after: 20 + number * 500)) ?? -1 }
            next += 1
        }
        while let number = await group.next() {
            found.append(number)
            guard next < 4 else { continue }
            group.addTask { [next] in (try? await tenfold(next, after: 20)) ?? -1 }
            next += 1
        }
        return found
    }
}

/// What the compiler tells of the types: nothing is spelled.
@Durable
func groupInferred(_ numbers: [Int]) async throws -> String {
    let found = try await withThrowingTaskGroup { group in
        for (position, number) in numbers.enumerated() {
            group.addTask { (position, try await tenfold(number, after: 20 + position * 60)) }
        }
        var found: [Int: Int] = [:]
        for try await (position, number) in group { found[position] = number }
        return found
    }
    return found.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
}

/// Tuples and nothing as results.
@Durable
func groupTuples() async throws -> [String] {
    var found: [String: Int] = [:]
    try await withThrowingTaskGroup(of: (String, Int).self, returning: Void.self) { group in
        for (position, name) in ["ash", "birch"].enumerated() {
            group.addTask { (name, try await tenfold(position, after: 30 + position * 60)) }
        }
        for try await (name, number) in group { found[name] = number }
        for try await case let (name, 2) in group { found[name] = -1 }
    }
    await withTaskGroup(of: Void.self) { group in
        group.addTask { try? await Durable.sleep(for: .milliseconds(20)) }
        group.addTask { note("at once") }
        await group.waitForAll()
        note("all")
    }
    return found.map { "\($0.key): \($0.value)" }.sorted()
}

/// The body of a group changes the variables around it, and leaves it early.
@Durable
func groupVariables(_ limit: Int) async throws -> [Int] {
    var rounds = 0
    var sums: [Int] = []
    outer: while true {
        let isEnough = try await withThrowingTaskGroup(of: Int.self) { group -> Bool in
            rounds += 1
            for number in 0..<rounds where number != 1 {
                group.addTask { try await tenfold(number, after: 20 + number * 60) }
            }
            var sum = 0
            for try await number in group where number > 0 {
                sum += number
                if sum > 50 { return true }
            }
            sums.append(sum)
            return rounds == limit
        }
        if isEnough { break outer }
    }
    return sums + [rounds]
}

/// Groups in child tasks of groups.
@Durable
func groupNested() async throws -> [Int] {
    try await withThrowingTaskGroup(of: [Int].self) { outer in
        for row in 1...2 {
            outer.addTask {
                try await withThrowingTaskGroup(of: Int.self) { inner in
                    for column in 1...2 {
                        inner.addTask { try await tenfold(row + column, after: row * 200 + column * 70) }
                    }
                    var found: [Int] = []
                    for try await number in inner { found.append(number) }
                    return found
                }
            }
        }
        var all: [Int] = []
        while let row = try await outer.next() { all += row }
        return all
    }
}

/// The groups that throw results away.
@Durable
func groupDiscarding() async throws -> String {
    await withDiscardingTaskGroup { group in
        for number in 1...2 {
            group.addTask { note("\((try? await tenfold(number, after: number * 60)) ?? -1)") }
        }
    }
    let empty = await withDiscardingTaskGroup(returning: Bool.self) { $0.isEmpty }
    do {
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { _ = try await tenfold(3, after: 3_600_000) }
            group.addTask { _ = try await failure(after: 30) }
        }
    } catch {
        return "\(error) \(empty)"
    }
    return "none"
}

/// What is thrown in the body cancels the child tasks.
@Durable
func groupBodyThrows() async throws -> String {
    do {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await Durable.sleep(for: .seconds(3600))
                } catch is CancellationError {
                    note("cancelled")
                }
            }
            try await Durable.sleep(for: .milliseconds(20))
            throw Trouble.small
        }
        return "none"
    } catch {
        return "\(error)"
    }
}

/// Results and errors one by one.
@Durable
func groupResults() async -> [String] {
    await withThrowingTaskGroup(of: Int.self) { group in
        group.addTask { try await tenfold(1, after: 20) }
        group.addTask { try await failure(after: 80) }
        group.addTask { try await tenfold(2, after: 140) }
        var found: [String] = []
        while let result = await group.nextResult() {
            switch result {
            case .success(let number): found.append("\(number)")
            case .failure(let error): found.append("\(error)")
            }
        }
        group.cancelAll()
        if !group.addTaskUnlessCancelled(operation: { 3 }) { found.append("not added") }
        found.append("\(group.isEmpty) \(group.isCancelled)")
        return found
    }
}

/// In a generic function, and in a method.
@Durable
func mappedConcurrently<Element: Codable & Sendable, Result: Codable & Sendable>(
    _ elements: [Element],
    _ transform: @escaping @Sendable (Element) async throws -> Result
) async throws -> [Result] {
    try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        for (position, element) in elements.enumerated() {
            group.addTask { (position, try await transform(element)) }
        }
        var found: [Int: Result] = [:]
        for try await (position, result) in group { found[position] = result }
        return elements.indices.compactMap { found[$0] }
    }
}

@Durable
func groupGeneric(_ offset: Int) async throws -> [Int] {
    try await mappedConcurrently([3, 1, 2]) { number in
        try await tenfold(number + offset, after: number * 60)
    }
}

struct Surveyor: Codable, Sendable {
    var scale = 3

    @Durable
    func survey(_ sites: [Int]) async throws -> Int {
        var total = 0
        try await withThrowingTaskGroup(of: Int.self) { group in
            for site in sites {
                group.addTask { try await self.measure(site) }
            }
            for try await found in group { total += found }
        }
        return total
    }

    @Durable
    func measure(_ site: Int) async throws -> Int {
        try await Durable.sleep(for: .milliseconds(20 + site * 60))
        note("measured \(site)")
        return site * scale
    }
}

/// Results put together.
@Durable
func groupReduced() async throws -> Int {
    try await withThrowingTaskGroup(of: Int.self) { group in
        for number in 1...3 { group.addTask { try await tenfold(number, after: 20 + number * 60) } }
        return try await group.reduce(0, +)
    }
}

@Durable
func groupGathered(_ words: [String]) async -> [String: Int] {
    await withTaskGroup { group in
        for (i, word) in words.enumerated() {
            group.addTask {
                try? await Durable.sleep(for: .milliseconds(20 + i * 60))
                return (word, word.count)
            }
        }
        let all = await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        return all
    }
}

func addNoting(_ a: Int, _ b: Int) async throws -> Int { note("add \(b)"); return a + b }

@Durable
func groupReducedTwice() async throws -> String {
    let offset = 3
    return try await withThrowingTaskGroup(of: Int.self, returning: String.self) { group in
        for number in 1...2 { group.addTask { try await tenfold(number, after: 20 + number * 60) } }
        let a = try await group.reduce(offset) { partial, next in try await addNoting(partial, next) }
        for number in 1...2 { group.addTask { try await tenfold(number, after: 20 + number * 60) } }
        return "\(a) \(try await group.reduce(1, addNoting)) \(group.isEmpty)"
    }
}

@Durable
func groupGatheredInOrder() async -> [String] {
    await groupGathered(["a", "bb", "ccc"]).sorted { $0.key < $1.key }.map { "\($0.key)\($0.value)" }
}

// MARK: - Cases

let taskGroupsCases: [any AnyCase] = [
    Case("groupReduced", plain: { try await groupReduced() }, durable: { GroupReduced() }),
    Case("groupReducedTwice", plain: { try await groupReducedTwice() }, durable: { GroupReducedTwice() }),
    Case("groupGatheredInOrder", plain: { await groupGatheredInOrder() }, durable: { GroupGatheredInOrder() }),
    Case("groupOrder", plain: { try await groupOrder() }, durable: { GroupOrder() }),
    Case("groupRace", plain: { try await groupRace() }, durable: { GroupRace() }),
    Case("groupError", plain: { try await groupError() }, durable: { GroupError() }),
    Case("groupWidth", plain: { try await groupWidth() }, durable: { GroupWidth() }),
    Case("groupInferred", plain: { try await groupInferred([4, 5]) }, durable: { GroupInferred([4, 5]) }),
    Case("groupTuples", plain: { try await groupTuples() }, durable: { GroupTuples() }),
    Case("groupVariables", plain: { try await groupVariables(3) }, durable: { GroupVariables(3) }),
    Case("groupVariables left early", plain: { try await groupVariables(9) }, durable: { GroupVariables(9) }),
    Case("groupNested", plain: { try await groupNested() }, durable: { GroupNested() }),
    Case("groupDiscarding", plain: { try await groupDiscarding() }, durable: { GroupDiscarding() }),
    Case("groupBodyThrows", plain: { try await groupBodyThrows() }, durable: { GroupBodyThrows() }),
    Case("groupResults", plain: { await groupResults() }, durable: { GroupResults() }),
    Case("groupGeneric", plain: { try await groupGeneric(1) }, durable: { GroupGeneric(1) }),
    Case(
        "survey",
        plain: { try await Surveyor().survey([1, 2]) },
        durable: { Surveyor.Survey(on: Surveyor(), [1, 2]) }
    ),
]
