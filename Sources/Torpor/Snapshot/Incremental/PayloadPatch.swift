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
        for part in other.parts {
            switch part {
            case .kept(let range): append(kept: range)
            case .new(let data): data.withUnsafeBytes { append(new: $0.bindMemory(to: UInt8.self)) }
            }
        }
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
        var (low, high) = (0, ends.count)
        while low < high {
            let middle = (low + high) / 2
            if ends[middle] <= range.lowerBound { low = middle + 1 } else { high = middle }
        }
        var rest = range
        while !rest.isEmpty {
            let start = low == 0 ? 0 : ends[low - 1]
            let end = min(ends[low], rest.upperBound)
            let first = pieces[low].startIndex - start
            result.append(pieces[low][first + rest.lowerBound..<first + end])
            rest = end..<rest.upperBound
            low += 1
        }
    }
}
