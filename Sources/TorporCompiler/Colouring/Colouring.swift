import SwiftSyntax

extension DiagnosticIdentifier {
    static let asyncLet: Self = "AsyncLet"
    static let durableCallInClosure: Self = "DurableCallInClosure"
    static let durableCallWithoutAwait: Self = "DurableCallWithoutAwait"
    static let ambiguousDurableCall: Self = "AmbiguousDurableCall"
    static let escapingCapability: Self = "EscapingCapability"
    static let escapingFunction: Self = "EscapingFunction"
    static let forAwait: Self = "ForAwait"
    static let suspensionInMacro: Self = "SuspensionInMacro"
}

/// Tells every `await` of a function apart: durable call, primitive, ordinary call.
struct Colouring {
    let function: DurableFunction
    let resolution: Resolution
    let index: DeclarationIndex
    private let diagnostics: DiagnosticCollector
    private(set) var colours = Colours()
    /// What calls have been found to be.
    private var known: [SyntaxIdentifier: Suspension?] = [:]
    /// The body that is being looked at: of the function, or of a durable closure.
    var root: SyntaxIdentifier

    /// Colours a function.
    static func colour(
        _ function: DurableFunction,
        _ resolution: Resolution,
        _ index: DeclarationIndex,
        _ diagnostics: DiagnosticCollector
    ) -> Colours {
        var colouring = Colouring(
            function: function,
            resolution: resolution,
            index: index,
            diagnostics: diagnostics,
            root: function.body.id
        )
        for value in function.defaultFunctions { colouring.visit(Syntax(value)) }
        colouring.visit(Syntax(function.body))
        return colouring.colours
    }

    func report(
        _ identifier: DiagnosticIdentifier,
        _ text: String,
        at node: some SyntaxProtocol,
        fixIts: [Diagnostic.FixIt] = []
    ) {
        diagnostics.report(.error(identifier, text), at: function.file.location(of: node), fixIts: fixIts)
    }

    mutating func mark(_ node: some SyntaxProtocol, as suspension: Suspension) {
        colours.mark(node, as: suspension, upTo: root)
    }

    // MARK: Outside of an await

    mutating func visit(_ node: Syntax) {
        switch node.as(SyntaxEnum.self) {
        case .awaitExpr(let wait): awaited(wait)
        case .closureExpr(let closure) where resolution.durableClosures[closure.id] != nil: durable(closure)
        case .closureExpr, .functionDecl, .accessorBlock, .structDecl, .classDecl, .enumDecl, .actorDecl: nested(node)
        case .variableDecl(let variable) where variable.isAsync: childTasks(variable)
        case .forStmt(let loop) where loop.awaitKeyword != nil: forAwait(loop)
        case .functionCallExpr(let call):
            if case .call(let callee) = primitiveOrDurable(call), !callee.callee.signature.isAsync {
                return addition(call, callee)
            }
            if case .call(let callee) = primitiveOrDurable(call), !callee.isGuess {
                report(
                    .durableCallWithoutAwait,
                    "durable call of '\(call.calledExpression.trimmedDescription)' is not awaited: write 'await'",
                    at: call,
                    fixIts: function.file.awaiting(call, tries: callee.isThrowing)
                )
            }
            if let id = function(call) { reportMissingAwait(call, resolution.locals[id]) }
            children(node)
        case .declReferenceExpr(let reference): check(reference)
        default: children(node)
        }
    }

    mutating func children(_ node: Syntax) {
        for child in nodes(below: node) { visit(child) }
    }

    private func nodes(below node: Syntax) -> SyntaxTable.Nodes {
        function.file.nodes.nodes(below: node, for: .suspensions)
    }

    /// A capability can be called, and handed to a durable function: nothing else can be done with it after a restore.
    private func checkCapability(_ reference: DeclReferenceExprSyntax) {
        guard let id = resolution.bindings[reference.id], case .capability = resolution.locals[id].origin else {
            return
        }
        report(
            .escapingCapability,
            "'\(reference.baseName.text)' can only be called, or passed to a durable function: it stands for the driver",
            at: reference
        )
    }

    private func check(_ reference: DeclReferenceExprSyntax) {
        checkCapability(reference)
        checkFunction(reference)
        checkGroup(reference)
        checkAsyncLet(reference)
    }

    /// Whether a closure has a suspension in it that only a durable function can be suspended at.
    static func suspends(
        _ closure: ClosureExprSyntax,
        _ function: DurableFunction,
        _ resolution: Resolution,
        _ index: DeclarationIndex
    ) -> Bool {
        var colouring = Colouring(
            function: function,
            resolution: resolution,
            index: index,
            diagnostics: DiagnosticCollector(),
            root: closure.statements.id
        )
        return colouring.suspends(Syntax(closure.statements))
    }

