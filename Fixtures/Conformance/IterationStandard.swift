import Foundation
import Torpor

// For loops over what the standard library iterates over, one after the other.

@Durable
func forRangesOfOtherNumbers(yield: Yield<String>) async throws {
    for number in (250 as UInt8)...255 { try await yield("\(number)") }
    for number in (-2 as Int8)..<1 { try await yield("\(number)") }
    for number in (UInt64.max - 1)... {
        try await yield("\(number)")
        if number == UInt64.max - 1 { break }
    }
    let range = 3..<5
    for number in range { try await yield("\(number) in \(range)") }
    let closed = (1...4).clamped(to: 2...9)
    for number in closed { try await yield("\(number) in \(closed)") }
    for number in (0..<6)[2..<4] { try await yield("\(number)") }
    for number in (0..<6).dropFirst(4) { try await yield("\(number)") }
    for number in (1...6).suffix(2) { try await yield("\(number)") }
    for number in (1...6).prefix(while: { $0 < 3 }) { try await yield("\(number)") }
}

@Durable
func forStridesOfEverything(yield: Yield<String>) async throws {
    for number in stride(from: 0.5, through: 2, by: 0.5) { try await yield("\(number)") }
    for number in stride(from: 1 as Float, to: 0, by: -0.25) { try await yield("\(number)") }
    let strides = stride(from: 9, to: 0, by: -4)
    for number in strides { try await yield("\(number)") }
    for number in strides { note("again \(number)") }
    for (index, number) in stride(from: 0, through: 4, by: 2).enumerated() { try await yield("\(index): \(number)") }
    let start = Date(timeIntervalSinceReferenceDate: 0)
    for date in stride(from: start, to: start + 2, by: 1) { try await yield("\(date.timeIntervalSinceReferenceDate)") }
}

@Durable
func forViewsOfText(yield: Yield<String>) async throws {
    let text = "añ🇩🇪"
    for character in text { try await yield("\(character)") }
    for character in text.dropFirst() { try await yield("\(character)") }
    for unit in text.utf8 { try await yield("\(unit)") }
    for unit in text.utf16 { try await yield("\(unit)") }
    for scalar in text.unicodeScalars { try await yield("\(scalar.value)") }
    for unit in text.dropLast().utf8 { try await yield("\(unit)") }
    for scalar in text.prefix(2).unicodeScalars { try await yield("\(scalar)") }
    for unit in text.suffix(1).utf16 { try await yield("\(unit)") }
    for index in text.indices { try await yield("\(text[index])") }
    for (index, character) in zip(text.indices, text) where index != text.startIndex {
        try await yield("\(text[..<index]) \(character)")
    }
    for character in text.reversed() { try await yield("\(character)") }
    for (offset, character) in text.enumerated() { try await yield("\(offset) \(character)") }
    for part in "a-b--c".split(separator: "-") { try await yield("\(part) \(part.count)") }
    for part in "a b c".components(separatedBy: " ") { try await yield(part) }
    for line in "one\ntwo".split(whereSeparator: \.isNewline) { try await yield(String(line)) }
}

@Durable
func forSlicesOfEverything(yield: Yield<String>) async throws {
    let numbers = [1, 2, 3, 4, 5, 6]
    for number in numbers[2...] { try await yield("\(number)") }
    for number in numbers.prefix(2) { try await yield("\(number)") }
    for number in numbers.suffix(1) { try await yield("\(number)") }
    for number in numbers.dropLast(4) { try await yield("\(number)") }
    for index in numbers[3...].indices { try await yield("\(index)") }
    for number in numbers[1...3].reversed() { try await yield("\(number)") }
    for (offset, number) in numbers[4...].enumerated() { try await yield("\(offset) \(number)") }
    for number in ContiguousArray(numbers)[4...] { try await yield("\(number)") }
    for part in numbers.split(separator: 3) { try await yield("\(part) from \(part.startIndex)") }
    for number in Array(numbers.reversed().dropFirst(4)) { try await yield("\(number)") }
    for number in [[1, 2], [], [3]].joined() { try await yield("\(number)") }
    for number in [[1], [2]].joined(separator: [0]) { try await yield("\(number)") }
    for character in ["ab", "c"].joined(separator: "-") { try await yield("\(character)") }
    for number in [[1, 2], [3]].flatMap({ $0 }) { try await yield("\(number)") }
}

