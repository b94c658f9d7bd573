import SwiftSyntax

/// Operators of the standard library that change none of their operands.
enum StandardOperators {
    private static let pure: Set<String> = [
        "+", "-", "*", "/", "%", "&+", "&-", "&*", "==", "!=", "===", "!==", "<", "<=", ">", ">=", "~=", "&&", "||",
        "??",
        "...", "..<", "<<", ">>", "&<<", "&>>", "&", "|", "^", "~", "!", ".==", ".!=",
    ]

    static func isPure(_ symbol: String) -> Bool { pure.contains(symbol) }
}

/// Methods of the standard library, under names that mean nothing else there, that change nothing.
enum StandardMethods {
    private static let pure: Set<String> = [
        "map", "filter", "reduce", "compactMap", "flatMap", "forEach", "contains", "sorted", "joined", "enumerated",
        "reversed", "prefix", "suffix", "dropFirst", "dropLast", "min", "max", "first", "last", "firstIndex",
        "lastIndex",
        "allSatisfy", "hasPrefix", "hasSuffix", "split", "uppercased", "lowercased", "description", "elementsEqual",
        "starts", "index", "distance", "shuffled", "mapValues", "compactMapValues", "isMultiple", "isSuperset",
        "isSubset",
        "union", "intersection", "subtracting", "symmetricDifference", "components", "trimmingCharacters",
    ]
    private static let consuming: Set<String> = [
        "map", "filter", "reduce", "compactMap", "flatMap", "forEach", "contains", "sorted", "sort", "min", "max",
        "first",
        "last", "firstIndex", "lastIndex", "allSatisfy", "removeAll", "prefix", "drop", "split", "partition",
        "mapValues",
        "compactMapValues", "elementsEqual", "starts", "merge", "merging", "withUnsafeBytes", "run", "joined",
        "trimmingPrefix",
        "count", "withLock", "formSymmetricDifference", "lexicographicallyPrecedes", "zip", "uniquingKeysWith",
        "withUnsafeBufferPointer", "withUnsafeMutableBufferPointer", "withUnsafeMutableBytes", "withUTF8",
        "withContiguousStorageIfAvailable", "withContiguousMutableStorageIfAvailable", "withCString",
        "withLockIfAvailable", "withLockUnchecked", "sync", "replacing", "replace", "firstRange", "trimPrefix",
        "enumerateLines", "enumerateSubstrings", "get", "mapError", "flatMapError", "indices", "subranges",
        "moveSubranges", "difference", "reduceInto", "chunked", "partitioned", "grouped", "keyed", "mapKeys",
    ]

    private static let mutating: Set<String> = [
        "append", "insert", "remove", "removeAll", "removeFirst", "removeLast", "removeSubrange", "popLast", "popFirst",
        "sort",
        "reverse", "shuffle", "swapAt", "partition", "replaceSubrange", "reserveCapacity", "formUnion",
        "formIntersection",
        "subtract", "formSymmetricDifference", "merge", "updateValue", "removeValue", "update", "toggle", "negate",
        "write",
        "next", "formIndex", "addProduct", "formRemainder", "round", "formSquareRoot", "withUnsafeMutableBytes",
        "replace",
    ]

    static func isPure(_ name: String) -> Bool { pure.contains(name) }

    static func isMutating(_ name: String) -> Bool { mutating.contains(name) }

    /// Whether a method of a sequence goes through its elements and gives none of them on lazily.
    static func takesElements(_ name: String) -> Bool { eager.contains(name) }

    private static let eager: Set<String> = [
        "reduce", "forEach", "contains", "allSatisfy", "first", "min", "max", "sorted", "count", "elementsEqual",
        "joined", "starts", "firstIndex", "last", "lastIndex",
    ]

    /// Whether the standard library has methods of this name.
    static func isKnown(_ name: String) -> Bool {
        pure.contains(name) || mutating.contains(name) || consuming.contains(name)
    }

    /// Whether a closure argument of the method is called during the call and then given up.
    static func consumesClosure(_ name: String) -> Bool { consuming.contains(name) }
}

