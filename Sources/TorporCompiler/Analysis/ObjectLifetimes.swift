/// The locals whose lifetimes can be told from outside: they hold objects, which others may refer to weakly.
///
/// In a module that has no weak references there are none, but in functions whose closures capture objects weakly.
struct ObjectLifetimes {
    let types: TypeIndex
    /// The types around the function, outermost first.
    let context: [String]
    /// Whether there may be such references.
    let areObserved: Bool

    init(_ function: DurableFunction, _ types: TypeIndex) {
        self.types = types
        areObserved = types.hasWeakReferences || function.nodes.capturesWeakly
        context = function.context.flatMap(\.path)
    }

    /// The locals that hold objects for certain, and can be stored.
    func holders(_ locals: [Local], _ spelled: LocalTypes) -> LocalSet {
        guard areObserved else { return [] }
        return LocalSet(locals.filter { spelled[$0.id].map(mayHoldObjects) ?? false }.map(\.id))
    }

    private func mayHoldObjects(_ type: String) -> Bool {
        let names = type.split { "[]:? <>,()".contains($0) }.map(String.init).filter { !Self.containers.contains($0) }
        let declared = names.compactMap { types.declaration(of: $0, in: context) }
        return declared.count + names.filter(Self.values.contains).count == names.count
            && declared.allSatisfy { types.isCodable($0) == .yes && !types.isHandle($0) }
            && declared.contains { types.mayHoldObjects($0) }
    }

    private static let containers: Set<String> = [
        "any", "Array", "Dictionary", "Optional", "Set", "Swift.Array", "Swift.Dictionary", "Swift.Optional",
        "Swift.Set",
    ]

    private static let values: Set<String> = [
        "Int", "Double", "Bool", "String", "Character", "Date", "UUID", "URL", "Data",
    ]
}

extension TypeIndex {
    /// Whether a type of the module may hold instances of classes.
    func mayHoldObjects(_ type: TypeDeclaration) -> Bool {
        var known: Set<String> = []
        return mayHoldObjects(type, &known)
    }

    private func mayHoldObjects(_ type: TypeDeclaration, _ known: inout Set<String>) -> Bool {
        guard known.insert(type.fullName).inserted else { return false }
        switch type.kind {
        case .class, .protocol: return true
        case .actor: return false
        case .structure, .enumeration, .alias:
            for stored in type.stored + [type.aliased].compactMap(\.self) {
                for name in stored.trimmedDescription.split(whereSeparator: { "[]:? <>,()".contains($0) }) {
                    let declared = declaration(of: String(name), in: type.path)
                    if let declared, mayHoldObjects(declared, &known) { return true }
                }
            }
            return false
        }
    }
}
