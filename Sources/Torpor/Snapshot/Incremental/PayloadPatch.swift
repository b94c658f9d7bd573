import Foundation

/// How to make the payload of a snapshot from that of an earlier one: parts of the earlier payload and new bytes, in order.
struct PayloadPatch {
    /// A run of bytes of the new payload.
    enum Part {
        /// Bytes that the earlier payload has too.
        case kept(Range<Int>)
        /// Bytes that are new.
        case new(Data)
    }

    private(set) var parts: [Part] = []

    /// Appends bytes of the earlier payload.
    mutating func append(kept range: Range<Int>) {
        if range.isEmpty { return }
        if case .kept(let last) = parts.last, last.upperBound == range.lowerBound {
            parts[parts.count - 1] = .kept(last.lowerBound..<range.upperBound)
        } else {
            parts.append(.kept(range))
        }
    }

    /// Appends new bytes.
    mutating func append(new bytes: UnsafeBufferPointer<UInt8>) {
        if bytes.isEmpty { return }
        if case .new(var last) = parts.last {
            parts[parts.count - 1] = .new(Data())
            last.append(bytes)
            parts[parts.count - 1] = .new(last)
        } else {
            parts.append(.new(Data(bytes)))
        }
    }

    /// Appends the parts of another patch.
    mutating func append(_ other: PayloadPatch) {
        for part in other.parts { append(part) }
    }
}

// MARK: One after the other

extension PayloadPatch {
    /// How many bytes of the earlier payload it takes, and how many new ones it has.
    var extent: (kept: Int, new: Int) {
        parts.reduce(into: (0, 0)) { extent, part in
            switch part {
            case .kept(let range): extent.0 += range.count
            case .new(let data): extent.1 += data.count
            }
        }
    }

    /// The patch that does at once what this one does and then another.
    ///
    /// - Parameter next: a patch of what this one makes.
    func followed(by next: PayloadPatch) -> PayloadPatch {
        var ends: [Int] = []
        for part in parts { ends.append((ends.last ?? 0) + part.count) }
        var result = PayloadPatch()
        for part in next.parts {
            guard case .kept(var rest) = part else {
                result.append(part)
                continue
            }
            var index = ends.partitioningIndex { $0 > rest.lowerBound }
            while !rest.isEmpty {
                let start = index == 0 ? 0 : ends[index - 1]
                let end = Swift.min(ends[index], rest.upperBound)
                result.append(parts[index].slice(rest.lowerBound - start..<end - start))
                rest = end..<rest.upperBound
                index += 1
            }
        }
        return result
    }

    private mutating func append(_ part: Part) {
        switch part {
        case .kept(let range): append(kept: range)
        case .new(let data): data.withUnsafeBytes { append(new: $0.bindMemory(to: UInt8.self)) }
        }
    }
}

extension PayloadPatch.Part {
    fileprivate var count: Int {
        switch self {
        case .kept(let range): range.count
        case .new(let data): data.count
        }
    }

    fileprivate func slice(_ range: Range<Int>) -> PayloadPatch.Part {
        switch self {
        case .kept(let whole): .kept(whole.lowerBound + range.lowerBound..<whole.lowerBound + range.upperBound)
        case .new(let data): .new(data[data.startIndex + range.lowerBound..<data.startIndex + range.upperBound])
        }
    }
}

extension [Int] {
    /// The first index whose element satisfies a condition, that all behind it do too.
    fileprivate func partitioningIndex(where condition: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension PayloadPatch: Codable {
    init(from decoder: any Decoder) throws {
        parts = try decoder.singleValueContainer().decode([Part].self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(parts)
    }
}

// A range is a list of where it begins and how long it is.
extension PayloadPatch.Part: Codable {
    init(from decoder: any Decoder) throws {
        guard var range = try? decoder.unkeyedContainer() else {
            self = .new(try decoder.singleValueContainer().decode(Data.self))
            return
        }
        let (start, count) = (try range.decode(Int.self), try range.decode(Int.self))
        let (end, overflow) = start.addingReportingOverflow(count)
        guard start >= 0, count >= 0, !overflow else {
            throw SnapshotError.incompatible("a part of it begins at \(start) and has \(count) bytes")
        }
        self = .kept(start..<end)
    }

    func encode(to encoder: any Encoder) throws {
        switch self {
        case .kept(let range):
            var container = encoder.unkeyedContainer()
            try container.encode(range.lowerBound)
            try container.encode(range.count)
        case .new(let data):
            var container = encoder.singleValueContainer()
            try container.encode(data)
        }
    }
}

/// A payload in pieces that need not be in one place, so that many patches can be applied without copying it each time.
struct PayloadPieces {
    private var pieces: [Data]
    /// Where each piece ends.
    private var ends: [Int]

    /// More pieces than this are copied together. It bounds what a patch can cost.
    private static let limit = 4096

    init(_ payload: Data) {
        pieces = [payload]
        ends = [payload.count]
    }

    var count: Int { ends.last ?? 0 }

    /// The payload in one piece.
    var joined: Data {
        if pieces.count == 1 { return pieces[0] }
        var data = Data(capacity: count)
        for piece in pieces { data.append(piece) }
        return data
    }

    /// Applies a patch.
    ///
    /// - Parameters:
    ///   - patch: the patch.
    ///   - length: how many bytes it has to lead to.
    /// - Throws: ``SnapshotError`` if it refers to what is not there, leads to another length, or repeats so much that the
    ///   result could be much longer than what it is made from.
    mutating func apply(_ patch: PayloadPatch, length: Int) throws(SnapshotError) {
        var (result, kept) = (PayloadPieces(), 0)
        for part in patch.parts {
            switch part {
            case .kept(let range):
                guard range.upperBound <= count else {
                    throw .incompatible("a part of it goes beyond the snapshot that it applies to")
                }
                kept += range.count
                guard kept <= count else { throw .incompatible("it repeats parts of the snapshot that it applies to") }
                append(range, to: &result)
            case .new(let data):
                result.append(data)
            }
        }
        guard result.count == length else { throw .incompatible("its parts have another length than it says") }
        self = result
        if pieces.count > Self.limit { self = PayloadPieces(joined) }
    }

    private init() {
        pieces = []
        ends = []
    }

    private mutating func append(_ piece: Data) {
        if piece.isEmpty { return }
        ends.append(count + piece.count)
        pieces.append(piece)
    }

    private func append(_ range: Range<Int>, to result: inout PayloadPieces) {
        if range.isEmpty { return }
        var index = ends.partitioningIndex { $0 > range.lowerBound }
        var rest = range
        while !rest.isEmpty {
            let start = index == 0 ? 0 : ends[index - 1]
            let end = min(ends[index], rest.upperBound)
            let first = pieces[index].startIndex - start
            result.append(pieces[index][first + rest.lowerBound..<first + end])
            rest = end..<rest.upperBound
            index += 1
        }
    }
}
