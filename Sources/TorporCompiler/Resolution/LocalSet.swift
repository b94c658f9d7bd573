/// A set of locals: one bit for each, in the order of their identifiers.
///
/// Functions have few locals, and analyses make and compare many sets of them.
struct LocalSet: Hashable {
    /// The bits of the first 64 locals.
    private var first: UInt64 = 0
    /// Those of further ones, without zeros at the end.
    private var rest: [UInt64] = []

    init() {}

    init(_ locals: some Sequence<LocalID>) {
        for local in locals { insert(local) }
    }

    var isEmpty: Bool { first == 0 && rest.isEmpty }

    var count: Int { rest.reduce(first.nonzeroBitCount) { $0 + $1.nonzeroBitCount } }

    func contains(_ local: LocalID) -> Bool {
        if local < 64 { return first & (1 << UInt64(local)) != 0 }
        let word = local / 64 - 1
        return word < rest.count && rest[word] & (1 << UInt64(local % 64)) != 0
    }

    /// Adds a local.
    ///
    /// - Returns: whether it was not in the set.
    @discardableResult
    mutating func insert(_ local: LocalID) -> Bool {
        guard !contains(local) else { return false }
        if local < 64 {
            first |= 1 << UInt64(local)
        } else {
            let word = local / 64 - 1
            while rest.count <= word { rest.append(0) }
            rest[word] |= 1 << UInt64(local % 64)
        }
        return true
    }

    mutating func remove(_ local: LocalID) {
        if local < 64 {
            first &= ~(1 << UInt64(local))
        } else if contains(local) {
            rest[local / 64 - 1] &= ~(1 << UInt64(local % 64))
            trim()
        }
    }

    private mutating func trim() {
        while rest.last == 0 { rest.removeLast() }
    }
}

// MARK: Several at once

extension LocalSet {
    mutating func formUnion(_ other: LocalSet) {
        first |= other.first
        guard !other.rest.isEmpty else { return }
        while rest.count < other.rest.count { rest.append(0) }
        for word in other.rest.indices { rest[word] |= other.rest[word] }
    }

    mutating func formUnion(_ locals: some Sequence<LocalID>) {
        for local in locals { insert(local) }
    }

    mutating func subtract(_ other: LocalSet) {
        first &= ~other.first
        for word in rest.indices.prefix(other.rest.count) { rest[word] &= ~other.rest[word] }
        trim()
    }

    mutating func formIntersection(_ other: LocalSet) {
        first &= other.first
        if rest.count > other.rest.count { rest.removeLast(rest.count - other.rest.count) }
        for word in rest.indices { rest[word] &= other.rest[word] }
        trim()
    }

    func union(_ other: LocalSet) -> LocalSet {
        var result = self
        result.formUnion(other)
        return result
    }

    func subtracting(_ other: LocalSet) -> LocalSet {
        var result = self
        result.subtract(other)
        return result
    }

    func intersection(_ other: LocalSet) -> LocalSet {
        var result = self
        result.formIntersection(other)
        return result
    }

    func isDisjoint(with other: LocalSet) -> Bool {
        first & other.first == 0 && zip(rest, other.rest).allSatisfy { $0 & $1 == 0 }
    }

    func filter(_ isIncluded: (LocalID) -> Bool) -> LocalSet {
        var result = LocalSet()
        for local in self where isIncluded(local) { result.insert(local) }
        return result
    }
}

extension LocalSet: ExpressibleByArrayLiteral {
    init(arrayLiteral locals: LocalID...) { self.init(locals) }
}

extension LocalSet: Sequence {
    /// The locals in the order of their identifiers.
    struct Iterator: IteratorProtocol {
        fileprivate var word: UInt64
        fileprivate var base = 0
        fileprivate var rest: ArraySlice<UInt64>

        mutating func next() -> LocalID? {
            while word == 0 {
                guard let next = rest.popFirst() else { return nil }
                word = next
                base += 64
            }
            let bit = word.trailingZeroBitCount
            word &= word - 1
            return base + bit
        }
    }

    func makeIterator() -> Iterator { Iterator(word: first, rest: rest[...]) }

    var underestimatedCount: Int { count }

    /// The locals in the order of their identifiers.
    func sorted() -> [LocalID] { Array(self) }
}
