import Torpor

// Collections and values changed in place across suspensions, and the closures that work on them within a step.

@Durable
func structChangedAcrossSuspensions(yield: Yield<Point>) async throws {
    var point = Point()
    try await yield(point)
    point.x = 3
    try await yield(point)
    point.shift(by: 2)
    try await yield(point)
    let copy = point
    point.y = 0
    try await yield(copy)
}

@Durable
func arrayOfArraysChanged(yield: Yield<[[Int]]>) async throws {
    var grid = [[1], [2]]
    for row in grid.indices {
        grid[row].append(row * 10)
        try await yield(grid)
        grid[row][0] += 100
    }
    try await yield(grid)
}

@Durable
func dictionaryChanged(yield: Yield<Int>) async throws {
    var counts: [String: Int] = [:]
    for word in ["a", "b", "a"] {
        counts[word, default: 0] += 1
        try await yield(counts[word]!)
    }
    counts["b"] = nil
    try await yield(counts.count)
    note("\(counts)")
}

@Durable
func setChanged(yield: Yield<[Int]>) async throws {
    var seen: Set<Int> = [3]
    for number in [1, 3, 2] where seen.insert(number).inserted {
        try await yield(seen.sorted())
    }
}

@Durable
func nestedStructChanged(yield: Yield<Parcel>) async throws {
    var parcels = [Parcel(label: "a"), Parcel(label: "b", content: .init(weights: [1]))]
    parcels[0].content = .init()
    try await yield(parcels[0])
    parcels[0].content?.weights.append(4)
    parcels[1].content?.weights[0] *= 5
    try await yield(parcels[0])
    try await yield(parcels[1])
    parcels.removeFirst()
    note("\(parcels.count)")
}

@Durable
func valueSemanticsOfCopies(yield: Yield<[Int]>) async throws {
    var original = [1, 2]
    var copy = original
    try await yield(copy)
    copy.append(3)
    original[0] = 10
    try await yield(original)
    try await yield(copy)
}

@Durable
func closuresCaptureLocals(yield: Yield<[Int]>) async throws {
    var threshold = 2
    let numbers = [3, 1, 2]
    try await yield(numbers.filter { $0 >= threshold })
    threshold = 3
    try await yield(numbers.filter { $0 >= threshold }.map { $0 * threshold })
    try await yield(numbers.sorted { ($0 % threshold, $0) < ($1 % threshold, $1) })
    try await yield([numbers.reduce(threshold) { $0 * 10 + $1 }])
}

@Durable
func closuresChangeLocals(yield: Yield<Int>) async throws {
    var calls = 0
    let doubled = [1, 2, 3].map { number in
        calls += 1
        return number * 2
    }
    try await yield(calls)
    [4, 5].forEach { calls += $0 }
    try await yield(calls)
    note("\(doubled) \(doubled.contains { $0 == calls - 8 })")
}

@Durable
func closuresBesideSuspensions() async throws -> [Int] {
    let factor = 2
    var log: [Int] = []
    log += [1, 2].map { $0 * factor } + [try await later(5)]
    log.append([3, 4].reduce(0) { $0 + $1 * factor } - (try await later(1)))
    log.append(try await later(10) + [7].first { $0 > factor }!)
    return log
}

@Durable
func closureConstantsWithinOneStep(yield: Yield<Int>) async throws {
    let base = 10
    let add: (Int) -> Int = { $0 + base }
    let first = add(1)
    try await yield(first)
    let twice = { (number: Int) -> Int in number * 2 }
    let both = [twice(first), twice(twice(first))]
    try await yield(both[1])
    note("\(both)")
}

final class Basket {
    var items: [String] = []

    func add(_ item: String) -> Basket {
        items.append(item)
        return self
    }
}

@Durable
func classesWithinOneStep(yield: Yield<[String]>) async throws {
    for word in ["x", "y"] {
        let basket = Basket()
        _ = basket.add(word).add("z")
        let items = basket.items
        try await yield(items)
        note(items.joined())
    }
}

@Durable
func keyPathsAndMethodReferences(yield: Yield<[Int]>) async throws {
    let points = [Point(x: 1, y: 2), Point(x: 3, y: 4)]
    try await yield(points.map(\.y))
    try await yield(points.map { $0.moved(by: 1)[keyPath: \.x] })
    try await yield(["1", "x"].compactMap(Int.init))
}

