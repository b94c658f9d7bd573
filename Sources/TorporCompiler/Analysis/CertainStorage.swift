import SwiftSyntax

/// Types whose values can be stored for certain, so that generated code need not ask the Swift compiler.
struct CertainStorage {
    let types: TypeIndex
    /// The types around the function, outermost first.
    let context: [String]
    /// The names of generic parameters, which hide those of types.
    let parameters: Set<String>

    init(_ function: DurableFunction, _ types: TypeIndex) {
        self.types = types
        let context = function.context.flatMap(\.path)
        self.context = context
        let outer = context.indices.compactMap { types.declaration(of: context[$0], in: Array(context[..<$0])) }
        parameters = Set(function.generics.names)
            .union(outer.flatMap { $0.genericParameters?.parameters.map(\.name.identifierText) ?? [] })
    }

    /// The operation of `Pass` that passes locals of a type: `codable`, or `storable` where the type itself is not
    /// `Codable` and the way to store it is found part by part.
    ///
    /// - Returns: nil if it takes a compiler to tell.
    func operation(_ type: String) -> String? {
        if type == "any Error" || type == "any Swift.Error" { return "storable" }
        if type.hasPrefix("Torpor.StrideIterator<") { return "codable" }
        guard type.hasPrefix("Torpor.RemainingIterator<") else { return isCodable(type) ? "codable" : nil }
        // Pairs are stored part by part.
        let elements = Self.sequences.reduce(type.dropFirst("Torpor.RemainingIterator<".count).dropLast()) {
            $0.replacing($1 + "<", with: "<")
        }
        return isCodable(String(elements)) ? "storable" : nil
    }

    private func isCodable(_ type: String) -> Bool {
        if Self.standardNames.contains(type[...]) { return true }
        let names = type.utf8.split { Self.isPunctuation($0) }
        return !names.isEmpty && names.allSatisfy { isCodable(Substring($0)) } && !type.holds("??") && !type.holds("[:")
    }

    private static func isPunctuation(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"), UInt8(ascii: "?"), UInt8(ascii: " "),
            UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: ","):
            true
        default: false
        }
    }

    private func isCodable(_ name: Substring) -> Bool {
        if Self.standardNames.contains(name) { return true }
        guard !parameters.contains(String(name)), let declared = types.declaration(of: String(name), in: context) else {
            return false
        }
        return types.isPlainlyCodable(declared)
    }

    private static let sequences = ["Swift.EnumeratedSequence", "Swift.ReversedCollection", "Swift.Zip2Sequence"]

    private static let standardNames: Set<Substring> = [
        "Int", "Double", "Bool", "String", "Torpor.DurableClock.Instant", "ContinuousClock.Instant",
        "SuspendingClock.Instant", "Torpor.IndexedIterator", "Torpor.CollectionIterator", "Torpor.TextIterator",
        "Swift.Range", "Swift.ClosedRange",
    ]
}
