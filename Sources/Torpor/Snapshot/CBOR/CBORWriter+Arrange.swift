import Foundation

/// What is done with the entries of a container when all are there: they are sorted, and what was written elsewhere is
/// put in its place.
extension CBORWriter {
    /// Brings the entries of the last scope into order.
    @inline(never)
    func arrange(_ scope: CBORScope) throws {
        if scope.kind == .map, entries.count - scope.firstEntry == 1, let child = entries[scope.firstEntry].child {
            return try putOnlyChild(child, scope)
        }
        let own = Array(entries.suffix(from: scope.firstEntry))
        entries.truncate(to: scope.firstEntry)
        for entry in own { try writer(of: entry)?.finish() }
        if let failure = session.failure { throw failure }
        let isSorted = scope.kind == .map || scope.group > 0

        let end = buffer.count
        var order = Array(own.indices)
        if scope.kind == .map {
            order = distinct(order.sorted { precedes(own[$0].start, own[$1].start) ?? ($0 < $1) }, own)
            scopes[scopes.count - 1].count = order.count
        } else if scope.group > 0 {
            order = sortedGroups(own, scope)
        }

        var arranged = CBORBuffer(capacity: max(end - scope.start, 32))
        var moved: [Int] = []
        let first = own.first?.start ?? end
        // In a list that is not sorted, what comes before the first child has no entry.
        copy(scope.start + 1..<first, scope, into: &arranged, &moved)
        for index in order {
            let next = index + 1 < own.count ? own[index + 1].start : end
            if isSorted {
                copy(own[index].start..<next, scope, into: &arranged, &moved)
                append(writer(of: own[index]), into: &arranged, &moved)
            } else {
                append(writer(of: own[index]), into: &arranged, &moved)
                copy(own[index].start..<next, scope, into: &arranged, &moved)
            }
        }
        buffer.truncate(to: scope.start + 1)
        buffer.append(arranged.base, count: arranged.count)
        patches.removeLast(patches.count - scope.firstPatch)
        patches.append(contentsOf: moved.map { $0 + scope.start + 1 })
        if let first = own.compactMap(\.child).min() { children.removeLast(children.count - first) }
    }

    /// Puts the only entry's value in its place: this is what an enum writes.
    private func putOnlyChild(_ index: Int, _ scope: CBORScope) throws {
        let child = children[index]
        try child.finish()
        if let failure = session.failure { throw failure }
        entries.removeLast()
        children.removeLast(children.count - index)
        for patch in child.patches { patches.append(patch + buffer.count) }
        buffer.append(child.buffer.base, count: child.buffer.count)
        if child.children.isEmpty { keep(child) }
    }

    private func writer(of entry: CBOREntry) -> CBORWriter? {
        entry.child.map { children[$0] }
    }

