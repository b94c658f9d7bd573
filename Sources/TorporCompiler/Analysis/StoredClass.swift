import SwiftOperators
import SwiftSyntax

/// What generated code says of a class and its subclasses, for the coder of snapshots: which properties are read just as they
/// are, so that they can be set once an instance has been made, and which subclasses are not stored as a whole.
struct StoredClass {
    /// The class, which none of the module's stands above.
    let root: TypeDeclaration
    /// How visible the class is.
    let access: String
    /// The classes that have such properties, with these by their keys.
    let properties: [(type: TypeDeclaration, places: [(key: String, name: String)])]
    /// The classes that inherit their coding and add to what is stored.
    let partial: [TypeDeclaration]

    /// The classes of a module of which there is something to say.
    static func all(_ types: TypeIndex) -> [StoredClass] {
        let known = types.knownClasses.filter { types.isCodable($0) == .yes }
        let chains = known.map { chain(of: $0, types) }
        return known.indices.compactMap { index -> StoredClass? in
            guard chains[index].count == 1 else { return nil }
            let root = known[index]
            let family = known.indices.filter { chains[$0].last?.fullName == root.fullName }.map { known[$0] }
            let properties = family.map { (type: $0, places: places(in: $0, types)) }.filter { !$0.places.isEmpty }
            let partial = family.filter { $0.fullName != root.fullName && isPartial($0) }
            guard !properties.isEmpty || !partial.isEmpty else { return nil }
            return StoredClass(root: root, access: root.access, properties: properties, partial: partial)
        }
    }

    /// A class, its superclass, and so on, as long as they are `Codable`.
    private static func chain(of type: TypeDeclaration, _ types: TypeIndex) -> [TypeDeclaration] {
        var chain = [type]
        while let next = types.superclass(of: chain[chain.count - 1]), types.isCodable(next) == .yes,
            chain.count < 64
        {
            chain.append(next)
        }
        return chain
    }

    // MARK: Properties

    /// The properties that can be set later, by the keys that they are read from.
    private static func places(in type: TypeDeclaration, _ types: TypeIndex) -> [(key: String, name: String)] {
        guard let members = type.classNode?.memberBlock.members else { return [] }
        // What the class reads is known where the Swift compiler says how it does, or where nothing else is done with it.
        let declares =
            type.inheritance?.inheritedTypes.contains { $0.type.trimmedDescription.contains("odable") } == true
        let initializer = members.compactMap { $0.decl.as(InitializerDeclSyntax.self) }.first { $0.isDecoding }
        guard declares || initializer != nil else { return [] }
        let keys = codingKeys(members)
        let assigned = initializer?.assignedKeys
        let places = members.compactMap { $0.decl.as(VariableDeclSyntax.self) }.flatMap { variable in
            variable.settableReferences { types.declaration(of: $0, in: type.path)?.aliased }
        }
        return places.flatMap { name -> [(key: String, name: String)] in
            let cases = assigned.map { $0.filter { $0.property == name }.map(\.key) } ?? [name]
            guard cases.count == 1 else { return [] }
            if keys.isEmpty { return assigned == nil ? [(name, name)] : [] }
            let found = Set(keys.compactMap { $0[cases[0]] })
            guard found.count == 1 else { return [] }
            return [(found.first!, name)]
        }
    }

    /// The keys of the enumerations of keys in a class, by the names of the cases.
    private static func codingKeys(_ members: MemberBlockItemListSyntax) -> [[String: String]] {
        members.compactMap { $0.decl.as(EnumDeclSyntax.self) }.filter { declaration in
            declaration.inheritanceClause?.inheritedTypes.contains {
                $0.type.trimmedDescription.hasSuffix("CodingKey")
            } == true
        }.map { declaration in
            var keys: [String: String] = [:]
            for item in declaration.memberBlock.members {
                for element in item.decl.as(EnumCaseDeclSyntax.self)?.elements ?? [] {
                    let name = element.name.identifierText
                    let value = element.rawValue?.value.as(StringLiteralExprSyntax.self)?.plainText
                    if element.rawValue == nil || value != nil { keys[name] = value ?? name }
                }
            }
            return keys
        }
    }

    /// Whether a subclass adds stored properties and leaves coding to its superclass, or a part of it.
    private static func isPartial(_ type: TypeDeclaration) -> Bool {
        guard let members = type.classNode?.memberBlock.members else { return false }
        let stores = members.contains { $0.decl.as(VariableDeclSyntax.self)?.isStored == true }
        let encodes = members.contains { item in
            guard let function = item.decl.as(FunctionDeclSyntax.self) else { return false }
            return function.name.text == "encode"
                && function.signature.parameterClause.parameters.first?.firstName.text == "to"
        }
        let decodes = members.contains { $0.decl.as(InitializerDeclSyntax.self)?.isDecoding == true }
        return stores && !(encodes && decodes)
    }

    // MARK: Emission

    /// Prints the conformance of the topmost class. The others are named in text: generic ones have no name in Swift.
    func emit(module: String, into writer: inout Writer) {
        let modifier = access == "internal" ? "" : access + " "
        writer.block("extension \(root.fullName): Torpor.StoredClass {") { writer in
            writer.block("\(modifier)static var torporClasses: [Swift.String: Torpor.ClassCoding] {") { writer in
                writer.block("[", "]") { writer in
                    for type in family {
                        let places = properties.first { $0.type.fullName == type.fullName }?.places ?? []
                        let list = places.map { "\"\($0.key)\": \"\($0.name)\"" }.joined(separator: ", ")
                        let isPartial = partial.contains { $0.fullName == type.fullName }
                        let arguments = [list.isEmpty ? nil : "[\(list)]", isPartial ? "isPartial: true" : nil]
                        let coding = arguments.compactMap(\.self).joined(separator: ", ")
                        writer.line("\"\(module).\(type.fullName)\": Torpor.ClassCoding(\(coding)),")
                    }
                }
            }
        }
    }

