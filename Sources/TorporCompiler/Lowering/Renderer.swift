import SwiftSyntax

/// What stands in the place of a node of the user's code.
struct Replacement {
    var text: String
    var facts = Facts()
    /// Whether it is an operation of the runtime that is marked as throwing.
    var `throws` = false
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
    var resolution: Resolution
    let index: DeclarationIndex
    let file: ParsedFile
    var replacements: [SyntaxIdentifier: Replacement] = [:]
    /// The locals that keep what closures capture by value, by the items of their capture lists.
    var keptCaptures: [SyntaxIdentifier: LocalID] = [:]
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
    /// In a witness: the only locals that are bound; the rest of a pattern becomes wildcards.
    var bound: Set<LocalID>?
    /// In a witness: the operand to mark.
    var marked: SyntaxIdentifier?
    /// In a witness: the durable call to mark.
    var markedCallee: SyntheticCallee?
    /// What `#function` says, where the step does not have the name of the function.
    var functionName: String?
    /// In the witnesses of a method: the type of the instance, which goes under a name of its own there.
    var receiverType: [String]?

    // MARK: Printing

    /// The column of a node in the user's file: in the generated one it may be another.
    func column(of node: Syntax) -> Int { file.location(of: node).column }

    /// The pieces of a node, without the white space and the comments around it.
    func pieces(
        of node: some SyntaxProtocol,
        assignedAtExit: [SyntaxIdentifier: Set<LocalID>] = [:]
    ) -> [Code.Piece] {
        var printer = Printer(renderer: self, assignedAtExit: assignedAtExit)
        printer.print(Syntax(node))
        return printer.finished
    }

    /// The text of a node in which no jump leaves it.
    func text(of node: some SyntaxProtocol) -> String {
        pieces(of: node).map { if case .text(let text) = $0 { text } else { "" } }.joined()
    }

    /// Whether what is printed is outside of the method, where the instance has no members that are found by name.
    var namesReceiver: Bool { isWitness && receiverType != nil }

    func containsReplacement(_ node: Syntax) -> Bool {
        if replacements[node.id] != nil { return true }
        return node.children(viewMode: .sourceAccurate).contains(where: containsReplacement)
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
        node.children(viewMode: .sourceAccurate).map(throwing).max() ?? .never
    }

    /// How surely a node, replacements considered, suspends.
    func awaiting(_ node: Syntax) -> Certainty {
        if replacements[node.id] != nil { return .never }
        switch node.as(SyntaxEnum.self) {
        case .awaitExpr, .closureExpr, .functionDecl: return .never
        case .functionCallExpr(let call):
            let own = certainty(of: call, { $0.isAsync }, initialisers: .never)
            return max(own, awaitingOfChildren(node))
        case .declReferenceExpr(let reference):
            return accessorEffects(of: reference)?.asyncSpecifier == nil ? .never : .surely
        case .memberAccessExpr(let member):
            let own: Certainty = index.asyncMembers.contains(member.declName.baseName.text) ? .perhaps : .never
            return max(own, awaitingOfChildren(node))
        case .infixOperatorExpr, .prefixOperatorExpr, .postfixOperatorExpr:
            return max(certainty(ofOperator: node, \.isAsync), awaitingOfChildren(node))
        case .macroExpansionExpr: return .perhaps
        default: return awaitingOfChildren(node)
        }
    }

    private func awaitingOfChildren(_ node: Syntax) -> Certainty {
        node.children(viewMode: .sourceAccurate).map(awaiting).max() ?? .never
    }