extension ClosureExprSyntax {
    /// Whether the closure is gone when the statement that it stands in is over: it is called in place, or an argument of
    /// a function that does not keep it.
    func isConsumed(_ index: DeclarationIndex) -> Bool {
        guard let call = receivingCall else { return false }
        return call.calledExpression.id == id || call.consumesClosures(index) || call.isGathered(index)
    }

    /// The call that the closure is an argument of, or that calls it.
    private var receivingCall: FunctionCallExprSyntax? {
        if let call = parent?.as(FunctionCallExprSyntax.self) { return call }
        if let call = parent?.as(LabeledExprSyntax.self)?.parent?.parent?.as(FunctionCallExprSyntax.self) {
            return call
        }
        return parent?.as(MultipleTrailingClosureElementSyntax.self)?.parent?.parent?.as(FunctionCallExprSyntax.self)
    }
}

extension FunctionCallExprSyntax {
    /// Whether the callee calls the closures that it is given and gives them up.
    func consumesClosures(_ index: DeclarationIndex) -> Bool {
        if let reference = calledExpression.as(DeclReferenceExprSyntax.self) {
            return index.consumesClosures(reference.baseName.identifierText, isMethod: false)
        }
        guard let member = calledExpression.as(MemberAccessExprSyntax.self) else { return false }
        return index.consumesClosures(member.declName.baseName.identifierText, isMethod: true)
            && member.base?.as(MemberAccessExprSyntax.self)?.declName.baseName.text != "lazy"
    }
}

extension FunctionCallExprSyntax {
    /// Whether what the call gives, which may hold on to closures as lazy sequences do, is gone when the expression is:
    /// all its elements are taken in place.
    fileprivate func isGathered(_ index: DeclarationIndex) -> Bool {
        var current: Syntax? = Syntax(self)
        while let node = current, node.is(ExprSyntax.self) || !node.isExpressionRoot {
            if let call = node.as(FunctionCallExprSyntax.self), call.id != id, call.takesElements(index) { return true }
            current = node.parent
        }
        return false
    }

    /// Whether the call goes through all elements of its receiver or of its argument, and keeps nothing else of them.
    private func takesElements(_ index: DeclarationIndex) -> Bool {
        if let reference = calledExpression.as(DeclReferenceExprSyntax.self) {
            let name = reference.baseName.identifierText
            return index.functions[name] == nil && StandardFunctions.takesElements(name)
        }
        guard let member = calledExpression.as(MemberAccessExprSyntax.self) else { return false }
        let name = member.declName.baseName.identifierText
        return index.functions[name] == nil && StandardMethods.takesElements(name)
    }
}

extension Syntax {
    /// Whether expressions do not go on around the node.
    fileprivate var isExpressionRoot: Bool {
        self.is(CodeBlockItemSyntax.self) || self.is(ClosureExprSyntax.self) || self.is(StmtSyntax.self)
            || self.is(PatternBindingSyntax.self) || self.is(ConditionElementSyntax.self)
    }
}

extension ExprSyntax {
    /// Whether an expression, as a pattern, matches every value: a name that is bound, `_`, or a tuple of them.
    var isIrrefutablePattern: Bool {
        if let pattern = self.as(PatternExprSyntax.self) { return pattern.pattern.isIrrefutable }
        if let tuple = self.as(TupleExprSyntax.self) {
            return tuple.elements.allSatisfy(\.expression.isIrrefutablePattern)
        }
        return self.is(DiscardAssignmentExprSyntax.self)
    }

    /// Whether an expression takes its type from around it: `.small`, `.big(3)`.
    var startsWithDot: Bool {
        if let member = self.as(MemberAccessExprSyntax.self) { return member.base?.startsWithDot ?? true }
        if let call = self.as(FunctionCallExprSyntax.self) { return call.calledExpression.startsWithDot }
        return false
    }
}

