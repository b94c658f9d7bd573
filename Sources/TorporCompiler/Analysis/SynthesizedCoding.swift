import SwiftSyntax

/// The structs and enums of a module whose coding the Swift compiler certainly writes, with a key for each property or case:
/// the coder of snapshots need not call it then.
///
/// Only types of files that something has asked for are among them, and those that these store.
enum SynthesizedCoding {
    /// The types, by their names.
    static func types(_ index: TypeIndex) -> [TypeDeclaration] {
        var found: [String: TypeDeclaration] = [:]
        var rest = index.loaded
        var seen: Set<String> = []
        while let type = rest.popLast() {
            guard seen.insert(type.fullName).inserted, isSynthesized(type, index) else { continue }
            found[type.fullName] = type
            for name in type.stored.flatMap(\.trimmedDescription.typeNames) {
                if let part = index.declaration(of: name, in: type.path) { rest.append(part) }
            }
        }
        return found.values.sorted { $0.fullName < $1.fullName }
    }

    static func emit(_ types: [TypeDeclaration], into writer: inout Writer) {
        guard !types.isEmpty else { return }
        writer.line()
        for type in types { writer.line("extension \(type.fullName): Torpor.SynthesizedCoding {}") }
    }

    /// What other protocols imply: an extension of these may say how all that conform are coded.
    private static let impliedProtocols: Set<String> = ["Encodable", "Decodable", "Equatable", "Sendable"]

    private static func isSynthesized(_ type: TypeDeclaration, _ index: TypeIndex) -> Bool {
        guard [.structure, .enumeration].contains(type.kind), type.isVisible, !type.isConditional, !type.hasAttributes,
            !type.isInConstrainedExtension, let names = index.plainConformances(of: type),
            !names.isDisjoint(with: ["Codable", "Encodable"])
        else { return false }
        if !names.isDisjoint(with: ["RawRepresentable", "OptionSet"]) { return false }
        let extended = names.union(impliedProtocols).union([type.name.identifierText])
        guard !extended.contains(where: index.hasCodingInExtension),
            let members = type.name.parent?.asDeclarationGroup?.memberBlock.members
        else { return false }
        return members.allSatisfy(\.decl.leavesCodingSynthesized)
    }
}

extension TypeDeclaration {
    /// Whether it is declared in an extension for some arguments only.
    fileprivate var isInConstrainedExtension: Bool {
        var current = name.parent
        while let node = current {
            if let node = node.as(ExtensionDeclSyntax.self),
                node.genericWhereClause != nil || node.extendedType.trimmedDescription.contains("<")
            {
                return true
            }
            current = node.parent
        }
        return false
    }
}

extension String {
    /// The names in a type, with those of types around them.
    fileprivate var typeNames: [String] {
        split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }.map(String.init)
    }
}

extension DeclSyntax {
    /// Whether a member of a type leaves its coding to the Swift compiler, in the simplest form.
    fileprivate var leavesCodingSynthesized: Bool {
        switch self.as(DeclSyntaxEnum.self) {
        case .variableDecl(let variable): variable.isCodedPlainly
        case .enumCaseDecl(let declaration):
            declaration.attributes.isEmpty
                && declaration.elements.allSatisfy { element in
                    element.parameterClause?.parameters.allSatisfy { $0.defaultValue == nil } ?? true
                }
        case .ifConfigDecl, .macroExpansionDecl: false
        default: !declaresCoding
        }
    }

    /// Whether it is a part of coding that somebody has written.
    var declaresCoding: Bool {
        switch self.as(DeclSyntaxEnum.self) {
        case .functionDecl(let function):
            function.name.identifierText == "encode" && function.signature.onlyLabel == "to"
        case .initializerDecl(let initializer):
            ["from", "rawValue"].contains(initializer.signature.onlyLabel)
        case .variableDecl(let variable):
            variable.bindings.contains { $0.pattern.trimmedDescription == "rawValue" }
        case .ifConfigDecl, .macroExpansionDecl: true
        default: self.asProtocol((any NamedDeclSyntax).self)?.name.identifierText.hasSuffix("CodingKeys") == true
        }
    }
}

extension FunctionSignatureSyntax {
    /// The label of the parameter, if there is one and no other.
    fileprivate var onlyLabel: String? {
        let parameters = parameterClause.parameters
        return parameters.count == 1 ? parameters.first?.firstName.text : nil
    }
}

extension VariableDeclSyntax {
    /// Whether its value is written and read just as it is; or it is none that is stored.
    fileprivate var isCodedPlainly: Bool {
        if modifiers.contains(where: { $0.name.text == "static" }) { return true }
        guard attributes.isEmpty, !DeclSyntax(self).declaresCoding else { return false }
        if modifiers.contains(where: { ["lazy", "weak", "unowned"].contains($0.name.text) }) { return false }
        return bindings.allSatisfy { binding in
            // A constant with a value is not read.
            if bindingSpecifier.tokenKind == .keyword(.let), binding.initializer != nil { return false }
            if binding.typeAnnotation?.type.is(ImplicitlyUnwrappedOptionalTypeSyntax.self) == true { return false }
            guard case .accessors(let list)? = binding.accessorBlock?.accessors else { return true }
            return list.allSatisfy { $0.accessorSpecifier.tokenKind != .keyword(.`init`) }
        }
    }
}
