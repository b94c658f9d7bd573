import SwiftSyntax

extension SyntaxProtocol {
    /// All nodes of a kind below this one, in the order of the source. Not for tokens.
    func descendants<Node: SyntaxProtocol>(_ type: Node.Type) -> [Node] {
        var found: [Node] = []
        Syntax(self).visitDescendants { node in
            if let match = node.as(type) { found.append(match) }
        }
        return found
    }
}

extension Syntax {
    /// The children that are no tokens, in the order of the source.
    var childNodes: ChildNodes { ChildNodes(children(viewMode: .sourceAccurate)) }

    /// Calls a closure with each node below this one, tokens aside, in the order of the source.
    func visitDescendants(_ visit: (Syntax) -> Void) {
        for child in childNodes {
            visit(child)
            child.visitDescendants(visit)
        }
    }

    /// Whether no statements are below the node, those of closures aside: `if` and `switch` are no operands.
    var isWithoutStatements: Bool {
        switch kind {
        case .functionCallExpr, .memberAccessExpr, .subscriptCallExpr, .declReferenceExpr, .integerLiteralExpr,
            .booleanLiteralExpr, .stringLiteralExpr, .awaitExpr, .identifierPattern, .typeAnnotation:
            true
        default: false
        }
    }

    /// The node as a declaration of something with a name.
    var asNamedDeclaration: (any NamedDeclSyntax)? {
        // To ask whether the type of a node conforms to a protocol takes long, and most are no declarations.
        switch kind {
        case .structDecl, .enumDecl, .classDecl, .actorDecl, .protocolDecl, .typeAliasDecl, .functionDecl,
            .associatedTypeDecl, .macroDecl, .operatorDecl, .precedenceGroupDecl:
            asProtocol((any NamedDeclSyntax).self)
        default: nil
        }
    }

    /// The node as a declaration with members.
    var asDeclarationGroup: (any DeclGroupSyntax)? {
        switch kind {
        case .structDecl, .enumDecl, .classDecl, .actorDecl, .protocolDecl, .extensionDecl:
            asProtocol((any DeclGroupSyntax).self)
        default: nil
        }
    }
}

/// The children of a node that are no tokens: of most nodes less than half.
struct ChildNodes: Sequence, IteratorProtocol {
    private let children: SyntaxChildren
    private var position: SyntaxChildrenIndex
    private let end: SyntaxChildrenIndex

    init(_ children: SyntaxChildren) {
        self.children = children
        position = children.startIndex
        end = children.endIndex
    }

    mutating func next() -> Syntax? {
        while position < end {
            let child = children[position]
            position = children.index(after: position)
            if child.kind != .token { return child }
        }
        return nil
    }
}