    /// Sorts the entries of the last scope, a map of which nothing was written elsewhere: this is what most maps need, if
    /// they need anything.
    ///
    /// - Returns: false, with nothing done, if a key is there twice.
    func sortPlain(_ scope: CBORScope) -> Bool {
        let count = entries.count - scope.firstEntry
        return withUnsafeTemporaryAllocation(of: Int32.self, capacity: count) { order in
            guard count <= 16 ? sortFew(scope, order) : sortMany(scope, order) else { return false }
            let (start, end) = (entries[scope.firstEntry].start, buffer.count)
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: end - start) { copy in
                _ = copy.initialize(fromContentsOf: UnsafeBufferPointer(start: buffer.base + start, count: end - start))
                buffer.truncate(to: start)
                for index in order.lazy.map(Int.init) {
                    let from = entries[scope.firstEntry + index].start
                    let to = index + 1 < count ? entries[scope.firstEntry + index + 1].start : end
                    buffer.append(copy.baseAddress! + (from - start), count: to - from)
                }
            }
            return true
        }
    }

    private func sortFew(_ scope: CBORScope, _ order: UnsafeMutableBufferPointer<Int32>) -> Bool {
        for index in order.indices {
            var place = index
            while place > 0 {
                let (one, two) = (Int(order[place - 1]), index)
                let (first, second) = (entries[scope.firstEntry + one], entries[scope.firstEntry + two])
                guard let isFirst = precedes(first.start, second.start) else { return false }
                if isFirst { break }
                order[place] = order[place - 1]
                place -= 1
            }
            order[place] = Int32(index)
        }
        return true
    }

    /// Sorts by the first bytes as a number, and looks at the rest where these are equal.
    private func sortMany(_ scope: CBORScope, _ order: UnsafeMutableBufferPointer<Int32>) -> Bool {
        var keys = entries.suffix(from: scope.firstEntry).map {
            (prefix: prefix(at: $0.start), start: $0.start, index: Int32(0))
        }
        for index in keys.indices { keys[index].index = Int32(index) }
        var isDistinct = true
        keys.sort { one, two in
            if one.prefix != two.prefix { return one.prefix < two.prefix }
            if one.start == two.start { return false }
            guard let isFirst = precedes(one.start, two.start) else {
                isDistinct = false
                return false
            }
            return isFirst
        }
        for place in keys.indices { order[place] = keys[place].index }
        return isDistinct
    }

    /// The first eight bytes of a key, the first the most significant; zeros for those that it lacks.
    private func prefix(at start: Int) -> UInt64 {
        let count = min(8, Self.textLength(buffer.base + start))
        return (0..<count).reduce(0) { $0 | UInt64(buffer.base[start + $1]) << UInt64(56 - 8 * $1) }
    }

    /// Writes the head of the last scope's container, whose place is one byte.
    func finishHead(_ scope: CBORScope) {
        let count = UInt64(scopes[scopes.count - 1].count)
        let extra = CBORBuffer.headLength(count) - 1
        if extra > 0 {
            buffer.insert(extra, at: scope.start + 1)
            for index in scope.firstPatch..<patches.count { patches[index] += extra }
        }
        _ = CBORBuffer.write(scope.kind == .map ? .map : .array, count, to: buffer.base + scope.start)
    }

    // MARK: Moving

    private func copy(
        _ range: Range<Int>,
        _ scope: CBORScope,
        into output: inout CBORBuffer,
        _ moved: inout [Int]
    ) {
        guard !range.isEmpty else { return }
        if patches.count > scope.firstPatch {
            for patch in firstPatch(from: range.lowerBound, scope)..<firstPatch(from: range.upperBound, scope) {
                moved.append(patches[patch] - range.lowerBound + output.count)
            }
        }
        output.append(buffer.base + range.lowerBound, count: range.count)
    }

    private func append(_ child: CBORWriter?, into output: inout CBORBuffer, _ moved: inout [Int]) {
        guard let child else { return }
        for patch in child.patches { moved.append(patch + output.count) }
        output.append(child.buffer.base, count: child.buffer.count)
    }

    /// The first patch at or behind an offset.
    private func firstPatch(from offset: Int, _ scope: CBORScope) -> Int {
        var (low, high) = (scope.firstPatch, patches.count)
        while low < high {
            let middle = (low + high) / 2
            if patches[middle] < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    // MARK: Order

    /// Whether the entries of the last scope, a map, are in order.
    func isAscending(_ scope: CBORScope) -> Bool {
        var index = scope.firstEntry + 1
        while index < entries.count {
            guard precedes(entries[index - 1].start, entries[index].start) == true else { return false }
            index += 1
        }
        return true
    }

    /// Whether one key comes before another; nil if they are equal. Keys are compared as bytes, their heads included, so
    /// that shorter ones come first.
    @inline(__always)
    private func precedes(_ first: Int, _ second: Int) -> Bool? {
        let (one, two) = (buffer.base + first, buffer.base + second)
        // Most often the lengths differ, which the first bytes tell, or the first letters.
        if one[0] != two[0] { return one[0] < two[0] }
        if one[1] != two[1], one[0] != CBORByte.emptyText { return one[1] < two[1] }
        return precedes(one, two)
    }

    @inline(never)
    private func precedes(_ one: UnsafePointer<UInt8>, _ two: UnsafePointer<UInt8>) -> Bool? {
        let difference = memcmp(one, two, min(Self.textLength(one), Self.textLength(two)))
        return difference == 0 ? nil : difference < 0
    }

    private static func textLength(_ text: UnsafePointer<UInt8>) -> Int {
        let (argument, length) = argument(at: text)
        return length + Int(argument)
    }

    /// Leaves of equal keys the one that was written last.
    private func distinct(_ order: [Int], _ own: [CBOREntry]) -> [Int] {
        order.indices.filter { index in
            index + 1 == order.count || precedes(own[order[index]].start, own[order[index + 1]].start) != nil
        }.map { order[$0] }
    }

    /// The order of the groups of a list, by what they are encoded as.
    private func sortedGroups(_ own: [CBOREntry], _ scope: CBORScope) -> [Int] {
        let ends = own.dropFirst().map(\.start) + [buffer.count]
        if patches.count == scope.firstPatch, !scope.hasChildren {
            return own.indices.sorted { first, second in
                let (one, two) = (ends[first] - own[first].start, ends[second] - own[second].start)
                let difference = memcmp(buffer.base + own[first].start, buffer.base + own[second].start, min(one, two))
                return difference == 0 ? one < two : difference < 0
            }
        }
        // The numbers of instances tell the order in which they were met: what counts is what is in them.
        let expanded = own.indices.map { index in
            var output = CBORBuffer()
            let bytes = own[index].start..<ends[index]
            let patches = firstPatch(from: bytes.lowerBound, scope)..<firstPatch(from: bytes.upperBound, scope)
            CBORFragment(self, bytes: bytes, patches: patches).assemble(session.objects, into: &output)
            if let child = writer(of: own[index]) { CBORFragment(child).assemble(session.objects, into: &output) }
            return Array(output.bytes)
        }
        return own.indices.sorted { expanded[$0].lexicographicallyPrecedes(expanded[$1]) }
    }

    // MARK: Reading back

    /// The argument of the item at a place, and how many bytes its head takes.
    static func argument(at place: UnsafePointer<UInt8>) -> (value: UInt64, length: Int) {
        let information = place[0] & 0x1F
        guard information >= 24 else { return (UInt64(information), 1) }
        let size = 1 << Int(information - 24)
        return ((1...size).reduce(0) { $0 << 8 | UInt64(place[$1]) }, size + 1)
    }

    /// The index of the instance that is mentioned at a place, and how many bytes that takes.
    static func placeholder(at place: UnsafePointer<UInt8>) -> (index: Int, length: Int) {
        let (index, length) = argument(at: place + 2)
        return (Int(index), 2 + length)
    }

    /// Mentions an instance.
    func mention(_ index: Int) {
        patches.append(buffer.count)
        buffer.append(.tag, CBORTag.reference)
        buffer.append(.unsigned, UInt64(index))
    }

    /// Mentions a part that is kept apart.
    func mention(part index: Int) {
        patches.append(buffer.count)
        buffer.append(.tag, CBORTag.shared)
        buffer.append(.unsigned, UInt64(index))
    }

    /// Whether what is mentioned at a place is a part that is kept apart, and no instance.
    static func isPart(at place: UnsafePointer<UInt8>) -> Bool {
        place[1] == UInt8(CBORTag.shared)
    }
}
