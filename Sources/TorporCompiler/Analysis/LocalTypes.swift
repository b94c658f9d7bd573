import SwiftSyntax

/// The types of locals that can be spelled out without a compiler.
struct LocalTypes {
    private let types: [String?]

    init(_ locals: [Local], _ resolution: Resolution, _ index: DeclarationIndex) {
        types = locals.map { Self.type(of: $0, resolution, index) }
    }

    subscript(local: LocalID) -> String? { types[local] }

    private static func type(of local: Local, _ resolution: Resolution, _ index: DeclarationIndex) -> String? {
        switch local.origin {
        case .parameter(let type): return type
        case .capability(let type): return type.trimmedDescription
        case .binding(let binding):
            guard binding.pattern.is(IdentifierPatternSyntax.self) else { return nil }
            if let type = annotation(of: binding) { return type }
            return binding.initializer.flatMap { EvidentType.ofInitialValue($0.value, resolution, index) }
        case .optionalBinding(let condition):
            return condition.typeAnnotation?.type.trimmedDescription
        case .element(let loop):
            return loop.pattern.is(IdentifierPatternSyntax.self) ? loop.typeAnnotation?.type.trimmedDescription : nil
        case .caught(let item):
            guard let pattern = item?.pattern else { return "any Error" }
            let isBare = pattern.as(ValueBindingPatternSyntax.self)?.pattern.is(IdentifierPatternSyntax.self) ?? false
            return isBare ? "any Error" : nil
        case .synthetic(.spelled(let type)): return type
        case .matching, .switchCase, .function, .synthetic: return nil
        }
    }

    /// The annotation of a binding, or of the next one that has one: `let a, b: Int`.
    private static func annotation(of binding: PatternBindingSyntax) -> String? {
        var type = binding.typeAnnotation?.type
        if type == nil, binding.initializer == nil, let list = binding.parent?.as(PatternBindingListSyntax.self) {
            type = list.drop { $0.id != binding.id }.lazy.compactMap(\.typeAnnotation).first?.type
        }
        if let unwrapped = type?.as(ImplicitlyUnwrappedOptionalTypeSyntax.self) {
            return unwrapped.wrappedType.trimmedDescription + "?"
        }
        return type?.trimmedDescription
    }
}
