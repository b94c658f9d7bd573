import SwiftSyntax

/// Why a value cannot be stored, as far as its type can be told without a compiler.
enum StorageObstacle {
    /// A type of the module that is not `Codable`.
    case declaration(TypeDeclaration)
    /// A protocol that says nothing of how its types are stored.
    case existential(TypeDeclaration)
    /// A type that can never be, with how to speak of it.
    case kind(String)
    /// A function or closure.
    case function

    /// What the type is: a clause that can follow an `and`.
    var reason: String {
        switch self {
        case .declaration(let type): "\(type.kind.rawValue) '\(type.fullName)' is not Codable"
        case .existential(let type): "'any \(type.fullName)' is not Codable"
        case .kind(let text): "\(text) is not Codable"
        case .function: "a function cannot be stored"
        }
    }
}

/// A struct that is stored field by field, because there are functions in some of its properties; or an enum that is stored
/// case by case.
struct FunctionRecord {
    let type: TypeDeclaration
    /// The properties of a struct that have functions in them.
    let properties: [(name: String, type: TypeSyntax)]
}

/// Finds out whether types, and values of evident type, can be stored.
struct StorageRules {
    let types: TypeIndex
    let index: DeclarationIndex
    /// The types around the function, outermost first.
    let context: [String]
    /// Names that mean something else in the function: generic parameters, types that it declares itself.
    let hidden: Set<String>
    /// Whether functions are stored: those of durable functions are.
    var keepsFunctions = false

    // MARK: Functions

    /// The same rules, where functions are stored.
    var keepingFunctions: Self {
        var rules = self
        rules.keepsFunctions = true
        return rules
    }

    /// Whether what keeps a value from being stored is no more than that there are functions in it.
    func isFunction(_ obstacle: StorageObstacle) -> Bool {
        switch obstacle {
        case .function: true
        case .declaration(let type): isRecord(type, depth: 0)
        default: false
        }
    }

    /// Whether values of a type could be stored but for the functions in them.
    func holdsFunctions(typeNamed text: String) -> Bool {
        let type = types.type(spelled: text)
        return obstacle(of: type).map(isFunction) ?? false && keepingFunctions.obstacle(of: type) == nil
    }

    /// Whether a type is a struct or an enum that is stored part by part, because there are functions in it.
    private func isRecord(_ type: TypeDeclaration, depth: Int) -> Bool {
        // What is in itself is no obstacle by that.
        guard types.beginCheck(of: type) else { return true }
        defer { types.endCheck(of: type) }
        guard type.isVisible, !type.isConditional, !type.hasAttributes, !type.stored.isEmpty else { return false }
        switch type.kind {
        case .structure: guard type.stored.allSatisfy(\.isHeldStrongly) else { return false }
        case .enumeration: guard type.hasPlainCases else { return false }
        default: return false
        }
        let rules = StorageRules(types: types, index: index, context: type.path, hidden: [], keepsFunctions: true)
        guard type.stored.allSatisfy({ rules.obstacle(of: $0, depth: depth + 1) == nil }) else { return false }
        // One without functions has to be Codable, as its author can make it.
        let outside = StorageRules(types: types, index: index, context: type.path, hidden: [])
        guard type.stored.contains(where: { outside.obstacle(of: $0) != nil }) else { return false }
        let properties = type.properties.filter { outside.obstacle(of: $0.type) != nil }
        types.addRecord(FunctionRecord(type: type, properties: properties))
        return true
    }

    // MARK: Types

    /// Why values of a type cannot be stored; nil where they can, or where it takes a compiler to tell.
    func obstacle(ofTypeNamed text: String) -> StorageObstacle? {
        obstacle(of: types.type(spelled: text))
    }

    /// Why values of a type cannot be stored; nil where they can, or where it takes a compiler to tell.
    func obstacle(of type: TypeSyntax) -> StorageObstacle? {
        obstacle(of: type, depth: 0)
    }

