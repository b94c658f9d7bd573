import SwiftSyntax

/// What stands in the place of a node of the user's code.
struct Replacement {
    var text: String
    var facts = Facts()
    /// Whether it is an operation of the runtime that is marked as throwing.
    var `throws` = false
    /// Whether it is the result of a function that the durable function was given, whose name stands in it.
    var isResult = false

    /// Whether it is a result that has just come in, and is there no longer once the next has.
    var isPassing: Bool { facts.uses.isEmpty || isResult }
}

/// A closure, or the name of a function, that is kept as a value.
struct KeptFunction {
    /// The local that stands for its type.
    let slot: LocalID
    /// The block that stands for it.
    let entry: BlockID
    /// What the frame is called that has the local.
    var frame = "_frame"
    /// What the object that it captures is called in it.
    let object: String
    /// The label of the parameter, if it is a trailing closure.
    let label: String?
    /// The locals that it captures.
    let captures: LocalSet
    /// The local functions that it refers to, which are declared in it anew.
    var localFunctions: [FunctionDeclSyntax] = []
    /// What makes a function of it, if it is a durable closure.
    var operation: String?
}

/// How surely an expression throws or suspends, as far as it can be told without types.
enum Certainty: Comparable {
    case never
    case perhaps
    case surely
}

/// Prints nodes of the user's code as they are written, with locals under their generated names and with replacements in
/// the places of suspensions.
struct Renderer {
    let resolution: Resolution
    let index: DeclarationIndex
    let file: ParsedFile
    var replacements: [SyntaxIdentifier: Replacement] = [:]
    /// How many replacements are at a node and below.
    private(set) var replacedBelow: [SyntaxIdentifier: Int] = [:]
    /// The locals that keep what closures capture by value, by the items of their capture lists.
    var keptCaptures: [SyntaxIdentifier: LocalID] = [:]
    /// The closures, and names of functions, that are kept as values.
    var functions: [SyntaxIdentifier: KeptFunction] = [:]
    /// Where jumps lead that leave a statement which is printed as it is.
    var exits: [SyntaxIdentifier: BlockID] = [:]
    /// Where returns lead that leave such a statement with `defer` to be run, and the local that takes the value.
    var returns: [SyntaxIdentifier: (value: LocalID?, exit: BlockID)] = [:]
    /// Lines to be added to a clause of an `#if`, or to an `#if` as its `#else`.
    var additions: [SyntaxIdentifier: [String]] = [:]
    /// Whether what is printed is for a type witness: returns stay, and nothing is replaced.
    var isWitness = false
    /// Spells names of the types around the function.
    let qualifier: Qualifier
    /// The type of the errors of the function, where it says one.
    var thrownType: String?
    /// What stands for the type of the durable closure that is printed, if one is.
    var closure: String?
    /// In a witness: the only locals that are bound; the rest of a pattern becomes wildcards.
    var bound: LocalSet?
    /// In a witness: the operand to mark.
    private(set) var marked: SyntaxIdentifier?
    /// The mark.
    var mark = "_operand"
    /// In a witness: the name to mark beside it, in its stead.
    var markedBeside: String?
    /// In a witness: the durable call to mark.
    private(set) var markedCallee: SyntheticCallee?
    /// What `#function` says, where the step does not have the name of the function.
    var functionName: String?
    /// In the witnesses of a method: the type of the instance, which goes under a name of its own there.
    var receiverType: [String]?
    /// Whether the function is a mutating method.
    var changesReceiver = false
    /// The actor that the function runs on, if it is a method of one.
    var actor: [String]?
    /// In the witnesses of a static function: the type, which is `self` there.
    var staticType: String?

    /// The locals that patterns below a node declare.
    func declared(in node: Syntax) -> LocalSet {
        var found: LocalSet = []
        file.nodes.visit(below: node, for: .bindings) { node in
            if node.kind == .identifierPattern, let id = resolution.bindings[node.id] { found.insert(id) }
        }
        return found
    }

    // MARK: Printing

    /// The column of a node in the user's file: in the generated one it may be another.
    func column(of node: Syntax) -> Int { file.location(of: node).column }

    /// The pieces of a node, without the white space and the comments around it.
    func pieces(
        of node: some SyntaxProtocol,
        assignedAtExit: [SyntaxIdentifier: LocalSet] = [:]
    ) -> [Code.Piece] {
        var printer = Printer(renderer: self, assignedAtExit: assignedAtExit)
        printer.print(Syntax(node))
        return printer.finished
    }

    /// The text of a node in which no jump leaves it.
    func text(of node: some SyntaxProtocol) -> String {
        pieces(of: node).map { if case .text(let text) = $0 { text } else { "" } }.joined()
    }

