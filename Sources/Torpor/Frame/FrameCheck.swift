/// Makes sure, at compile time, that a local can be stored, part by part: generated code asks for each part of its type
/// in turn, and the Swift compiler has to find an overload.
///
/// A tuple can be of any shape and conform to nothing, so there is no way to ask for all of it at once. What is asked
/// here is never called.
public struct FrameCheck {
    /// Begins with a local as a whole.
    public func begin<Value>(_ value: @autoclosure () -> Value) -> FrameParts<Value, NoParts, ValueSubject> {
        unreachable()
    }

    // MARK: What can be stored

    /// There is nothing to ask.
    public func next(_ parts: NoParts, _ head: @autoclosure () -> NoParts) -> NoParts { unreachable() }

    /// The part is `Codable`.
    public func next<Head: Codable, Rest, Subject>(
        _ parts: FrameParts<Head, Rest, Subject>,
        _ head: @autoclosure () -> Head
    ) -> Rest { unreachable() }

    /// The part has a format of its own.
    public func next<Head: FrameStorable, Rest, Subject>(
        _ parts: FrameParts<Head, Rest, Subject>,
        _ head: @autoclosure () -> Head
    ) -> Rest { unreachable() }

    /// The part is an error of some type.
    public func next<Rest, Subject>(
        _ parts: FrameParts<any Error, Rest, Subject>,
        _ head: @autoclosure () -> any Error
    ) -> Rest { unreachable() }

    /// The part is `any` of a protocol whose types are `Codable`, all of them.
    @_disfavoredOverload
    public func next<Whole, Head: Codable, Rest, Subject>(
        _ parts: FrameParts<Whole, Rest, Subject>,
        _ head: Head
    ) -> Rest { unreachable() }

    /// The part is nothing.
    public func next<Rest, Subject>(
        _ parts: FrameParts<Void, Rest, Subject>,
        _ head: @autoclosure () -> Void
    ) -> Rest { unreachable() }

    /// The part is stored by its parts.
    @_disfavoredOverload
    public func next<Head: FrameContainer, Rest, Subject>(
        _ parts: FrameParts<Head, Rest, Subject>,
        _ head: @autoclosure () -> Head
    ) -> FrameParts<Head.FrameContents, Rest, Subject> { unreachable() }

    /// The part is what a `for` statement iterates over.
    public func next<Elements: Sequence, Rest, Subject>(
        _ parts: FrameParts<RemainingIterator<Elements>, Rest, Subject>,
        _ head: @autoclosure () -> RemainingIterator<Elements>
    ) -> FrameParts<Elements.Element, Rest, ElementSubject> { unreachable() }
}

// MARK: Tuples

// The second argument is there to take the labels off. The commonest shapes are done with at once.

extension FrameCheck {
    /// The part is a tuple of what is `Codable`.
    public func next<Whole, A: Codable, B: Codable, Rest, Subject>(
        _ parts: FrameParts<Whole, Rest, Subject>,
        _ head: @autoclosure () -> (A, B)
    ) -> Rest { unreachable() }

    /// The part is a tuple of what is `Codable`.
    public func next<Whole, A: Codable, B: Codable, C: Codable, Rest, Subject>(
        _ parts: FrameParts<Whole, Rest, Subject>,
        _ head: @autoclosure () -> (A, B, C)
    ) -> Rest { unreachable() }

    /// The part is a tuple of what is `Codable`.
    public func next<Whole, A: Codable, B: Codable, C: Codable, D: Codable, Rest, Subject>(
        _ parts: FrameParts<Whole, Rest, Subject>,
        _ head: @autoclosure () -> (A, B, C, D)
    ) -> Rest { unreachable() }

    /// The part is a tuple of what is `Codable`.
    public func next<Whole, A: Codable, B: Codable, C: Codable, D: Codable, E: Codable, Rest, Subject>(
        _ parts: FrameParts<Whole, Rest, Subject>,
        _ head: @autoclosure () -> (A, B, C, D, E)
    ) -> Rest { unreachable() }

