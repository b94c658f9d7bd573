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
