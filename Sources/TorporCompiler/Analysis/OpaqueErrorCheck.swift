import SwiftSyntax

extension DiagnosticIdentifier {
    static let opaqueError: Self = "OpaqueError"
}

/// Finds patterns that match no error any more once it has been in a frame.
///
/// An error that lives across a suspension becomes an `OpaqueError` where its type cannot be stored. Just there, and
/// where such an error is thrown on, a pattern with its type matches nothing, though it would in the plain function.
struct OpaqueErrorCheck {
    private let types: TypeIndex
    private let diagnostics: DiagnosticCollector
    /// The coroutines of functions that throw errors which have been in a frame.
    private let leaks: Set<String>

    static func check(_ functions: [LoweredFunction], _ types: TypeIndex, _ diagnostics: DiagnosticCollector) {
        let throwers = functions.map(Thrower.init)
        let check = OpaqueErrorCheck(types: types, diagnostics: diagnostics, leaks: findLeaks(throwers))
        for thrower in throwers { check.run(thrower) }
    }

    /// A place that throws an error that may have been in a frame.
    private struct Origin {
        let node: Syntax
        let note: Diagnostic.Note
    }

    /// What a function throws.
    private struct Thrower {
        let lowered: LoweredFunction
        /// Where it throws errors that have been in its frame.
        let own: [Origin]
        /// Its durable calls, with the coroutines that they may start.
        let calls: [(node: FunctionCallExprSyntax, callees: [String])]

        init(_ lowered: LoweredFunction) {
            self.lowered = lowered
            let throwing =
                lowered.storedErrors.isEmpty ? [] : lowered.function.nodes.throwStatements
            own = throwing.compactMap { statement in
                crossing(of: statement.expression, in: lowered).map { crossed in
                    let note = Diagnostic.Note("the error is kept across this suspension", at: crossed)
                    return Origin(node: Syntax(statement), note: note)
                }
            }
            calls = lowered.calls.map { node, callee in
                (node, callee.candidates.map { $0.qualifiedTypeName(lowered.renderer.index) })
            }
        }

        /// The places that throw errors that have been in a frame.
        func origins(_ leaks: Set<String>) -> [Origin] {
            own
                + calls.filter { !leaks.isDisjoint(with: $0.callees) }.map { node, _ in
                    let name = node.calledExpression.trimmedDescription
                    let note = "'\(name)' throws an error that has crossed a suspension"
                    return Origin(
                        node: Syntax(node),
                        note: .init(note, at: lowered.function.file.location(of: node))
                    )
                }
        }
    }

    // MARK: What is thrown on

    /// Finds the functions that an error leaves that has been in a frame: their own, or that of a function they call.
    private static func findLeaks(_ throwers: [Thrower]) -> Set<String> {
        var callers: [String: [String]] = [:]
        var pending: [String] = []
        for thrower in throwers {
            let name = thrower.lowered.function.qualifiedTypeName
            if thrower.own.contains(where: { handlers(of: $0.node, in: thrower.lowered).leaves }) {
                pending.append(name)
            }
            for (node, callees) in thrower.calls where handlers(of: Syntax(node), in: thrower.lowered).leaves {
                for callee in callees { callers[callee, default: []].append(name) }
            }
        }
        var leaks: Set<String> = []
        while let name = pending.popLast() {
            if leaks.insert(name).inserted { pending += callers[name] ?? [] }
        }
        return leaks
    }

    /// The `do` statements that catch what is thrown at a node, innermost first, and whether it may leave the function.
    private static func handlers(
        of node: Syntax,
        in lowered: LoweredFunction
    ) -> (statements: [DoStmtSyntax], leaves: Bool) {
        var found: [DoStmtSyntax] = []
        var current = node
        while let parent = current.parent, current.id != lowered.function.body.id {
            if let attempt = parent.as(TryExprSyntax.self), attempt.questionOrExclamationMark != nil {
                return (found, false)
            }
            if let statement = parent.as(DoStmtSyntax.self), statement.body.id == current.id,
                !statement.catchClauses.isEmpty
            {
                found.append(statement)
                if statement.catchesAll { return (found, false) }
            }
            current = parent
        }
        return (found, true)
    }

    // MARK: Patterns

    private func run(_ thrower: Thrower) {
        let lowered = thrower.lowered
        for origin in thrower.origins(leaks) {
            for statement in Self.handlers(of: origin.node, in: lowered).statements {
                for clause in statement.catchClauses { report(clause.catchItems, [origin.note], lowered) }
            }
        }
        checkCasts(lowered)
    }