    private mutating func suspends(_ node: Syntax) -> Bool {
        if node.is(ClosureExprSyntax.self) || node.is(FunctionDeclSyntax.self) { return false }
        if let variable = node.as(VariableDeclSyntax.self), variable.isAsync { return true }
        if let call = node.as(FunctionCallExprSyntax.self) {
            switch primitiveOrDurable(call) {
            case .call(let callee) where callee.isGuess && !call.isAwaited: break
            case .some: return true
            case nil: break
            }
            let name = call.calledExpression.as(DeclReferenceExprSyntax.self)?.baseName.identifierText
            if let name, Prelude.group(openedBy: name) != nil { return true }
        }
        for child in nodes(below: node) where suspends(child) { return true }
        return false
    }

    /// Closures and local functions run as they are: a durable call in one could not be suspended.
    private mutating func nested(_ node: Syntax) {
        // But for closures in it that are kept: what they do is a part of the coroutine.
        var kept: [ClosureExprSyntax] = []
        let all = plainNodes(in: node, &kept)
        for closure in kept { durable(closure) }
        let references = all.compactMap { $0.as(DeclReferenceExprSyntax.self) }
        for reference in references where !reference.isCalled {
            checkFunction(reference)
        }
        for call in all.compactMap({ $0.as(FunctionCallExprSyntax.self) }) {
            switch primitiveOrDurable(call) {
            case .call(let callee) where callee.isGuess && !call.isAwaited: break
            case .call(let callee):
                report(
                    .durableCallInClosure,
                    "durable function '\(callee.callee.signature.name)' is called in a closure or local function, which cannot be "
                        + "suspended: call it from the durable function itself",
                    at: call
                )
            case .functionValue: break
            case .yield, .sleep, .function:
                report(
                    .durableCallInClosure,
                    "'\(call.calledExpression.trimmedDescription)' suspends in a closure or local function, which cannot be "
                        + "suspended: call it from the durable function itself",
                    at: call
                )
            case .collection, .element, .childTasks, .childTask, .ordinary, nil: break
            }
        }
        for reference in references {
            checkNestedGroup(reference)
            checkAsyncLet(reference)
        }
    }

    /// The nodes within one that are carried out as they are, and the durable closures that are not.
    private func plainNodes(in node: Syntax, _ kept: inout [ClosureExprSyntax]) -> [Syntax] {
        if let closure = node.as(ClosureExprSyntax.self), resolution.durableClosures[closure.id] != nil {
            kept.append(closure)
            return []
        }
        return node.childNodes.reduce(into: [node]) { $0 += plainNodes(in: $1, &kept) }
    }

    private mutating func forAwait(_ loop: ForStmtSyntax) {
        if let group = resolution.group(of: loop) { return results(loop, group.id) }
        for call in loop.body.descendants(FunctionCallExprSyntax.self) where primitiveOrDurable(call) != nil {
            report(
                .forAwait,
                "a 'for await' loop is one step, and '\(call.calledExpression.trimmedDescription)' suspends in it: gather the "
                    + "elements first, or ask for them one at a time",
                at: call
            )
        }
        nestedIn(Syntax(loop.sequence))
        if function.attribute.checkpointsOnAwait { mark(loop, as: .ordinary) }
    }

    // MARK: In an await

    private mutating func awaited(_ node: AwaitExprSyntax) {
        let candidates = candidates(in: Syntax(node.expression))
        let suspends = candidates.contains { if case .ordinary = $0.suspension { false } else { true } }
        if suspends || candidates.count > 1 {
            for (call, suspension) in candidates where !suspension.isOrdinary || function.attribute.checkpointsOnAwait {
                mark(call, as: suspension)
            }
            operands(Syntax(node.expression))
        } else {
            nestedIn(Syntax(node.expression))
            if function.attribute.checkpointsOnAwait { mark(node, as: .ordinary) }
        }
    }

    /// Looks for what is wrong in an await that is one unit.
    private mutating func nestedIn(_ node: Syntax) {
        switch node.as(SyntaxEnum.self) {
        case .closureExpr(let closure) where resolution.durableClosures[closure.id] != nil: durable(closure)
        case .closureExpr, .functionDecl: nested(node)
        case .declReferenceExpr(let reference): check(reference)
        default: for child in nodes(below: node) { nestedIn(child) }
        }
    }

    /// Looks at the operands of the suspensions of an await: further awaits, closures, capabilities.
    mutating func operands(_ node: Syntax) {
        switch node.as(SyntaxEnum.self) {
        case .closureExpr(let closure) where resolution.durableClosures[closure.id] != nil: durable(closure)
        case .closureExpr, .functionDecl: nested(node)
        case .awaitExpr(let inner):
            if candidates(in: Syntax(inner.expression)).isEmpty {
                awaited(inner)
            } else {
                operands(Syntax(inner.expression))
            }
        case .functionCallExpr(let call):
            switch colours.suspensions[call.id] {
            case .call: arguments(of: call)
            case .yield, .function: operands(Syntax(call.arguments))
            case .functionValue: for child in nodes(below: node) { operands(child) }
            default: for child in nodes(below: node) { operands(child) }
            }
        case .declReferenceExpr(let reference): check(reference)
        default: for child in nodes(below: node) { operands(child) }
        }
    }

