import SwiftParser
import SwiftSyntax

/// The types that a module declares, and what can be told of their conformances without a compiler.
final class TypeIndex {
    /// What the sources say about a conformance.
    enum Answer {
        case yes
        case no
        /// It takes more than the module's sources to tell.
        case unknown
    }

    private var declarations: [String: TypeDeclaration] = [:]
    private var ambiguous: Set<String> = []
    private var extensions: [String: [TypeSyntax]] = [:]
    /// The names of types and protocols, without those around them, whose extensions may have to do with their coding.
    private var codingExtensions: Set<String> = []
    /// Structs that are stored field by field, by their full names.
    private(set) var records: [String: FunctionRecord] = [:]
    /// Those of which that is being found out.
    private var checked: Set<String> = []
    private let source: DeclarationSource
    private let module: String
    /// The types that texts spell, as far as they have been asked for.
    private var spelled: [String: TypeSyntax] = [:]

    /// Makes an index of no types yet.
    ///
    /// - Parameters:
    ///   - source: the files that are read when a type is asked for that they declare.
    ///   - module: the name of the module.
    init(_ source: DeclarationSource, module: String) {
        self.source = source
        self.module = module
    }

    /// Adds the types that a file declares.
    func add(_ file: ParsedFile) {
        let visitor = TypeDeclarationVisitor(file)
        for declaration in visitor.declarations {
            let known = declarations.updateValue(declaration, forKey: declaration.fullName)
            if known != nil { ambiguous.insert(declaration.fullName) }
        }
        for (name, types) in visitor.extensions { extensions[withoutModule(name), default: []] += types }
        codingExtensions.formUnion(visitor.codingExtensions)
    }

    private func withoutModule(_ name: String) -> String {
        name.hasPrefix(module + ".") ? String(name.dropFirst(module.count + 1)) : name
    }

    /// Notes that a struct is stored field by field.
    /// Notes that it is being found out whether a type is stored part by part.
    ///
    /// - Returns: false if it is being found out already.
    func beginCheck(of type: TypeDeclaration) -> Bool { checked.insert(type.fullName).inserted }

    /// Notes that it has been found out.
    func endCheck(of type: TypeDeclaration) { checked.remove(type.fullName) }

    /// The case of an enum with functions in it, if it is the only one of its name.
    ///
    /// - Parameters:
    ///   - name: the name of the case.
    ///   - type: the name of the enum, where it is written.
    func choice(_ name: String, of type: String?) -> (type: TypeDeclaration, element: EnumCaseElementSyntax)? {
        let found = records.values.map(\.type).filter { record in
            record.kind == .enumeration && record.cases.contains(name)
                && (type.map { record.fullName == $0 || record.fullName.hasSuffix("." + $0) } ?? true)
        }
        guard found.count == 1, let element = found[0].elements.first(where: { $0.name.identifierText == name }) else {
            return nil
        }
        return (found[0], element)
    }

    func addRecord(_ record: FunctionRecord) { records[record.type.fullName] = record }

    // MARK: Looking up

    /// The type that a text spells.
    func type(spelled text: String) -> TypeSyntax {
        if let known = spelled[text] { return known }
        var parser = Parser(text)
        let type = TypeSyntax.parse(from: &parser)
        spelled[text] = type
        return type
    }

    /// The declaration that a name means; nil where none of the module's does for certain.
    ///
    /// - Parameters:
    ///   - name: the name, with those of types around it if it says them.
    ///   - context: the types around the place that uses it, outermost first.
    func declaration(of name: String, in context: [String]) -> TypeDeclaration? {
        source.read(name)
        for depth in stride(from: context.count, through: 0, by: -1) {
            let path = depth == 0 ? name : (context.prefix(depth) + [name]).joined(separator: ".")
            if let found = declarations[path] { return ambiguous.contains(path) ? nil : found }
        }
        return name.hasPrefix(module + ".") ? declaration(of: withoutModule(name), in: []) : nil
    }

    /// Whether the module declares a type of this name, of which there may be several.
    func declares(_ name: String, in context: [String]) -> Bool {
        source.read(name)
        return (0...context.count).contains { depth in
            declarations[(context.prefix(depth) + [name]).joined(separator: ".")] != nil
        }
    }

    /// The errors of the module that keep their type in a snapshot, under their full names.
    var storableErrors: [String] {
        readErrors()
        return declarations.values.filter { isStorableError($0) }.map(\.fullName).sorted()
    }

