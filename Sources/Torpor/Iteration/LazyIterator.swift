/// Iterates over a lazy sequence: what it is made from is stored, and the closures are made anew in each step.
///
/// Of what lies between, only counts are stored: how many elements have passed, whether a prefix has ended.
public struct LazyIterator<Source> {
    @usableFromInline var source: Source
    @usableFromInline var counts: [Int]

    /// Starts before the first element.
    ///
    /// - Parameters:
    ///   - source: the iterator over what the lazy sequence is made from, or the state that unfolds into it.
    ///   - counts: one for each operation on it: how many elements to take or to drop, else zero.
    @inlinable
    public init(_ source: Source, counts: [Int]) {
        self.source = source
        self.counts = counts
    }

    /// The next element.
    ///
    /// - Parameter operations: the operations on the source, in order, with their closures.
    /// - Returns: the element; nil at the end.
    @inlinable
    public mutating func next<Element>(
        _ operations: (LazyOperations<Source.Element>) -> LazyOperations<Element>
    ) -> Element? where Source: IteratorProtocol {
        withUnsafeMutablePointer(to: &self) { place in
            operations(LazyOperations(&place.pointee.counts) { place.pointee.source.next() }).next()
        }
    }

    /// The next element.
    ///
    /// - Parameters:
    ///   - step: makes an element from the state, and changes that.
    ///   - operations: the operations on what the state unfolds into, in order, with their closures.
    /// - Returns: the element; nil at the end.
    @inlinable
    public mutating func next<State, Unfolded, Element>(
        _ step: @escaping (inout State) -> Unfolded?,
        _ operations: (LazyOperations<Unfolded>) -> LazyOperations<Element>
    ) -> Element? where Source == UnfoldedState<State> {
        withUnsafeMutablePointer(to: &self) { place in
            operations(LazyOperations(&place.pointee.counts) { place.pointee.source.next(step) }).next()
        }
    }

    /// The next element.
    ///
    /// - Parameters:
    ///   - step: makes an element from the one before.
    ///   - operations: the operations on what the first element unfolds into, in order, with their closures.
    /// - Returns: the element; nil at the end.
    @inlinable
    public mutating func next<Unfolded, Element>(
        _ step: @escaping (Unfolded) -> Unfolded?,
        _ operations: (LazyOperations<Unfolded>) -> LazyOperations<Element>
    ) -> Element? where Source == UnfoldedElement<Unfolded> {
        withUnsafeMutablePointer(to: &self) { place in
            operations(LazyOperations(&place.pointee.counts) { place.pointee.source.next(step) }).next()
        }
    }
}

extension LazyIterator: Sendable where Source: Sendable {}

extension LazyIterator: FrameWrapper {
    /// The source and the counts.
    public typealias FrameContents = (Source, [Int])

    /// The source and the counts.
    public static func torporContents(_ value: Self) -> (Source, [Int]) { (value.source, value.counts) }

    /// An iterator that goes on from them.
    public static func torporValue(_ contents: (Source, [Int])) -> Self { Self(contents.0, counts: contents.1) }
}

/// The operations of a lazy sequence, for one element: they call their closures when, and only when, the sequence would.
public struct LazyOperations<Element> {
    @usableFromInline let counts: UnsafeMutablePointer<[Int]>
    /// How many operations come before.
    @usableFromInline let position: Int
    @usableFromInline let next: () -> Element?

    @usableFromInline
    init(_ counts: UnsafeMutablePointer<[Int]>, position: Int = 0, next: @escaping () -> Element?) {
        self.counts = counts
        self.position = position
        self.next = next
    }

    @inlinable
    func then<Result>(_ next: @escaping (inout Int) -> Result?) -> LazyOperations<Result> {
        let (counts, position) = (counts, position)
        return LazyOperations<Result>(counts, position: position + 1) {
            // Not in place: the operations before change counts of their own meanwhile.
            var count = counts.pointee.indices.contains(position) ? counts.pointee[position] : 0
            defer { if counts.pointee.indices.contains(position) { counts.pointee[position] = count } }
            return next(&count)
        }
    }

    /// Changes each element.
    @inlinable
    public func map<Result>(_ transform: @escaping (Element) -> Result) -> LazyOperations<Result> {
        then { _ in next().map(transform) }
    }

