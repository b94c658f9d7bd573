/// The way from the root to a value, as a chain that shares its beginnings. It becomes a list only where one is asked for.
struct CBORPath {
    private let parent: CBORPathNode?
    private let key: (any CodingKey)?
    /// The index in a list, and that in a list at that index; `none` if there is none.
    private let index, inner: UInt32
    private static let none = UInt32.max

    static var root: CBORPath { CBORPath(parent: nil, key: nil) }

    fileprivate init(parent: CBORPathNode?, key: (any CodingKey)?, index: Int? = nil, inner: Int? = nil) {
        self.parent = parent
        self.key = key
        self.index = index.map(UInt32.init(truncatingIfNeeded:)) ?? Self.none
        self.inner = inner.map(UInt32.init(truncatingIfNeeded:)) ?? Self.none
    }

    /// The value at a key of what a node stands for.
    init(_ parent: CBORPathNode?, key: any CodingKey) {
        self.init(parent: parent, key: key)
    }

    func node(isValue: Bool = false, owner: CBORObjectInProgress? = nil) -> CBORPathNode {
        CBORPathNode(self, isValue: isValue, owner: owner)
    }

    /// What an error says of where it is: of a long path only the end, since a type that tries one thing after the other
    /// makes errors at every level.
    func context(_ description: String) -> DecodingError.Context {
        DecodingError.Context(codingPath: keys(last: 24), debugDescription: description)
    }

    /// The end of the path, on its own: a long chain of them would be let go of by recursion.
    var shortened: CBORPath {
        keys(last: 24).reduce(.root) { CBORPath($0.node(), key: $1) }
    }

    /// All of the keys.
    var keys: [any CodingKey] { keys(last: .max) }

    private func keys(last count: Int) -> [any CodingKey] {
        var keys: [any CodingKey] = []
        var path = self
        while true {
            if keys.count >= count { return [CBORKey(stringValue: "…")] + keys.reversed() }
            if let key = path.key { keys.append(key) }
            if path.inner != Self.none { keys.append(CBORKey(intValue: Int(path.inner))) }
            if path.index != Self.none { keys.append(CBORKey(intValue: Int(path.index))) }
            guard let parent = path.parent else { return Array(keys.reversed()) }
            path = parent.path
        }
    }
}

/// A value on the way to others.
final class CBORPathNode {
    let path: CBORPath
    /// Whether the value is the content of an optional, though it looks like nil.
    let isValue: Bool
    /// The instance that is made from the value, if one is.
    let owner: CBORObjectInProgress?

    init(_ path: CBORPath, isValue: Bool, owner: CBORObjectInProgress?) {
        self.path = path
        self.isValue = isValue
        self.owner = owner
    }

    subscript(index: Int) -> CBORPath {
        CBORPath(parent: self, key: nil, index: index)
    }

    /// What is in a list in a list.
    subscript(index: Int, inner: Int) -> CBORPath {
        CBORPath(parent: self, key: nil, index: index, inner: inner)
    }
}
