import SwiftSyntax

/// The types of locals that can be spelled out without a compiler.
struct LocalTypes {
    private let types: [String?]

    init(_ locals: [Local], _ resolution: Resolution, _ qualifier: Qualifier) {
        let index = qualifier.index
        var spelled: [String?] = []
        for local in locals {
            func known(_ id: LocalID) -> String? {
                spelled.indices.contains(id) ? spelled[id].flatMap { $0.isSimple ? $0 : nil } : nil
            }
            var type = Self.type(of: local, resolution, index, known)
            if case .binding = local.origin, type?.hasOpenGenerics(index) == true { type = nil }
            spelled.append(type)
        }
        types = spelled.map { $0.map { qualifier.type($0) } }
    }

    subscript(local: LocalID) -> String? { types[local] }

    private static func type(
        of local: Local,
        _ resolution: Resolution,
        _ index: DeclarationIndex,
        _ known: @escaping (LocalID) -> String?
    ) -> String? {
        if local.changesWhenRead { return nil }
        switch local.origin {
        case .conditional(let declaration):
            guard declaration.isComplete(in: declaration.node) else { return nil }
            let types = declaration.alternatives.values.map { origin in
                var alternative = local
                alternative.origin = origin
                return type(of: alternative, resolution, index, known)
            }
            return Set(types).count == 1 ? types.first! : nil
        case .parameter(let type): return type
        case .capability(let type): return type.trimmedDescription
        case .binding(let binding):
            guard binding.pattern.is(IdentifierPatternSyntax.self) else {
                return EvidentType.ofPart(local.id, of: binding, resolution, index, known)
            }
            if let type = annotation(of: binding, resolution) { return type }
            return binding.initializer.flatMap { EvidentType.ofInitialValue($0.value, resolution, index, known) }
        case .optionalBinding(let condition):
            if let type = condition.typeAnnotation?.type { return resolution.spelling(of: type) }
            guard condition.pattern.is(IdentifierPatternSyntax.self), let value = condition.initializer?.value else {
                return nil
            }
            return EvidentType.ofInitialValue(value, resolution, index, known)?.unwrapped
        case .element(let loop):
            guard loop.pattern.is(IdentifierPatternSyntax.self) else {
                return EvidentType.ofElement(loop, local.id, resolution, index, known)
            }
            return loop.typeAnnotation.map { resolution.spelling(of: $0.type) }
                ?? resolution.group(of: loop)?.group?.element
                ?? EvidentType.ofElement(loop, local.id, resolution, index, known)
        case .caught(let item):
            guard let pattern = item?.pattern else {
                guard let thrown = resolution.thrownTypes[local.id],
                    case .synthetic(.spelled(let type)) = resolution.locals[thrown].origin
                else { return "any Error" }
                return type
            }
            let isBare = pattern.as(ValueBindingPatternSyntax.self)?.pattern.is(IdentifierPatternSyntax.self) ?? false
            return isBare ? "any Error" : nil
        case .synthetic(.spelled(let type)): return type
        case .synthetic(.iterator(let loop)):
            guard LazySequence(loop.sequence, resolution, index) == nil else { return nil }
            return EvidentType.ofIterator(loop, resolution, index, known)
        case .synthetic(.operand(let node, in: _)):
            let expression = EvidentExpression(resolution: resolution, index: index, known: known)
            return expression.type(of: node, isAlone: false)
        case .synthetic(.expression(let node)): return EvidentType.ofInitialValue(node, resolution, index, known)
        case .closureParameter(let parameter): return parameter.type
        case .matching, .switchCase, .remade, .synthetic: return nil
        }
    }

    /// The annotation of a binding, or of the next one that has one: `let a, b: Int`.
    private static func annotation(of binding: PatternBindingSyntax, _ resolution: Resolution) -> String? {
        var type = binding.typeAnnotation?.type
        if type == nil, binding.initializer == nil, let list = binding.parent?.as(PatternBindingListSyntax.self) {
            type = list.drop { $0.id != binding.id }.lazy.compactMap(\.typeAnnotation).first?.type
        }
        if let unwrapped = type?.as(ImplicitlyUnwrappedOptionalTypeSyntax.self) {
            return resolution.spelling(of: unwrapped.wrappedType) + "?"
        }
        return type.map { resolution.spelling(of: $0) }
    }
}

extension String {
    /// Whether a type is a name, or a list, dictionary or optional of such: it means the same at every place in a function.
    fileprivate var isSimple: Bool {
        (holds(": ") ? replacing(": ", with: ":") : self).consistsOfWords(and: "[]:?") && !holdsWord("Self")
    }

    /// Whether a type leaves generic arguments to be inferred: `Set`, `[_]`, or a generic type of the module without its
    /// arguments.
    func hasOpenGenerics(_ index: DeclarationIndex) -> Bool {
        var rest = self[...]
        while let start = rest.firstIndex(where: { $0.isLetter || $0 == "_" }) {
            rest = rest[start...]
            let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            rest = rest[word.endIndex...]
            if word == "_" { return true }
            let isGeneric = standardGenerics.contains(String(word)) || index.genericTypes.contains(String(word))
            if isGeneric, rest.first != "<", rest.first != "." { return true }
        }
        return false
    }
}

private let standardGenerics: Set<String> = [
    "Array", "Set", "Dictionary", "Optional", "Range", "ClosedRange", "Result", "ArraySlice", "ContiguousArray",
    "KeyValuePairs", "PartialRangeFrom", "ReversedCollection", "CollectionOfOne",
]
