import Torpor

// Sorting and searching as textbooks have them.

@Durable
func mergeSorting(_ array: [Int], yield: Yield<Int>) async throws -> [Int] {
    guard array.count > 1 else { return array }
    try await yield(1)
    let middle = array.count / 2
    try await yield(2)
    let left = try await mergeSorting(Array(array[..<middle]), yield: yield)
    try await yield(3)
    let right = try await mergeSorting(Array(array[middle...]), yield: yield)
    try await yield(4)
    return try await merging(left, right, yield: yield)
}

@Durable
func merging(_ left: [Int], _ right: [Int], yield: Yield<Int>) async throws -> [Int] {
    var (i, j) = (0, 0)
    try await yield(1)
    var result: [Int] = []
    try await yield(2)
    result.reserveCapacity(left.count + right.count)
    try await yield(3)
    while i < left.count && j < right.count {
        if left[i] < right[j] {
            result.append(left[i])
            try await yield(4)
            i += 1
            try await yield(5)
        } else if left[i] > right[j] {
            result.append(right[j])
            try await yield(6)
            j += 1
            try await yield(7)
        } else {
            result.append(left[i])
            try await yield(8)
            i += 1
            try await yield(9)
            result.append(right[j])
            try await yield(10)
            j += 1
            try await yield(11)
        }
        try await yield(12)
    }
    try await yield(13)
    while i < left.count {
        result.append(left[i])
        try await yield(14)
        i += 1
        try await yield(15)
    }
    try await yield(16)
    while j < right.count {
        result.append(right[j])
        try await yield(17)
        j += 1
        try await yield(18)
    }
    try await yield(19)
    return result
}

@Durable
func lomutoQuickSort(yield: Yield<Int>) async throws -> [Int] {
    var array = [10, 0, 3, 9, 2, 14, 8]
    try await yield(1)
    var stack: [(low: Int, high: Int)] = [(0, array.count - 1)]
    try await yield(2)
    while let (low, high) = stack.popLast() {
        guard low < high else { continue }
        try await yield(3)
        let pivot = array[high]
        try await yield(4)
        var i = low
        try await yield(5)
        for j in low..<high where array[j] <= pivot {
            (array[i], array[j]) = (array[j], array[i])
            try await yield(6)
            i += 1
            try await yield(7)
        }
        try await yield(8)
        (array[i], array[high]) = (array[high], array[i])
        try await yield(9)
        stack.append((low, i - 1))
        try await yield(10)
        stack.append((low: i + 1, high: high))
        try await yield(11)
    }
    try await yield(12)
    return array
}

@Durable
func hoareQuickSort(yield: Yield<Int>) async throws -> [Int] {
    var array = [8, 0, 3, 9, 2, 14, 10]
    try await yield(1)
    var ranges = [0...array.count - 1]
    try await yield(2)
    while !ranges.isEmpty {
        let range = ranges.removeLast()
        try await yield(3)
        let low = range.lowerBound, high = range.upperBound
        try await yield(4)
        let pivot = array[low + (high - low) / 2]
        try await yield(5)
        var i = low - 1
        try await yield(6)
        var j = high + 1
        try await yield(7)
        partition: while true {
            repeat {
                j -= 1
                try await yield(8)
            } while array[j] > pivot
            try await yield(9)
            repeat {
                i += 1
                try await yield(10)
            } while array[i] < pivot
            try await yield(11)
            if i < j {
                array.swapAt(i, j)
                try await yield(12)
            } else {
                break partition
            }
            try await yield(13)
        }
        try await yield(14)
        if low < j {
            ranges.append(low...j)
            try await yield(15)
        }
        try await yield(16)
        if j + 1 < high {
            ranges.append(j + 1...high)
            try await yield(17)
        }
        try await yield(18)
    }
    try await yield(19)
    return array
}

@Durable
func heapSorting(yield: Yield<Int>) async throws -> [Int] {
    var heap = [5, 13, 2, 25, 7, 17]
    try await yield(1)
    func parent(of index: Int) -> Int { (index - 1) / 2 }
    for start in stride(from: heap.count / 2 - 1, through: 0, by: -1) {
        var root = start
        try await yield(2)
        while true {
            var largest = root
            try await yield(3)
            for child in [2 * root + 1, 2 * root + 2] where child < heap.count && heap[child] > heap[largest] {
                largest = child
                try await yield(4)
            }
            try await yield(5)
            if largest == root { break }
            try await yield(6)
            heap.swapAt(root, largest)
            try await yield(7)
            root = largest
            try await yield(8)
        }
        try await yield(9)
    }
    try await yield(10)
    for end in heap.indices.reversed() {
        heap.swapAt(0, end)
        try await yield(11)
        var root = 0
        try await yield(12)
        while case let child = 2 * root + 1, child < end {
            let larger = child + 1 < end && heap[child + 1] > heap[child] ? child + 1 : child
            try await yield(13)
            guard heap[larger] > heap[root] else { break }
            try await yield(14)
            heap.swapAt(root, larger)
            try await yield(15)
            root = parent(of: larger) == root ? larger : root
            try await yield(16)
        }
        try await yield(17)
    }
    try await yield(18)
    return heap
}