@Durable
func lazyWithinOneStep(yield: Yield<Int>) async throws {
    let limit = 3
    let total = (1...).lazy.map { $0 * $0 }.prefix { $0 < limit * 10 }.reduce(0, +)
    try await yield(total)
    let pairs = zip([1, 2], [3, 4]).map(*)
    try await yield(pairs.reduce(0, +))
}

@Durable
func queueDrainedWhileFilled(yield: Yield<Int>) async throws {
    var queue = [1]
    while !queue.isEmpty {
        let number = queue.removeFirst()
        try await yield(number)
        if number < 4 { queue += [number * 2, number * 2 + 1] }
    }
}

@Durable
func sortAcrossSuspensions() async throws -> [Int] {
    var numbers = [3, 1, 2]
    for end in stride(from: numbers.count - 1, to: 0, by: -1) {
        for index in 0..<end {
            if try await laterFlag(numbers[index] > numbers[index + 1]) { numbers.swapAt(index, index + 1) }
        }
    }
    return numbers
}

@Durable
func recursiveValuesSurvive(yield: Yield<Int>) async throws -> Tree {
    var tree = Tree.leaf(0)
    for number in 1...2 {
        tree = .node(left: tree, right: .leaf(number))
        try await yield(number)
    }
    return tree
}

@Durable
func autoclosuresCaptureLocals(yield: Yield<Bool>) async throws {
    var number = 1
    try await yield(number == 1 && op("right", number > 0))
    number += 1
    precondition(number == 2, "not \(number)")
    let maybe: Int? = nil
    try await yield((maybe ?? number) == number || op("never", number > 0))
    note("\(maybe ?? number)")
}

// MARK: - Cases

let collectionsCases: [any AnyCase] = [
    Case(
        "structChangedAcrossSuspensions",
        yields: { try await structChangedAcrossSuspensions(yield: $0) },
        durable: { StructChangedAcrossSuspensions() }
    ),
    Case(
        "arrayOfArraysChanged",
        yields: { try await arrayOfArraysChanged(yield: $0) },
        durable: { ArrayOfArraysChanged() }
    ),
    Case("dictionaryChanged", yields: { try await dictionaryChanged(yield: $0) }, durable: { DictionaryChanged() }),
    Case("setChanged", yields: { try await setChanged(yield: $0) }, durable: { SetChanged() }),
    Case(
        "nestedStructChanged",
        yields: { try await nestedStructChanged(yield: $0) },
        durable: { NestedStructChanged() }
    ),
    Case(
        "valueSemanticsOfCopies",
        yields: { try await valueSemanticsOfCopies(yield: $0) },
        durable: { ValueSemanticsOfCopies() }
    ),
    Case(
        "closuresCaptureLocals",
        yields: { try await closuresCaptureLocals(yield: $0) },
        durable: { ClosuresCaptureLocals() }
    ),
    Case(
        "closuresChangeLocals",
        yields: { try await closuresChangeLocals(yield: $0) },
        durable: { ClosuresChangeLocals() }
    ),
    Case(
        "closuresBesideSuspensions",
        plain: { try await closuresBesideSuspensions() },
        durable: { ClosuresBesideSuspensions() }
    ),
    Case(
        "closureConstantsWithinOneStep",
        yields: { try await closureConstantsWithinOneStep(yield: $0) },
        durable: { ClosureConstantsWithinOneStep() }
    ),
    Case(
        "classesWithinOneStep",
        yields: { try await classesWithinOneStep(yield: $0) },
        durable: { ClassesWithinOneStep() }
    ),
    Case(
        "keyPathsAndMethodReferences",
        yields: { try await keyPathsAndMethodReferences(yield: $0) },
        durable: { KeyPathsAndMethodReferences() }
    ),
    Case("lazyWithinOneStep", yields: { try await lazyWithinOneStep(yield: $0) }, durable: { LazyWithinOneStep() }),
    Case(
        "queueDrainedWhileFilled",
        yields: { try await queueDrainedWhileFilled(yield: $0) },
        durable: { QueueDrainedWhileFilled() }
    ),
    Case("sortAcrossSuspensions", plain: { try await sortAcrossSuspensions() }, durable: { SortAcrossSuspensions() }),
    Case(
        "recursiveValuesSurvive",
        yields: { try await recursiveValuesSurvive(yield: $0) },
        durable: { RecursiveValuesSurvive() }
    ),
    Case(
        "autoclosuresCaptureLocals",
        yields: { try await autoclosuresCaptureLocals(yield: $0) },
        durable: { AutoclosuresCaptureLocals() }
    ),
]