@Durable
func forSmallCollections(yield: Yield<String>) async throws {
    for word in CollectionOfOne("one") { try await yield(word) }
    for number in EmptyCollection<Int>() { try await yield("\(number)") }
    for word in repeatElement((1, "x"), count: 2) { try await yield("\(word)") }
    let pairs: KeyValuePairs = ["b": 1, "a": 2]
    for (key, value) in pairs { try await yield("\(key) \(value)") }
    for pair in pairs { try await yield("\(pair.key) \(pair.value)") }
    let nothing: [Int]? = nil
    for number in nothing ?? [] { try await yield("\(number)") }
    for byte in Data([1, 2]) { try await yield("\(byte)") }
    for number in IndexSet([4, 2]) { try await yield("\(number)") }
    for number in Array(IndexSet(3...4).reversed()) { try await yield("\(number)") }
}

@Durable
func forHashedCollections(yield: Yield<Int>) async throws {
    // The order is another in each process: what may not change is that each element comes once.
    let names = ["ann": 1, "bob": 2, "cid": 3, "dan": 4, "eve": 5]
    var sum = 0
    for (name, number) in names {
        sum += number * name.count
        try await yield(1)
    }
    for key in names.keys {
        sum += key.count
        try await yield(2)
    }
    for value in names.values {
        sum += value
        try await yield(3)
    }
    for (offset, element) in Set([1, 2, 3]).enumerated() {
        sum += offset * 100 + element
        try await yield(4)
    }
    for element in names.filter({ $0.value > 2 }) {
        sum += element.value
        try await yield(5)
    }
    for (key, value) in names.mapValues({ (half: $0 / 2, double: $0 * 2) }) {
        sum += value.half + value.double + key.count
        try await yield(sum > 0 ? 6 : 7)
    }
    for word in Dictionary(grouping: ["a", "b", "cc"], by: \.count).values.joined() { sum += word.count }
    try await yield(sum)
}

@Durable
func forHashedOrderIsKept(yield: Yield<Bool>) async throws {
    let numbers = Set(0..<20)
    var seen: [Int] = []
    let order = Array(numbers)
    for number in numbers {
        seen.append(number)
        try await yield(true)
    }
    try await yield(seen == order)
    let ages = Dictionary(uniqueKeysWithValues: (0..<10).map { ("k\($0)", $0) })
    let keys = Array(ages.keys)
    var found: [String] = []
    for (key, value) in ages {
        found.append(key)
        try await yield(value >= 0)
    }
    try await yield(found == keys)
}

@Durable
func forZips(yield: Yield<String>) async throws {
    for (a, b) in zip([1, 2], "ab") { try await yield("\(a)\(b)") }
    for (a, (b, c)) in zip([1, 2], zip("ab", [true, false])) { try await yield("\(a)\(b)\(c)") }
    for ((a, b), c) in zip(zip([1, 2], "ab"), 5...) { try await yield("\(a)\(b)\(c)") }
    for (i, (a, (b, c))) in zip([1, 2], zip("ab", ["x", "y"])).enumerated() { try await yield("\(i)\(a)\(b)\(c)") }
    for (i, (a, b)) in zip([1, 2], "ab").reversed().enumerated() { try await yield("\(i)\(a)\(b)") }
    let pairs = zip(["a", "b"], [1, 2])
    for (a, b) in pairs { try await yield("\(a)\(b)") }
    for (a, b) in pairs { try await yield("again \(a)\(b)") }
    for (a, b) in zip(stride(from: 0, to: 9, by: 3), repeatElement("r", count: 2)) { try await yield("\(a)\(b)") }
    for (a, b) in zip([1, 2, 3], [1, 2, 3].dropFirst()) { try await yield("\(a)<\(b)") }
    for (a, b) in Array(zip([1, 2], [3, 4])) { try await yield("\(a)\(b)") }
}

