/// What is known under names. What files declare under a name is read when the name is first asked for.
final class NameTable<Value> {
    private let source: DeclarationSource
    /// What has been read so far.
    var known: [String: Value] = [:]

    init(_ source: DeclarationSource) { self.source = source }

    /// What is known under a name, which may be one with others around it: `Outer.Inner`.
    subscript(name: String) -> Value? {
        source.read(name)
        return known[name]
    }
}

/// Names of which something is known. Whether it is of a name is read when it is first asked for.
final class NameSet {
    private let source: DeclarationSource
    private var known: Set<String>

    init(_ source: DeclarationSource, _ names: Set<String> = []) {
        self.source = source
        known = names
    }

    func contains(_ name: String) -> Bool {
        source.read(name)
        return known.contains(name)
    }

    func insert(_ name: String) { known.insert(name) }
}
