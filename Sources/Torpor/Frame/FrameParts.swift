/// The parts of a local's type that are still to be asked about, at compile time: generated code asks for one after the
/// other, and the Swift compiler has to find an overload that knows a way to store it.
///
/// A tuple can be of any shape and conform to nothing, so there is no way to ask for all of it at once. What is asked
/// here is never called.
public struct FrameParts<Head, Rest, Subject> {
    /// The next one.
    public var head: Head { unreachable() }
}

/// No more parts.
public struct NoParts {
    /// None.
    public var head: NoParts { self }

    /// There is nothing to ask.
    public func next(_ head: NoParts) -> NoParts { unreachable() }
}

/// Says that what is asked about belongs to a local.
public enum ValueSubject {}

/// Says that what is asked about belongs to an element of a sequence.
public enum ElementSubject {}

// MARK: What can be stored

extension FrameParts {
    /// The part is `Codable`.
    public func next(_ head: @autoclosure () -> Head) -> Rest where Head: Codable { unreachable() }

    /// The part has a format of its own.
    public func next(_ head: @autoclosure () -> Head) -> Rest where Head: FrameStorable { unreachable() }

    /// The part is an error of some type.
    public func next(_ head: @autoclosure () -> any Error) -> Rest where Head == any Error { unreachable() }

    /// The part is `any` of a protocol whose types are `Codable`, all of them.
    @_disfavoredOverload
    public func next<Part: Codable>(_ head: Part) -> Rest { unreachable() }

    /// The part is nothing.
    public func next(_ head: @autoclosure () -> Void) -> Rest where Head == Void { unreachable() }

    /// The part is a function, which has to be one that a durable function has made.
    @_disfavoredOverload
    public func next<each Input, Output>(_ head: @autoclosure () -> (repeat each Input) async throws -> Output) -> Rest
    {
        unreachable()
    }

    /// The part is a struct with functions in it.
    public func next(_ head: @autoclosure () -> Head) -> Rest where Head: FrameRecord { unreachable() }

    /// The part is an enum with functions in it.
    public func next(_ head: @autoclosure () -> Head) -> Rest where Head: FrameChoice { unreachable() }

    /// The part is stored by its parts.
    @_disfavoredOverload
    public func next(_ head: @autoclosure () -> Head) -> FrameParts<Head.FrameContents, Rest, Subject>
    where Head: FrameContainer { unreachable() }

    /// The part is what a `for` statement iterates over.
    public func next<Elements: Sequence>(
        _ head: @autoclosure () -> RemainingIterator<Elements>
    ) -> FrameParts<Elements.Element, Rest, ElementSubject> where Head == RemainingIterator<Elements> { unreachable() }
}

// MARK: Tuples

// The argument is there to take the labels off. The commonest shapes are done with at once.

extension FrameParts {
    /// The part is a tuple of what is `Codable`.
    public func next<A: Codable, B: Codable>(_ head: @autoclosure () -> (A, B)) -> Rest { unreachable() }

    /// The part is a tuple of what is `Codable`.
    public func next<A: Codable, B: Codable, C: Codable>(_ head: @autoclosure () -> (A, B, C)) -> Rest { unreachable() }

    /// The part is a tuple of what is `Codable`.
    public func next<A: Codable, B: Codable, C: Codable, D: Codable>(_ head: @autoclosure () -> (A, B, C, D)) -> Rest {
        unreachable()
    }

    /// The part is a tuple of what is `Codable`.
    public func next<A: Codable, B: Codable, C: Codable, D: Codable, E: Codable>(
        _ head: @autoclosure () -> (A, B, C, D, E)
    ) -> Rest { unreachable() }

    /// The part is a tuple of what is `Codable`.
    public func next<A: Codable, B: Codable, C: Codable, D: Codable, E: Codable, F: Codable>(
        _ head: @autoclosure () -> (A, B, C, D, E, F)
    ) -> Rest { unreachable() }

    /// The part is a tuple with something in it that is not `Codable`.
    @_disfavoredOverload
    public func next<A: Codable, B>(_ head: @autoclosure () -> (A, B)) -> FrameParts<B, Rest, Subject> { unreachable() }

