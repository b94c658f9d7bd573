import Torpor

// Sorting and searching as textbooks have them.

@Durable
func timSorting(yield: Yield<Int>) async throws -> [Int] {
    var values = [5, 2, 8, 1, 9, 3, 7, 4, 6]
    try await yield(1)
    let run = 4
    try await yield(2)
    for start in stride(from: 0, to: values.count, by: run) {
        let end = min(start + run, values.count)
        try await yield(3)
        for i in (start + 1)..<max(end, start + 1) {
            let value = values[i]
            try await yield(4)
            var j = i - 1
            try await yield(5)
            while j >= start && values[j] > value {
                values[j + 1] = values[j]
                try await yield(6)
                j -= 1
                try await yield(7)
            }
            try await yield(8)
            values[j + 1] = value
            try await yield(9)
        }
        try await yield(10)
    }
    try await yield(11)
    var size = run
    try await yield(12)
    while size < values.count {
        defer { size *= 2 }
        for left in stride(from: 0, to: values.count, by: 2 * size) {
            let middle = left + size
            try await yield(13)
            let right = min(left + 2 * size, values.count)
            try await yield(14)
            guard middle < right else { continue }
            try await yield(15)
            let merged = try await merging(Array(values[left..<middle]), Array(values[middle..<right]), yield: yield)
            try await yield(16)
            values.replaceSubrange(left..<right, with: merged)
            try await yield(17)
        }
        try await yield(18)
    }
    try await yield(19)
    return values
}

@Durable
func countingSorting(yield: Yield<Int>) async throws -> [Character] {
    let text = "banana"
    try await yield(1)
    guard let maximum = text.compactMap(\.asciiValue).max() else { return [] }
    try await yield(2)
    var counts = [Int](repeating: 0, count: Int(maximum) + 1)
    try await yield(3)
    for character in text {
        counts[Int(character.asciiValue!)] += 1
        try await yield(4)
    }
    try await yield(5)
    for index in 1..<counts.count where counts[index - 1] > 0 || index > 95 {
        let sum = counts[index] + counts[index - 1]
        try await yield(6)
        counts[index] = sum
        try await yield(7)
    }
    try await yield(8)
    var output: [Character?] = .init(repeating: nil, count: text.count)
    try await yield(9)
    for character in text.reversed() {
        let code = Int(character.asciiValue!)
        try await yield(10)
        counts[code] -= 1
        try await yield(11)
        output[counts[code]] = character
        try await yield(12)
    }
    try await yield(13)
    return output.compactMap { $0 }
}

@Durable
func combAndGnome(yield: Yield<Int>) async throws -> ([Int], [Int]) {
    var comb = [3, 1, 4, 1, 5, 9, 2, 6]
    try await yield(1)
    var gap = comb.count
    try await yield(2)
    let shrink = 1.3
    try await yield(3)
    var sorted = false
    try await yield(4)
    while !sorted {
        gap = Int((Double(gap) / shrink).rounded(.down))
        try await yield(5)
        if gap > 1 {
            sorted = false
            try await yield(6)
        } else {
            gap = 1
            try await yield(7)
            sorted = true
            try await yield(8)
        }
        try await yield(9)
        var i = 0
        try await yield(10)
        while i + gap < comb.count {
            if comb[i] > comb[i + gap] {
                (comb[i], comb[i + gap]) = (comb[i + gap], comb[i])
                try await yield(11)
                sorted = false
                try await yield(12)
            }
            try await yield(13)
            i += 1
            try await yield(14)
        }
        try await yield(15)
    }
    try await yield(16)
    var gnome = [4, 2, 3, 1]
    try await yield(17)
    var position = 0
    try await yield(18)
    while position < gnome.count {
        if position == 0 || gnome[position] >= gnome[position - 1] {
            position += 1
            try await yield(19)
        } else {
            gnome.swapAt(position, position - 1)
            try await yield(20)
            position -= 1
            try await yield(21)
        }
        try await yield(22)
    }
    try await yield(23)
    return (comb, gnome)
}