    private func obstacle(of type: TypeSyntax, depth: Int) -> StorageObstacle? {
        guard depth < 32 else { return nil }
        func first(_ types: [TypeSyntax]) -> StorageObstacle? {
            types.lazy.compactMap { obstacle(of: $0, depth: depth + 1) }.first
        }
        switch type.as(TypeSyntaxEnum.self) {
        case .functionType(let function):
            return keepsFunctions && function.canBeKept ? nil : .function
        case .attributedType(let attributed):
            if let obstacle = first([attributed.baseType]) { return obstacle }
            return attributed.baseType.isFunctionType && keepsFunctions && !type.isKeptFunction ? .function : nil
        case .tupleType(let tuple) where tuple.elements.count == 1: return first([tuple.elements.first!.type])
        case .optionalType(let optional): return first([optional.wrappedType])
        case .implicitlyUnwrappedOptionalType(let optional): return first([optional.wrappedType])
        case .arrayType(let array): return first([array.element])
        case .dictionaryType(let dictionary): return first([dictionary.key, dictionary.value])
        case .tupleType(let tuple): return first(tuple.elements.map(\.type))
        case .metatypeType: return .kind("'\(type.trimmedDescription)', a type,")
        case .someOrAnyType(let existential) where existential.someOrAnySpecifier.tokenKind == .keyword(.any):
            return obstacle(ofAny: existential.constraint)
        case .identifierType(let named):
            if let result = obstacle(ofTypeCalled: named.name.identifierText, depth: depth) { return result }
            guard Self.containers.contains(named.name.text), let clause = named.genericArgumentClause else {
                return nil
            }
            return first(clause.arguments.compactMap { $0.argument.as(TypeSyntax.self) })
        case .memberType(let member) where member.genericArgumentClause == nil:
            return obstacle(ofTypeCalled: member.trimmedDescription, depth: depth)
        default: return nil
        }
    }

    private func obstacle(ofTypeCalled name: String, depth: Int) -> StorageObstacle? {
        guard !hidden.contains(String(name.prefix { $0 != "." })) else { return nil }
        if let declaration = types.declaration(of: name, in: context) {
            return obstacle(of: declaration, depth: depth)
        }
        guard !types.declares(name, in: context), !index.allTypeNames.contains(name) else { return nil }
        return Self.notCodable.contains(name) ? .kind("'\(name)'") : nil
    }

    private func obstacle(of declaration: TypeDeclaration, depth: Int) -> StorageObstacle? {
        switch declaration.kind {
        case .protocol: return types.isCodable(declaration) == .no ? .existential(declaration) : nil
        case .alias:
            guard !declaration.isGeneric, let aliased = declaration.aliased else { return nil }
            var inner = StorageRules(types: types, index: index, context: declaration.path.dropLast(), hidden: [])
            inner.keepsFunctions = keepsFunctions
            return inner.obstacle(of: aliased, depth: depth + 1)
        case .structure, .enumeration, .class, .actor:
            guard types.isCodable(declaration) == .no else { return nil }
            return keepsFunctions && isRecord(declaration, depth: depth) ? nil : .declaration(declaration)
        }
    }

    /// What is behind `any` of a protocol can be stored where the protocol says that each of its types can.
    private func obstacle(ofAny constraint: TypeSyntax) -> StorageObstacle? {
        let names = constraint.as(CompositionTypeSyntax.self)?.elements.map(\.type) ?? [constraint]
        let found = names.map { types.declaration(of: $0.trimmedDescription, in: context) }
        guard let first = found.lazy.compactMap({ $0 }).first(where: { $0.kind == .protocol }),
            found.allSatisfy({ $0.map { types.isCodable($0) == .no } ?? true })
        else { return nil }
        return .existential(first)
    }

    /// Types of the standard library that can be stored if their arguments can.
    private static let containers: Set<String> = [
        "Array", "ArraySlice", "ContiguousArray", "Set", "Dictionary", "Optional", "Range", "ClosedRange",
    ]

