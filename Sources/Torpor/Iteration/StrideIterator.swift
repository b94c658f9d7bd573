/// A sequence of numbers a stride apart: one of the two that the standard library has.
public protocol StrideSequence: Sequence where Element: Strideable {
    /// Makes a sequence from its parts.
    static func torporStride(from start: Element, limit: Element, by stride: Element.Stride) -> Self
}

extension StrideTo: StrideSequence {
    /// Makes a sequence from its parts.
    public static func torporStride(from start: Element, limit: Element, by stride: Element.Stride) -> Self {
        Swift.stride(from: start, to: limit, by: stride)
    }
}

extension StrideThrough: StrideSequence {
    /// Makes a sequence from its parts.
    public static func torporStride(from start: Element, limit: Element, by stride: Element.Stride) -> Self {
        Swift.stride(from: start, through: limit, by: stride)
    }
}

/// Iterates by strides. Stored are start, limit, stride and how many elements have been given: the elements are the
/// same numbers after decoding, down to their last bit, for they are computed in the same way.
public struct StrideIterator<Elements: StrideSequence>: IteratorProtocol {
    @usableFromInline let elements: Elements
    @usableFromInline var live: Elements.Iterator
    @usableFromInline var last: Elements.Element?
    @usableFromInline var offset = 0

    /// Starts before the first number.
    @inlinable
    public init(_ elements: Elements) {
        self.elements = elements
        live = elements.makeIterator()
    }

    /// The next number; nil at the end.
    @inlinable
    public mutating func next() -> Elements.Element? {
        guard let element = live.next() else { return nil }
        last = element
        offset += 1
        return element
    }
}

extension StrideIterator: Sendable
where Elements: Sendable, Elements.Iterator: Sendable, Elements.Element: Sendable {}

private enum StrideKey: String, CodingKey {
    case start
    case limit
    case stride
    case offset
}

extension StrideIterator: Encodable where Elements.Element: Encodable, Elements.Element.Stride: Encodable {
    /// Writes start, limit, stride and offset.
    public func encode(to encoder: any Encoder) throws {
        // The standard library shows the parts of a stride in its mirror and nowhere else.
        let parts = Mirror(reflecting: elements).children.map(\.value)
        guard parts.count == 3, let start = parts[0] as? Elements.Element, let limit = parts[1] as? Elements.Element,
            let stride = parts[2] as? Elements.Element.Stride
        else {
            throw SnapshotError.incompatible("the parts of \(elements) are not known")
        }
        var container = encoder.container(keyedBy: StrideKey.self)
        // Of integers the last is enough to go on from, without walking all the way there again. With floating-point
        // numbers that would be another sum, and so perhaps another number.
        if let last, last is any BinaryInteger {
            try container.encode(last, forKey: .start)
            try container.encode(1, forKey: .offset)
        } else {
            try container.encode(start, forKey: .start)
            try container.encode(offset, forKey: .offset)
        }
        try container.encode(limit, forKey: .limit)
        try container.encode(stride, forKey: .stride)
    }
}

extension StrideIterator: Decodable where Elements.Element: Decodable, Elements.Element.Stride: Decodable {
    /// Reads start, limit, stride and offset, and goes where it was.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: StrideKey.self)
        let stride = try container.decode(Elements.Element.Stride.self, forKey: .stride)
        guard stride != 0 else { throw SnapshotError.incompatible("a loop has a stride of zero") }
        self.init(
            Elements.torporStride(
                from: try container.decode(Elements.Element.self, forKey: .start),
                limit: try container.decode(Elements.Element.self, forKey: .limit),
                by: stride
            )
        )
        let passed = try container.decode(Int.self, forKey: .offset)
        while offset < passed {
            guard next() != nil else { throw SnapshotError.incompatible("a loop is past the end of its stride") }
        }
    }
}

/// Iterates over a range without an end. Stored is the next element.
public struct UnboundedIterator<Bound: Strideable>: IteratorProtocol where Bound.Stride: SignedInteger {
    @usableFromInline var current: Bound

    /// Starts before the first element.
    @inlinable
    public init(_ range: PartialRangeFrom<Bound>) {
        current = range.lowerBound
    }

    /// The next element.
    @inlinable
    public mutating func next() -> Bound? {
        defer { current = current.advanced(by: 1) }
        return current
    }
}

extension UnboundedIterator: Sendable where Bound: Sendable {}

extension UnboundedIterator: Encodable where Bound: Encodable {
    /// Writes the next element.
    public func encode(to encoder: any Encoder) throws {
        try current.encode(to: encoder)
    }
}

extension UnboundedIterator: Decodable where Bound: Decodable {
    /// Reads the next element.
    public init(from decoder: any Decoder) throws {
        current = try Bound(from: decoder)
    }
}
