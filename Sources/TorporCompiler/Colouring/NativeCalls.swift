import SwiftSyntax

extension DiagnosticIdentifier {
    static let functionValue: Self = "FunctionValue"
    static let notDurable: Self = "NotDurable"
}

/// Finds durable functions that a durable function runs without knowing: as values, and behind functions that are not
/// durable. What they do is right, but it is one step, that nothing can suspend.
struct NativeCalls {
    private let files: [ParsedFile]
    private let index: DeclarationIndex
    private let diagnostics: DiagnosticCollector
    /// Functions at module level that are not durable and call durable ones, with the durable function that they lead to.
    private var leading: [String: Lead] = [:]

    private struct Lead {
        let function: FunctionDeclSyntax
        let file: ParsedFile
        let durable: String
        let call: Location
    }

    init(_ module: ParsedModule, _ diagnostics: DiagnosticCollector) {
        files = module.files
        index = module.index
        self.diagnostics = diagnostics
        findLeads()
    }

    /// Finds plain functions that call durable ones, also by way of each other.
    private mutating func findLeads() {
        var pending: [(file: ParsedFile, function: FunctionDeclSyntax, calls: [DeclReferenceExprSyntax])] = []
        for file in files {
            for item in file.tree.statements {
                guard let function = item.item.as(FunctionDeclSyntax.self), function.attributes.durable == nil,
                    function.signature.effectSpecifiers?.asyncSpecifier != nil, let body = function.body,
                    index.functions[function.name.identifierText]?.count == 1
                else { continue }
                pending.append((file, function, body.callees))
            }
        }
        var isChanging = true
        while isChanging {
            isChanging = false
            for (file, function, calls) in pending where leading[function.name.identifierText] == nil {
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

    /// Whether a name means durable functions at module level, and nothing else.
    private func isDurable(_ name: String) -> Bool {
        guard let durable = index.durable[name], durable.allSatisfy(\.signature.context.isEmpty) else { return false }
        return durable.count == index.functions[name]?.count && !index.variables.contains(name)
            && !index.constants.contains(name)
    }

    // MARK: In a durable function

    /// Says what a durable function runs as one step.
    func check(_ function: DurableFunction, _ resolution: Resolution) {
        for reference in function.body.descendants(DeclReferenceExprSyntax.self) {
            guard resolution.bindings[reference.id] == nil, !resolution.innerNames.contains(reference.id) else {
                continue
            }
            if reference.isCallee {
                checkCall(reference, in: function)
            } else if !resolution.isGiven(reference), let name = durableName(of: reference) {
                report(value: reference, name, in: function)
            }
        }
    }

    /// The durable function that a reference means that is not called.
    private func durableName(of reference: DeclReferenceExprSyntax) -> String? {
        let name = reference.baseName.identifierText
        guard let member = reference.parent?.as(MemberAccessExprSyntax.self), member.declName.id == reference.id else {
            return isDurable(name) ? name : nil
        }
        let path = member.base?.trimmedDescription.split(separator: ".").map(String.init) ?? []
        let isMember = index.durable[name]?.contains { $0.signature.context == path && $0.signature.isStatic } ?? false
        return isMember && !path.isEmpty ? member.trimmedDescription : nil
    }

    private func report(value: DeclReferenceExprSyntax, _ name: String, in function: DurableFunction) {
        diagnostics.report(
            .warning(
                .functionValue,
                "durable function '\(name)' is used as a value: called through it, it runs as one step and cannot be "
                    + "suspended; call it by its name"
            ),
            at: function.file.location(of: value)
        )
    }

    private func checkCall(_ reference: DeclReferenceExprSyntax, in function: DurableFunction) {
        let name = reference.baseName.identifierText
        guard reference.parent?.is(MemberAccessExprSyntax.self) != true, let lead = leading[name] else { return }
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
