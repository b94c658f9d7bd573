import SwiftSyntax

/// The functions, properties and types that the sources of a module and of its dependencies declare: by name, which is as
/// much as syntax tells.
final class DeclarationIndex {
    private let source: DeclarationSource
    let functions: NameTable<[FunctionSignature]>
    let durable: NameTable<[DurableSignature]>
    /// The names of coroutines that are nested in types.
    var memberCoroutines: Set<String> = []
    /// Types at module level.
    let typeNames: NameSet
    /// Types at any level.
    let allTypeNames: NameSet
    /// Types inside of others.
    let memberTypeNames: NameSet
    let genericTypes: NameSet
    /// What is known of types, by their names with those around them.
    let types: NameTable<DeclaredType>
    /// The types that other names stand for.
    let aliases: NameTable<TypeSyntax>
    /// Whether durable functions store functions that they are given, by the parameters.
    var storedParameters: [SyntaxIdentifier: Bool] = [:]
    /// Actors that isolate declarations which are marked with their names.
    var globalActors: Set<String> = ["MainActor"]
    /// Global and static constants: reading one later reads the same.
    let constants: NameSet
    /// Names that are variables somewhere: globals, statics, members.
    let variables: NameSet
    /// Properties that change what they belong to when they are read.
    let mutatingGetters: NameSet
    /// Whether some subscript changes what it belongs to when it is read.
    var hasMutatingSubscript = false
    /// Properties that take an `await`.
    let asyncMembers: NameSet
    /// The names of the properties of actors.
    let actorMembers: NameSet
    /// Properties that take a `try`.
    let throwingMembers: NameSet
    /// Names of what is isolated to an actor, and of the global actors.
    let isolatedNames: NameSet
    /// Names of functions and properties that run wherever they are called.
    let unisolatedNames: NameSet
    /// The types of properties and of variables at module level, as the sources spell them, by their full names.
    let memberTypes: NameTable<String>
    /// The same by their own names.
    let propertyTypes: NameTable<[String]>
    /// Members of instances, by the types that declare them.
    private var instanceMembers: [String: Set<String>] = [:]
    /// Names that only their own file can see, by the types around them: those at module level by the file itself.
    private var privateNames: [String: Set<String>] = [:]
    private var allPrivateNames: Set<String> = []
    /// Names that other files can see, in the same way.
    private var visibleNames: [String: Set<String>] = [:]

    /// Makes an index of nothing yet.
    ///
    /// - Parameter source: the files that are read when they are asked for.
    init(_ source: DeclarationSource = DeclarationSource()) {
        self.source = source
        functions = NameTable(source)
        durable = NameTable(source)
        typeNames = NameSet(source)
        allTypeNames = NameSet(source)
        memberTypeNames = NameSet(source)
        genericTypes = NameSet(source)
        types = NameTable(source)
        aliases = NameTable(source)
        constants = NameSet(source)
        variables = NameSet(source)
        mutatingGetters = NameSet(source)
        asyncMembers = NameSet(source)
        actorMembers = NameSet(source)
        throwingMembers = NameSet(source)
        isolatedNames = NameSet(source, ["MainActor"])
        unisolatedNames = NameSet(source)
        memberTypes = NameTable(source)
        propertyTypes = NameTable(source)
    }

    /// Adds the names that a file gives to types at module level, and its global actors: what other files declare may depend
    /// on them.
    func addNames(of file: ParsedFile) {
        for item in file.tree.statements {
            if let alias = item.item.as(TypeAliasDeclSyntax.self), alias.genericParameterClause == nil {
                aliases.known[alias.name.identifierText] = alias.initializer.value
            }
            if let type = Syntax(item.item).asDeclarationGroup, type.attributes.declareGlobalActor,
                let name = Syntax(item.item).asNamedDeclaration?.name.identifierText
            {
                globalActors.insert(name)
            }
        }
    }

    /// Adds what a file declares.
    func add(_ file: ParsedFile, module: String, isDependency: Bool) {
        DeclarationVisitor.visit(file, module: module, isDependency: isDependency, addingTo: self)
    }

    /// Whether a method of this name may change its receiver in place.
    func isMutating(_ method: String) -> Bool {
        functions[method]?.contains(where: \.isMutating) ?? StandardMethods.isMutating(method)
    }

