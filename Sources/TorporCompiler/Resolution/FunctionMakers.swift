import SwiftParser
import SwiftSyntax

/// Tells which ordinary functions of the module make functions: others that return some hand on what they are given.
final class FunctionMakers {
    private let index: DeclarationIndex
    private let rules: StorageRules
    private var known: [SyntaxIdentifier: Bool] = [:]

    init(_ index: DeclarationIndex, _ rules: StorageRules) {
        self.index = index
        self.rules = rules
    }

    /// Whether there is a closure in a function, the name of another, or a call of one that returns functions which are not
    /// its arguments.
    func makesFunctions(_ function: FunctionSignature) -> Bool {
        guard let node = function.declaration.node, let body = function.declaration.body else { return true }
        if let answer = known[node.id] { return answer }
        // By itself it makes none.
        known[node.id] = false
        let parameters = node.signature.parameterClause.parameters.map {
            ($0.secondName ?? $0.firstName).identifierText
        }
        let makes =
            !body.descendants(ClosureExprSyntax.self).isEmpty
            || !body.descendants(KeyPathExprSyntax.self).isEmpty
            || body.descendants(DeclReferenceExprSyntax.self).contains { reference in
                let name = reference.baseName.identifierText
                // A property of Swift's own may have the name of a method of the module's.
                guard !parameters.contains(name), let declared = index.functions[name],
                    !index.variables.contains(name), !StandardProtocols.properties.contains(name)
                else { return false }
                return reference.isCalledByName
                    ? declared.contains { $0.returnsFunctions(rules) && makesFunctions($0) } : true
            }
        known[node.id] = makes
        return makes
    }
}

extension FunctionSignature {
    /// Whether there are functions in what it returns.
    func returnsFunctions(_ rules: StorageRules) -> Bool {
        guard let returnType else { return false }
        return rules.holdsFunctions(typeNamed: returnType == "Self" ? context.joined(separator: ".") : returnType)
    }
}

extension FunctionSignature.Declaration {
    /// The body. Of a file that nothing durable is in, the bodies are parsed when they are asked for.
    fileprivate var body: CodeBlockSyntax? {
        guard let node, let body = node.body else { return nil }
        guard body.statements.isEmpty, let text = file?.source.text.utf8 else { return body }
        let range = node.positionAfterSkippingLeadingTrivia.utf8Offset..<node.endPositionBeforeTrailingTrivia.utf8Offset
        guard range.upperBound <= text.count else { return nil }
        let tree = Parser.parse(source: String(decoding: Array(text)[range], as: UTF8.self))
        return tree.statements.first?.item.as(FunctionDeclSyntax.self)?.body
    }
}

extension DeclReferenceExprSyntax {
    /// Whether it names what is called.
    fileprivate var isCalledByName: Bool {
        let named = parent.flatMap { $0.as(MemberAccessExprSyntax.self) }.flatMap { $0.declName.id == id ? $0 : nil }
        let callee = named.map { ExprSyntax($0) } ?? ExprSyntax(self)
        return callee.parent?.as(FunctionCallExprSyntax.self)?.calledExpression.id == callee.id
    }
}