@Durable
func forEnumeratedOfEverything(yield: Yield<String>) async throws {
    for (i, x) in (5...6).enumerated() { try await yield("\(i)\(x)") }
    for (i, x) in ["a", "b"].reversed().enumerated() { try await yield("\(i)\(x)") }
    for (i, x) in ["a", "b"].enumerated().reversed() { try await yield("\(i)\(x)") }
    let all = ["a", "b", "c"].enumerated()
    for (i, x) in all where i != 1 { try await yield("\(i)\(x)") }
    for pair in all { try await yield("\(pair.offset)\(pair.element)") }
    for (i, (name, age)) in [("ann", 1), ("bob", 2)].enumerated() { try await yield("\(i)\(name)\(age)") }
    for (i, row) in [[1, 2], [3]].enumerated() {
        for (j, cell) in row.enumerated() { try await yield("\(i)\(j)\(cell)") }
    }
    for x in all.map({ "\($0.offset)\($0.element)" }) { try await yield(x) }
    for (i, x) in Array(all) { try await yield("\(i)\(x)") }
    for (i, x) in all.filter({ $0.offset > 0 }) { try await yield("\(i)\(x)") }
    for (i, x) in all.sorted(by: { $0.element > $1.element }) { try await yield("\(i)\(x)") }
    for (i, x) in all.dropFirst() { try await yield("\(i)\(x)") }
    for (i, x) in all.prefix(1) { try await yield("\(i)\(x)") }
}

@Durable
func forDoubled(yield: Yield<Int>) async throws {
    var numbers = [1, 2, 3]
    for number in numbers {
        numbers.append(number)
        numbers[0] = 100
        try await yield(number)
        numbers.removeLast()
    }
    for index in 0..<numbers.count where numbers[index] > 1 {
        numbers.remove(at: index == 0 ? 0 : numbers.count - 1)
        try await yield(numbers.count)
        if numbers.count < 2 { break }
    }
    note("\(numbers)")
}

// MARK: - Cases

let iterationStandardCases: [any AnyCase] = [
    Case(
        "forRangesOfOtherNumbers",
        yields: { try await forRangesOfOtherNumbers(yield: $0) },
        durable: { ForRangesOfOtherNumbers() }
    ),
    Case(
        "forStridesOfEverything",
        yields: { try await forStridesOfEverything(yield: $0) },
        durable: { ForStridesOfEverything() }
    ),
    Case("forViewsOfText", yields: { try await forViewsOfText(yield: $0) }, durable: { ForViewsOfText() }),
    Case(
        "forSlicesOfEverything",
        yields: { try await forSlicesOfEverything(yield: $0) },
        durable: { ForSlicesOfEverything() }
    ),
    Case(
        "forSmallCollections",
        yields: { try await forSmallCollections(yield: $0) },
        durable: { ForSmallCollections() }
    ),
    Case(
        "forHashedCollections",
        yields: { try await forHashedCollections(yield: $0) },
        durable: { ForHashedCollections() }
    ),
    Case(
        "forHashedOrderIsKept",
        yields: { try await forHashedOrderIsKept(yield: $0) },
        durable: { ForHashedOrderIsKept() }
    ),
    Case("forZips", yields: { try await forZips(yield: $0) }, durable: { ForZips() }),
    Case(
        "forEnumeratedOfEverything",
        yields: { try await forEnumeratedOfEverything(yield: $0) },
        durable: { ForEnumeratedOfEverything() }
    ),
    Case("forDoubled", yields: { try await forDoubled(yield: $0) }, durable: { ForDoubled() }),
]
