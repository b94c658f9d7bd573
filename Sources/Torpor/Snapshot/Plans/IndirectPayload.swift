/// The payload of an indirect case, which is in a box.
class IndirectPayload: @unchecked Sendable {
    /// Reads a payload, and puts a box with it at the place of an enum.
    ///
    /// - Returns: false if it cannot; nothing is there then.
    func read(_ fields: RecordFields, into place: UnsafeMutableRawPointer, from reader: inout PlanReader) -> Bool {
        fatalError("abstract")
    }

    /// For payloads of a type.
    static func make(_ type: Any.Type) -> IndirectPayload {
        func make<Payload>(_ type: Payload.Type) -> IndirectPayload { IndirectPayloadOf<Payload>() }
        return _openExistential(type, do: make)
    }

    /// Where the payload is, of which there is a box at a place.
    @inline(__always)
    static func payload(_ place: UnsafeRawPointer, alignment: Int) -> UnsafeRawPointer {
        place.load(as: UnsafeRawPointer.self) + (headerSize + alignment - 1) & ~(alignment - 1)
    }

    private static let headerSize = 2 * MemoryLayout<Int>.size

    /// Whether boxes are laid out as they are taken to be.
    static let isKnown: Bool = {
        func isRight<Payload: Equatable>(_ payload: Payload) -> Bool {
            withUnsafePointer(to: Boxed.boxed(payload)) { box in
                MemoryLayout<Boxed<Payload>>.size == MemoryLayout<Int>.size
                    && IndirectPayload.payload(box, alignment: MemoryLayout<Payload>.alignment)
                        .assumingMemoryBound(to: Payload.self).pointee == payload
            }
        }
        return isRight(UInt8(7)) && isRight(0x1234_5678_9ABC) && isRight("a text that is not short")
            && isRight(UInt128.max - 7)
    }()
}

private final class IndirectPayloadOf<Payload>: IndirectPayload, @unchecked Sendable {
    override func read(
        _ fields: RecordFields,
        into place: UnsafeMutableRawPointer,
        from reader: inout PlanReader
    ) -> Bool {
        withUnsafeTemporaryAllocation(of: Payload.self, capacity: 1) { room in
            let payload = room.baseAddress.unsafelyUnwrapped
            guard fields.read(into: payload, from: &reader) else { return false }
            place.initializeMemory(as: Boxed<Payload>.self, to: .boxed(payload.move()))
            return true
        }
    }
}

/// A box as enums have them.
private indirect enum Boxed<Payload> {
    case boxed(Payload)
}