    /// The classes of which there is something to say, the topmost first.
    private var family: [TypeDeclaration] {
        var names: Set<String> = []
        return (properties.map(\.type) + partial).filter { names.insert($0.fullName).inserted }.sorted {
            ($0.fullName == root.fullName ? "" : $0.fullName) < ($1.fullName == root.fullName ? "" : $1.fullName)
        }
    }
}

extension StringLiteralExprSyntax {
    /// The text, if it is just as it is written.
    fileprivate var plainText: String? {
        guard openingPounds == nil, openingQuote.text == "\"", segments.count == 1,
            let text = segments.first?.as(StringSegmentSyntax.self)?.content.text, !text.contains("\\")
        else { return nil }
        return text
    }
}

extension InitializerDeclSyntax {
    /// Whether it is that of `Decodable`.
    fileprivate var isDecoding: Bool {
        signature.parameterClause.parameters.count == 1
            && signature.parameterClause.parameters.first?.firstName.text == "from"
    }

    /// The properties that are given what is read from a key, just as it is.
    fileprivate var assignedKeys: [(property: String, key: String)] {
        // Of files without durable functions, the trees are not folded.
        let folded = OperatorTable.standardOperators.foldAll(self) { _ in }
        return folded.descendants(InfixOperatorExprSyntax.self).compactMap { assignment in
            guard assignment.operator.is(AssignmentExprSyntax.self),
                assignment.parent?.is(CodeBlockItemSyntax.self) == true,
                let value = assignment.rightOperand.as(TryExprSyntax.self), value.questionOrExclamationMark == nil,
                let call = value.expression.as(FunctionCallExprSyntax.self),
                let callee = call.calledExpression.as(MemberAccessExprSyntax.self),
                ["decode", "decodeIfPresent"].contains(callee.declName.baseName.text),
                let key = call.arguments.last, key.label?.text == "forKey", call.arguments.count == 2,
                let name = key.expression.as(MemberAccessExprSyntax.self)?.declName.baseName.identifierText
            else { return nil }
            if let member = assignment.leftOperand.as(MemberAccessExprSyntax.self),
                member.base?.trimmedDescription == "self"
            {
                return (member.declName.baseName.identifierText, name)
            }
            guard let local = assignment.leftOperand.as(DeclReferenceExprSyntax.self) else { return nil }
            return (local.baseName.identifierText, name)
        }
    }
}

extension VariableDeclSyntax {
    fileprivate var isStored: Bool {
        !modifiers.contains { ["static", "class", "lazy"].contains($0.name.text) }
            && bindings.contains { binding in
                guard let accessors = binding.accessorBlock?.accessors else { return true }
                guard case .accessors(let list) = accessors else { return false }
                return list.allSatisfy { ["willSet", "didSet"].contains($0.accessorSpecifier.text) }
            }
    }

    /// The names of its stored variables whose values may be ones that stand for nothing.
    ///
    /// - Parameter alias: what a name stands for, if it is an alias.
    fileprivate func settableReferences(alias: (String) -> TypeSyntax?) -> [String] {
        let others: Set<String> = ["static", "class", "lazy", "override", "unowned"]
        guard bindingSpecifier.tokenKind == .keyword(.var), attributes.isEmpty, isStored,
            !modifiers.contains(where: { others.contains($0.name.text) })
        else { return [] }
        return bindings.compactMap { binding in
            let mayBeEmpty =
                if let type = binding.typeAnnotation?.type {
                    (type.as(IdentifierTypeSyntax.self).flatMap { alias($0.name.text) } ?? type).mayStandForNothing
                } else {
                    binding.initializer?.value.isEmptyCollection == true
                }
            guard mayBeEmpty else { return nil }
            return binding.pattern.as(IdentifierPatternSyntax.self)?.identifier.identifierText
        }
    }
}

extension ExprSyntax {
    /// Whether it says that it makes a collection: `[Node]()`, `Set<Node>()`.
    fileprivate var isEmptyCollection: Bool {
        guard let made = self.as(FunctionCallExprSyntax.self)?.calledExpression else { return false }
        return made.is(ArrayExprSyntax.self) || made.is(DictionaryExprSyntax.self)
            || made.is(GenericSpecializationExprSyntax.self)
    }
}

extension TypeSyntax {
    /// Whether it has a value that stands for nothing, and others that may hold objects.
    fileprivate var mayStandForNothing: Bool {
        let values: Set<String> = [
            "Int", "Double", "Bool", "String", "Float", "Date", "UUID", "URL", "Data", "Decimal",
        ]
        let containers: Set<String> = ["Optional", "Array", "Dictionary", "Set"]
        guard !trimmedDescription.identifiers.allSatisfy({ values.contains($0) || containers.contains($0) }) else {
            return false
        }
        return switch self.as(TypeSyntaxEnum.self) {
        case .optionalType, .implicitlyUnwrappedOptionalType, .arrayType, .dictionaryType: true
        case .identifierType(let type):
            containers.contains(type.name.text) && type.genericArgumentClause != nil
        default: false
        }
    }
}