    /// The text of what is type-checked as one, a local function as a closure.
    func text(of root: RootExpression) -> String {
        guard let function = root.function else { return text(of: root.expression) }
        var printer = Printer(renderer: self, assignedAtExit: [:])
        printer.printAsClosure(function)
        return printer.finished.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    }

    /// Whether what is printed is outside of the method, where the instance has no members that are found by name.
    var namesReceiver: Bool { isWitness && receiverType != nil }

    /// Marks an operand in a witness.
    mutating func mark(_ node: some SyntaxProtocol) {
        marked = node.id
        file.nodes.note(node)
    }

    /// Prints all as it is.
    mutating func removeMark() { marked = nil }

    /// Marks a durable call in a witness.
    mutating func mark(_ callee: SyntheticCallee) {
        markedCallee = callee
        file.nodes.note(callee.node)
    }

    /// Puts something in the place of a node.
    mutating func replace(_ node: some SyntaxProtocol, with replacement: Replacement) {
        guard replacements.updateValue(replacement, forKey: node.id) == nil else { return }
        file.nodes.note(node)
        count(1, around: Syntax(node))
    }

    /// Prints a node as it is again.
    mutating func restore(_ node: some SyntaxProtocol) {
        if replacements.removeValue(forKey: node.id) != nil { count(-1, around: Syntax(node)) }
    }

    private mutating func count(_ change: Int, around node: Syntax) {
        var current: Syntax? = node
        while let node = current, !node.is(CodeBlockSyntax.self) {
            replacedBelow[node.id, default: 0] += change
            current = node.parent
        }
    }

    /// Whether something stands in the place of a node, or of a node within the same statement below it.
    func containsReplacement(_ node: Syntax) -> Bool {
        !replacements.isEmpty && replacedBelow[node.id, default: 0] > 0
    }

    // MARK: Effects

    /// How surely a node, replacements considered, throws.
    func throwing(_ node: Syntax) -> Certainty {
        if let replacement = replacements[node.id] { return replacement.throws ? .surely : .never }
        switch node.as(SyntaxEnum.self) {
        case .tryExpr, .closureExpr, .functionDecl: return .never
        case .functionCallExpr(let call):
            let own = certainty(of: call, { $0.isThrowing }, initialisers: .perhaps)
            return max(own, throwingOfChildren(node))
        case .declReferenceExpr(let reference):
            if resolution.bindings[reference.id] == nil { return throwingMember(reference.baseName) }
            if resolution.asyncLet(reference) != nil { return .perhaps }
            return accessorEffects(of: reference)?.throwsClause == nil ? .never : .surely
        case .memberAccessExpr(let member):
            return max(throwingMember(member.declName.baseName), member.base.map { throwing(Syntax($0)) } ?? .never)
        case .infixOperatorExpr, .prefixOperatorExpr, .postfixOperatorExpr:
            return max(certainty(ofOperator: node, \.isThrowing), throwingOfChildren(node))
        case .macroExpansionExpr: return .perhaps
        default: return throwingOfChildren(node)
        }
    }

    /// The effects of the computed variable that a name refers to.
    private func accessorEffects(of reference: DeclReferenceExprSyntax) -> AccessorEffectSpecifiersSyntax? {
        guard let id = resolution.bindings[reference.id], !resolution.locals[id].isFunction else { return nil }
        return resolution.locals[id].remadeDeclaration?.descendants(AccessorEffectSpecifiersSyntax.self).first
    }

    private func throwingMember(_ name: TokenSyntax) -> Certainty {
        index.throwingMembers.contains(name.identifierText) ? .perhaps : .never
    }

    private func throwingOfChildren(_ node: Syntax) -> Certainty {
        file.nodes.nodes(below: node, for: .effects).map(throwing).max() ?? .never
    }

    /// How surely a node, replacements considered, suspends.
    func awaiting(_ node: Syntax) -> Certainty {
        if replacements[node.id] != nil { return .never }
        switch node.as(SyntaxEnum.self) {
        case .awaitExpr, .closureExpr, .functionDecl: return .never
        case .functionCallExpr(let call):
            let own = certainty(of: call, { $0.isAsync(in: call, from: actor) }, initialisers: .never)
            return max(own, awaitingOfChildren(node))
        case .declReferenceExpr(let reference):
            if resolution.asyncLet(reference) != nil { return .surely }
            return accessorEffects(of: reference)?.asyncSpecifier == nil ? .never : .surely
        case .memberAccessExpr(let member):
            let name = member.declName.baseName.text
            let isElsewhere = actor == nil || !member.isOfSelf
            let isAsync = index.asyncMembers.contains(name) || isElsewhere && index.actorMembers.contains(name)
            return max(isAsync ? .perhaps : .never, awaitingOfChildren(node))
        case .infixOperatorExpr, .prefixOperatorExpr, .postfixOperatorExpr:
            return max(certainty(ofOperator: node, \.isAsync), awaitingOfChildren(node))
        case .macroExpansionExpr: return .perhaps
        default: return awaitingOfChildren(node)
        }
    }