    func isCapabilityArgument(_ position: Int, _ argument: LabeledExprSyntax, of callee: DurableSignature)
        -> Bool
    {
        guard let reference = argument.expression.as(DeclReferenceExprSyntax.self),
            let id = resolution.bindings[reference.id], case .capability = resolution.locals[id].origin
        else { return false }
        return callee.capabilityLabels.contains(argument.label?.identifierText)
    }

    /// The calls in an await that are known to suspend, those in closures aside, outermost first.
    private mutating func candidates(in node: Syntax) -> [(call: ExprSyntax, suspension: Suspension)] {
        if node.is(ClosureExprSyntax.self) || node.is(FunctionDeclSyntax.self) { return [] }
        var found: [(ExprSyntax, Suspension)] = []
        if let reference = node.as(DeclReferenceExprSyntax.self), let id = resolution.asyncLet(reference) {
            found.append((ExprSyntax(reference), .childTask(of: id)))
        }
        if let call = node.as(FunctionCallExprSyntax.self) {
            if let suspension = primitiveOrDurable(call) {
                found.append((ExprSyntax(call), suspension))
            } else if isKnownAsync(call) {
                found.append((ExprSyntax(call), .ordinary))
            }
        }
        for child in nodes(below: node) { found += candidates(in: child) }
        return found
    }

    private func isKnownAsync(_ call: FunctionCallExprSyntax) -> Bool {
        guard let reference = call.calledExpression.as(DeclReferenceExprSyntax.self),
            resolution.bindings[reference.id] == nil
        else { return false }
        let functions = index.functions(named: reference.baseName.identifierText, labels: call.labels)
        let actor = function.isOnReceiver ? function.context : nil
        return !functions.isEmpty && functions.allSatisfy { $0.isAsync(in: call, from: actor) }
    }

    private mutating func primitiveOrDurable(_ call: FunctionCallExprSyntax) -> Suspension? {
        if let known = known[call.id] { return known }
        let found = suspension(of: call)
        known[call.id] = .some(found)
        return found
    }

    private func suspension(of call: FunctionCallExprSyntax) -> Suspension? {
        if let id = function(call) { return .function(id) }
        if let known = resolution.preludeCalls[call.id] { return .call(known) }
        if let group = resolution.group(collectedBy: call) { return .collection(of: group.id) }
        let callee = call.calledExpression.unparenthesised
        if FunctionCallee(function: function, resolution: resolution, index: index).isAsync(call) {
            return .functionValue
        }
        if let reference = callee.as(DeclReferenceExprSyntax.self) {
            if let id = resolution.bindings[reference.id] {
                guard case .capability(let type) = resolution.locals[id].origin else { return nil }
                return .yield(isExchange: Capability(type)?.reply != nil)
            }
            return durable(call)
        }
        guard let member = callee.as(MemberAccessExprSyntax.self), let base = member.base else { return nil }
        let name = member.declName.baseName.identifierText
        if SleepCall(function, resolution, index).matches(call, on: base, member: name) { return .sleep }
        return durable(call)
    }

    /// The durable function that a call means. Says so if it could mean an ordinary one as well: which one is meant takes
    /// types to tell.
    private func durable(_ call: FunctionCallExprSyntax) -> Suspension? {
        let lookup = DurableCallLookup(function: function, resolution: resolution, index: index)
        guard let found = lookup.find(call) else { return nil }
        let name = found.callee.signature.name
        let ordinary = index.functions(named: name, labels: call.labels).filter { other in
            let isRival =
                found.candidates.contains {
                    $0.signature.context == other.context && $0.signature.module == other.module
                }
                || (found.isGuess && other.isAsync && !other.isStatic && !other.context.isEmpty)
            return isRival && !found.candidates.contains { $0.signature == other }
        }
        // An `await` right in front of a call is for a function that takes one, and without any it is not.
        let synchronous = ordinary.filter { !$0.isAsync }
        if !synchronous.isEmpty, !call.isAwaited { return nil }
        let rivals = call.isAwaitedItself ? ordinary.filter(\.isAsync) : ordinary
        if !rivals.isEmpty {
            report(
                .ambiguousDurableCall,
                "'\(name)' has \(rivals.count + found.candidates.count) overloads with these labels, not all of them durable: "
                    + "give them different names or labels",
                at: call.calledExpression
            )
        }
        return .call(found)
    }
}

extension DurableSignature {
    /// The labels of the parameters that are capabilities.
    var capabilityLabels: [String?] { capabilities.sorted().map { signature.parameters[$0].label } }
}
