import SwiftSyntax

/// A type that a durable function declares in its body.
///
/// The frame has to name it, so that it is moved out of the function: into an enum of the generated file, where it keeps
/// its own name.
struct NestedType {
    typealias ID = Int

    let id: ID
    let name: String
    /// What declares it: several where branches of an `#if` do.
    var declarations: [Syntax]
    /// The `#if` around them.
    var conditional: IfConfigDeclSyntax?
    /// The enum that it is moved to.
    var space = ""
    /// The generic arguments of the enum, which has the parameters of the function.
    var arguments = ""

    /// The name under which the generated file refers to it.
    var path: String { "\(space)\(arguments).\(name)" }

    /// Whether it is an error that keeps its type in a snapshot.
    var isStorableError: Bool {
        guard conditional == nil, let declaration = declarations.first, declaration.genericParameters.isEmpty,
            let group = declaration.asDeclarationGroup
        else { return false }
        let inherited = Set(group.inheritanceClause?.inheritedTypes.map(\.type.trimmedDescription) ?? [])
        return inherited.contains("Error")
            && (inherited.contains("Codable") || inherited.isSuperset(of: ["Encodable", "Decodable"]))
    }
}

extension Resolution {
    /// Whether an identifier refers to what the function, or something in it, declares, and is not a local.
    func isOwn(_ node: SyntaxIdentifier) -> Bool { innerNames.contains(node) || typeBindings[node] != nil }

    /// Finds a place for each local type: the first enum in which its name is free.
    func placeTypes(of function: DurableFunction, _ index: DeclarationIndex) {
        var taken: Set<String> = []
        let name = function.isInProtocol ? function.qualifiedTypeName : function.typeName
        for id in types.indices {
            types[id].arguments = function.generics.arguments
            var number = 1
            repeat {
                types[id].space = index.freeTypeName(name, number == 1 ? "Types" : "Types\(number)")
                number += 1
            } while !taken.insert(types[id].path).inserted
        }
    }

    /// The text of a node with the types of the function under the names that they have in the generated file.
    func spelling(of node: some SyntaxProtocol) -> String {
        guard !types.isEmpty else { return node.trimmedDescription }
        var text = ""
        for token in node.tokens(viewMode: .sourceAccurate) {
            let type = token.parent.flatMap { typeBindings[$0.id] }
            text += token.leadingTrivia.description + (type.map { types[$0].path } ?? token.text)
            text += token.trailingTrivia.description
        }
        return String(
            text.dropFirst(node.leadingTrivia.description.count).dropLast(node.trailingTrivia.description.count)
        )
    }
}

extension Syntax {
    /// The names of the generic parameters of a declaration.
    var genericParameters: [String] {
        asProtocol((any WithGenericParametersSyntax).self)?.genericParameterClause?.parameters.map(
            \.name.identifierText
        )
            ?? []
    }

    /// The names of the types that are declared in a type.
    var memberTypes: [String] {
        guard let members = asDeclarationGroup?.memberBlock.members else { return [] }
        return members.compactMap { member in
            guard !member.decl.is(FunctionDeclSyntax.self), !member.decl.is(MacroDeclSyntax.self) else { return nil }
            return Syntax(member.decl).asNamedDeclaration?.name.identifierText
        }
    }
}