    /// Whether a method of this name leaves its receiver as it is, as far as names tell.
    func isPure(method: String) -> Bool {
        StandardMethods.isPure(method) && functions[method]?.contains(where: \.isMutating) != true
    }

    /// Whether an operator leaves its operands as they are, as far as names tell.
    func isPure(operator symbol: String) -> Bool {
        StandardOperators.isPure(symbol)
            && functions[symbol]?.contains { $0.parameters.contains { $0.type.hasPrefix("inout ") } } != true
    }

    /// Whether a function calls the closures that it is given and gives them up, as far as names tell.
    func consumesClosures(_ name: String, isMethod: Bool) -> Bool {
        // A function of the name that takes none is not meant where a closure is given.
        let declared = (functions[name] ?? []).filter { $0.parameters.contains { isFunction($0.type) } }
        guard !declared.isEmpty else {
            return isMethod ? StandardMethods.consumesClosure(name) : StandardFunctions.consumesClosure(name)
        }
        return !declared.contains { $0.parameters.contains(where: \.keepsClosure) }
    }

    /// The functions of a name that accept these labels.
    func functions(named name: String, labels: [String?]) -> [FunctionSignature] {
        (functions[name] ?? []).filter { $0.accepts(labels: labels) }
    }

    /// A name for a generated type that no type of the module has.
    func freeTypeName(_ name: String, _ suffix: String) -> String {
        let candidates = ["\(name)\(suffix)", "\(name)Coroutine\(suffix)", "\(name)Torpor\(suffix)"]
        return candidates.first { !allTypeNames.contains($0) } ?? "_\(name)\(suffix)"
    }

    /// The type of a parameter that takes an `async` function, by itself or under another name.
    func functionType(_ type: String) -> FunctionParameterType? {
        if type.holds("->") { return FunctionParameterType(type) }
        return type.split(separator: " ").last.flatMap { aliases[String($0)] }.flatMap { FunctionParameterType($0) }
    }

    /// Whether a type is that of a function, perhaps under another name.
    func isFunction(_ type: String) -> Bool {
        if type.isFunctionType { return true }
        let name = type.split(separator: " ").last.map(String.init) ?? type
        return aliases[name]?.isFunctionType ?? false
    }

    /// Notes a member that instances have.
    func noteMember(_ name: String, of type: String) { instanceMembers[type, default: []].insert(name) }

    /// Whether a type declares a member of this name that instances have.
    func isInstanceMember(_ name: String, of type: String) -> Bool {
        source.read(name)
        return instanceMembers[type]?.contains(name) == true
    }

    /// The types of which instances have a member of this name.
    func types(withInstanceMember name: String) -> [String] {
        source.read(name)
        return instanceMembers.filter { $0.value.contains(name) }.map(\.key)
    }

    /// Notes whether other files can see a name.
    func note(_ name: String, in scope: String, isPrivate: Bool) {
        if isPrivate {
            privateNames[scope, default: []].insert(name)
            allPrivateNames.insert(name)
        } else {
            visibleNames[scope, default: []].insert(name)
        }
    }

    /// Whether a type declares a member of this name, or an extension of it does.
    func isMember(_ name: String, of type: String) -> Bool {
        source.read(name)
        return visibleNames[type]?.contains(name) == true || privateNames[type]?.contains(name) == true
    }

    /// Where a name that stands by itself is declared, if it is out of reach of a generated file: the full name of a type,
    /// or the path of a file.
    ///
    /// - Parameters:
    ///   - name: the name.
    ///   - context: the types around the function that uses it, outermost first.
    ///   - path: the file of the function.
    func hidingScope(of name: String, in context: [String], path: String) -> String? {
        source.read(name)
        for depth in stride(from: context.count, to: 0, by: -1) {
            let scope = context.prefix(depth).joined(separator: ".")
            if visibleNames[scope]?.contains(name) == true { return nil }
            if privateNames[scope]?.contains(name) == true { return scope }
        }
        return isHidden(name, in: path) ? path : nil
    }

    /// Whether a name may be one that only its own file can see; if not, for certain.
    func mayBePrivate(_ name: String) -> Bool { source.hasMore || allPrivateNames.contains(name) }

    /// Whether all that a scope declares under a name is private.
    func isHidden(_ name: String, in scope: String) -> Bool {
        source.read(name)
        return privateNames[scope]?.contains(name) == true && visibleNames[scope]?.contains(name) != true
    }
}
