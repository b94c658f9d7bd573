/// Spells types of a durable function's signature where they stand in generated code.
struct TypeSpelling {
    let function: DurableFunction
    let qualifier: Qualifier
    /// In an extension of a protocol: the generic parameter that stands for the conforming type.
    let base: String?
    private let associatedTypes: Set<String>

    /// Names that mean something else inside of a coroutine's type.
    static let hidden: Set<String> = ["Output", "Yielded", "Reply"]

    init(_ lowered: LoweredFunction) {
        function = lowered.function
        qualifier = lowered.renderer.qualifier
        base = function.isInProtocol ? "Base" : nil
        let index = lowered.renderer.index
        let (types, isComplete) = index.ancestry(lowered.function.context)
        let declared = types.compactMap { index.type($0)?.associatedTypes }.reduce(into: Set()) { $0.formUnion($1) }
        associatedTypes = isComplete ? declared : declared.union(StandardProtocols.associatedTypes)
    }

    /// The type of the instance, outside of it.
    var receiver: String {
        if let base { return base }
        let path = function.context
        guard path.count > 1, qualifier.index.type(path)?.isGeneric == true else { return path.joined(separator: ".") }
        // The arguments of a generic type can be left out inside of it, but not those of one that is nested in another.
        return path.indices.map { end in
            path[end] + GenericClause.arguments(qualifier.index.type(Array(path[...end]))?.genericParameters ?? [])
        }.joined(separator: ".")
    }

    /// A piece of Swift as it is spelled outside of the function, where `Self` and the associated types of a protocol go
    /// under other names.
    func outside(_ text: String) -> String {
        guard !function.context.isEmpty else { return text }
        return text.replacingWords { word, previous in previous == "." ? nil : spelled(word) }
    }

    private func spelled(_ word: String) -> String {
        if word == "Self" { return receiver }
        if let base, associatedTypes.contains(word) { return "\(base).\(word)" }
        return word
    }

    // MARK: Types that the coroutine's own members hide

    /// A type of the signature as the coroutine's type can refer to it.
    ///
    /// - Parameters:
    ///   - name: what the type is of.
    ///   - type: the type as the user wrote it.
    func visible(_ name: String, _ type: String) -> String {
        isHidden(type) ? function.typeName + name : outside(qualifier.type(type))
    }

    private func isHidden(_ type: String) -> Bool {
        base == nil && function.generics.isEmpty && !Set(type.identifiers).isDisjoint(with: Self.hidden)
    }

    /// Other names for those types.
    func aliases(_ access: String) -> [String] {
        var found = [("Output", function.output)]
        if let capability = function.capability?.capability {
            found.append(("Yielded", capability.value))
            if let reply = capability.reply { found.append(("Reply", reply)) }
        }
        for parameter in function.parameters where parameter.capability == nil && parameter.function == nil {
            found.append(("Parameter" + parameter.name.capitalised, parameter.type))
        }
        return found.filter { isHidden($0.1) }.map { name, type in
            "\(access)typealias \(function.typeName)\(name) = \(outside(qualifier.type(type)))"
        }
    }
}
