import Foundation

/// Tells of which coroutines a copy is not touched by what the original does: those whose frames refer to no object.
enum FrameIndependence {
    private static let known = Known()

    private final class Known: @unchecked Sendable {
        private let lock = NSLock()
        private var answers: [ObjectIdentifier: Bool] = [:]
        private let identity = ValueIdentity()

        func answer(_ type: Any.Type) -> Bool {
            lock.withLock { find(type) }
        }

        private func find(_ type: Any.Type) -> Bool {
            if let answer = answers[ObjectIdentifier(type)] { return answer }
            // That a type contains itself adds nothing to what else it contains.
            answers[ObjectIdentifier(type)] = true
            let answer = look(type)
            answers[ObjectIdentifier(type)] = answer
            return answer
        }

        private func look(_ type: Any.Type) -> Bool {
            // Child tasks are in the execution's record; what a handle stands for is outside; errors do not change.
            if type is AnyTaskGroup.Type || type is any Hibernatable.Type || type is AnyActivation.Type { return true }
            if type == (any Error).self || identity.isDecided(by: type) { return true }
            if let type = type as? any CollectionStorage.Type { return type.contents.allSatisfy { find($0) } }
            if let layout = TupleLayout(type) { return layout.types.allSatisfy { find($0) } }
            return TypeFields.types(of: type)?.allSatisfy { find($0) } ?? false
        }
    }

    /// - Parameter type: the type of a coroutine.
    static func isGiven(_ type: Any.Type) -> Bool { known.answer(type) }
}
