import SwiftParser
import SwiftSyntax

/// Functions of Swift's own that are durable calls in durable functions: those that open task groups, the methods of the
/// groups, and what measures by the durable clock.
enum Prelude {
    /// The placeholder for the type of the results of child tasks, and the one for what the body of a group returns.
    static let element = "ChildTaskResult"
    static let result = "GroupResult"

    /// What opens a task group.
    ///
    /// - Parameters:
    ///   - kind: the kind of the group.
    ///   - element: the type of the results of its child tasks, if it is known.
    ///   - result: the type of what its body returns, if it is known.
    ///   - module: the module of the caller.
    static func opener(
        _ kind: TaskGroupType.Kind,
        element: String?,
        result: String?,
        module: String
    ) -> DurableSignature {
        let name = "with\(kind.name)"
        let handle = TaskGroupType(kind: kind, element: Self.element).handle!
        let elements = kind.isDiscarding ? "" : "of childTaskResultType: \(Self.element).Type = x, "
        let effects = kind.isThrowing ? "async throws" : "async"
        let own = kind == .throwing ? "async rethrows" : effects
        let text = """
            func \(name)§(\(elements)returning returnType: \(Self.result).Type = x, \
            isolation: isolated (any Actor)? = x, body: (\(handle)) \(effects) -> \(Self.result)) \(own) -> \(Self.result)
            """
        let coroutine = "Torpor.With\(kind.name)"
        guard let result, kind.isDiscarding || element != nil else { return signature(text, coroutine, module) }
        let arguments = kind.isDiscarding ? [result] : [element!, result]
        return signature(
            text,
            "\(coroutine)<\(arguments.joined(separator: ", "))>",
            module,
            [Self.element: element ?? "Void", Self.result: result]
        )
    }

    /// Whether a function of Swift's own takes what a child task does, or what is done with a task group.
    static func takesChildTask(_ name: String) -> Bool {
        name == "addTask" || name == "addTaskUnlessCancelled" || group(openedBy: name) != nil
    }

    /// The kind of group that a function opens.
    static func group(openedBy name: String) -> TaskGroupType.Kind? {
        TaskGroupType.Kind.allCases.first { "with\($0.name)" == name }
    }

    /// A method of a task group.
    ///
    /// - Parameters:
    ///   - name: its name.
    ///   - group: the type of the group.
    ///   - module: the module of the caller.
    /// - Returns: nil if there is no such method, or it is not a durable call.
    static func method(_ name: String, of group: TaskGroupType, module: String) -> DurableSignature? {
        let effects = group.kind.isThrowing ? "async throws" : "async"
        let isThrowing = group.kind == .throwing
        let coroutine: String
        let text: String
        switch name {
        case "addTask", "addTaskUnlessCancelled":
            coroutine = name == "addTask" ? "TaskAddition" : "ConditionalTaskAddition"
            text = """
                func \(name)§(name: String? = x, priority: TaskPriority? = x, \
                operation: @escaping () \(effects) -> \(element))
                """
        case "next" where !group.kind.isDiscarding:
            coroutine = "NextTaskResult"
            text = "func next§(isolation: isolated (any Actor)? = x) \(effects) -> \(element)?"
        case "nextResult" where isThrowing:
            coroutine = "NextTaskOutcome"
            text = "func nextResult§(isolation: isolated (any Actor)? = x) async -> Result<\(element), any Error>?"
        case "waitForAll" where !group.kind.isDiscarding:
            coroutine = "TaskGroupDrain"
            text = "func waitForAll§(isolation: isolated (any Actor)? = x) \(effects)"
        default: return nil
        }
        let known = group.kind.isDiscarding ? "Void" : group.element
        guard let known else { return signature(text, "Torpor.\(coroutine)", module) }
        let spelled = known == "Void" ? "Swift.Void" : known
        return signature(text, "Torpor.\(coroutine)<\(spelled)>", module, [element: known])
    }

    /// What measures how long something takes that suspends, by the durable clock.
    ///
    /// - Parameter module: the module of the caller.
    static func measurement(module: String) -> DurableSignature {
        let text = """
            func measure(isolation: isolated (any Actor)? = x, _ work: () async throws -> Void) async rethrows \
            -> Swift.Duration
            """
        return signature(text, "Torpor.ClockMeasurement", module)
    }

    /// What is a member of a group and no durable call.
    static let members: Set<String> = ["isEmpty", "isCancelled", "cancelAll"]

    private static func signature(
        _ text: String,
        _ coroutine: String,
        _ module: String,
        _ arguments: [String: String] = [:]
    ) -> DurableSignature {
        var text = text
        for (name, type) in arguments { text = text.replacingIdentifier(name, with: type) }
        text = text.replacing("§", with: arguments.isEmpty ? "<\(element), \(result)>" : "")
        let declaration = Parser.parse(source: text).statements.first!.item.cast(FunctionDeclSyntax.self)
        return DurableSignature(
            signature: FunctionSignature(declaration, context: [], module: module, isActorMember: false),
            typeName: coroutine,
            capabilities: []
        )
    }
}
