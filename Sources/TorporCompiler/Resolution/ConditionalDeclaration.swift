import SwiftSyntax

/// What the branches of an `#if` declare under one name. Which branch counts is known when the generated file is compiled,
/// and not before.
struct ConditionalDeclaration {
    /// The `#if`, the outermost where they are nested.
    let node: IfConfigDeclSyntax
    /// What declares the name, by the clause that it stands in.
    var alternatives: [SyntaxIdentifier: Local.Origin]
    /// Whether it is a constant in some branches and a variable in others.
    var isMixed = false

    /// Whether every branch of an `#if` declares the name.
    func isComplete(in node: IfConfigDeclSyntax) -> Bool {
        node.hasElse && node.clauses.allSatisfy(isDeclared)
    }

    /// Whether a clause declares the name, whatever `#if`s are nested in it.
    func isDeclared(in clause: IfConfigClauseSyntax) -> Bool {
        alternatives[clause.id] != nil || clause.nested.contains(where: mentions)
    }

    /// Whether some branch of a nested `#if` declares the name: its others are completed.
    private func mentions(_ node: IfConfigDeclSyntax) -> Bool {
        node.clauses.contains(where: isDeclared)
    }
}

extension Resolution {
    /// The locals that the branches of an `#if` declare for what follows it.
    func declared(in node: IfConfigDeclSyntax) -> [LocalID] {
        conditionals.filter { $0.value.node.id == node.id }.map(\.key).sorted()
    }
}

extension IfConfigDeclSyntax {
    var hasElse: Bool { clauses.last?.poundKeyword.tokenKind == .poundElse }

    /// The lines of an `#if` with the same conditions and other contents.
    ///
    /// - Parameters:
    ///   - otherwise: the contents of an `#else`, if there is none.
    ///   - content: the contents of a clause.
    func lines(otherwise: [String] = [], _ content: (IfConfigClauseSyntax) -> [String]) -> [String] {
        var lines: [String] = []
        for clause in clauses {
            let condition = clause.condition.map { " " + $0.trimmedDescription } ?? ""
            lines.append(clause.poundKeyword.text + condition)
            lines += content(clause)
        }
        if !hasElse, !otherwise.isEmpty { lines += ["#else"] + otherwise }
        return lines + ["#endif"]
    }
}

extension IfConfigClauseSyntax {
    var statements: [Syntax] {
        if case .statements(let items) = elements { items.map { Syntax($0.item) } } else { [] }
    }

    /// The `#if`s that stand in the clause.
    var nested: [IfConfigDeclSyntax] { statements.compactMap { $0.as(IfConfigDeclSyntax.self) } }
}