    /// Leaves elements out.
    @inlinable
    public func filter(_ isIncluded: @escaping (Element) -> Bool) -> LazyOperations {
        then { _ in
            while let element = next() { if isIncluded(element) { return element } }
            return nil
        }
    }

    /// Changes each element, and leaves those out that become nil.
    @inlinable
    public func compactMap<Result>(_ transform: @escaping (Element) -> Result?) -> LazyOperations<Result> {
        then { _ in
            while let element = next() { if let result = transform(element) { return result } }
            return nil
        }
    }

    /// Ends before the first element that does not match.
    @inlinable
    public func prefix(while predicate: @escaping (Element) -> Bool) -> LazyOperations {
        then { hasEnded in
            if hasEnded == 0, let element = next(), predicate(element) { return element }
            hasEnded = 1
            return nil
        }
    }

    /// Begins with the first element that does not match.
    @inlinable
    public func drop(while predicate: @escaping (Element) -> Bool) -> LazyOperations {
        then { hasBegun in
            while let element = next() {
                if hasBegun == 0, predicate(element) { continue }
                hasBegun = 1
                return element
            }
            return nil
        }
    }

    /// Ends after as many elements as were counted out at the start.
    @inlinable
    public func prefix() -> LazyOperations {
        then { left in
            guard left > 0 else { return nil }
            left -= 1
            return next()
        }
    }

    /// Leaves out as many elements as were counted out at the start.
    @inlinable
    public func dropFirst() -> LazyOperations {
        then { left in
            while left > 0, next() != nil { left -= 1 }
            left = 0
            return next()
        }
    }

    /// Numbers the elements.
    @inlinable
    public func enumerated() -> LazyOperations<(offset: Int, element: Element)> {
        then { passed in
            guard let element = next() else { return nil }
            defer { passed += 1 }
            return (passed, element)
        }
    }
}

/// What `sequence(state:next:)` unfolds from.
public struct UnfoldedState<State> {
    @usableFromInline var state: State?

    /// Starts with a state.
    @inlinable
    public init(_ state: State) {
        self.state = state
    }

    private init(stored: State?) {
        state = stored
    }

    @inlinable
    mutating func next<Element>(_ step: (inout State) -> Element?) -> Element? {
        guard state != nil else { return nil }
        let element = step(&state!)
        if element == nil { state = nil }
        return element
    }
}

extension UnfoldedState: Sendable where State: Sendable {}

extension UnfoldedState: FrameWrapper {
    /// The state; nil at the end.
    public typealias FrameContents = State?

    /// The state; nil at the end.
    public static func torporContents(_ value: Self) -> State? { value.state }

    /// What unfolds from there.
    public static func torporValue(_ contents: State?) -> Self { Self(stored: contents) }
}

/// What `sequence(first:next:)` unfolds from.
public struct UnfoldedElement<Element> {
    @usableFromInline var last: Element?
    @usableFromInline var hasBegun: Bool

    /// Starts before the first element.
    @inlinable
    public init(_ first: Element) {
        last = first
        hasBegun = false
    }

    private init(last: Element?, hasBegun: Bool) {
        self.last = last
        self.hasBegun = hasBegun
    }

    @inlinable
    mutating func next(_ step: (Element) -> Element?) -> Element? {
        if hasBegun { last = last.flatMap(step) }
        hasBegun = true
        return last
    }
}

extension UnfoldedElement: Sendable where Element: Sendable {}

extension UnfoldedElement: FrameWrapper {
    /// The last element, and whether it has been given.
    public typealias FrameContents = (Element?, Bool)

    /// The last element, and whether it has been given.
    public static func torporContents(_ value: Self) -> (Element?, Bool) { (value.last, value.hasBegun) }

    /// What unfolds from there.
    public static func torporValue(_ contents: (Element?, Bool)) -> Self {
        Self(last: contents.0, hasBegun: contents.1)
    }
}

extension DurableIteration {
    /// What an unfolding sequence unfolds from. It is there for its type.
    public static func unfolded<Element, State>(
        _ sequence: UnfoldSequence<Element, State>
    ) -> UnfoldedState<State> {
        unreachable()
    }

    /// What an unfolding sequence unfolds from. It is there for its type.
    public static func unfolded<Element>(
        first sequence: UnfoldFirstSequence<Element>
    ) -> UnfoldedElement<Element> {
        unreachable()
    }
}
