import SwiftSyntax

/// The nodes of a file as flat arrays, in the order of the source.
///
/// Most of what a walk over a tree comes by is nothing to it: tokens, lists, wrappers. The table says of each node once which
/// walks ask for it, and where what is below it ends, so that a walk goes from one node that it asks for to the next. What
/// lies between two such nodes is in the source as it is to be printed.
final class SyntaxTable {
    /// What asks for a node.
    struct Interest: OptionSet {
        let rawValue: UInt8

        /// Binding names to locals.
        static let names = Interest(rawValue: 1)
        /// Finding suspensions.
        static let suspensions = Interest(rawValue: 2)
        /// Finding out what statements do to locals.
        static let facts = Interest(rawValue: 4)
        /// Telling whether an expression throws or suspends.
        static let effects = Interest(rawValue: 8)
        /// Printing: what may be spelled otherwise than in the source.
        static let spelling = Interest(rawValue: 16)

        /// Referring to a local, or declaring one.
        static let bindings = Interest(rawValue: 32)

        /// Finding where functions come to be that are values.
        static let values = Interest(rawValue: 64)
        /// Being one of the nodes that checks ask for by their kinds.
        static let kinds = Interest(rawValue: 128)

        static let all = Interest(rawValue: .max)
    }

    /// A token's place in the source, white space and comments around it included, and without them.
    struct Token {
        let position: Int
        let start: Int
        let stop: Int
        let end: Int
    }

    private let root: SyntaxIdentifier
    /// The nodes; where there is none, as there is not for a token that is missing, the one before.
    private let nodes: ContiguousArray<Syntax>
    /// What asks for each: memory of the table's own, since it is looked at far too often to be checked each time.
    private let interests: UnsafeMutableBufferPointer<Interest>
    /// Where the nodes below each end.
    private let ends: ContiguousArray<Int32>
    /// How many tokens come before each node.
    private let tokensBefore: ContiguousArray<Int32>
    let tokens: ContiguousArray<Token>
    /// The source.
    private let bytes: ContiguousArray<UInt8>

    /// Makes the table of a tree.
    ///
    /// - Parameters:
    ///   - tree: all of a file.
    ///   - text: its source.
    init(_ tree: SourceFileSyntax, _ text: String) {
        root = tree.id
        bytes = ContiguousArray(text.utf8)
        var builder = Builder(bytes: bytes.count)
        builder.add(Syntax(tree), tree.kind, isMember: false)
        builder.fill(upTo: builder.nodes.count + 1, with: Syntax(tree))
        (nodes, ends, tokensBefore, tokens) = (builder.nodes, builder.ends, builder.tokensBefore, builder.tokens)
        interests = .allocate(capacity: builder.interests.count)
        _ = interests.initialize(from: builder.interests)
    }

    deinit { interests.deallocate() }

    /// The arrays of a table that is being made.
    private struct Builder {
        var nodes: ContiguousArray<Syntax> = []
        var interests: ContiguousArray<Interest> = []
        var ends: ContiguousArray<Int32> = []
        var tokensBefore: ContiguousArray<Int32> = []
        var tokens: ContiguousArray<Token> = []

        init(bytes: Int) {
            // On average, a node takes more than a byte.
            nodes.reserveCapacity(bytes)
            interests.reserveCapacity(bytes)
            ends.reserveCapacity(bytes)
            tokensBefore.reserveCapacity(bytes)
            tokens.reserveCapacity(bytes / 3)
        }

        mutating func add(_ node: Syntax, _ kind: SyntaxKind, isMember: Bool) {
            let index = Int(node.id.indexInTree.toOpaque())
            fill(upTo: index, with: node)
            nodes.append(node)
            ends.append(Int32(truncatingIfNeeded: index + 1))
            tokensBefore.append(Int32(truncatingIfNeeded: tokens.count))
            if kind == .token { return add(node.cast(TokenSyntax.self), of: node) }
            interests.append(SyntaxTable.interest(in: node, kind, isMember: isMember))
            // Behind the dot is the name of a member.
            let hasMember = kind == .memberAccessExpr || kind == .keyPathPropertyComponent
            var isMember = kind == .keyPathPropertyComponent
            for child in node.children(viewMode: .sourceAccurate) {
                let kind = child.kind
                add(child, kind, isMember: isMember)
                if hasMember, kind == .token { isMember = true }
            }
            ends[index] = Int32(truncatingIfNeeded: nodes.count)
        }

        private mutating func add(_ token: TokenSyntax, of node: Syntax) {
            let position = node.position.utf8Offset
            let start = position + token.leadingTriviaLength.utf8Length
            let stop = start + token.trimmedLength.utf8Length
            let isReceiver = stop - start == 4 && token.tokenKind == .keyword(.self)
            interests.append(isReceiver ? .spelling : [])
            let end = stop + token.trailingTriviaLength.utf8Length
            tokens.append(Token(position: position, start: start, stop: stop, end: end))
        }

        mutating func fill(upTo index: Int, with node: Syntax) {
            while nodes.count < index {
                nodes.append(node)
                interests.append([])
                ends.append(Int32(truncatingIfNeeded: nodes.count))
                tokensBefore.append(Int32(truncatingIfNeeded: tokens.count))
            }
        }
    }

    // MARK: Look-ups

    /// The place of a node in the table; nil if it is one of another tree.
    func index(of node: Syntax) -> Int? {
        let id = node.id
        guard root < id else { return nil }
        return Int(id.indexInTree.toOpaque())
    }

    /// Says that a node may be spelled otherwise than in the source, and stands for something else than what is below.
    func note(_ node: some SyntaxProtocol) {
        if let index = index(of: Syntax(node)) { interests[index] = .all }
    }

