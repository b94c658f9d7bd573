import SwiftSyntax

/// The closures and the names of functions in a durable function that are values of the computation: they may come to be in
/// a local that lives across a suspension, in a result, or in an argument of a durable call.
struct FunctionValues {
    /// What to name each after, by its node.
    private(set) var names: [SyntaxIdentifier: String] = [:]
    /// The labels of the parameters that trailing closures are given for.
    private(set) var labels: [SyntaxIdentifier: String] = [:]
    /// Of the names of functions that suspend, how many parameters the functions have.
    private(set) var inputs: [SyntaxIdentifier: Int] = [:]
    /// The types that are asked for where functions are that suspend, as far as they are written.
    private(set) var types: [SyntaxIdentifier: String] = [:]
    /// The closures that suspend.
    private var suspending: Set<SyntaxIdentifier> = []
    /// Where locals are declared that hold functions which nothing is known of.
    private(set) var refused: Set<Location> = []

    /// Results, and arguments of durable calls, that are functions which nothing is known of.
    private(set) var unknown: [ExprSyntax] = []

    /// No function is kept.
    static let none = FunctionValues()

    var isEmpty: Bool { names.isEmpty }

    func contains(_ node: some SyntaxProtocol) -> Bool { names[node.id] != nil }

    /// Whether what such a function does is a part of the coroutine.
    func isDurable(_ node: some SyntaxProtocol) -> Bool { suspending.contains(node.id) }

    var hasDurable: Bool { !suspending.isEmpty }

    /// Adds what has been found since.
    func merging(_ later: Self) -> Self {
        var all = later
        all.names.merge(names) { later, _ in later }
        all.labels.merge(labels) { later, _ in later }
        all.inputs.merge(inputs) { later, _ in later }
        all.types.merge(types) { later, _ in later }
        all.suspending.formUnion(suspending)
        return all
    }

    mutating func add(
        suspending node: some SyntaxProtocol,
        _ name: String,
        inputs count: Int? = nil,
        type: String?
    ) {
        add(node, name)
        suspending.insert(node.id)
        inputs[node.id] = count
        types[node.id] = type
    }

    mutating func add(_ node: some SyntaxProtocol, _ name: String) {
        names[node.id] = names[node.id] ?? name
    }

    mutating func label(_ node: some SyntaxProtocol, _ label: String) { labels[node.id] = label }

    mutating func add(unknown node: ExprSyntax) { unknown.append(node) }

    mutating func refuse(_ location: Location) { refused.insert(location) }
}
