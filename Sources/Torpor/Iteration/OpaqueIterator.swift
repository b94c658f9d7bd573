/// Iterates over a sequence of a type that its function keeps to itself. What is stored is the elements that are left.
///
/// Only while the program runs can be told whether that is possible: the type may be one that makes its elements as it
/// goes, with closures or without an end. Then there is no snapshot, but an error that says so.
public struct OpaqueIterator<Element>: IteratorProtocol {
    private let elements: (any Sequence<Element>)?
    private var live: any IteratorProtocol<Element>
    /// How many elements have been given.
    private var offset = 0

    /// Starts before the first element.
    public init(_ elements: some Sequence<Element>) {
        self.elements = elements
        live = elements.makeIterator()
    }

    /// The next element; nil at the end.
    public mutating func next() -> Element? {
        guard let element = live.next() else { return nil }
        offset += 1
        return element
    }
}

extension OpaqueIterator: FrameList {
    /// What is stored.
    public typealias FrameContents = Element

    /// The elements that are left.
    public static func torporList(_ value: Self) throws -> any Sequence<Element> {
        guard let elements = value.elements, elements is any ReplayableSequence || elements is any Collection & Codable
        else {
            throw SnapshotError.incompatible(
                "a loop goes over a \(type(of: value.elements)), which cannot be stored: let it go over Array(…) of it"
            )
        }
        func rest(_ elements: some Sequence<Element>) -> any Sequence<Element> { elements.dropFirst(value.offset) }
        return rest(elements)
    }

    /// An iterator over what was left.
    public static func torporValue(_ list: [Element]) -> Self { Self(list) }
}

extension DurableIteration {
    /// Iterates over the result of a function that does not say what sequence it is.
    public static func iterator<Elements: Sequence>(overOpaque sequence: Elements) -> OpaqueIterator<Elements.Element> {
        OpaqueIterator(sequence)
    }
}
