import SwiftSyntax

/// A closure, or the name of a function, that a durable function is given: its body is a part of the coroutine of the
/// function around it.
struct DurableClosure {
    /// The closure. One that stands for the name of a function is in no file.
    let node: ClosureExprSyntax
    /// What is given to the function: the closure, or the name.
    let argument: ExprSyntax
    /// The call that it is given to; itself, if it is the initial value of an `async let`.
    let call: ExprSyntax
    /// The label of the parameter.
    let label: String?
    /// The type of the parameter.
    let type: FunctionParameterType
    /// Whether that can be spelled where the closure is.
    let isSpelled: Bool
    /// Whether the call throws just what its closures throw.
    let isRethrown: Bool
    /// Whether a child task runs it.
    var isChildTask = false
    /// Whether it is kept as a value.
    var isKept = false
    /// The type of the task group that it is the body of.
    var group: TaskGroupType?
    /// The durable closures around it, innermost first.
    let owners: [SyntaxIdentifier]
    /// Its parameters.
    var parameters: [LocalID] = []
    /// Whether the parameters go by their numbers.
    var hasShorthand = false
    /// The local that stands for its type, once the closure has been lowered.
    var slot: LocalID?

    var id: SyntaxIdentifier { node.id }
}

/// A parameter of a durable closure.
struct ClosureParameter {
    let closure: SyntaxIdentifier
    let position: Int
    let count: Int
    /// The type, where it is written.
    let type: String?

    /// What takes the parameter from all of them.
    var part: String { count == 1 ? "{ $0 }" : "{ $0.\(position) }" }
}

extension Resolution {
    /// The durable closure that an argument is, or stands for.
    func durableClosure(_ argument: ExprSyntax) -> DurableClosure? {
        let id = argument.unparenthesised.id
        return durableClosures[functionNames[id] ?? id]
    }

    /// Whether a local is declared in a durable closure, or in one that is in there.
    func isDeclared(_ local: LocalID, in closure: SyntaxIdentifier) -> Bool {
        guard let owner = locals[local].owner else { return false }
        return owner == closure || durableClosures[owner]?.owners.contains(closure) == true
    }

    /// The local that holds a function which the durable function was given, if an expression is its name.
    func function(_ node: ExprSyntax) -> Local? {
        guard let reference = node.unparenthesised.as(DeclReferenceExprSyntax.self), reference.argumentNames == nil,
            let id = bindings[reference.id], locals[id].function != nil
        else { return nil }
        return locals[id]
    }
}
