/// The types of the coroutines that have been met while an execution is decoded, by their identifiers.
///
/// A closure belongs to a function further down the stack than whoever holds it, so that its type has been met before it
/// is read; that of a generic function, with its arguments, too.
///
/// Only the decoding that made it touches it.
final class CoroutineTypes: @unchecked Sendable {
    /// The first, which is often the only one, and the others.
    @exclusivity(unchecked) private var first: (any Coroutine.Type)?
    @exclusivity(unchecked) private var types: [any Coroutine.Type] = []
    @exclusivity(unchecked) private var known: Set<ObjectIdentifier> = []
    /// The same by their identifiers, as far as that has been asked for.
    @exclusivity(unchecked) private var index: [String: any Coroutine.Type] = [:]
    @exclusivity(unchecked) private var indexed = 0

    /// Notes a type.
    func add<C: Coroutine>(_ type: C.Type) {
        guard let first else { return first = type }
        if first == type || types.last.map({ $0 == type }) == true { return }
        if known.insert(ObjectIdentifier(type)).inserted { types.append(type) }
    }

    subscript(identifier: String) -> (any Coroutine.Type)? {
        if let first, first.identifier == identifier { return first }
        for type in types[indexed...] { index[type.identifier] = type }
        indexed = types.count
        return index[identifier]
    }
}
