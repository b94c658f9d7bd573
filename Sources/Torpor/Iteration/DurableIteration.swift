/// Chooses, at compile time, how the iterator of a `for` statement is stored in a frame.
///
/// `iterator(over:)` takes every sequence. Each of its overloads is for one family of sequences and returns an iterator
/// with the elements of the sequence, in the order and with the calls to user code of a plain `for` statement. Where
/// several fit, Swift takes that of the most refined protocol: each protocol below says what it adds to the next.
/// Whether the iterator can also be stored is decided where it is written, by ``FrameEncoder``.
public enum DurableIteration: CodableIteratorChoice {
    /// Iterates over a half-open range: its bounds and the position are stored.
    @inlinable
    public static func iterator<Bound>(over range: Range<Bound>) -> IndexedIterator<Range<Bound>> {
        IndexedIterator(range)
    }

    /// Iterates over a closed range: its bounds and the number of elements passed are stored.
    @inlinable
    public static func iterator<Bound>(over range: ClosedRange<Bound>) -> CollectionIterator<ClosedRange<Bound>> {
        CollectionIterator(range)
    }

    /// Iterates over a range without an end: its next element is stored.
    @inlinable
    public static func iterator<Bound>(over range: PartialRangeFrom<Bound>) -> UnboundedIterator<Bound> {
        UnboundedIterator(range)
    }

    /// Iterates over the characters of a string: those that are left are stored, as a string.
    @inlinable
    public static func iterator(over text: String) -> TextIterator<String> {
        TextIterator(text)
    }

    /// Iterates over the characters of a part of a string: those that are left are stored, as a string.
    @inlinable
    public static func iterator(over text: Substring) -> TextIterator<Substring> {
        TextIterator(text)
    }

    /// Iterates by strides over integers: bounds, stride and position are stored.
    @inlinable
    public static func iterator<Element: BinaryInteger>(
        over stride: StrideTo<Element>
    ) -> StrideIterator<StrideTo<Element>> {
        StrideIterator(stride)
    }

    /// Iterates by strides over integers: bounds, stride and position are stored.
    @inlinable
    public static func iterator<Element: BinaryInteger>(
        over stride: StrideThrough<Element>
    ) -> StrideIterator<StrideThrough<Element>> {
        StrideIterator(stride)
    }

    /// Iterates by strides over floating-point numbers: bounds, stride and position are stored.
    @inlinable
    public static func iterator<Element: BinaryFloatingPoint>(
        over stride: StrideTo<Element>
    ) -> StrideIterator<StrideTo<Element>> {
        StrideIterator(stride)
    }

    /// Iterates by strides over floating-point numbers: bounds, stride and position are stored.
    @inlinable
    public static func iterator<Element: BinaryFloatingPoint>(
        over stride: StrideThrough<Element>
    ) -> StrideIterator<StrideThrough<Element>> {
        StrideIterator(stride)
    }

    /// Iterates over an endless sequence of pairs, of which nothing could be stored.
    @inlinable
    public static func iterator<Bound>(
        over sequence: EnumeratedSequence<PartialRangeFrom<Bound>>
    ) -> LiveIterator<EnumeratedSequence<PartialRangeFrom<Bound>>> {
        LiveIterator(sequence)
    }

    /// Iterates over an endless sequence of pairs, of which nothing could be stored.
    @inlinable
    public static func iterator<First, Second>(
        over sequence: Zip2Sequence<PartialRangeFrom<First>, PartialRangeFrom<Second>>
    ) -> LiveIterator<Zip2Sequence<PartialRangeFrom<First>, PartialRangeFrom<Second>>> {
        LiveIterator(sequence)
    }
}

/// Adds the sequences whose own iterator can be stored.
public protocol CodableIteratorChoice: ReplayableChoice {}

extension CodableIteratorChoice {
    /// Iterates with the sequence's own iterator, which is stored as it is.
    @inlinable
    public static func iterator<Elements: Sequence>(over sequence: Elements) -> Elements.Iterator
    where Elements.Iterator: Codable {
        sequence.makeIterator()
    }
}

/// Adds the sequences that can be gone through again: arrays, sets, dictionaries, pairs of them and the like.
public protocol ReplayableChoice: LazyChoice {}

extension ReplayableChoice {
    /// Iterates over a sequence of which the elements that are left are stored.
    @inlinable
    public static func iterator<Elements: ReplayableSequence>(over sequence: Elements) -> RemainingIterator<Elements> {
        RemainingIterator(sequence)
    }
}

/// Adds the sequences whose elements are made by closures while the loop runs: nothing of them can be stored.
public protocol LazyChoice: CodableCollectionChoice {}

