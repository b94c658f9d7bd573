/// An array.
final class ListPlan<Element>: ValuePlan, @unchecked Sendable {
    private let element: ValuePlan

    init(_ element: ValuePlan) {
        self.element = element
        super.init([Element].self)
    }

    override func write(_ value: UnsafeRawPointer, to writer: CBORWriter) -> Bool {
        let (count, elements) = ListLayout.contents(value, alignment: element.witnesses.alignment)
        writer.buffer.append(.array, UInt64(truncatingIfNeeded: count))
        for index in 0..<count {
            guard element.write(elements + index * element.witnesses.stride, to: writer) else { return false }
        }
        return true
    }

    override func read(into place: UnsafeMutableRawPointer, from reader: inout PlanReader) -> Bool {
        let outer = reader.container
        guard let count = reader.enter(.array) else { return false }
        let stride = element.witnesses.stride
        if count > 0 {
            // As much memory as a small multiple of the bytes.
            let bytes = Int(reader.containers[outer].end) - reader.offset
            guard count * stride <= 64 * bytes else { return false }
        }
        let list = [Element](unsafeUninitializedCapacity: count) { buffer, done in
            guard count > 0, let base = buffer.baseAddress else { return }
            let elements = UnsafeMutableRawPointer(base)
            while done < count, element.read(into: elements + done * stride, from: &reader) { done += 1 }
        }
        guard list.count == count else { return false }
        place.initializeMemory(as: [Element].self, to: list)
        return true
    }
}

/// Where the elements of an array are. Their place is asked once, by trying: where it is another, there are no plans.
enum ListLayout {
    private static let countOffset = 2 * MemoryLayout<Int>.size
    private static let headerSize = 4 * MemoryLayout<Int>.size

    /// The number of elements of an array at a place, and where they are.
    @inline(__always)
    static func contents(_ array: UnsafeRawPointer, alignment: Int) -> (count: Int, elements: UnsafeRawPointer) {
        let buffer = array.load(as: UnsafeRawPointer.self)
        let first = (headerSize + alignment - 1) & ~(alignment - 1)
        return (buffer.load(fromByteOffset: countOffset, as: Int.self), buffer + first)
    }

    /// Whether arrays are laid out as they are taken to be.
    static let isKnown: Bool = {
        func isRight<Element>(_ array: [Element]) -> Bool {
            guard MemoryLayout<[Element]>.size == MemoryLayout<Int>.size else { return false }
            return array.withUnsafeBufferPointer { elements in
                withUnsafePointer(to: array) { place in
                    let found = contents(place, alignment: MemoryLayout<Element>.alignment)
                    return found.count == elements.count
                        && (elements.isEmpty || elements.baseAddress.map(UnsafeRawPointer.init) == found.elements)
                }
            }
        }
        return isRight([1, 2, 3] as [UInt8]) && isRight(["one", "two"]) && isRight([(UInt128(1), true), (2, false)])
            && isRight([Int]()) && isRight((0..<100).map { (UInt16($0), Double($0)) })
    }()
}

/// An array, of which plans are made.
protocol PlannedList {
    static var element: Any.Type { get }

    static func plan(_ element: ValuePlan) -> ValuePlan
}

extension Array: PlannedList {
    static var element: Any.Type { Element.self }

    static func plan(_ element: ValuePlan) -> ValuePlan { ListPlan<Element>(element) }
}

/// An optional, of which plans are made.
protocol PlannedOptional {
    static var content: Any.Type { get }
}

extension Optional: PlannedOptional {
    static var content: Any.Type { Wrapped.self }
}