    /// Reads the files that may declare errors: they mention the protocol, or a type by way of which it is inherited.
    private func readErrors() {
        var asked: Set<String> = []
        var names: Set<String> = ["Error"]
        while let name = names.subtracting(asked).first {
            asked.insert(name)
            source.read(mentioning: name)
            for type in declarations.values where [.protocol, .class, .alias].contains(type.kind) {
                let isNamed = type.aliased?.trimmedDescription.identifiers.contains(where: isErrorName)
                if isNamed ?? (isError(type) == .yes) { names.insert(type.name.identifierText) }
            }
            func isErrorName(_ name: String) -> Bool { name.contains("Error") || names.contains(name) }
        }
    }

    /// Whether errors of a type keep it in a snapshot: the catalog has to be able to name it.
    func isStorableError(_ type: TypeDeclaration) -> Bool {
        guard [.structure, .enumeration, .class].contains(type.kind), !ambiguous.contains(type.fullName) else {
            return false
        }
        let isNameable = type.isVisible && !type.isGeneric && !type.isConditional
        return isNameable && isError(type) == .yes && isCodable(type) == .yes
    }

    /// The classes of the module of which the sources say all that there is to know, by their full names.
    var knownClasses: [TypeDeclaration] {
        source.read(mentioning: "class")
        return declarations.values.filter { type in
            type.kind == .class && type.isVisible && !type.isConditional && !ambiguous.contains(type.fullName)
                && isKnown(type)
        }.sorted { $0.fullName < $1.fullName }
    }

    /// The superclass of a class, if it has one that the module declares.
    func superclass(of type: TypeDeclaration) -> TypeDeclaration? {
        guard let first = type.inheritance?.inheritedTypes.first?.type.nameWithoutArguments,
            let found = declaration(of: first, in: Array(type.path.dropLast())), found.kind == .class
        else { return nil }
        return found
    }

    /// Whether the type is no handle, and neither it nor what it inherits from has an attribute, which may isolate it or add
    /// to it, or comes from elsewhere.
    private func isKnown(_ type: TypeDeclaration) -> Bool {
        let found = conformances(of: type)
        return found.isComplete && found.names.isDisjoint(with: Self.handleProtocols)
            && found.sources.allSatisfy { declarations[$0]?.hasAttributes == false }
    }

    // MARK: Synthesized coding

    /// The types of the module that have been read so far, if their names are theirs alone.
    var loaded: [TypeDeclaration] {
        declarations.values.filter { !ambiguous.contains($0.fullName) }.sorted { $0.fullName < $1.fullName }
    }

    /// Whether an extension of a type or protocol with a name, or of a type under another name, may have to do with coding.
    func hasCodingInExtension(_ name: String) -> Bool {
        let last = name.split(separator: ".").last.map(String.init) ?? name
        source.read(last)
        if codingExtensions.contains(last) { return true }
        return codingExtensions.contains { extended in
            declarations.values.contains { $0.kind == .alias && $0.path.last == extended }
        }
    }

    /// The names of all that a type conforms to; nil if the module's sources do not say all.
    func plainConformances(of type: TypeDeclaration) -> Set<String>? {
        guard !ambiguous.contains(type.fullName), records[type.fullName] == nil else { return nil }
        let found = conformances(of: type)
        guard found.isComplete, found.names.isDisjoint(with: Self.handleProtocols) else { return nil }
        let sources = found.sources.subtracting([type.fullName])
        return sources.contains { declarations[$0]?.isConditional != false } ? nil : found.names.union(sources)
    }

    // MARK: Lifetimes

    /// Whether a type of the module refers to objects without keeping them.
    private(set) lazy var hasWeakReferences: Bool = {
        source.read(mentioning: "weak")
        source.read(mentioning: "unowned")
        return declarations.values.contains(where: \.hasWeakReferences)
    }()

    // MARK: Conformances

    /// Whether values of a type are stored by a description, and revived.
    func isHandle(_ type: TypeDeclaration) -> Bool {
        !conformances(of: type).names.isDisjoint(with: Self.handleProtocols)
    }

    /// Whether a type is `Codable`.
    func isCodable(_ type: TypeDeclaration) -> Answer {
        let answer = conformances(of: type).answer { names in
            if !names.isDisjoint(with: Self.handleProtocols) { return true }
            // A handle is all that an actor can be.
            return type.kind != .actor
                && (!names.isDisjoint(with: Self.codableProtocols)
                    || names.isSuperset(of: ["Encodable", "Decodable"]))
        }
        return type.kind == .actor && answer == .unknown ? .no : answer
    }

    /// Whether a type is `Codable` for certain, wherever it is used, and nothing else that could be stored otherwise.
    func isPlainlyCodable(_ type: TypeDeclaration) -> Bool {
        guard [.structure, .enumeration, .class].contains(type.kind), !type.isGeneric, !type.isConditional,
            !ambiguous.contains(type.fullName), records[type.fullName] == nil
        else { return false }
        let names = conformances(of: type).names
        return names.contains("Codable") && names.isDisjoint(with: Self.handleProtocols)
    }

