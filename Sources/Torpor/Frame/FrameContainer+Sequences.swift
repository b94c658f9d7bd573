// Ranges, results, and sequences and iterators that are made of others. Of some the standard library shows what they are
// made of in their mirror and nowhere else.

extension Result: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = (Success?, Failure?)

    /// A success or a failure.
    public static func torporContents(_ value: Result<Success, Failure>) -> (Success?, Failure?) {
        switch value {
        case .success(let success): (success, nil)
        case .failure(let failure): (nil, failure)
        }
    }

    /// The result.
    public static func torporValue(_ contents: (Success?, Failure?)) throws -> Result<Success, Failure> {
        switch contents {
        case (let success?, nil): return .success(success)
        case (nil, let failure?): return .failure(failure)
        default: throw SnapshotError.incompatible("a result is neither success nor failure")
        }
    }
}

extension Range: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = (Bound, Bound)

    /// The bounds.
    public static func torporContents(_ value: Range<Bound>) -> (Bound, Bound) { (value.lowerBound, value.upperBound) }

    /// The range.
    public static func torporValue(_ contents: (Bound, Bound)) throws -> Range<Bound> {
        try ordered(contents)
        return contents.0..<contents.1
    }
}

extension ClosedRange: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = (Bound, Bound)

    /// The bounds.
    public static func torporContents(_ value: ClosedRange<Bound>) -> (Bound, Bound) {
        (value.lowerBound, value.upperBound)
    }

    /// The range.
    public static func torporValue(_ contents: (Bound, Bound)) throws -> ClosedRange<Bound> {
        try ordered(contents)
        return contents.0...contents.1
    }
}

/// Refuses bounds that are the wrong way round, or that, not being numbers, are not even equal to themselves.
func ordered<Bound: Comparable>(_ bounds: (Bound, Bound)) throws {
    guard bounds.0 <= bounds.1 else { throw SnapshotError.incompatible("a range ends before it begins") }
}

extension PartialRangeFrom: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = Bound

    /// The bound.
    public static func torporContents(_ value: PartialRangeFrom<Bound>) -> Bound { value.lowerBound }

    /// The range.
    public static func torporValue(_ contents: Bound) throws -> PartialRangeFrom<Bound> {
        try ordered((contents, contents))
        return contents...
    }
}

extension PartialRangeUpTo: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = Bound

    /// The bound.
    public static func torporContents(_ value: PartialRangeUpTo<Bound>) -> Bound { value.upperBound }

    /// The range.
    public static func torporValue(_ contents: Bound) throws -> PartialRangeUpTo<Bound> {
        try ordered((contents, contents))
        return ..<contents
    }
}

extension PartialRangeThrough: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = Bound

    /// The bound.
    public static func torporContents(_ value: PartialRangeThrough<Bound>) -> Bound { value.upperBound }

    /// The range.
    public static func torporValue(_ contents: Bound) throws -> PartialRangeThrough<Bound> {
        try ordered((contents, contents))
        return ...contents
    }
}

extension ClosedRange.Index: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = Bound?

    /// The bound that it is at; nil past the end.
    public static func torporContents(_ value: ClosedRange<Bound>.Index) -> Bound? {
        if case .inRange(let bound) = value { bound } else { nil }
    }

    /// The index.
    public static func torporValue(_ contents: Bound?) -> ClosedRange<Bound>.Index {
        contents.map { .inRange($0) } ?? .pastEnd
    }
}

extension EnumeratedSequence: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = Base

    /// What is enumerated.
    public static func torporContents(_ value: EnumeratedSequence<Base>) throws -> Base { try part("_base", of: value) }

    /// The same, enumerated.
    public static func torporValue(_ contents: Base) -> EnumeratedSequence<Base> { contents.enumerated() }
}

extension Zip2Sequence: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = (Sequence1, Sequence2)

    /// The two sequences.
    public static func torporContents(_ value: Zip2Sequence<Sequence1, Sequence2>) throws -> (Sequence1, Sequence2) {
        (try part("_sequence1", of: value), try part("_sequence2", of: value))
    }

    /// The two in step.
    public static func torporValue(_ contents: (Sequence1, Sequence2)) -> Zip2Sequence<Sequence1, Sequence2> {
        zip(contents.0, contents.1)
    }
}

extension StrideTo: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = (Element, Element, Element.Stride)

    /// Start, end and stride.
    public static func torporContents(_ value: StrideTo<Element>) throws -> (Element, Element, Element.Stride) {
        (try part("from", of: value), try part("to", of: value), try part("by", of: value))
    }

    /// The stride.
    public static func torporValue(_ contents: (Element, Element, Element.Stride)) throws -> StrideTo<Element> {
        try nonzero(contents.2)
        return stride(from: contents.0, to: contents.1, by: contents.2)
    }
}

extension StrideThrough: FrameWrapper {
    /// What is stored.
    public typealias FrameContents = (Element, Element, Element.Stride)

    /// Start, end and stride.
    public static func torporContents(_ value: StrideThrough<Element>) throws -> (Element, Element, Element.Stride) {
        (try part("from", of: value), try part("through", of: value), try part("by", of: value))
    }

    /// The stride.
    public static func torporValue(_ contents: (Element, Element, Element.Stride)) throws -> StrideThrough<Element> {
        try nonzero(contents.2)
        return stride(from: contents.0, through: contents.1, by: contents.2)
    }
}

private func nonzero<Stride: SignedNumeric>(_ stride: Stride) throws {
    guard stride != 0 else { throw SnapshotError.incompatible("a stride is zero") }
}

/// Reads a part of a type that the standard library shows in its mirror and nowhere else.
func part<Whole, Part>(_ name: String, of whole: Whole) throws -> Part {
    guard let part = Mirror(reflecting: whole).children.first(where: { $0.label == name })?.value as? Part else {
        throw SnapshotError.incompatible("the parts of a \(Whole.self) are not known")
    }
    return part
}