    /// The part is a tuple of what is `Codable`.
    public func next<Whole, A: Codable, B: Codable, C: Codable, D: Codable, E: Codable, F: Codable, Rest, Subject>(
        _ parts: FrameParts<Whole, Rest, Subject>,
        _ head: @autoclosure () -> (A, B, C, D, E, F)
    ) -> Rest { unreachable() }

    /// The part is a tuple with something in it that is not `Codable`.
    @_disfavoredOverload
    public func next<Whole, A: Codable, B, Rest, Subject>(
        _ parts: FrameParts<Whole, Rest, Subject>,
        _ head: @autoclosure () -> (A, B)
    ) -> FrameParts<B, Rest, Subject> { unreachable() }

    /// The part is a tuple with something in it that is not `Codable`.
    @_disfavoredOverload
    public func next<Whole, A, B: Codable, Rest, Subject>(
        _ parts: FrameParts<Whole, Rest, Subject>,
        _ head: @autoclosure () -> (A, B)
    ) -> FrameParts<A, Rest, Subject> { unreachable() }

    /// The part is a tuple.
    @_disfavoredOverload
    public func next<Whole, A, B, Rest, Subject>(
        _ parts: FrameParts<Whole, Rest, Subject>,
        _ head: @autoclosure () -> (A, B)
    ) -> FrameParts<A, FrameParts<B, Rest, Subject>, Subject> { unreachable() }

    /// The part is a tuple.
    @_disfavoredOverload
    public func next<Whole, A, B, C, Rest, Subject>(
        _ parts: FrameParts<Whole, Rest, Subject>,
        _ head: @autoclosure () -> (A, B, C)
    ) -> FrameParts<A, FrameParts<B, FrameParts<C, Rest, Subject>, Subject>, Subject> { unreachable() }

    /// The part is a tuple.
    @_disfavoredOverload
    public func next<Whole, A, B, C, D, Rest, Subject>(
        _ parts: FrameParts<Whole, Rest, Subject>,
        _ head: @autoclosure () -> (A, B, C, D)
    ) -> FrameParts<A, FrameParts<B, FrameParts<C, FrameParts<D, Rest, Subject>, Subject>, Subject>, Subject> {
        unreachable()
    }

    /// The part is a tuple.
    @_disfavoredOverload
    public func next<Whole, A, B, C, D, E, Rest, Subject>(
        _ parts: FrameParts<Whole, Rest, Subject>,
        _ head: @autoclosure () -> (A, B, C, D, E)
    ) -> FrameParts<
        A, FrameParts<B, FrameParts<C, FrameParts<D, FrameParts<E, Rest, Subject>, Subject>, Subject>, Subject>, Subject
    > { unreachable() }

    /// The part is a tuple.
    @_disfavoredOverload
    public func next<Whole, A, B, C, D, E, F, Rest, Subject>(
        _ parts: FrameParts<Whole, Rest, Subject>,
        _ head: @autoclosure () -> (A, B, C, D, E, F)
    ) -> FrameParts<
        A,
        FrameParts<
            B, FrameParts<C, FrameParts<D, FrameParts<E, FrameParts<F, Rest, Subject>, Subject>, Subject>, Subject>,
            Subject
        >, Subject
    > { unreachable() }

    /// The part is a tuple.
    @_disfavoredOverload
    public func next<Whole, A, B, C, D, E, F, G, Rest, Subject>(
        _ parts: FrameParts<Whole, Rest, Subject>,
        _ head: @autoclosure () -> (A, B, C, D, E, F, G)
    ) -> FrameParts<
        A,
        FrameParts<
            B,
            FrameParts<
                C, FrameParts<D, FrameParts<E, FrameParts<F, FrameParts<G, Rest, Subject>, Subject>, Subject>, Subject>,
                Subject
            >, Subject
        >, Subject
    > { unreachable() }

