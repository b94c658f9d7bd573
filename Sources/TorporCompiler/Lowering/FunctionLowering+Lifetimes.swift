import SwiftSyntax

/// How long locals are there: to the end of their scope, read or not.
///
/// Swift keeps what a variable holds as long as anybody can tell the difference, and whoever refers to an object weakly
/// can. Which locals hold objects is found out later, by their types: here, it is noted where all of them are in scope.
extension FunctionLowering {
    /// The locals of the scopes of a body: those that a list of statements begins with, and those that a statement declares.
    struct Scopes {
        fileprivate var atBeginning: [SyntaxIdentifier: [LocalID]] = [:]
        fileprivate var afterItem: [SyntaxIdentifier: [LocalID]] = [:]

        init() {}

        /// - Parameters:
        ///   - locals: the locals of a function.
        ///   - boxed: those that are in boxes.
        ///   - body: the statements of the function.
        init(_ locals: [Local], boxed: some Collection<LocalID>, in body: CodeBlockItemListSyntax) {
            let boxed = LocalSet(boxed)
            for local in locals where local.isFlat && local.holdsItsValue && !boxed.contains(local.id) {
                switch local.origin {
                case .parameter: atBeginning[body.id, default: []].append(local.id)
                case .binding(let node): add(local.id, declaredBy: Syntax(node))
                case .optionalBinding(let node): add(local.id, declaredBy: Syntax(node))
                case .matching(let node): add(local.id, declaredBy: Syntax(node))
                case .switchCase(let node, _): add(local.id, declaredBy: Syntax(node))
                case .element(let loop): atBeginning[loop.body.statements.id, default: []].append(local.id)
                case .capability, .caught, .remade, .synthetic, .closureParameter, .conditional: break
                }
            }
        }

        private mutating func add(_ local: LocalID, declaredBy node: Syntax) {
            var current = node
            while let parent = current.parent {
                if let branch = parent.as(IfExprSyntax.self), current.id == branch.conditions.id {
                    return atBeginning[branch.body.statements.id, default: []].append(local)
                }
                if let loop = parent.as(WhileStmtSyntax.self), current.id == loop.conditions.id {
                    return atBeginning[loop.body.statements.id, default: []].append(local)
                }
                if let arm = parent.as(SwitchCaseSyntax.self) {
                    return atBeginning[arm.statements.id, default: []].append(local)
                }
                if current.is(CodeBlockItemSyntax.self) { return afterItem[current.id, default: []].append(local) }
                current = parent
            }
        }
    }

    /// Begins the lifetimes of what a list of statements begins with.
    func beginLifetimes(in items: CodeBlockItemListSyntax) {
        alive.formUnion(localScopes.atBeginning[items.id] ?? [])
    }

    /// Begins the lifetimes of what a statement declares.
    func beginLifetimes(after item: CodeBlockItemSyntax) {
        alive.formUnion(localScopes.afterItem[item.id] ?? [])
    }

    /// Ends the lifetimes that have begun since.
    ///
    /// - Parameter outside: what was alive before.
    func endLifetimes(since outside: LocalSet) {
        for local in alive.subtracting(outside).sorted() { append(Statement(code: Code(), kind: .end(local))) }
    }
}

extension Local {
    /// Whether its value is in a variable or constant of its own.
    fileprivate var holdsItsValue: Bool {
        guard case .plain = form else { return false }
        return childTask == nil && group == nil && function == nil && strength == nil
    }
}
