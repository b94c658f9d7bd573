/// The types of the coroutines that have been met while an execution is decoded, by their identifiers.
///
/// A closure belongs to a function further down the stack than whoever holds it, so that its type has been met before it
/// is read; that of a generic function, with its arguments, too.
///
/// Only the decoding that made it touches it.
final class CoroutineTypes: @unchecked Sendable {
    /// The types met so far by what is being decoded.
    @TaskLocal static var current: CoroutineTypes?

    private var known: Set<ObjectIdentifier> = []
    private var types: [String: any Coroutine.Type] = [:]

    /// Notes a type.
    func add<C: Coroutine>(_ type: C.Type) {
        if known.insert(ObjectIdentifier(type)).inserted { types[C.identifier] = type }
    }

    subscript(identifier: String) -> (any Coroutine.Type)? { types[identifier] }
}
