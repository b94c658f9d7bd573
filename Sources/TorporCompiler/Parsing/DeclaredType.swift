import SwiftSyntax

/// What the sources say about a type, its extensions included.
struct DeclaredType {
    var kind: Kind?
    /// The generic parameters of its own.
    var genericParameters: [String] = []
    /// The global actor that its members run on.
    var isolation: String?
    /// The types and protocols that it says it inherits from or conforms to.
    var inherits: Set<String> = []
    /// Of an enumeration: the names of its cases, and whether they have values.
    var cases: [String: Bool] = [:]
    /// Whether an initializer of it, or of its extensions, may give nothing.
    var hasFailableInitializer = false
    /// Of a protocol: its associated types.
    var associatedTypes: Set<String> = []

    var isGeneric: Bool { !genericParameters.isEmpty }

    enum Kind {
        case value
        case object
        case actor
        case protocolType
    }
}

extension DeclarationIndex {
    /// What is known of a type.
    ///
    /// - Parameter path: the type with those around it, outermost first.
    func type(_ path: [String]) -> DeclaredType? { types[path.joined(separator: ".")] }

    /// Whether instances of a type are shared, and changes of them seen wherever they are.
    func isReference(_ path: [String]) -> Bool {
        let kind = type(path)?.kind
        return kind == .object || kind == .actor
    }

    func isProtocol(_ path: [String]) -> Bool {
        if let kind = type(path)?.kind { return kind == .protocolType }
        return path.count == 1 && StandardProtocols.contains(path[0])
    }

    /// Whether a type, or one around it, is generic; a type that is declared elsewhere may be.
    func isGeneric(_ path: [String]) -> Bool {
        path.indices.contains { end in
            let part = Array(path[...end])
            guard let type = type(part), type.kind != nil else {
                return !StandardProtocols.isPlainType(part.joined(separator: "."))
            }
            return type.isGeneric
        }
    }

    /// A type with all that it inherits from, as far as the sources tell, and whether that is all.
    func ancestry(_ path: [String]) -> (types: [[String]], isComplete: Bool) {
        var found: [[String]] = []
        var pending = [path]
        var isComplete = true
        while let next = pending.popLast() {
            guard !found.contains(next) else { continue }
            found.append(next)
            guard let type = type(next), type.kind != nil else {
                if !StandardProtocols.bringsNoMembers(next.joined(separator: ".")) { isComplete = false }
                if let type = type(next) { pending += type.inherits.map(\.path) }
                continue
            }
            pending += type.inherits.map { resolve($0, in: next) }
        }
        return (found, isComplete)
    }

    /// The type that a name means in another type.
    private func resolve(_ name: String, in path: [String]) -> [String] {
        let parts = name.path
        for depth in stride(from: path.count - 1, through: 0, by: -1) {
            let candidate = Array(path.prefix(depth)) + parts
            if type(candidate)?.kind != nil { return candidate }
        }
        return parts
    }

    /// Whether a name that stands by itself in an instance method means a member of the instance.
    ///
    /// - Parameters:
    ///   - name: the name.
    ///   - path: the type of the method.
    func isImplicitMember(_ name: String, of path: [String]) -> Bool {
        let (types, isComplete) = ancestry(path)
        if types.contains(where: { isInstanceMember(name, of: $0.joined(separator: ".")) }) { return true }
        guard !isComplete, functions[name]?.contains(where: { $0.context.isEmpty }) != true else { return false }
        if constants.contains(name) || typeNames.contains(name) || StandardFunctions.isNoMember(name) { return false }
        // A type of another module has what the sources add to the protocols that it may conform to.
        let isInherited = self.types(withInstanceMember: name).contains { isProtocol($0.path) }
        return isInherited || StandardMethods.isKnown(name) || StandardProtocols.properties.contains(name)
    }
}

/// Protocols of the standard library and of Foundation, as far as the compiler has to know them.
enum StandardProtocols {
    private static let withoutMembers: Set<String> = [
        "Sendable", "Codable", "Encodable", "Decodable", "Equatable", "Hashable", "Comparable", "Error", "Copyable",
        "BitwiseCopyable", "Escapable", "AnyObject", "SendableMetatype", "CustomStringConvertible", "Identifiable",
        "CustomDebugStringConvertible", "CaseIterable", "RawRepresentable", "LocalizedError", "String", "Int", "UInt8",
    ]
    private static let others: Set<String> = [
        "Sequence", "Collection", "BidirectionalCollection", "RandomAccessCollection", "MutableCollection",
        "RangeReplaceableCollection", "LazySequenceProtocol", "LazyCollectionProtocol", "IteratorProtocol", "Numeric",
        "AdditiveArithmetic", "SignedNumeric", "BinaryInteger", "FixedWidthInteger", "SignedInteger",
        "UnsignedInteger", "FloatingPoint", "BinaryFloatingPoint", "Strideable", "StringProtocol", "SetAlgebra",
        "OptionSet", "AsyncSequence", "CodingKey", "Clock", "InstantProtocol", "DurationProtocol", "RangeExpression",
        "ExpressibleByIntegerLiteral", "ExpressibleByStringLiteral", "ExpressibleByArrayLiteral", "DataProtocol",
    ]
    private static let rawTypes: Set<String> = ["String", "Int", "UInt8"]

    static func contains(_ name: String) -> Bool {
        others.contains(name) || (withoutMembers.contains(name) && !rawTypes.contains(name))
    }

    /// Whether conformance adds no members that are used by their names alone; raw types count as protocols here.
    static func bringsNoMembers(_ name: String) -> Bool { withoutMembers.contains(name) }

    /// Types of the standard library and of Foundation that have no generic parameters.
    static func isPlainType(_ name: String) -> Bool {
        [
            "String", "Substring", "Character", "Int", "UInt", "Double", "Float", "Bool", "Data", "Date", "URL", "UUID",
            "Decimal", "Duration", "Int64", "UInt64", "Int32", "UInt32", "Int16", "UInt16", "Int8", "UInt8",
        ].contains(name)
    }

    /// Properties of common types and protocols.
    static let properties: Set<String> = [
        "count", "isEmpty", "first", "last", "indices", "startIndex", "endIndex", "keys", "values", "lazy", "utf8",
        "description", "debugDescription", "hashValue", "rawValue", "id", "isNegative", "magnitude",
        "underestimatedCount",
        "lowerBound", "upperBound", "makeIterator", "unicodeScalars", "utf16", "localizedDescription", "capacity",
    ]

    /// The associated types of the protocols, by the names that stand by themselves in their extensions.
    static let associatedTypes: Set<String> = [
        "Element", "Iterator", "Index", "Indices", "SubSequence", "Magnitude", "Stride", "RawValue", "AllCases", "ID",
    ]
}
