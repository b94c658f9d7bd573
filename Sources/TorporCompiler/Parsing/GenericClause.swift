import SwiftSyntax

/// The generic parameters of a declaration, and what is asked of them, as generated declarations repeat them.
struct GenericClause {
    private(set) var names: [String] = []
    private var parameters: [String] = []
    private var requirements: [String] = []

    init() {}

    /// The clause of a function. An opaque parameter type counts as a parameter of its own.
    init(_ node: FunctionDeclSyntax) {
        for parameter in node.genericParameterClause?.parameters ?? [] {
            add(parameter.name.text, constraint: parameter.inheritedType?.trimmedDescription)
        }
        for parameter in node.signature.parameterClause.parameters {
            for (name, type) in OpaqueTypes.named(in: parameter) {
                add(name, constraint: type.constraint.trimmedDescription)
            }
        }
        if let clause = node.genericWhereClause { requirements.append(clause.requirements.trimmedDescription) }
    }

    /// Adds a parameter before the others.
    mutating func insertFirst(_ name: String, constraint: String, requirements: String) {
        names.insert(name, at: 0)
        parameters.insert("\(name): \(constraint)", at: 0)
        if !requirements.isEmpty { self.requirements.append(requirements) }
    }

    /// Spells what is asked of the parameters otherwise.
    mutating func respell(_ spelled: (String) -> String) {
        parameters = parameters.map(spelled)
        requirements = requirements.map(spelled)
    }

    private mutating func add(_ name: String, constraint: String?) {
        names.append(name)
        parameters.append(constraint.map { "\(name): \($0)" } ?? name)
    }

    var isEmpty: Bool { names.isEmpty }

    /// `<T: Codable>`, or nothing.
    var clause: String { isEmpty ? "" : "<\(parameters.joined(separator: ", "))>" }

    /// `<T>`, or nothing.
    var arguments: String { Self.arguments(names) }

    static func arguments(_ names: [String]) -> String { names.isEmpty ? "" : "<\(names.joined(separator: ", "))>" }

    /// ` where T: Codable`, or nothing.
    var whereClause: String { requirements.isEmpty ? "" : " where \(requirements.joined(separator: ", "))" }
}

/// The opaque types of parameters, `some P`, under the names that they have in generated code.
enum OpaqueTypes {
    static func named(in parameter: FunctionParameterSyntax) -> [(name: String, type: SomeOrAnyTypeSyntax)] {
        let all = find(in: Syntax(parameter.type))
        let base = "Some" + (parameter.secondName ?? parameter.firstName).identifierText.capitalised
        return all.enumerated().map { ($0.offset == 0 ? base : "\(base)\($0.offset + 1)", $0.element) }
    }

    /// A type of a parameter with names in the places of opaque types.
    static func spelled(_ type: TypeSyntax, of parameter: FunctionParameterSyntax) -> String {
        var text = type.trimmedDescription
        for (name, opaque) in named(in: parameter) {
            if let range = text.firstRange(of: opaque.trimmedDescription) { text.replaceSubrange(range, with: name) }
        }
        return text
    }

    private static func find(in node: Syntax) -> [SomeOrAnyTypeSyntax] {
        // Most types are a name.
        if node.kind == .identifierType, node.cast(IdentifierTypeSyntax.self).genericArgumentClause == nil { return [] }
        if let opaque = node.as(SomeOrAnyTypeSyntax.self), opaque.someOrAnySpecifier.tokenKind == .keyword(.some) {
            return [opaque]
        }
        return node.childNodes.flatMap(find)
    }
}
