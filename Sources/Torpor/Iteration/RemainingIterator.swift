/// A sequence over which can be iterated again, with the same elements in the same order, and which ends.
///
/// A `for` statement over one is stored as the elements that are left. Make a sequence of your own conform if that holds
/// for it and if being asked for elements has no side effects.
public protocol ReplayableSequence: Sequence {}

/// Iterates with a sequence's own iterator. What is stored is the elements that are left: the order of a set or
/// dictionary is not the same in another process, and what has been used up is nobody's business any more.
public struct RemainingIterator<Elements: Sequence>: IteratorProtocol {
    @usableFromInline let elements: Elements?
    @usableFromInline var live: Elements.Iterator?
    /// How many elements have been given.
    @usableFromInline var offset = 0
    /// What was left when the iterator was stored, once it has been decoded.
    @usableFromInline let stored: [Elements.Element]

    /// Starts before the first element.
    @inlinable
    public init(_ elements: Elements) {
        self.elements = elements
        live = elements.makeIterator()
        stored = []
    }

    private init(stored: [Elements.Element]) {
        elements = nil
        live = nil
        self.stored = stored
    }

    /// The next element; nil at the end.
    @inlinable
    public mutating func next() -> Elements.Element? {
        if live != nil {
            guard let element = live!.next() else { return nil }
            offset += 1
            return element
        }
        guard offset < stored.count else { return nil }
        defer { offset += 1 }
        return stored[offset]
    }
}

extension RemainingIterator: FrameList {
    /// What is stored.
    public typealias FrameContents = Elements.Element

    /// The elements that are left, without a copy of an array that they are in.
    public static func torporList(_ value: Self) -> any Sequence<Elements.Element> {
        guard let elements = value.elements else { return value.stored[value.offset...] }
        if let array = elements as? [Elements.Element] { return array[value.offset...] }
        return elements.dropFirst(value.offset)
    }

    /// Writes the elements that are left; where they are known to have been written before, only that they are.
    public static func torporEncode(_ value: Self, to encoder: any Encoder) throws {
        if let encoder = encoder as? CBORValueEncoder, let state = encoder.writer.session.state,
            try state.write(value, to: encoder)
        {
            return
        }
        try encodeList(value, to: encoder)
    }

    /// An iterator over what was left.
    public static func torporValue(_ list: [Elements.Element]) -> Self {
        RemainingIterator(stored: list)
    }
}

extension RemainingIterator: Sendable
where Elements: Sendable, Elements.Iterator: Sendable, Elements.Element: Sendable {}

/// Iterates with a sequence's own iterator, of which nothing can be stored.
public struct LiveIterator<Elements: Sequence>: IteratorProtocol {
    @usableFromInline var live: Elements.Iterator

    /// Starts before the first element.
    @inlinable
    public init(_ elements: Elements) {
        live = elements.makeIterator()
    }

    /// The next element; nil at the end.
    @inlinable
    public mutating func next() -> Elements.Element? {
        live.next()
    }
}

extension LiveIterator: Sendable where Elements.Iterator: Sendable {}

extension Array: ReplayableSequence {}
extension ArraySlice: ReplayableSequence {}
extension ContiguousArray: ReplayableSequence {}
extension Set: ReplayableSequence {}
extension Dictionary: ReplayableSequence {}
extension Dictionary.Keys: ReplayableSequence {}
extension Dictionary.Values: ReplayableSequence {}
extension KeyValuePairs: ReplayableSequence {}
extension CollectionOfOne: ReplayableSequence {}
extension EmptyCollection: ReplayableSequence {}
extension Repeated: ReplayableSequence {}
extension String: ReplayableSequence {}
extension String.UnicodeScalarView: ReplayableSequence {}
extension String.UTF16View: ReplayableSequence {}
extension String.UTF8View: ReplayableSequence {}
extension Substring: ReplayableSequence {}
extension Substring.UnicodeScalarView: ReplayableSequence {}
extension Substring.UTF16View: ReplayableSequence {}
extension Substring.UTF8View: ReplayableSequence {}
extension Range: ReplayableSequence where Bound: Strideable, Bound.Stride: SignedInteger {}
extension ClosedRange: ReplayableSequence where Bound: Strideable, Bound.Stride: SignedInteger {}
extension PartialRangeFrom: ReplayableSequence where Bound: Strideable, Bound.Stride: SignedInteger {}
extension StrideTo: ReplayableSequence {}
extension StrideThrough: ReplayableSequence {}
extension DefaultIndices: ReplayableSequence where Elements: ReplayableSequence {}
extension Slice: ReplayableSequence where Base: ReplayableSequence {}
extension ReversedCollection: ReplayableSequence where Base: ReplayableSequence {}
extension EnumeratedSequence: ReplayableSequence where Base: ReplayableSequence {}
extension Zip2Sequence: ReplayableSequence where Sequence1: ReplayableSequence, Sequence2: ReplayableSequence {}
extension FlattenSequence: ReplayableSequence where Base: ReplayableSequence, Base.Element: ReplayableSequence {}
extension JoinedSequence: ReplayableSequence where Base: ReplayableSequence, Base.Element: ReplayableSequence {}
