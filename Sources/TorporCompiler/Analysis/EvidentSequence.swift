/// A sequence of which the text tells what it is.
struct EvidentSequence {
    /// Its type as generated code can spell it.
    private let type: String
    /// The types of what its elements are made of: of one thing, but for those that are pairs.
    let element: [String]
    /// The name of the iterator that `DurableIteration` makes of it.
    private let maker: String

    /// The type of the iterator that `DurableIteration` makes of it.
    var iterator: String { "Torpor.\(maker)<\(type)>" }

    /// - Returns: nil if it takes a compiler to tell what the type is a sequence of.
    init?(_ type: String) {
        self.type = type
        switch type {
        case "Swift.Range<Int>": (maker, element) = ("IndexedIterator", ["Int"])
        case "Swift.ClosedRange<Int>": (maker, element) = ("CollectionIterator", ["Int"])
        case "Swift.StrideTo<Int>", "Swift.StrideThrough<Int>": (maker, element) = ("StrideIterator", ["Int"])
        case "String": (maker, element) = ("TextIterator", ["Character"])
        default:
            guard let element = Self.element(of: type) else { return nil }
            (maker, self.element) = ("RemainingIterator", element)
        }
    }

    private static func element(of type: String) -> [String]? {
        if let element = type.element { return [element] }
        if type.isDictionary { return type.dropFirst().dropLast().split(separator: ": ").map(String.init) }
        guard let (name, arguments) = type.generic else { return nil }
        let elements = arguments.compactMap(\.element)
        guard elements.count == arguments.count else { return nil }
        switch name {
        case "Swift.EnumeratedSequence": return ["Int"] + elements
        case "Swift.ReversedCollection", "Swift.Zip2Sequence": return elements
        default: return nil
        }
    }
}

extension String {
    /// The name of a generic type, and its arguments.
    fileprivate var generic: (name: String, arguments: [String])? {
        guard hasSuffix(">"), let start = firstIndex(of: "<") else { return nil }
        let list = self[index(after: start)...].dropLast()
        return (String(self[..<start]), list.split(separator: ", ").map(String.init))
    }
}