    /// Casts and matches of a local that has been in the frame.
    private func checkCasts(_ lowered: LoweredFunction) {
        guard !lowered.storedErrors.isEmpty else { return }
        let nodes = lowered.function.nodes
        func check(_ subject: ExprSyntax, _ patterns: [Syntax]) {
            guard let crossed = Self.crossing(of: subject, in: lowered) else { return }
            let note = Diagnostic.Note("the error is kept across this suspension", at: crossed)
            for pattern in patterns { report(pattern, [note], lowered) }
        }
        for cast in nodes.casts where cast.questionOrExclamationMark != nil {
            check(cast.expression, [Syntax(cast.type)])
        }
        for test in nodes.typeTests { check(test.expression, [Syntax(test.type)]) }
        for selection in nodes.selections {
            for case .switchCase(let arm) in selection.cases {
                let items = arm.label.as(SwitchCaseLabelSyntax.self)?.caseItems.map { Syntax($0.pattern) } ?? []
                check(selection.subject, items)
            }
        }
        for condition in nodes.matchings {
            check(condition.initializer.value, [Syntax(condition.pattern)])
        }
    }

    /// The suspension that an error, the value of an expression, has crossed in the frame; nil where it has crossed none.
    private static func crossing(of node: ExprSyntax, in lowered: LoweredFunction) -> Location? {
        guard let reference = node.unparenthesised.as(DeclReferenceExprSyntax.self),
            let id = lowered.resolution.bindings[reference.id], lowered.storedErrors.contains(id)
        else { return nil }
        let file = lowered.function.file
        let place = file.location(of: reference)
        let loop = outermostLoop(around: Syntax(reference), within: lowered.machine.locals[id], lowered)
        let crossed = lowered.suspensions(storing: id).compactMap { lowered.location(of: $0) }
        return crossed.first { $0 < place || loop?.contains($0) == true }
    }

    /// The extent of the outermost loop around a node that is within the scope of a local: what comes later in it may
    /// have come before.
    private static func outermostLoop(
        around node: Syntax,
        within local: Local,
        _ lowered: LoweredFunction
    ) -> Range<Location>? {
        guard let declared = local.location else { return nil }
        var found: Range<Location>?
        var current = node.parent
        while let parent = current, parent.id != lowered.function.body.id {
            if parent.is(ForStmtSyntax.self) || parent.is(WhileStmtSyntax.self) || parent.is(RepeatStmtSyntax.self) {
                let extent = lowered.function.file.extent(of: parent)
                if extent.lowerBound < declared { break }
                found = extent
            }
            current = parent.parent
        }
        return found
    }

    // MARK: Messages

    private func report(_ items: CatchItemListSyntax, _ notes: [Diagnostic.Note], _ lowered: LoweredFunction) {
        for item in items {
            if let pattern = item.pattern { report(Syntax(pattern), notes, lowered) }
        }
    }

    private func report(_ pattern: Syntax, _ notes: [Diagnostic.Note], _ lowered: LoweredFunction) {
        for (node, name) in pattern.typeNames {
            guard !lowered.function.nodes.localTypes.contains(name),
                let type = types.declaration(of: name, in: lowered.context), types.isError(type) == .yes,
                [.structure, .enumeration, .class].contains(type.kind), !types.isStorableError(type)
            else { continue }
            let (reason, remedy, fixIts): (String, String, [Diagnostic.FixIt])
            switch types.isCodable(type) {
            case .no:
                (reason, remedy) = ("is not Codable", "make it Codable")
                fixIts = types.makingCodable(type)
            case .yes where !type.isVisible:
                (reason, remedy) = ("is private, out of reach of the generated file", "make it internal")
                fixIts = [.init("make '\(name)' internal", type.file.makingInternal(type.name.parent ?? pattern))]
            case .yes, .unknown: continue
            }
            diagnostics.report(
                .warning(
                    .opaqueError,
                    "'\(name)' \(reason), so that an error of this type that has crossed a suspension is an 'OpaqueError', "
                        + "which the pattern does not match: \(remedy)"
                ),
                at: lowered.function.file.location(of: node),
                notes: notes,
                fixIts: fixIts
            )
        }
    }
}

extension LoweredFunction {
    /// The types around the function, outermost first.
    var context: [String] { function.context.flatMap(\.path) }

    /// Where the suspension in front of a block is.
    func location(of block: BlockID) -> Location? {
        machine.blocks[block].place.map {
            Location(path: function.file.source.path, line: $0.line, column: $0.column)
        }
    }

    /// The durable calls of the function.
    fileprivate var calls: [(node: FunctionCallExprSyntax, callee: DurableCall)] {
        guard colours.suspensions.values.contains(where: { if case .call = $0 { true } else { false } }) else {
            return []
        }
        return function.nodes.calls.compactMap { node in
            if case .call(let callee) = colours.suspensions[node.id] { (node, callee) } else { nil }
        }
    }
}

extension Syntax {
    /// The names of types that a pattern compares with.
    fileprivate var typeNames: [(node: Syntax, name: String)] {
        switch self.as(SyntaxEnum.self) {
        case .identifierType, .memberType: [(self, trimmedDescription)]
        case .optionalType(let optional): Syntax(optional.wrappedType).typeNames
        case .memberAccessExpr(let member): member.base.map { [(Syntax($0), $0.trimmedDescription)] } ?? []
        case .functionCallExpr(let call): Syntax(call.calledExpression).typeNames
        default: childNodes.flatMap(\.typeNames)
        }
    }
}
