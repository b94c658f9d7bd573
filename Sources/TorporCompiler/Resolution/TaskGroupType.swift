import SwiftSyntax

/// The type of a task group that a local of a durable function stands for.
struct TaskGroupType {
    let kind: Kind
    /// The type of the results of its child tasks; nil where it takes a compiler to tell.
    let element: String?

    enum Kind: CaseIterable {
        case plain, throwing, discarding, throwingDiscarding
    }

    /// The type of what stands for the group in a coroutine.
    var handle: String? {
        switch kind {
        case .plain: element.map { "Torpor.DurableTaskGroup<\($0)>" }
        case .throwing: element.map { "Torpor.DurableThrowingTaskGroup<\($0), any Error>" }
        case .discarding: "Torpor.DurableDiscardingTaskGroup"
        case .throwingDiscarding: "Torpor.DurableThrowingDiscardingTaskGroup<any Error>"
        }
    }
}

extension TaskGroupType {
    /// The type of a parameter that takes a task group: `inout TaskGroup<Int>`.
    ///
    /// - Returns: nil for any other type.
    init?(ofParameter type: TypeSyntax) {
        guard let attributed = type.as(AttributedTypeSyntax.self), attributed.isInout else { return nil }
        var named = attributed.baseType.as(IdentifierTypeSyntax.self).map { ($0.name, $0.genericArgumentClause) }
        if let member = attributed.baseType.as(MemberTypeSyntax.self),
            ["Swift", "_Concurrency"].contains(member.baseType.trimmedDescription)
        {
            named = (member.name, member.genericArgumentClause)
        }
        guard let (name, clause) = named, let kind = Kind.allCases.first(where: { $0.name == name.text }) else {
            return nil
        }
        let element = clause?.arguments.first?.argument.trimmedDescription
        self.init(kind: kind, element: kind.isDiscarding ? "Void" : element)
    }
}

extension AttributedTypeSyntax {
    /// Whether an argument is passed so that it can be changed.
    fileprivate var isInout: Bool {
        specifiers.contains { $0.trimmedDescription == "inout" }
    }
}

extension TaskGroupType.Kind {
    /// The name of Swift's type.
    var name: String {
        switch self {
        case .plain: "TaskGroup"
        case .throwing: "ThrowingTaskGroup"
        case .discarding: "DiscardingTaskGroup"
        case .throwingDiscarding: "ThrowingDiscardingTaskGroup"
        }
    }

    var isThrowing: Bool { self == .throwing || self == .throwingDiscarding }
    var isDiscarding: Bool { self == .discarding || self == .throwingDiscarding }
}
