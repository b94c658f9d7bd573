import Torpor

// Generators that have more to keep than two numbers, and the same by hand, in objects that can be handed around.

/// The pairs of numbers below a limit, the second not below the first, again and again.
@Durable
func pairs(below limit: Int, yield: Yield<Int>) async throws {
    while true {
        for first in 0..<limit {
            for second in first..<limit { try await yield(first &* limit &+ second) }
        }
    }
}

final class PairObject {
    private let limit: Int
    private var first = 0
    private var second = 0

    init(below limit: Int) { self.limit = limit }

    @inline(never)
    func next() -> Int? {
        if second == limit {
            first = first &+ 1 == limit ? 0 : first &+ 1
            second = first
        }
        let value = first &* limit &+ second
        second &+= 1
        return value
    }
}

/// A binary tree in an array: the children of a node are at `2 * node + 1` and `2 * node + 2`.
///
/// Its nodes in order, again and again, with those that are still to be visited on a stack.
@Durable
func inOrder(_ tree: [Int], yield: Yield<Int>) async throws {
    var path: [Int] = []
    var node = 0
    while true {
        while node < tree.count {
            path.append(node)
            node = 2 * node + 1
        }
        if let visited = path.popLast() {
            try await yield(tree[visited])
            node = 2 * visited + 2
        } else {
            node = 0
        }
    }
}

final class InOrderObject {
    private let tree: [Int]
    private var path: [Int] = []
    private var node = 0

    init(_ tree: [Int]) { self.tree = tree }

    @inline(never)
    func next() -> Int? {
        while true {
            while node < tree.count {
                path.append(node)
                node = 2 * node + 1
            }
            if let visited = path.popLast() {
                node = 2 * visited + 2
                return tree[visited]
            }
            node = 0
        }
    }
}

/// The runs of a text, each with its length, again and again.
@Durable
func runs(of bytes: [UInt8], yield: Yield<Int>) async throws {
    while true {
        var position = 0
        while position < bytes.count {
            let start = position
            while position < bytes.count, bytes[position] == bytes[start] { position += 1 }
            try await yield(position - start)
        }
    }
}

final class RunObject {
    private let bytes: [UInt8]
    private var position = 0

    init(of bytes: [UInt8]) { self.bytes = bytes }

    @inline(never)
    func next() -> Int? {
        if position == bytes.count { position = 0 }
        let start = position
        while position < bytes.count, bytes[position] == bytes[start] { position += 1 }
        return position - start
    }
}