    /// The part is a tuple.
    @_disfavoredOverload
    public func next<Whole, A, B, C, D, E, F, G, H, Rest, Subject>(
        _ parts: FrameParts<Whole, Rest, Subject>,
        _ head: @autoclosure () -> (A, B, C, D, E, F, G, H)
    ) -> FrameParts<
        A,
        FrameParts<
            B,
            FrameParts<
                C,
                FrameParts<
                    D,
                    FrameParts<
                        E, FrameParts<F, FrameParts<G, FrameParts<H, Rest, Subject>, Subject>, Subject>, Subject
                    >, Subject
                >, Subject
            >, Subject
        >, Subject
    > { unreachable() }

    /// The part is a tuple.
    @_disfavoredOverload
    public func next<Whole, A, B, C, D, E, F, G, H, I, Rest, Subject>(
        _ parts: FrameParts<Whole, Rest, Subject>,
        _ head: @autoclosure () -> (A, B, C, D, E, F, G, H, I)
    ) -> FrameParts<
        A,
        FrameParts<
            B,
            FrameParts<
                C,
                FrameParts<
                    D,
                    FrameParts<
                        E,
                        FrameParts<
                            F, FrameParts<G, FrameParts<H, FrameParts<I, Rest, Subject>, Subject>, Subject>, Subject
                        >, Subject
                    >, Subject
                >, Subject
            >, Subject
        >, Subject
    > { unreachable() }

    /// The part is a tuple.
    @_disfavoredOverload
    public func next<Whole, A, B, C, D, E, F, G, H, I, J, Rest, Subject>(
        _ parts: FrameParts<Whole, Rest, Subject>,
        _ head: @autoclosure () -> (A, B, C, D, E, F, G, H, I, J)
    ) -> FrameParts<
        A,
        FrameParts<
            B,
            FrameParts<
                C,
                FrameParts<
                    D,
                    FrameParts<
                        E,
                        FrameParts<
                            F,
                            FrameParts<
                                G, FrameParts<H, FrameParts<I, FrameParts<J, Rest, Subject>, Subject>, Subject>, Subject
                            >, Subject
                        >, Subject
                    >, Subject
                >, Subject
            >, Subject
        >, Subject
    > { unreachable() }
}

// MARK: What cannot be stored

extension FrameCheck {
    /// Refuses a value.
    @_disfavoredOverload
    @available(
        *,
        unavailable,
        message: "this value lives across a suspension and is not Codable: make its type Codable, or let it end before"
    )
    public func next<Head, Rest>(
        _ parts: FrameParts<Head, Rest, ValueSubject>,
        _ head: @autoclosure () -> Head
    ) -> Rest { unreachable() }

    /// Refuses an element of a sequence.
    @_disfavoredOverload
    @available(
        *,
        unavailable,
        message: "the elements of this sequence live across a suspension and are not Codable: make their type Codable"
    )
    public func next<Head, Rest>(
        _ parts: FrameParts<Head, Rest, ElementSubject>,
        _ head: @autoclosure () -> Head
    ) -> Rest { unreachable() }

    /// Refuses a sequence.
    @_disfavoredOverload
    @available(
        *,
        unavailable,
        message: "this sequence lives across a suspension and cannot be stored: iterate over Array(…) of it"
    )
    public func next<Elements: Sequence, Rest>(
        _ parts: FrameParts<LiveIterator<Elements>, Rest, ValueSubject>,
        _ head: @autoclosure () -> LiveIterator<Elements>
    ) -> Rest { unreachable() }
}

/// The parts that are still to be asked about.
public struct FrameParts<Head, Rest, Subject> {
    /// The next one.
    public var head: Head { unreachable() }
}

/// No more parts.
public struct NoParts {
    /// None.
    public var head: NoParts { self }
}

/// Says that what is asked about belongs to a local.
public enum ValueSubject {}

/// Says that what is asked about belongs to an element of a sequence.
public enum ElementSubject {}

extension FrameDecoder {
    /// Has a place for a check, which is not called.
    @inlinable
    @inline(__always)
    public func check(_ body: (FrameCheck) -> Void) {}
}