extension LazyChoice {
    /// Iterates over a lazy sequence.
    @inlinable
    public static func iterator<Elements: LazySequenceProtocol>(over sequence: Elements) -> LiveIterator<Elements> {
        LiveIterator(sequence)
    }

    /// Iterates over lazy elements and their offsets.
    @inlinable
    public static func iterator<Base: LazySequenceProtocol>(
        over sequence: EnumeratedSequence<Base>
    ) -> LiveIterator<EnumeratedSequence<Base>> {
        LiveIterator(sequence)
    }

    /// Iterates over pairs of which one side is lazy.
    @inlinable
    public static func iterator<First: LazySequenceProtocol, Second>(
        over sequence: Zip2Sequence<First, Second>
    ) -> LiveIterator<Zip2Sequence<First, Second>> {
        LiveIterator(sequence)
    }

    /// Iterates over pairs of which one side is lazy.
    @inlinable
    public static func iterator<First, Second: LazySequenceProtocol>(
        over sequence: Zip2Sequence<First, Second>
    ) -> LiveIterator<Zip2Sequence<First, Second>> {
        LiveIterator(sequence)
    }

    /// Iterates over pairs of which both sides are lazy.
    @inlinable
    public static func iterator<First: LazySequenceProtocol, Second: LazySequenceProtocol>(
        over sequence: Zip2Sequence<First, Second>
    ) -> LiveIterator<Zip2Sequence<First, Second>> {
        LiveIterator(sequence)
    }

    /// Iterates over an erased collection, which may be a lazy one.
    @inlinable
    public static func iterator<Element>(
        over sequence: AnyCollection<Element>
    ) -> LiveIterator<AnyCollection<Element>> {
        LiveIterator(sequence)
    }

    /// Iterates over an erased collection, which may be a lazy one.
    @inlinable
    public static func iterator<Element>(
        over sequence: AnyBidirectionalCollection<Element>
    ) -> LiveIterator<AnyBidirectionalCollection<Element>> {
        LiveIterator(sequence)
    }

    /// Iterates over an erased collection, which may be a lazy one.
    @inlinable
    public static func iterator<Element>(
        over sequence: AnyRandomAccessCollection<Element>
    ) -> LiveIterator<AnyRandomAccessCollection<Element>> {
        LiveIterator(sequence)
    }
}

/// Adds the collections that can be stored whole, and a position in which means the same after decoding.
public protocol CodableCollectionChoice: CollectionChoice {}

extension CodableCollectionChoice {
    /// Iterates over a collection: it and the index are stored.
    @inlinable
    public static func iterator<Elements: Collection & Codable>(over elements: Elements) -> IndexedIterator<Elements>
    where Elements.Index: Codable, Elements.Iterator == IndexingIterator<Elements> {
        IndexedIterator(elements)
    }

    /// Iterates over a collection with an iterator of its own: it and the number of elements passed are stored.
    @inlinable
    public static func iterator<Elements: Collection & Codable>(over elements: Elements) -> CollectionIterator<Elements>
    where Elements.Index: Codable {
        CollectionIterator(elements)
    }
}

/// Adds all other collections.
public protocol CollectionChoice: SequenceChoice {}

extension CollectionChoice {
    /// Iterates over a collection of which the elements that are left are stored.
    @inlinable
    public static func iterator<Elements: Collection>(over elements: Elements) -> RemainingIterator<Elements> {
        RemainingIterator(elements)
    }

    /// Iterates over a collection and its offsets.
    @inlinable
    public static func iterator<Base: Collection>(
        over elements: EnumeratedSequence<Base>
    ) -> RemainingIterator<EnumeratedSequence<Base>> {
        RemainingIterator(elements)
    }

    /// Iterates over two collections in step.
    @inlinable
    public static func iterator<First: Collection, Second: Collection>(
        over elements: Zip2Sequence<First, Second>
    ) -> RemainingIterator<Zip2Sequence<First, Second>> {
        RemainingIterator(elements)
    }
}

/// Adds all other sequences, of which nothing can be stored.
public protocol SequenceChoice: ExistentialChoice {}

extension SequenceChoice {
    /// Iterates over a sequence that can be gone through once.
    @inlinable
    public static func iterator<Elements: Sequence>(over sequence: Elements) -> LiveIterator<Elements> {
        LiveIterator(sequence)
    }
}

/// Takes sequences of which only the elements' type is known.
public protocol ExistentialChoice {}

extension ExistentialChoice {
    /// Iterates over a sequence of any kind.
    @inlinable
    public static func iterator<Element>(over sequence: any Sequence<Element>) -> LiveIterator<AnySequence<Element>> {
        func erased(_ sequence: some Sequence<Element>) -> AnySequence<Element> { AnySequence(sequence) }
        return LiveIterator(erased(sequence))
    }
}
