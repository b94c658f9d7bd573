import SwiftSyntax

extension DiagnosticIdentifier {
    static let functionValue: Self = "FunctionValue"
    static let notDurable: Self = "NotDurable"
}

/// Finds durable functions that a durable function runs without knowing: as values, and behind functions that are not
/// durable. What they do is right, but it is one step, that nothing can suspend.
final class NativeCalls {
    private let contents: ModuleContents
    private let index: DeclarationIndex
    /// Functions at module level that are not durable and call durable ones, with the durable function that they lead to.
    private var leading: [String: Lead] = [:]
    /// The names that have been looked into.
    private var known: Set<String> = []

    private struct Lead {
        let function: FunctionDeclSyntax
        let file: ParsedFile
        let durable: String
        let call: Location
    }

    init(_ module: ParsedModule) {
        contents = module.contents
        index = module.index
    }

    /// What a plain function leads to, be it by way of others.
    private func lead(of name: String) -> Lead? {
        if !known.contains(name) { findLeads(from: name) }
        return leading[name]
    }

    /// Finds what the functions lead to that can be reached from one.
    private func findLeads(from name: String) {
        var callers: [(file: ParsedFile, function: FunctionDeclSyntax, calls: [DeclReferenceExprSyntax])] = []
        var pending = [name]
        while let next = pending.popLast() {
            guard known.insert(next).inserted, isPlain(next), let (function, file) = contents.function(next) else {
                continue
            }
            let calls = function.body?.callees ?? []
            callers.append((file, function, calls))
            pending += calls.map(\.baseName.identifierText).filter { !known.contains($0) }
        }
        var isChanging = true
        while isChanging {
            isChanging = false
            for (file, function, calls) in callers where leading[function.name.identifierText] == nil {
                for call in calls {
                    let name = call.baseName.identifierText
                    guard let durable = isDurable(name) ? name : leading[name]?.durable else { continue }
                    leading[function.name.identifierText] = Lead(
                        function: function,
                        file: file,
                        durable: durable,
                        call: file.location(of: call)
                    )
                    isChanging = true
                    break
                }
            }
        }
    }

    /// Whether a name means one function, at module level, that takes an `await` and is not durable.
    private func isPlain(_ name: String) -> Bool {
        guard let functions = index.functions[name], functions.count == 1 else { return false }
        return functions[0].isAsync && functions[0].context.isEmpty && index.durable[name] == nil
    }

    /// Whether a name means durable functions at module level, and nothing else.
    private func isDurable(_ name: String) -> Bool {
        guard let durable = index.durable[name], durable.allSatisfy(\.signature.context.isEmpty) else { return false }
        return durable.count == index.functions[name]?.count && !index.variables.contains(name)
            && !index.constants.contains(name)
    }

    // MARK: In a durable function

    /// Says what a durable function runs as one step.
    func check(_ function: DurableFunction, _ resolution: Resolution, _ diagnostics: DiagnosticCollector) {
        for reference in function.nodes.references {
            guard resolution.bindings[reference.id] == nil, !resolution.innerNames.contains(reference.id) else {
                continue
            }
            if reference.isCallee {
                checkCall(reference, in: function, diagnostics)
            } else if !resolution.isGiven(reference), let name = durableName(of: reference) {
                report(value: reference, name, in: function, diagnostics)
            }
        }
    }

    /// The durable function that a reference means that is not called.
    private func durableName(of reference: DeclReferenceExprSyntax) -> String? {
        let name = reference.baseName.identifierText
        guard let member = reference.parent?.as(MemberAccessExprSyntax.self), member.declName.id == reference.id else {
            return isDurable(name) ? name : nil
        }
        let path = member.base?.trimmedDescription.path ?? []
        let isMember = index.durable[name]?.contains { $0.signature.context == path && $0.signature.isStatic } ?? false
        return isMember && !path.isEmpty ? member.trimmedDescription : nil
    }

    private func report(
        value: DeclReferenceExprSyntax,
        _ name: String,
        in function: DurableFunction,
        _ diagnostics: DiagnosticCollector
    ) {
        diagnostics.report(
            .warning(
                .functionValue,
                "durable function '\(name)' is used as a value: called through it, it runs as one step and cannot be "
                    + "suspended; call it by its name"
            ),
            at: function.file.location(of: value)
        )
    }

    private func checkCall(
        _ reference: DeclReferenceExprSyntax,
        in function: DurableFunction,
        _ diagnostics: DiagnosticCollector
    ) {
        let name = reference.baseName.identifierText
        guard reference.parent?.is(MemberAccessExprSyntax.self) != true, let lead = lead(of: name) else { return }
        let indentation = lead.function.leadingTrivia.pieces.last.map { piece in
            if case .spaces(let count) = piece { String(repeating: " ", count: count) } else { "" }
        }
        let place = lead.file.location(of: lead.function.name)
        diagnostics.report(
            .warning(
                .notDurable,
                "'\(name)' is not durable and calls durable function '\(lead.durable)', which runs as one step and cannot be "
                    + "suspended: mark '\(name)' '@Durable'"
            ),
            at: function.file.location(of: reference),
            notes: [
                .init("'\(name)' is declared here", at: place),
                .init("'\(lead.durable)' is reached from here", at: lead.call),
            ],
            fixIts: [
                lead.file.inserting("@Durable\n\(indentation ?? "")", before: lead.function, "make '\(name)' durable")
            ]
        )
    }
}

extension Resolution {
    /// Whether a durable function is given what has the name, and calls it as one.
    fileprivate func isGiven(_ reference: DeclReferenceExprSyntax) -> Bool {
        let member = reference.parent?.as(MemberAccessExprSyntax.self).map { $0.id }
        return functionNames[reference.id] != nil || member.map { functionNames[$0] != nil } ?? false
    }
}

extension CodeBlockSyntax {
    /// The names that are called in the block, those in closures too.
    fileprivate var callees: [DeclReferenceExprSyntax] {
        descendants(DeclReferenceExprSyntax.self).filter { reference in
            reference.isCallee && reference.parent?.is(MemberAccessExprSyntax.self) != true
        }
    }
}

extension DeclReferenceExprSyntax {
    /// Whether the reference, or the member that it names, is called where it stands.
    fileprivate var isCallee: Bool {
        var node = Syntax(self)
        while let parent = node.parent {
            switch parent.as(SyntaxEnum.self) {
            case .functionCallExpr(let call): return call.calledExpression.id == node.id
            case .memberAccessExpr(let member) where member.declName.id == node.id: node = parent
            case .genericSpecializationExpr: node = parent
            case .labeledExpr, .labeledExprList: node = parent
            case .tupleExpr(let tuple) where tuple.elements.count == 1: node = parent
            default: return false
            }
        }
        return false
    }
}
