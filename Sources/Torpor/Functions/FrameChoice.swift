/// An enum that is stored case by case, because there are functions in some of its payloads. Generated code says so of
/// enums of the module.
public protocol FrameChoice {
    /// The types of all that its cases hold.
    static var _payloads: [Any.Type] { get }

    /// Writes the name of the case, and what it holds.
    ///
    /// - Parameter payload: takes them.
    /// - Throws: whatever the coding of what it holds throws.
    func _write(to payload: inout ChoiceWriter) throws

    /// Reads what a case holds.
    ///
    /// - Parameter payload: gives it, and the name of the case.
    /// - Returns: the case.
    /// - Throws: ``ChoiceReader/unknown`` for a name that is of no case; whatever the coding of what it holds throws.
    static func _read(from payload: inout ChoiceReader) throws -> Self
}

/// Writes a case of an enum that has functions in it: a list of its name and of what it holds.
public struct ChoiceWriter {
    private var container: any UnkeyedEncodingContainer

    init(_ encoder: any Encoder) {
        container = encoder.unkeyedContainer()
    }

    /// Writes the name of the case.
    public mutating func begin(_ name: String) throws { try container.encode(name) }

    /// Writes what the case holds next.
    public mutating func add<Part>(_ part: Part) throws { try container.encode(StoredValue(part)) }
}

/// Reads a case of an enum that has functions in it.
public struct ChoiceReader {
    /// The name of the case.
    public let name: String
    private var container: any UnkeyedDecodingContainer

    init(_ decoder: any Decoder) throws {
        container = try decoder.unkeyedContainer()
        name = try container.decode(String.self)
    }

    /// What the case holds next.
    public mutating func next<Part>() throws -> Part { try container.decode(StoredValue<Part>.self).value }

    /// The error where there is no such case.
    public var unknown: any Error {
        SnapshotError.incompatible("it has a case '\(name)' that the program does not have")
    }
}

extension FrameChoice {
    /// Whether all that the cases hold can be stored.
    static var isStorable: Bool {
        func check<Part>(_ type: Part.Type) -> Bool { StoredValue<Part>.isStorable }
        return _payloads.allSatisfy { _openExistential($0, do: check) }
    }

    /// Whether some of it is a function, or has some in it.
    static var holdsFunctions: Bool {
        func check<Part>(_ type: Part.Type) -> Bool { StoredValue<Part>.holdsFunctions }
        return _payloads.contains { _openExistential($0, do: check) }
    }
}