@Durable
func binarySearching(_ a: [Int], key: Int, range: Range<Int>, yield: Yield<Int>) async throws -> Int? {
    if range.lowerBound >= range.upperBound {
        return nil
    } else {
        let midIndex = range.lowerBound + (range.upperBound - range.lowerBound) / 2
        try await yield(1)
        if a[midIndex] > key {
            return try await binarySearching(a, key: key, range: range.lowerBound..<midIndex, yield: yield)
        } else if a[midIndex] < key {
            return try await binarySearching(a, key: key, range: midIndex + 1..<range.upperBound, yield: yield)
        } else {
            return midIndex
        }
    }
}

@Durable
func quickSelecting(yield: Yield<Int>) async throws -> Int? {
    var numbers = [7, 10, 4, 3, 20, 15]
    try await yield(1)
    let k = 3
    try await yield(2)
    var (low, high) = (numbers.startIndex, numbers.endIndex - 1)
    try await yield(3)
    while low <= high {
        let pivotIndex = (low + high) / 2
        try await yield(4)
        let pivot = numbers[pivotIndex]
        try await yield(5)
        numbers.swapAt(pivotIndex, high)
        try await yield(6)
        var store = low
        try await yield(7)
        for index in low..<high {
            guard numbers[index] < pivot else { continue }
            try await yield(8)
            numbers.swapAt(store, index)
            try await yield(9)
            store += 1
            try await yield(10)
        }
        try await yield(11)
        numbers.swapAt(high, store)
        try await yield(12)
        switch store {
        case k - 1: return numbers[store]
        case ..<(k - 1):
            low = store + 1
            try await yield(13)
        default:
            high = store - 1
            try await yield(14)
        }
        try await yield(15)
    }
    try await yield(16)
    return nil
}

@Durable
func twoSumAndThreeSum(yield: Yield<Int>) async throws -> [[Int]] {
    let numbers = [-1, 0, 1, 2, -1, -4].sorted()
    try await yield(1)
    var seen: [Int: Int] = [:]
    try await yield(2)
    var pairs: [(Int, Int)] = []
    try await yield(3)
    for (index, number) in numbers.enumerated() {
        if let other = seen[1 - number] {
            pairs.append((other, index))
            try await yield(4)
        }
        try await yield(5)
        seen[number] = index
        try await yield(6)
    }
    try await yield(7)
    var triples = pairs.map { [$0.0, $0.1] }
    try await yield(8)
    for (i, first) in numbers.enumerated() {
        if i > 0, numbers[i - 1] == first { continue }
        try await yield(9)
        var (left, right) = (i + 1, numbers.count - 1)
        try await yield(10)
        while left < right {
            let sum = first + numbers[left] + numbers[right]
            try await yield(11)
            switch sum {
            case 0:
                triples.append([first, numbers[left], numbers[right]])
                try await yield(12)
                while left < right, numbers[left] == numbers[left + 1] {
                    left += 1
                    try await yield(13)
                }
                try await yield(14)
                left += 1
                try await yield(15)
                right -= 1
                try await yield(16)
            case ..<0:
                left += 1
                try await yield(17)
            default:
                right -= 1
                try await yield(18)
            }
            try await yield(19)
        }
        try await yield(20)
    }
    try await yield(21)
    return triples
}

// MARK: - Cases

let realWorldSearchingCases: [any AnyCase] = [
    Case("timSorting", yields: { try await timSorting(yield: $0) }, durable: { TimSorting() }),
    Case("countingSorting", yields: { try await countingSorting(yield: $0) }, durable: { CountingSorting() }),
    Case("combAndGnome", yields: { try await combAndGnome(yield: $0) }, durable: { CombAndGnome() }),
    Case(
        "binarySearching",
        yields: { try await binarySearching([1, 3, 5, 7, 9], key: 7, range: 0..<5, yield: $0) },
        durable: { BinarySearching([1, 3, 5, 7, 9], key: 7, range: 0..<5) }
    ),
    Case("quickSelecting", yields: { try await quickSelecting(yield: $0) }, durable: { QuickSelecting() }),
    Case("twoSumAndThreeSum", yields: { try await twoSumAndThreeSum(yield: $0) }, durable: { TwoSumAndThreeSum() }),
]
