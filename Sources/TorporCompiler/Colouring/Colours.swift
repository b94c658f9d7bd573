import SwiftSyntax

/// What a suspension point waits for.
enum Suspension {
    /// A call of a durable function.
    case call(DurableCall)
    /// A call of a function that the durable function was given.
    case function(LocalID)
    /// A call of a function that is a value of the computation.
    case functionValue
    /// A value sent out through a capability; an answer comes back if it is an exchange.
    case yield(isExchange: Bool)
    /// `Durable.sleep(…)`, or a sleep by the durable clock.
    case sleep
    /// The next result of a task group, in a loop over its results.
    case element(of: LocalID)
    /// A call of a method of a task group that makes one value of the results.
    case collection(of: LocalID)
    /// The beginning of the child tasks of an `async let`.
    case childTasks
    /// The value of a local that an `async let` declares.
    case childTask(of: LocalID)
    /// An ordinary `await`: it is carried out where it stands, and what it gave is remembered.
    case ordinary
}

/// The suspension points of a function, by the node that suspends.
struct Colours {
    var suspensions: [SyntaxIdentifier: Suspension] = [:]
    /// Every node with a suspension point inside, itself included.
    var suspending: Set<SyntaxIdentifier> = []
    /// The catch clauses of `do` statements with a suspension inside.
    var flatCatchClauses: Set<SyntaxIdentifier> = []

    /// The names of durable functions that are called where a member of the receiver has to make the coroutine.
    var overloadedCallees: Set<String> {
        Set(
            suspensions.values.compactMap { suspension in
                if case .call(let call) = suspension, call.isMadeByMember {
                    call.callee.signature.name
                } else {
                    nil
                }
            }
        )
    }

    /// Whether there is a suspension point in a node, those of closures aside.
    func isSuspending(_ node: some SyntaxProtocol) -> Bool {
        suspending.contains(node.id)
    }

    mutating func mark(_ node: some SyntaxProtocol, as suspension: Suspension, upTo root: SyntaxIdentifier) {
        suspensions[node.id] = suspension
        var current: Syntax? = Syntax(node)
        while let node = current {
            suspending.insert(node.id)
            if let statement = node.as(DoStmtSyntax.self) {
                flatCatchClauses.formUnion(statement.catchClauses.map(\.id))
            }
            if node.id == root { break }
            current = node.parent
        }
    }
}

extension Suspension {
    var isOrdinary: Bool { if case .ordinary = self { true } else { false } }
}