    /// Whether a type is an error.
    func isError(_ type: TypeDeclaration) -> Answer {
        conformances(of: type).answer { !$0.isDisjoint(with: Self.errorProtocols) }
    }

    /// Whether a type is a sequence.
    func isSequence(_ type: TypeDeclaration) -> Answer {
        conformances(of: type).answer { names in
            names.contains { $0.hasSuffix("Sequence") || $0.hasSuffix("Collection") }
        }
    }

    /// What a type conforms to, by way of protocols and superclasses too.
    private struct Conformances {
        var names: Set<String> = []
        /// The module's types that say so: the type itself, and those that it inherits from.
        var sources: Set<String> = []
        var isComplete = true

        func answer(_ holds: (Set<String>) -> Bool) -> Answer {
            holds(names) ? .yes : isComplete ? .no : .unknown
        }
    }

    private func conformances(of type: TypeDeclaration) -> Conformances {
        var found = Conformances()
        collect(type, into: &found)
        return found
    }

    private func collect(_ type: TypeDeclaration, into found: inout Conformances) {
        guard found.sources.insert(type.fullName).inserted else { return }
        if type.mayBeExtendedByMacros { found.isComplete = false }
        let inherited = type.inheritance?.inheritedTypes.map(\.type) ?? []
        for parent in inherited + extensions[type.fullName, default: []] {
            collect(parent, in: Array(type.path.dropLast()), into: &found)
        }
    }

    private func collect(
        _ parent: TypeSyntax,
        in context: [String],
        into found: inout Conformances
    ) {
        switch parent.as(TypeSyntaxEnum.self) {
        case .attributedType(let attributed): collect(attributed.baseType, in: context, into: &found)
        case .compositionType(let composition):
            for element in composition.elements { collect(element.type, in: context, into: &found) }
        case .suppressedType: break
        default:
            let name = parent.nameWithoutArguments
            if let declaration = declaration(of: name, in: context) {
                if let aliased = declaration.aliased {
                    collect(aliased, in: Array(declaration.path.dropLast()), into: &found)
                } else {
                    collect(declaration, into: &found)
                }
            } else if declares(name, in: context) {
                found.isComplete = false
            } else {
                let name = name.hasPrefix("Swift.") ? String(name.dropFirst("Swift.".count)) : name
                found.names.insert(name)
                let known = [
                    Self.standardProtocols, Self.errorProtocols, Self.codableProtocols, Self.handleProtocols,
                ]
                if !known.contains(where: { $0.contains(name) }) {
                    found.isComplete = false
                }
            }
        }
    }

    private static let handleProtocols: Set<String> = ["Hibernatable", "Torpor.Hibernatable"]

    private static let codableProtocols: Set<String> = ["Codable", "CyclicCodable", "Torpor.CyclicCodable"]

    private static let errorProtocols: Set<String> = ["Error", "LocalizedError", "CustomNSError", "RecoverableError"]

    /// What a type may inherit from without becoming `Codable`: protocols, and raw types of enums.
    private static let standardProtocols: Set<String> = [
        "Any", "AnyObject", "Sendable", "Equatable", "Hashable", "Comparable", "Identifiable", "CaseIterable",
        "RawRepresentable", "CustomStringConvertible", "CustomDebugStringConvertible", "CustomReflectable",
        "TextOutputStream", "TextOutputStreamable", "LosslessStringConvertible", "Strideable", "AdditiveArithmetic",
        "Numeric", "SignedNumeric", "Sequence", "IteratorProtocol", "Collection", "BidirectionalCollection",
        "RandomAccessCollection", "MutableCollection", "RangeReplaceableCollection", "LazySequenceProtocol",
        "AsyncSequence", "AsyncIteratorProtocol", "OptionSet", "SetAlgebra", "Encodable", "Decodable", "Actor",
        "ExpressibleByIntegerLiteral", "ExpressibleByFloatLiteral", "ExpressibleByStringLiteral",
        "ExpressibleByArrayLiteral", "ExpressibleByDictionaryLiteral", "ExpressibleByBooleanLiteral",
        "ExpressibleByNilLiteral", "ExpressibleByStringInterpolation", "String", "Substring", "Character", "Int",
        "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32", "UInt64", "Double", "Float",
        "BitwiseCopyable",
        "RandomNumberGenerator", "Copyable", "Escapable",
    ]
}

extension TypeSyntax {
    /// The type as it is written, without what stands in angle brackets.
    fileprivate var nameWithoutArguments: String {
        var depth = 0
        return trimmedDescription.filter { character in
            if character == "<" { depth += 1 }
            defer { if character == ">" { depth -= 1 } }
            return depth == 0
        }
    }
}