extension Syntax {
    /// The names that a pattern binds, as their nodes.
    var patternNodes: [IdentifierPatternSyntax] {
        var found: [IdentifierPatternSyntax] = []
        func collect(_ node: Syntax) {
            if let pattern = node.as(IdentifierPatternSyntax.self) {
                found.append(pattern)
            } else {
                for child in node.childNodes { collect(child) }
            }
        }
        collect(self)
        return found
    }
}

extension WhileStmtSyntax {
    /// Whether the loop is left by jumps alone.
    var isInfinite: Bool {
        guard conditions.count == 1, case .expression(let condition) = conditions.first!.condition else { return false }
        return condition.as(BooleanLiteralExprSyntax.self)?.literal.text == "true"
    }
}

extension DoStmtSyntax {
    /// Whether no error leaves its body uncaught.
    var catchesAll: Bool { catchClauses.contains(where: \.takesEverything) }
}

/// The statement that a `break` or a `continue` leaves or goes on with.
enum JumpTarget {
    static func of(_ node: BreakStmtSyntax) -> Syntax? {
        find(from: Syntax(node), label: node.label?.text) { target, isLabelled in
            target.isLoop || target.is(SwitchExprSyntax.self)
                || (isLabelled && (target.is(IfExprSyntax.self) || target.is(DoStmtSyntax.self)))
        }
    }

    /// Whether a `do` statement with handlers is around a node.
    static func isInDo(_ node: Syntax) -> Bool {
        var current = node.parent
        while let candidate = current, !candidate.is(FunctionDeclSyntax.self), !candidate.is(ClosureExprSyntax.self) {
            if candidate.is(CatchClauseSyntax.self) { return isInDo(candidate.parent?.parent ?? candidate) }
            if let statement = candidate.as(DoStmtSyntax.self), !statement.catchClauses.isEmpty { return true }
            current = candidate.parent
        }
        return false
    }

    static func of(_ node: ContinueStmtSyntax) -> Syntax? {
        find(from: Syntax(node), label: node.label?.text) { target, _ in target.isLoop }
    }

    private static func find(from node: Syntax, label: String?, accepts: (Syntax, Bool) -> Bool) -> Syntax? {
        var current = node.parent
        while let candidate = current {
            if candidate.is(ClosureExprSyntax.self) || candidate.is(FunctionDeclSyntax.self) { return nil }
            if accepts(candidate, label != nil), label == nil || candidate.statementLabel == label { return candidate }
            current = candidate.parent
        }
        return nil
    }
}

extension Syntax {
    var isLoop: Bool { self.is(ForStmtSyntax.self) || self.is(WhileStmtSyntax.self) || self.is(RepeatStmtSyntax.self) }

    /// The label in front of a statement.
    var statementLabel: String? {
        if let labelled = parent?.as(LabeledStmtSyntax.self) { return labelled.label.text }
        if parent?.is(ExpressionStmtSyntax.self) == true {
            return parent?.parent?.as(LabeledStmtSyntax.self)?.label.text
        }
        return nil
    }
}

extension PatternSyntax {
    /// Whether the pattern matches every value.
    var isIrrefutable: Bool {
        if let binding = self.as(ValueBindingPatternSyntax.self) { return binding.pattern.isIrrefutable }
        if let tuple = self.as(TuplePatternSyntax.self) { return tuple.elements.allSatisfy(\.pattern.isIrrefutable) }
        if let expression = self.as(ExpressionPatternSyntax.self)?.expression { return expression.isIrrefutablePattern }
        return self.is(IdentifierPatternSyntax.self) || self.is(WildcardPatternSyntax.self)
    }
}

extension SwitchCaseListSyntax {
    /// The cases, those in branches of an `#if` too.
    var arms: [SwitchCaseSyntax] {
        flatMap { element -> [SwitchCaseSyntax] in
            switch element {
            case .switchCase(let arm): return [arm]
            case .ifConfigDecl(let node):
                return node.clauses.flatMap { clause -> [SwitchCaseSyntax] in
                    if case .switchCases(let cases) = clause.elements { cases.arms } else { [] }
                }
            }
        }
    }
}