@Durable
func radixSorting(yield: Yield<Int>) async throws -> [Int] {
    var numbers = [170, 45, 75, 90, 802, 24, 2]
    try await yield(1)
    let radix = 10
    try await yield(2)
    var isDone = false
    try await yield(3)
    var digits = 1
    try await yield(4)
    while !isDone {
        isDone = true
        try await yield(5)
        var buckets: [[Int]] = Array(repeating: [], count: radix)
        try await yield(6)
        for number in numbers {
            let index = number / digits
            try await yield(7)
            buckets[index % radix].append(number)
            try await yield(8)
            if isDone && index >= radix {
                isDone = false
                try await yield(9)
            }
            try await yield(10)
        }
        try await yield(11)
        var i = 0
        try await yield(12)
        for bucket in buckets where !bucket.isEmpty {
            for number in bucket {
                numbers[i] = number
                try await yield(13)
                i += 1
                try await yield(14)
            }
            try await yield(15)
        }
        try await yield(16)
        digits *= radix
        try await yield(17)
    }
    try await yield(18)
    return numbers
}

@Durable
func insertionSorting(_ array: [String], by areInOrder: [String: Int], yield: Yield<Int>) async throws -> [String] {
    var sorted = array
    try await yield(1)
    for index in 1..<sorted.count {
        var current = index
        try await yield(2)
        let temporary = sorted[current]
        try await yield(3)
        while current > 0, areInOrder[temporary, default: 0] < areInOrder[sorted[current - 1]] ?? 0 {
            sorted[current] = sorted[current - 1]
            try await yield(4)
            current -= 1
            try await yield(5)
        }
        try await yield(6)
        sorted[current] = temporary
        try await yield(7)
    }
    try await yield(8)
    return sorted
}

@Durable
func shellSorting(yield: Yield<Int>) async throws -> [Int] {
    var list = [64, 20, 50, 33, 72, 10, 23]
    try await yield(1)
    var sublistCount = list.count / 2
    try await yield(2)
    while sublistCount > 0 {
        for var index in 0..<list.count {
            guard index + sublistCount < list.count else { break }
            try await yield(3)
            if list[index] > list[index + sublistCount] {
                list.swapAt(index, index + sublistCount)
                try await yield(4)
            }
            try await yield(5)
            guard sublistCount == 1, index > 0 else { continue }
            try await yield(6)
            while index > 0, list[index - 1] > list[index] {
                list.swapAt(index - 1, index)
                try await yield(7)
                index -= 1
                try await yield(8)
            }
            try await yield(9)
        }
        try await yield(10)
        sublistCount /= 2
        try await yield(11)
    }
    try await yield(12)
    return list
}

// MARK: - Cases

let realWorldSortingCases: [any AnyCase] = [
    Case(
        "mergeSorting",
        yields: { try await mergeSorting([4, 1, 3, 1, 2], yield: $0) },
        durable: { MergeSorting([4, 1, 3, 1, 2]) }
    ),
    Case("lomutoQuickSort", yields: { try await lomutoQuickSort(yield: $0) }, durable: { LomutoQuickSort() }),
    Case("hoareQuickSort", yields: { try await hoareQuickSort(yield: $0) }, durable: { HoareQuickSort() }),
    Case("heapSorting", yields: { try await heapSorting(yield: $0) }, durable: { HeapSorting() }),
    Case("radixSorting", yields: { try await radixSorting(yield: $0) }, durable: { RadixSorting() }),
    Case(
        "insertionSorting",
        yields: { try await insertionSorting(["c", "a", "d", "b"], by: ["a": 1, "b": 2, "c": 3], yield: $0) },
        durable: { InsertionSorting(["c", "a", "d", "b"], by: ["a": 1, "b": 2, "c": 3]) }
    ),
    Case("shellSorting", yields: { try await shellSorting(yield: $0) }, durable: { ShellSorting() }),
]