    /// Types of the standard library and of Foundation that cannot be stored.
    private static let notCodable: Set<String> = [
        "Any", "AnyObject", "FileHandle", "FileManager",
        "NSLock", "NSRecursiveLock", "NSCondition", "NSConditionLock", "URLSession", "URLSessionTask",
        "URLSessionDataTask", "URLSessionWebSocketTask", "DateFormatter", "NumberFormatter", "ISO8601DateFormatter",
        "JSONEncoder", "JSONDecoder", "PropertyListEncoder", "PropertyListDecoder", "OperationQueue", "RunLoop",
        "DispatchQueue", "DispatchGroup", "DispatchSemaphore", "NotificationCenter", "UserDefaults", "InputStream",
        "OutputStream", "NSRegularExpression", "UnsafePointer", "UnsafeMutablePointer", "UnsafeBufferPointer",
        "UnsafeMutableBufferPointer", "UnsafeRawPointer", "UnsafeMutableRawPointer", "UnsafeRawBufferPointer",
        "UnsafeMutableRawBufferPointer", "OpaquePointer", "Unmanaged", "ManagedBuffer", "AsyncStream",
        "AsyncThrowingStream", "CheckedContinuation", "UnsafeContinuation", "TaskGroup", "ThrowingTaskGroup",
        "SystemRandomNumberGenerator", "ObjectIdentifier", "Regex",
    ]

    // MARK: Values

    /// Why the value of an expression cannot be stored; nil where it can, or where its type is not evident.
    func obstacle(of value: ExprSyntax, in resolution: Resolution, depth: Int = 0) -> StorageObstacle? {
        guard depth < 32 else { return nil }
        func inner(_ value: ExprSyntax?) -> StorageObstacle? {
            value.flatMap { obstacle(of: $0, in: resolution, depth: depth + 1) }
        }
        switch value.as(ExprSyntaxEnum.self) {
        case .tryExpr(let attempt): return inner(attempt.expression)
        case .awaitExpr(let wait): return inner(wait.expression)
        case .forceUnwrapExpr(let forced): return inner(forced.expression)
        case .tupleExpr(let tuple): return tuple.elements.lazy.compactMap { inner($0.expression) }.first
        case .arrayExpr(let array): return array.elements.lazy.compactMap { inner($0.expression) }.first
        case .dictionaryExpr(let dictionary):
            guard case .elements(let elements) = dictionary.content else { return nil }
            return elements.lazy.compactMap { inner($0.key) ?? inner($0.value) }.first
        case .asExpr(let cast): return obstacle(of: cast.type)
        case .closureExpr: return keepsFunctions ? nil : .function
        case .ternaryExpr(let ternary): return inner(ternary.thenExpression) ?? inner(ternary.elseExpression)
        case .functionCallExpr(let call): return obstacle(of: call, resolution)
        case .declReferenceExpr(let reference):
            guard let id = resolution.bindings[reference.id] else {
                let isOwn = resolution.isOwn(reference.id)
                let isFunction = isFunction(named: reference.baseName) { $0.isEmpty || $0 == context }
                return !isOwn && isFunction ? .function : nil
            }
            return obstacle(of: resolution.locals[id], in: resolution, depth: depth + 1)
        case .memberAccessExpr(let member):
            let type = member.base.flatMap { path(of: $0, resolution) } ?? []
            let isMethod = isFunction(named: member.declName.baseName) { $0.ends(with: type) }
            return isMethod ? .function : obstacle(ofCase: member, resolution)
        default: return nil
        }
    }

    /// Whether a name means a function that the module declares in some context, where functions are kept at all.
    private func isFunction(named token: TokenSyntax, in isContext: ([String]) -> Bool) -> Bool {
        let name = token.identifierText
        return !keepsFunctions && !index.variables.contains(name) && !index.constants.contains(name)
            && index.functions[name]?.contains { isContext($0.context) } == true
    }

    /// The type that an expression names, or that the local has which it names.
    private func path(of base: ExprSyntax, _ resolution: Resolution) -> [String]? {
        if base.isTypeName { return base.withoutGenericArguments.path }
        guard let reference = base.as(DeclReferenceExprSyntax.self), let id = resolution.bindings[reference.id] else {
            return nil
        }
        return resolution.locals[id].spelledType
    }

