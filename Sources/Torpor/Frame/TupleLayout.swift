/// The elements of a tuple type and where they are in a value of it, as the Swift runtime describes them.
///
/// A tuple cannot conform to a protocol, and generic code cannot take one apart whose shape it does not know. What it
/// can do is read the type's metadata, the layout of which is part of Swift's stable ABI.
struct TupleLayout {
    private let elements: [(type: Any.Type, offset: Int)]
    /// The labels of the elements, empty where there is none; nil if they are not described.
    let labels: [String]?

    /// Reads the metadata of a type.
    ///
    /// - Parameter type: any type; nil is the answer for one that is no tuple.
    init?(_ type: Any.Type) {
        let metadata = unsafeBitCast(type, to: UnsafePointer<Metadata>.self)
        guard metadata.pointee.kind == Metadata.tuple else { return nil }
        let first = UnsafeRawPointer(metadata + 1)
        elements = (0..<metadata.pointee.count).map { index in
            let element = first.load(fromByteOffset: index * MemoryLayout<Element>.stride, as: Element.self)
            return (unsafeBitCast(element.type, to: Any.Type.self), Int(element.offset))
        }
        labels = Self.labels(metadata.pointee.labels, count: metadata.pointee.count)
    }

    /// Takes labels apart: behind each is a space.
    private static func labels(_ text: UnsafeRawPointer?, count: Int) -> [String]? {
        guard let text else { return Array(repeating: "", count: count) }
        let labels = String(cString: text.assumingMemoryBound(to: CChar.self))
            .split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        return labels.count == count + 1 ? Array(labels.dropLast()) : nil
    }

    private struct Metadata {
        /// The kind of the metadata of tuples; that of classes is an address.
        static let tuple = 0x301

        let kind: Int
        let count: Int
        let labels: UnsafeRawPointer?
    }

    private struct Element {
        let type: UnsafeRawPointer
        /// Beyond the 32 bits is padding on some platforms, and nothing of interest on the others.
        let offset: UInt32
        let padding: UInt32
    }

    /// The types of the elements.
    var types: [Any.Type] { elements.map(\.type) }

    /// Where the elements are.
    var offsets: [Int] { elements.map(\.offset) }

    /// Whether all of the elements can be stored.
    var isStorable: Bool {
        func check<Part>(_ type: Part.Type) -> Bool { StoredValue<Part>.isStorable }
        return elements.allSatisfy { element in _openExistential(element.type, do: check) }
    }

    /// Whether an element is a function, or has some in it.
    var holdsFunctions: Bool {
        func check<Part>(_ type: Part.Type) -> Bool { StoredValue<Part>.holdsFunctions }
        return elements.contains { element in _openExistential(element.type, do: check) }
    }

    /// Writes the elements of a tuple in order.
    func encode<Tuple>(_ tuple: Tuple, to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        func encode<Part>(_ type: Part.Type, at address: UnsafeRawPointer) throws {
            try container.encode(StoredValue(address.assumingMemoryBound(to: type).pointee))
        }
        try withUnsafePointer(to: tuple) { pointer in
            for element in elements {
                try encode(element.type, at: UnsafeRawPointer(pointer) + element.offset)
            }
        }
    }

    /// Reads the elements of a tuple in order.
    func decode<Tuple>(_ type: Tuple.Type, from decoder: any Decoder) throws -> Tuple {
        var container = try decoder.unkeyedContainer()
        let place = UnsafeMutablePointer<Tuple>.allocate(capacity: 1)
        defer { place.deallocate() }
        func decode<Part>(_ type: Part.Type, at address: UnsafeMutableRawPointer) throws {
            let part = try container.decode(StoredValue<Part>.self).value
            address.initializeMemory(as: type, to: part)
        }
        func discard<Part>(_ type: Part.Type, at address: UnsafeMutableRawPointer) {
            address.assumingMemoryBound(to: type).deinitialize(count: 1)
        }
        for (index, element) in elements.enumerated() {
            do {
                try decode(element.type, at: UnsafeMutableRawPointer(place) + element.offset)
            } catch {
                for done in elements[..<index] {
                    discard(done.type, at: UnsafeMutableRawPointer(place) + done.offset)
                }
                throw error
            }
        }
        return place.move()
    }
}