    /// The part is a tuple with something in it that is not `Codable`.
    @_disfavoredOverload
    public func next<A, B: Codable>(_ head: @autoclosure () -> (A, B)) -> FrameParts<A, Rest, Subject> { unreachable() }

    /// The part is a tuple.
    @_disfavoredOverload
    public func next<A, B>(_ head: @autoclosure () -> (A, B)) -> FrameParts<A, FrameParts<B, Rest, Subject>, Subject> {
        unreachable()
    }

    /// The part is a tuple.
    @_disfavoredOverload
    public func next<A, B, C>(_ head: @autoclosure () -> (A, B, C)) -> FrameParts<
        A, FrameParts<B, FrameParts<C, Rest, Subject>, Subject>, Subject
    > { unreachable() }

    /// The part is a tuple.
    @_disfavoredOverload
    public func next<A, B, C, D>(_ head: @autoclosure () -> (A, B, C, D)) -> FrameParts<
        A, FrameParts<B, FrameParts<C, FrameParts<D, Rest, Subject>, Subject>, Subject>, Subject
    > { unreachable() }

    /// The part is a tuple.
    @_disfavoredOverload
    public func next<A, B, C, D, E>(_ head: @autoclosure () -> (A, B, C, D, E)) -> FrameParts<
        A, FrameParts<B, FrameParts<C, FrameParts<D, FrameParts<E, Rest, Subject>, Subject>, Subject>, Subject>, Subject
    > { unreachable() }

    /// The part is a tuple.
    @_disfavoredOverload
    public func next<A, B, C, D, E, F>(_ head: @autoclosure () -> (A, B, C, D, E, F)) -> FrameParts<
        A,
        FrameParts<
            B, FrameParts<C, FrameParts<D, FrameParts<E, FrameParts<F, Rest, Subject>, Subject>, Subject>, Subject>,
            Subject
        >, Subject
    > { unreachable() }

    /// The part is a tuple.
    @_disfavoredOverload
    public func next<A, B, C, D, E, F, G>(_ head: @autoclosure () -> (A, B, C, D, E, F, G)) -> FrameParts<
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
    public func next<A, B, C, D, E, F, G, H>(_ head: @autoclosure () -> (A, B, C, D, E, F, G, H)) -> FrameParts<
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
    public func next<A, B, C, D, E, F, G, H, I>(_ head: @autoclosure () -> (A, B, C, D, E, F, G, H, I)) -> FrameParts<
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
    public func next<A, B, C, D, E, F, G, H, I, J>(_ head: @autoclosure () -> (A, B, C, D, E, F, G, H, I, J))
        -> FrameParts<
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
                                    G, FrameParts<H, FrameParts<I, FrameParts<J, Rest, Subject>, Subject>, Subject>,
                                    Subject
                                >, Subject
                            >, Subject
                        >, Subject
                    >, Subject
                >, Subject
            >, Subject
        >
    { unreachable() }
}

// MARK: What cannot be stored

extension FrameParts {
    /// Refuses a value.
    @_disfavoredOverload
    @available(
        *,
        unavailable,
        message: "this value lives across a suspension and is not Codable: make its type Codable, or let it end before"
    )
    public func next<Part>(_ head: @autoclosure () -> Part) -> Rest where Subject == ValueSubject { unreachable() }

    /// Refuses an element of a sequence.
    @_disfavoredOverload
    @available(
        *,
        unavailable,
        message: "the elements of this sequence live across a suspension and are not Codable: make their type Codable"
    )
    public func next<Part>(_ head: @autoclosure () -> Part) -> Rest where Subject == ElementSubject { unreachable() }

    /// Refuses a sequence.
    @_disfavoredOverload
    @available(
        *,
        unavailable,
        message: "this sequence lives across a suspension and cannot be stored: iterate over Array(…) of it"
    )
    public func next<Elements: Sequence>(_ head: @autoclosure () -> LiveIterator<Elements>) -> Rest
    where Head == LiveIterator<Elements>, Subject == ValueSubject { unreachable() }
}