    private func obstacle(ofCase member: MemberAccessExprSyntax, _ resolution: Resolution) -> StorageObstacle? {
        guard let type = member.base.flatMap({ self.type($0, resolution) }),
            type.cases.contains(member.declName.baseName.identifierText)
        else { return nil }
        return obstacle(of: type, depth: 0)
    }

    private func obstacle(of call: FunctionCallExprSyntax, _ resolution: Resolution) -> StorageObstacle? {
        let callee = call.calledExpression
        if let type = type(callee, resolution) { return obstacle(of: type, depth: 0) }
        if let text = EvidentType.of(ExprSyntax(call), resolution, index) { return obstacle(ofTypeNamed: text) }
        if let member = callee.as(MemberAccessExprSyntax.self), let base = member.base {
            let name = member.declName.baseName.identifierText
            guard let type = type(base, resolution) else { return nil }
            if name == "init" || type.cases.contains(name) { return obstacle(of: type, depth: 0) }
            let functions = index.functions(named: name, labels: call.labels).filter { $0.context == type.path }
            guard let function = functions.first, functions.count == 1, function.isStatic, !function.isGeneric,
                let result = function.returnType, result != "Self"
            else { return nil }
            let rules = StorageRules(types: types, index: index, context: type.path, hidden: hidden)
            return rules.obstacle(ofTypeNamed: result)
        }
        let name: String
        if let generic = callee.as(GenericSpecializationExprSyntax.self) {
            name = generic.expression.trimmedDescription
        } else if let reference = callee.as(DeclReferenceExprSyntax.self), resolution.bindings[reference.id] == nil {
            name = reference.baseName.text
        } else {
            return nil
        }
        guard index.functions[name] == nil else { return nil }
        return Self.notCodable.contains(name) ? obstacle(ofTypeCalled: name, depth: 0) : nil
    }

    /// The type of the module that an expression names.
    private func type(_ node: ExprSyntax, _ resolution: Resolution) -> TypeDeclaration? {
        var root = node.as(GenericSpecializationExprSyntax.self)?.expression ?? node
        while let base = root.as(MemberAccessExprSyntax.self)?.base { root = base }
        guard let reference = root.as(DeclReferenceExprSyntax.self), resolution.bindings[reference.id] == nil,
            !resolution.innerNames.contains(reference.id), !hidden.contains(reference.baseName.identifierText)
        else { return nil }
        let name = node.withoutGenericArguments
        guard index.functions[name] == nil, let found = types.declaration(of: name, in: context) else { return nil }
        return found.kind == .alias ? nil : found
    }

    // MARK: Locals

    /// Why the value of a local cannot be stored; nil where it can, or where its type is not evident.
    func obstacle(of local: Local, in resolution: Resolution, depth: Int = 0) -> StorageObstacle? {
        if local.function != nil { return nil }
        switch local.origin {
        case .parameter(let type): return obstacle(ofTypeNamed: type)
        case .binding(let binding):
            guard binding.pattern.is(IdentifierPatternSyntax.self) else { return nil }
            if let type = binding.effectiveType { return obstacle(of: type) }
            return binding.initializer.flatMap { obstacle(of: $0.value, in: resolution, depth: depth) }
        case .optionalBinding(let condition):
            if let type = condition.typeAnnotation?.type { return obstacle(of: type) }
            if let value = condition.initializer?.value { return obstacle(of: value, in: resolution, depth: depth) }
            guard let id = resolution.bindings[condition.id] else { return nil }
            return obstacle(of: resolution.locals[id], in: resolution, depth: depth + 1)
        case .element(let loop):
            guard loop.pattern.is(IdentifierPatternSyntax.self) else { return nil }
            return loop.typeAnnotation.flatMap { obstacle(of: $0.type) }
        case .caught(let item): return item?.pattern?.castType.flatMap { obstacle(of: $0) }
        case .switchCase(let item, _): return item.pattern.castType.flatMap { obstacle(of: $0) }
        case .matching(let condition): return condition.pattern.castType.flatMap { obstacle(of: $0) }
        case .synthetic(.spelled(let type)): return obstacle(ofTypeNamed: type)
        case .synthetic(.expression(let value)), .synthetic(.operand(let value, _)):
            return obstacle(of: value, in: resolution, depth: depth)
        case .synthetic(.iterator(let loop)): return elementObstacle(of: loop.sequence, in: resolution)
        case .closureParameter(let parameter): return parameter.type.flatMap { obstacle(ofTypeNamed: $0) }
        case .synthetic(.box(let other)), .synthetic(.weak(let other)):
            return obstacle(of: resolution.locals[other], in: resolution, depth: depth + 1)
        case .synthetic(.same), .synthetic(.callee), .synthetic(.closure), .synthetic(.result),
            .synthetic(.receiverBox), .synthetic(.childTask), .synthetic(.captured), .capability, .remade,
            .conditional:
            return nil
        }
    }

