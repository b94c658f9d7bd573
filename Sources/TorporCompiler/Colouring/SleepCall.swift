import SwiftSyntax

/// Tells the calls that sleep by the durable clock, and those that measure by it.
struct SleepCall {
    private let resolution: Resolution
    private let types: ReceiverType

    init(_ function: DurableFunction, _ resolution: Resolution, _ index: DeclarationIndex) {
        self.resolution = resolution
        types = ReceiverType(function: function, resolution: resolution, index: index)
    }

    /// Whether a member call is `Durable.sleep(…)`, `sleep(…)` of the durable clock, or `Task.sleep(…)` with that clock.
    func matches(_ call: FunctionCallExprSyntax, on base: ExprSyntax, member: String) -> Bool {
        guard member == "sleep" else { return false }
        guard Self.isNamespace(base) else { return isDurableClock(base) }
        guard base.trimmedDescription.hasSuffix("Task") else { return true }
        guard let clock = call.arguments.first(where: { $0.label?.text == "clock" }) else { return false }
        return isDurableClock(clock.expression)
    }

    /// Whether what a sleep is a member of is no clock.
    static func isNamespace(_ base: ExprSyntax) -> Bool {
        ["Durable", "Torpor.Durable", "Task", "Swift.Task", "_Concurrency.Task"].contains(base.trimmedDescription)
    }

    /// Whether an expression is the durable clock, as far as its text tells.
    func isDurableClock(_ node: ExprSyntax) -> Bool {
        let node = node.unparenthesised
        if Self.spellings.contains(node.trimmedDescription) { return true }
        guard let reference = node.as(DeclReferenceExprSyntax.self), let id = resolution.bindings[reference.id] else {
            return types.of(node) == ["DurableClock"]
        }
        let local = resolution.locals[id]
        switch local.origin {
        case .parameter(let type): return Self.types.contains(type)
        case .binding(let binding):
            if let type = binding.typeAnnotation?.type { return Self.types.contains(type.trimmedDescription) }
            // A variable has the type of its first value, but says nothing of another local's.
            guard let value = binding.initializer?.value.unparenthesised else { return false }
            return Self.spellings.subtracting([".durable"]).contains(value.trimmedDescription)
                || types.of(value) == ["DurableClock"]
        default: return false
        }
    }

    private static let types: Set<String> = ["DurableClock", "Torpor.DurableClock"]
    private static let spellings: Set<String> = [
        "Durable.clock", "Torpor.Durable.clock", "DurableClock()", "Torpor.DurableClock()", "DurableClock.durable",
        ".durable",
    ]
}