    private func awaitingOfChildren(_ node: Syntax) -> Certainty {
        file.nodes.nodes(below: node, for: .effects).map(awaiting).max() ?? .never
    }

    /// How surely an operator has an effect: only the module's own can.
    private func certainty(ofOperator node: Syntax, _ effect: (FunctionSignature) -> Bool) -> Certainty {
        let symbol =
            node.as(InfixOperatorExprSyntax.self)?.operator.trimmedDescription
            ?? node.as(PrefixOperatorExprSyntax.self)?.operator.text
            ?? node.as(PostfixOperatorExprSyntax.self)?.operator.text
        return index.functions[symbol ?? ""]?.contains(where: effect) == true ? .perhaps : .never
    }

    /// Whether an expression is a constant or variable that holds a tuple, as far as its first value tells.
    private func isTuple(_ node: ExprSyntax) -> Bool {
        guard let id = resolution.bindings[node.id], case .binding(let binding) = resolution.locals[id].origin,
            let value = binding.initializer?.value
        else { return false }
        return EvidentType.of(value, resolution, index)?.hasPrefix("(") ?? false
    }

    private func certainty(
        of call: FunctionCallExprSyntax,
        _ effect: (FunctionSignature) -> Bool,
        initialisers: Certainty
    ) -> Certainty {
        let name: String
        if let reference = call.calledExpression.as(DeclReferenceExprSyntax.self) {
            if let id = resolution.bindings[reference.id] {
                guard case .remade(let node) = resolution.locals[id].origin,
                    let local = node.as(FunctionDeclSyntax.self)
                else {
                    return .perhaps
                }
                let signature = FunctionSignature(local, context: [], module: "", isActorMember: false)
                return effect(signature) ? .surely : .never
            }
            name = reference.baseName.identifierText
            if StandardFunctions.neverThrows(name) { return .never }
        } else if let member = call.calledExpression.as(MemberAccessExprSyntax.self) {
            name = member.declName.baseName.identifierText
            if index.functions[name] == nil, StandardMethods.isPure(name) { return .never }
            // A function in a tuple may have the name of a method.
            if member.base.map(isTuple) ?? false { return .perhaps }
        } else {
            return .perhaps
        }
        if name.first?.isUppercase == true { return initialisers }
        let functions = index.functions(named: name, labels: call.labels)
        if functions.isEmpty { return .perhaps }
        if functions.allSatisfy(effect) { return .surely }
        return functions.contains(where: effect) ? .perhaps : .never
    }
}

/// Functions of the standard library that are not async and do not throw.
enum StandardFunctions {
    private static let pure: Set<String> = [
        "print", "debugPrint", "min", "max", "abs", "zip", "stride", "repeatElement", "type", "swap", "String", "Int",
        "Double",
        "Float", "Bool", "Array", "Set", "Dictionary", "UInt", "UInt8", "Int64", "Character", "Substring",
    ]

    private static let consuming: Set<String> = [
        "withUnsafePointer", "withUnsafeMutablePointer", "withUnsafeBytes", "withUnsafeMutableBytes", "Dictionary",
        "withExtendedLifetime", "withoutActuallyEscaping", "withUnsafeTemporaryAllocation", "autoreleasepool", "Result",
        "Array", "Set", "String", "ContiguousArray", "Data", "assert", "precondition", "assertionFailure", "zip", "min",
        "max", "print", "withTaskCancellationHandler", "withTaskGroup", "withThrowingTaskGroup",
        "withDiscardingTaskGroup", "withThrowingDiscardingTaskGroup",
    ]
    private static let gathering: Set<String> = [
        "Array", "Set", "Dictionary", "String", "ContiguousArray", "Data", "print", "min", "max",
    ]

    static func neverThrows(_ name: String) -> Bool { pure.contains(name) }

    /// Whether the function calls the closures that it is given and gives them up.
    static func consumesClosure(_ name: String) -> Bool { consuming.contains(name) }

    /// Whether the function takes all elements of a sequence in place.
    static func takesElements(_ name: String) -> Bool { gathering.contains(name) }

    /// Whether a name is that of a function, and no collection has a member of that name.
    static func isNoMember(_ name: String) -> Bool { pure.contains(name) && !["min", "max"].contains(name) }
}
