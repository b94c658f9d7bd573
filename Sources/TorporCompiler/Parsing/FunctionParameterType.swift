import SwiftParser
import SwiftSyntax

/// The type of a parameter that takes an `async` function, which a durable function can be given: `(Item) async throws ->
/// Result`, or an optional one.
struct FunctionParameterType: Equatable {
    let inputs: [String]
    let output: String
    let isThrowing: Bool
    /// The type of its errors, where it says one.
    let thrownType: String?
    let isOptional: Bool

    /// Nil for any other type.
    init?(_ type: TypeSyntax, isOptional: Bool = false) {
        if let attributed = type.as(AttributedTypeSyntax.self) {
            let names = attributed.attributes.map { $0.trimmedDescription }
            guard names.allSatisfy({ ["@escaping", "@Sendable", "@concurrent"].contains($0) }) else { return nil }
            self.init(attributed.baseType, isOptional: isOptional)
        } else if let tuple = type.as(TupleTypeSyntax.self), tuple.elements.count == 1 {
            self.init(tuple.elements.first!.type, isOptional: isOptional)
        } else if let optional = type.as(OptionalTypeSyntax.self), !isOptional {
            self.init(optional.wrappedType, isOptional: true)
        } else if let function = type.as(FunctionTypeSyntax.self) {
            self.init(function: function, isOptional: isOptional)
        } else {
            return nil
        }
    }

    private init?(function: FunctionTypeSyntax, isOptional: Bool) {
        let effects = function.effectSpecifiers
        inputs = function.parameters.map(\.type.trimmedDescription)
        let isSupported = function.parameters.allSatisfy {
            $0.ellipsis == nil && Capability($0.type) == nil && !$0.type.trimmedDescription.hasPrefix("inout ")
        }
        guard effects?.asyncSpecifier != nil, isSupported, inputs.count <= Self.maximumInputs else { return nil }
        let result = function.returnClause.type.trimmedDescription
        output = result == "()" || result == "Swift.Void" ? "Void" : result
        isThrowing = effects?.throwsClause != nil
        thrownType = effects?.throwsClause?.type?.trimmedDescription
        self.isOptional = isOptional
    }

    /// The type that a text spells.
    init?(_ text: String) {
        guard text.holds("->") else { return nil }
        var parser = Parser(text)
        self.init(TypeSyntax.parse(from: &parser))
    }

    /// The type of a closure of which no more is known than its text tells.
    init(inputs: Int, isThrowing: Bool) {
        self.inputs = Array(repeating: "Input", count: inputs)
        output = "Output"
        self.isThrowing = isThrowing
        thrownType = nil
        isOptional = false
    }

    private init(_ other: Self, isOptional: Bool) {
        inputs = other.inputs
        output = other.output
        isThrowing = other.isThrowing
        thrownType = other.thrownType
        self.isOptional = isOptional
    }

    /// The type of what an optional one holds.
    var unwrapped: Self { Self(self, isOptional: false) }

    /// How many parameters such a function can have.
    static let maximumInputs = 4

    /// The form in which a coroutine takes and stores such a function.
    ///
    /// - Parameter spelled: spells a type where it is to stand.
    func stored(_ spelled: (String) -> String) -> String {
        "Torpor.DurableFunction<\(arguments(spelled))>" + (isOptional ? "?" : "")
    }

    /// What stands for the type of a closure.
    func closureType(_ spelled: (String) -> String) -> String { "Torpor.ClosureType<\(arguments(spelled))>" }

    private func arguments(_ spelled: (String) -> String) -> String {
        let input = inputs.count == 1 ? spelled(inputs[0]) : "(\(inputs.map(spelled).joined(separator: ", ")))"
        return "\(inputs.isEmpty ? "Swift.Void" : input), \(output == "Void" ? "Swift.Void" : spelled(output))"
    }
}