    /// How surely an operator has an effect: only the module's own can.
    private func certainty(ofOperator node: Syntax, _ effect: (FunctionSignature) -> Bool) -> Certainty {
        let symbol =
            node.as(InfixOperatorExprSyntax.self)?.operator.trimmedDescription
            ?? node.as(PrefixOperatorExprSyntax.self)?.operator.text
            ?? node.as(PostfixOperatorExprSyntax.self)?.operator.text
        return index.functions[symbol ?? ""]?.contains(where: effect) == true ? .perhaps : .never
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

/// Prints one node.
private struct Printer {
    let renderer: Renderer
    let assignedAtExit: [SyntaxIdentifier: Set<LocalID>]
    private var pieces: [Code.Piece] = []
    private var text = ""
    private var isFirst = true
    private var pendingTrivia = ""
    private var nesting = 0
    /// The optional chains that are taken to have a value.
    private var forcedChains: Set<SyntaxIdentifier> = []

    init(renderer: Renderer, assignedAtExit: [SyntaxIdentifier: Set<LocalID>]) {
        self.renderer = renderer
        self.assignedAtExit = assignedAtExit
    }

    var finished: [Code.Piece] {
        text.isEmpty ? pieces : pieces + [.text(text)]
    }

    private mutating func emit(_ string: String, _ leading: Trivia, _ trailing: Trivia) {
        if isFirst {
            isFirst = false
        } else {
            text += pendingTrivia + leading.description
        }
        text += string
        pendingTrivia = trailing.description
    }

    /// Prints text in the place of a node.
    private mutating func emit(_ string: String, for node: some SyntaxProtocol) {
        emit(string, node.leadingTrivia, node.trailingTrivia)
    }

    mutating func print(_ node: Syntax) {
        if !renderer.isWitness, let replacement = renderer.replacements[node.id] {
            return emit(replacement.text, for: node)
        }
        if let callee = renderer.markedCallee, callee.node.id == node.id { return self.callee(callee) }
        if renderer.marked == node.id {
            emit("_operand(", node.leadingTrivia, [])
            isFirst = true
            printUnmarked(node)
            text += ")"
        } else {
            printUnmarked(node)
        }
    }

    /// Prints the coroutine of a durable call, under the mark that says its type.
    private mutating func callee(_ callee: SyntheticCallee) {
        // What comes after a `?` is there; only the type of the whole knows that it might not have been.
        forcedChains = callee.chains
        let isChained = !forcedChains.isEmpty
        let opening = isChained ? "Torpor.chained(" : ""
        emit(opening + (callee.isThrowing ? "_callee(" : "_callee.value("), callee.node.leadingTrivia, [])
        for part in callee.expression.parts {
            switch part {
            case .text(let string): text += string
            case .receiver: text += "_self"
            case .expression(let node):
                isFirst = true
                print(Syntax(node))
            }
        }
        text += ")"
        if isChained { text += callee.isChainedFurther ? ")?" : ")" }
        forcedChains = []
        pendingTrivia = callee.node.trailingTrivia.description
    }

    private mutating func printUnmarked(_ node: Syntax) {
        switch node.as(SyntaxEnum.self) {
        case .token(let token):
            let isReceiver = token.tokenKind == .keyword(.self) && renderer.namesReceiver && !isMember(token)
            emit(isReceiver ? "_self" : token.text, token.leadingTrivia, token.trailingTrivia)
        case .declReferenceExpr(let reference): self.reference(reference)
        case .optionalChainingExpr(let chain) where forcedChains.contains(chain.id):
            print(Syntax(chain.expression))
            text += "!"
        case .keyPathPropertyComponent(let component): children(Syntax(component.declName))
        case .identifierType(let type): self.type(type)
        case .memberAccessExpr(let member):
            if let base = member.base { print(Syntax(base)) }
            print(Syntax(member.period))
            children(Syntax(member.declName))
        case .identifierPattern(let pattern): self.pattern(pattern)
        case .optionalBindingCondition(let binding): optionalBinding(binding)
        case .macroExpansionExpr(let macro) where macro.macroName.text == "column" && !isDefaultValue(node):
            emit(String(renderer.column(of: node)), for: node)
        case .ifConfigClause:
            children(node)
            add(renderer.additions[node.id] ?? [])
        case .ifConfigDecl(let conditional):
            for clause in conditional.clauses { print(Syntax(clause)) }
            if let lines = renderer.additions[node.id], !lines.isEmpty { add(["#else"] + lines) }
            print(Syntax(conditional.poundEndif))
        case .valueBindingPattern(let binding) where bindsNothing(node): print(Syntax(binding.pattern))
        case .closureCapture(let capture): self.capture(capture)
        case .structDecl, .classDecl, .enumDecl, .actorDecl, .protocolDecl, .typeAliasDecl:
            // Types of the function are elsewhere.
            guard renderer.resolution.typeBindings[node.id] == nil || isFirst else { return }
            nesting += 1
            children(node)
            nesting -= 1
        case .closureExpr, .functionDecl, .accessorBlock:
            nesting += 1
            children(node)
            nesting -= 1
        case .returnStmt(let statement) where nesting == 0 && !renderer.isWitness: `return`(statement)
        case .breakStmt, .continueStmt, .fallThroughStmt: jump(node)
        case .throwStmt(let statement) where nesting == 0 && !renderer.isWitness && renderer.thrownType != nil:
            self.throw(statement)
        case .macroExpansionExpr(let macro) where macro.macroName.text == "function" && renderer.functionName != nil:
            emit("\"\(renderer.functionName!)\"", for: macro)
        case .tryExpr(let expression)
        where !renderer.isWitness && expression.questionOrExclamationMark?.tokenKind != .postfixQuestionMark:
            let keyword = expression.questionOrExclamationMark == nil ? "try" : "try!"
            effect(node, keyword: keyword, Syntax(expression.expression), renderer.throwing, "Torpor.throwing")
        case .awaitExpr(let expression) where !renderer.isWitness:
            effect(node, keyword: "await", Syntax(expression.expression), renderer.awaiting, "Torpor.awaiting")
        default: children(node)
        }
    }

    private mutating func children(_ node: Syntax) {
        for child in node.children(viewMode: .sourceAccurate) { print(child) }
    }

    /// Whether a node stands for what it is at the calls of a function.
    private func isDefaultValue(_ node: Syntax) -> Bool {
        node.parent?.parent?.is(FunctionParameterSyntax.self) ?? false
    }

    private mutating func add(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        text += pendingTrivia + "\n" + lines.joined(separator: "\n")
        pendingTrivia = ""
    }

    // MARK: Names

    private func local(_ node: some SyntaxProtocol) -> Local? {
        renderer.resolution.bindings[node.id].map { renderer.resolution.locals[$0] }
    }

    /// The spelling of a name that is none of a local, if it is another than in the source.
    private func name(_ node: some SyntaxProtocol, _ token: TokenSyntax) -> String? {
        if let type = renderer.resolution.typeBindings[node.id] { return renderer.resolution.types[type].path }
        guard !renderer.resolution.innerNames.contains(node.id) else { return nil }
        return renderer.qualifier.qualified(token.identifierText)
    }

    private mutating func type(_ node: IdentifierTypeSyntax) {
        guard let name = name(node, node.name) else { return children(Syntax(node)) }
        emit(name, node.name.leadingTrivia, node.name.trailingTrivia)
        if let arguments = node.genericArgumentClause { print(Syntax(arguments)) }
    }

    /// Whether a keyword stands behind a dot, as in `Int.self`.
    private func isMember(_ token: TokenSyntax) -> Bool {
        token.parent?.parent?.as(MemberAccessExprSyntax.self)?.declName.id == token.parent?.id
    }

    /// A name that stands by itself for a member of the instance, as it is spelled where the instance has another name.
    private func implicitMember(_ name: TokenSyntax, _ node: some SyntaxProtocol) -> String? {
        guard renderer.namesReceiver, local(node) == nil, !renderer.resolution.isOwn(node.id),
            let type = renderer.receiverType, name.tokenKind != .keyword(.self),
            renderer.index.isImplicitMember(name.identifierText, of: type)
        else { return nil }
        return "_self." + name.text
    }

    private mutating func reference(_ node: DeclReferenceExprSyntax) {
        if let member = implicitMember(node.baseName, node) {
            emit(member, node.baseName.leadingTrivia, node.baseName.trailingTrivia)
            if let arguments = node.argumentNames { print(Syntax(arguments)) }
            return
        }
        if local(node) == nil, let name = name(node, node.baseName) {
            emit(name, node.baseName.leadingTrivia, node.baseName.trailingTrivia)
            if let arguments = node.argumentNames { print(Syntax(arguments)) }
            return
        }
        let spelling = node.baseName.identifierText
        guard let local = local(node), spelling != local.reference(spelled: spelling) else {
            return children(Syntax(node))
        }
        // A use of a local under the name it has anyway keeps its own spelling, back-ticks included.
        emit(local.reference(spelled: spelling), node.baseName.leadingTrivia, node.baseName.trailingTrivia)
        if let arguments = node.argumentNames { print(Syntax(arguments)) }
    }

    private mutating func pattern(_ node: IdentifierPatternSyntax) {
        guard let local = local(node) else { return children(Syntax(node)) }
        if let bound = renderer.bound, !bound.contains(local.id) { return emit("_", for: node) }
        emit(local.name == local.generatedName ? node.identifier.text : local.generatedName, for: node)
    }

    /// Whether none of the names in a pattern is needed.
    private func bindsNothing(_ node: Syntax) -> Bool {
        guard let bound = renderer.bound else { return false }
        return node.patternNodes.allSatisfy { renderer.resolution.bindings[$0.id].map { !bound.contains($0) } ?? false }
    }

    private mutating func optionalBinding(_ node: OptionalBindingConditionSyntax) {
        guard node.initializer == nil, node.pattern.is(IdentifierPatternSyntax.self) else {
            return children(Syntax(node))
        }
        let declared = local(node.pattern)?.generatedName
        let read = local(node)?.reference
        guard let name = node.pattern.as(IdentifierPatternSyntax.self)?.identifier.text,
            (declared ?? name) != name || (read ?? name) != name
        else { return children(Syntax(node)) }
        emit("\(node.bindingSpecifier.text) \(declared ?? name) = \(read ?? name)", for: node)
    }

    private mutating func capture(_ node: ClosureCaptureSyntax) {
        if !renderer.isWitness, let kept = renderer.keptCaptures[node.id] {
            let comma = node.trailingComma == nil ? "" : ","
            emit("\(node.name.text) = \(renderer.resolution.locals[kept].generatedName)\(comma)", for: node)
            return
        }
        let captured = local(node).map(\.reference) ?? implicitMember(node.name, node)
        guard node.initializer == nil, let captured, captured != node.name.text else {
            return children(Syntax(node))
        }
        let specifier = node.specifier.map { $0.trimmedDescription + " " } ?? ""
        let comma = node.trailingComma == nil ? "" : ","
        emit("\(specifier)\(node.name.text) = \(captured)\(comma)", for: node)
    }

    // MARK: Statements and effects

    private mutating func `return`(_ node: ReturnStmtSyntax) {
        if let (value, target) = renderer.returns[node.id] { return deferredReturn(node, value, target) }
        emit("return _torpor.finish(", node.leadingTrivia, [])
        if let expression = node.expression {
            isFirst = true
            print(Syntax(expression))
        }
        text += ")"
        pendingTrivia = node.trailingTrivia.description
    }

    private mutating func deferredReturn(_ node: ReturnStmtSyntax, _ value: LocalID?, _ target: BlockID) {
        if let expression = node.expression {
            emit(value.map { "_frame.\(renderer.resolution.locals[$0].fieldName).put(" } ?? "", node.leadingTrivia, [])
            isFirst = true
            print(Syntax(expression))
            text += value == nil ? "; " : "); "
        } else if !isFirst {
            text += pendingTrivia + node.leadingTrivia.description
        }
        isFirst = false
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
        // The value is stored on the way.
        pieces.append(.exit(target, assigned: (assignedAtExit[node.id] ?? []).union(value.map { [$0] } ?? [])))
        pendingTrivia = node.trailingTrivia.description
    }

    /// In a function that throws one type, an error can be written without its type; a step throws any.
    private mutating func `throw`(_ node: ThrowStmtSyntax) {
        children(Syntax(node))
        let isCaught = JumpTarget.isInDo(Syntax(node))
        if let type = renderer.thrownType, node.expression.startsWithDot, !isCaught { text += " as \(type)" }
    }

    private mutating func jump(_ node: Syntax) {
        guard let target = renderer.exits[node.id] else { return children(node) }
        if !isFirst { text += pendingTrivia + node.leadingTrivia.description }
        isFirst = false
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
        pieces.append(.exit(target, assigned: assignedAtExit[node.id] ?? []))
        pendingTrivia = node.trailingTrivia.description
    }

    private mutating func effect(
        _ node: Syntax,
        keyword: String,
        _ inner: Syntax,
        _ certainty: (Syntax) -> Certainty,
        _ carrier: String
    ) {
        guard renderer.containsReplacement(inner) else { return children(node) }
        switch certainty(inner) {
        case .surely: children(node)
        case .perhaps:
            emit("\(keyword) \(carrier)(", node.leadingTrivia, [])
            isFirst = true
            print(inner)
            text += ")"
        case .never:
            emit("", node.leadingTrivia, [])
            isFirst = true
            print(inner)
        }
    }
}