    /// Why the elements of an array literal, or of a local that is an array, cannot be stored.
    private func elementObstacle(of sequence: ExprSyntax, in resolution: Resolution) -> StorageObstacle? {
        guard sequence.is(ArrayExprSyntax.self) || sequence.is(DeclReferenceExprSyntax.self),
            case .declaration(let type) = obstacle(of: sequence, in: resolution), types.isSequence(type) == .no
        else { return nil }
        return .declaration(type)
    }
}

extension PatternSyntax {
    /// The type in `let x as T`, where the pattern is nothing else.
    var castType: TypeSyntax? {
        guard let binding = self.as(ValueBindingPatternSyntax.self)?.pattern.as(ExpressionPatternSyntax.self),
            let cast = binding.expression.as(AsExprSyntax.self), cast.expression.is(PatternExprSyntax.self)
        else { return nil }
        return cast.type
    }
}

extension PatternBindingSyntax {
    /// The annotation of the binding, or of the next one that has one: `let a, b: Int`.
    var effectiveType: TypeSyntax? {
        if let type = typeAnnotation?.type { return type }
        guard initializer == nil, let list = parent?.as(PatternBindingListSyntax.self) else { return nil }
        return list.drop { $0.id != id }.lazy.compactMap(\.typeAnnotation).first?.type
    }
}

extension FunctionTypeSyntax {
    /// Whether functions of the type can be kept as values: of `async` ones, those that a durable function can call.
    fileprivate var canBeKept: Bool {
        effectSpecifiers?.asyncSpecifier == nil || FunctionParameterType(TypeSyntax(self)) != nil
    }
}

extension TypeSyntax {
    /// Whether the functions in a type say nothing but that they may be kept, and used anywhere.
    var isKeptFunction: Bool {
        ([Syntax(self)] + descendants(AttributedTypeSyntax.self).map { Syntax($0) }).allSatisfy { node in
            guard let type = node.as(AttributedTypeSyntax.self) else { return true }
            return type.attributes.allSatisfy { ["@escaping", "@Sendable"].contains($0.trimmedDescription) }
                && type.specifiers.allSatisfy { ["sending", "borrowing", "consuming"].contains($0.trimmedDescription) }
        } && descendants(FunctionTypeSyntax.self).allSatisfy(\.canBeKept)
            && self.as(FunctionTypeSyntax.self)?.canBeKept != false
    }

    /// Whether a stored property of the type, where that is written, holds its value as other variables do.
    fileprivate var isHeldStrongly: Bool {
        var node: Syntax? = Syntax(self)
        while let current = node, !current.is(VariableDeclSyntax.self) { node = current.parent }
        guard let variable = node?.as(VariableDeclSyntax.self) else { return false }
        return variable.attributes.isEmpty
            && variable.modifiers.allSatisfy { !["weak", "unowned", "lazy"].contains($0.name.text) }
    }
}