    /// The tokens of the node at a place.
    func tokens(at index: Int) -> Range<Int> { Int(tokensBefore[index])..<Int(tokensBefore[Int(ends[index])]) }

    /// A part of the source.
    func text(_ range: Range<Int>) -> String {
        range.isEmpty ? "" : bytes.withUnsafeBufferPointer { String(decoding: $0[range], as: UTF8.self) }
    }

    /// The outermost nodes below one that something asks for; of a node of another tree, all children but tokens.
    func nodes(below node: Syntax, for interest: Interest) -> Nodes {
        guard let index = index(of: node) else { return Nodes(children: node.childNodes) }
        return Nodes(table: self, interest: interest, position: index + 1, end: Int(ends[index]))
    }

    /// Calls a closure with all nodes below one that something asks for, whatever they are below; of a node of another tree,
    /// with all but tokens.
    func visit(below node: Syntax, for interest: Interest, _ visit: (Syntax) -> Void) {
        guard let index = index(of: node) else { return node.visitDescendants(visit) }
        for position in index + 1..<Int(ends[index]) where !interests[position].isDisjoint(with: interest) {
            visit(nodes[position])
        }
    }

    /// Nodes that something asks for.
    struct Nodes: Sequence, IteratorProtocol {
        private let table: SyntaxTable?
        private let interest: Interest
        private var position: Int
        private let end: Int
        private var children: ChildNodes?

        fileprivate init(table: SyntaxTable, interest: Interest, position: Int, end: Int) {
            (self.table, self.interest, self.position, self.end) = (table, interest, position, end)
        }

        fileprivate init(children: ChildNodes) {
            (table, interest, position, end) = (nil, .all, 0, 0)
            self.children = children
        }

        mutating func next() -> Syntax? {
            guard let table else { return children?.next() }
            return nextIndex(in: table).map { table.nodes[$0] }
        }

        fileprivate mutating func nextIndex(in table: SyntaxTable) -> Int? {
            while position < end {
                let found = position
                if table.interests[found].isDisjoint(with: interest) {
                    position += 1
                } else {
                    position = Int(table.ends[found])
                    return found
                }
            }
            return nil
        }
    }

    /// The outermost nodes below the one at a place that may be spelled otherwise, with their tokens.
    func spelledNodes(below index: Int) -> SpelledNodes {
        SpelledNodes(
            table: self,
            nodes: Nodes(table: self, interest: .spelling, position: index + 1, end: Int(ends[index]))
        )
    }

    /// Nodes that may be spelled otherwise than in the source.
    struct SpelledNodes {
        fileprivate let table: SyntaxTable
        fileprivate var nodes: Nodes

        mutating func next() -> (node: Syntax, tokens: Range<Int>)? {
            nodes.nextIndex(in: table).map { (table.nodes[$0], table.tokens(at: $0)) }
        }
    }
}

// MARK: Kinds

extension SyntaxTable {
    fileprivate static func interest(in node: Syntax, _ kind: SyntaxKind, isMember: Bool) -> Interest {
        switch kind {
        case .declReferenceExpr: isMember ? .all.subtracting(.spelling) : .all
        case .memberAccessExpr: [.names, .facts, .effects, .kinds]
        case .functionCallExpr:
            // Trailing closures may have to go between the parentheses.
            node.cast(FunctionCallExprSyntax.self).trailingClosure == nil
                ? [.names, .suspensions, .facts, .effects, .values, .kinds]
                : [.names, .suspensions, .facts, .effects, .values, .kinds, .spelling]
        case .closureExpr, .functionDecl, .awaitExpr: .all
        case .tryExpr: [.facts, .effects, .spelling]
        case .structDecl, .classDecl, .enumDecl, .actorDecl: [.names, .suspensions, .facts, .spelling, .values]
        case .protocolDecl, .typeAliasDecl: [.names, .spelling]
        case .identifierType: [.names, .spelling, .kinds]
        case .accessorBlock: [.suspensions, .facts, .spelling, .values]
        case .variableDecl: [.names, .suspensions, .facts]
        case .forStmt: [.names, .suspensions, .facts, .values]
        case .switchExpr: [.names, .facts, .values, .kinds]
        case .ifExpr, .guardStmt, .whileStmt, .repeatStmt, .doStmt: [.names, .facts]
        case .ifConfigDecl: [.names, .facts, .spelling]
        case .codeBlock, .keyPathExpr: .names
        case .infixOperatorExpr: [.facts, .effects, .values]
        case .prefixOperatorExpr, .postfixOperatorExpr: [.facts, .effects]
        case .subscriptCallExpr, .ternaryExpr: .facts
        case .closureCapture: [.facts, .spelling, .bindings, .kinds]
        case .identifierPattern: [.facts, .spelling, .bindings]
        case .optionalBindingCondition: [.facts, .spelling, .bindings, .values]
        case .returnStmt: [.facts, .spelling, .values]
        case .throwStmt: [.facts, .spelling, .kinds]
        case .inOutExpr, .breakStmt, .continueStmt, .fallThroughStmt: [.facts, .spelling]
        case .macroExpansionExpr: [.effects, .spelling]
        case .closureShorthandParameter, .closureParameter: [.spelling, .bindings]
        case .catchClause: [.bindings, .kinds]
        case .functionParameter: .bindings
        case .patternBinding: .values
        case .matchingPatternCondition: [.values, .kinds]
        case .asExpr, .isExpr, .codeBlockItem: .kinds
        case .optionalChainingExpr, .keyPathPropertyComponent, .ifConfigClause, .valueBindingPattern: .spelling
        default: []
        }
    }
}
