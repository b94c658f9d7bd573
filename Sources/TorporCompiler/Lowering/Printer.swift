import SwiftSyntax

/// Prints one node as a renderer says.
struct Printer {
    let renderer: Renderer
    let assignedAtExit: [SyntaxIdentifier: LocalSet]
    var pieces: [Code.Piece] = []
    var text = ""
    var isFirst = true
    var pendingTrivia = ""
    var nesting = 0
    /// The durable closures that are being printed as they are written.
    private var literals: Set<SyntaxIdentifier> = []
    /// The function that is being printed, which is kept as a value.
    var keptFunction: KeptFunction?
    /// The optional chains that are taken to have a value.
    private var forcedChains: Set<SyntaxIdentifier> = []

    init(renderer: Renderer, assignedAtExit: [SyntaxIdentifier: LocalSet]) {
        self.renderer = renderer
        self.assignedAtExit = assignedAtExit
    }

    var finished: [Code.Piece] {
        text.isEmpty ? pieces : pieces + [.text(text)]
    }

    mutating func emit(_ string: String, _ leading: String, _ trailing: String) {
        if isFirst {
            isFirst = false
        } else {
            text += pendingTrivia
            text += leading
        }
        text += string
        pendingTrivia = trailing
    }

    /// Prints text in the place of a node.
    private mutating func emit(_ string: String, for node: some SyntaxProtocol) {
        emit(string, node.leadingText, node.trailingText)
    }

    mutating func print(_ node: Syntax) {
        // Half of all nodes are tokens, and no other can stand in their place.
        if node.kind == .token { return token(node.cast(TokenSyntax.self)) }
        if !renderer.isWitness, let replacement = renderer.replacements[node.id] {
            return emit(replacement.text, for: node)
        }
        if renderer.isWitness, renderer.resolution.preludeNames.contains(node.id) {
            let name = node.as(MemberAccessExprSyntax.self)?.declName.baseName.text ?? node.trimmedDescription
            return emit("Torpor.TaskGroups.\(name)", for: node)
        }
        if renderer.isWitness, renderer.marked != node.id, isNameOfDurableFunction(node) {
            emit("Torpor.asynchronous(", node.leadingText, "")
            isFirst = true
            printUnmarked(node)
            text += ")"
            return pendingTrivia = node.trailingText
        }
        if !renderer.isWitness, keptFunction == nil, let kept = renderer.functions[node.id] {
            return self.function(node, kept)
        }
        if let callee = renderer.markedCallee, callee.node.id == node.id { return self.callee(callee) }
        if renderer.marked == node.id, let kept = renderer.functions[node.id], kept.operation == nil,
            !node.is(ClosureExprSyntax.self)
        {
            emit("\(renderer.mark).value", for: node)
        } else if renderer.marked == node.id {
            emit("\(renderer.mark)(", node.leadingText, "")
            isFirst = true
            printUnmarked(node)
            text += ")"
        } else {
            printUnmarked(node)
        }
    }

    /// Whether a node is the name of a durable function that is kept as a value: the function of a step has it as well.
    private func isNameOfDurableFunction(_ node: Syntax) -> Bool {
        guard let name = node.as(DeclReferenceExprSyntax.self),
            let closure = renderer.resolution.durableClosure(ExprSyntax(name))
        else { return false }
        // A method is not `Sendable` where its instance is not; steps of methods have names of their own.
        let durable = renderer.index.durable[name.baseName.identifierText]
        return closure.isKept && name.parent?.is(MemberAccessExprSyntax.self) != true
            && durable?.allSatisfy(\.signature.context.isEmpty) == true
    }

    /// Whether the mark is at a trailing closure of a call, or what is printed for one is no closure.
    private func takesClosuresAsArguments(_ call: FunctionCallExprSyntax) -> Bool {
        call.allArguments.dropFirst(call.arguments.count).contains { closure in
            closure.id == renderer.marked
                || !renderer.isWitness && keptFunction == nil && renderer.functions[closure.id]?.operation != nil
        }
    }

    /// Prints a call of which the mark is at a trailing closure: those go between the parentheses.
    private mutating func callWithMarkedClosure(_ call: FunctionCallExprSyntax) {
        print(Syntax(call.calledExpression))
        text += "("
        isFirst = true
        for argument in call.arguments {
            if let label = argument.label { emit("\(label.text): ", "", "") }
            isFirst = true
            print(Syntax(argument.expression))
            text += ", "
        }
        let trailing = call.allArguments.dropFirst(call.arguments.count)
        for (position, closure) in trailing.enumerated() {
            let label =
                renderer.resolution.durableClosure(closure)?.label ?? renderer.functions[closure.id]?.label
                ?? (position == 0 ? nil : call.labels[call.arguments.count + position])
            text += (position == 0 ? "" : ", ") + (label.map { $0 + ": " } ?? "")
            isFirst = true
            print(Syntax(closure))
        }
        text += ")"
        pendingTrivia = ""
    }

    /// Prints a durable closure whose parameters go by their numbers.
    private mutating func closureWithShorthand(_ closure: ClosureExprSyntax, _ parameters: [LocalID]) {
        let names = parameters.map { renderer.resolution.locals[$0].generatedName }
        emit("{ \(names.joined(separator: ", ")) in ", closure.leadingText, "")
        isFirst = true
        print(Syntax(closure.statements))
        text += " }"
        pendingTrivia = closure.trailingText
    }

    /// Prints what a coroutine takes for a closure, in the witness of its type.
    private mutating func function(_ argument: ExprSyntax, inputs: Int) {
        text += "Torpor.DurableFunction.taking\(inputs)("
        isFirst = true
        print(Syntax(argument))
        text += ")"
    }

    /// Prints the coroutine of a durable call, under the mark that says its type.
    private mutating func callee(_ callee: SyntheticCallee) {
        // What comes after a `?` is there; only the type of the whole knows that it might not have been.
        forcedChains = callee.chains
        let isChained = !forcedChains.isEmpty
        let opening = isChained ? "Torpor.chained(" : ""
        emit(opening + "_callee\(callee.mark)(", callee.node.leadingText, "")
        for part in callee.expression.parts {
            switch part {
            case .text(let string): text += string
            case .receiver: text += "_self"
            case .expression(let node):
                isFirst = true
                print(Syntax(node))
            case .closure(let closure): function(closure.argument, inputs: closure.type.inputs.count)
            case .function(let node, let type), .value(let node, let type):
                function(node, inputs: type.inputs.count)
            }
        }
        text += ")"
        if isChained { text += callee.isChainedFurther ? ")?" : ")" }
        forcedChains = []
        pendingTrivia = callee.node.trailingText
    }

    private mutating func token(_ token: TokenSyntax) {
        var spelling = token.text
        if spelling == "self", token.tokenKind == .keyword(.self), !isMember(token) {
            let isInner = token.parent.map { renderer.resolution.innerNames.contains($0.id) } ?? false
            spelling = (isInner ? nil : receiver) ?? staticType ?? spelling
        }
        emit(spelling, token.leadingText, token.trailingText)
    }

    mutating func printUnmarked(_ node: Syntax) {
        switch node.as(SyntaxEnum.self) {
        case .token(let token): self.token(token)
        case .declReferenceExpr(let reference): self.reference(reference)
        case .optionalChainingExpr(let chain) where forcedChains.contains(chain.id):
            print(Syntax(chain.expression))
            text += "!"
        case .inOutExpr(let place) where renderer.isWitness && renderer.resolution.group(place.expression) != nil:
            children(node)
            text += ".group"
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
        case .functionCallExpr(let call) where takesClosuresAsArguments(call): callWithMarkedClosure(call)
        case .closureExpr(let closure) where !shorthand(of: closure).isEmpty:
            nesting += 1
            literals.insert(node.id)
            closureWithShorthand(closure, shorthand(of: closure))
            nesting -= 1
        case .closureShorthandParameter(let parameter):
            let comma = parameter.trailingComma == nil ? "" : ","
            emit((local(parameter)?.generatedName ?? parameter.name.text) + comma, for: parameter)
        case .closureParameter(let parameter) where local(parameter) != nil:
            // What stands for a task group has another type than the user wrote.
            let isGroup = local(parameter)?.group != nil
            let type = isGroup ? "" : parameter.type.map { ": " + renderer.text(of: $0) } ?? ""
            let comma = parameter.trailingComma == nil ? "" : ","
            emit(local(parameter)!.generatedName + type + comma, for: parameter)
        case .closureExpr, .functionDecl, .accessorBlock:
            nesting += 1
            if node.is(ClosureExprSyntax.self) { literals.insert(node.id) }
            children(node)
            nesting -= 1
        case .returnStmt(let statement) where nesting == 0 && !renderer.isWitness: `return`(statement)
        case .breakStmt, .continueStmt, .fallThroughStmt: jump(node)
        case .throwStmt(let statement) where nesting == 0 && !renderer.isWitness && renderer.thrownType != nil:
            self.throw(statement)
        case .macroExpansionExpr(let macro) where macro.macroName.text == "function" && renderer.functionName != nil:
            emit("\"\(renderer.functionName!)\"", for: macro)
        case .tryExpr(let expression)
        where (!renderer.isWitness || renderer.resolution.implicitEffects.contains(node.id))
            && expression.questionOrExclamationMark?.tokenKind != .postfixQuestionMark:
            let keyword = expression.questionOrExclamationMark == nil ? "try" : "try!"
            effect(node, keyword: keyword, Syntax(expression.expression), { $0.throwing }, "Torpor.throwing")
        case .awaitExpr(let expression)
        where !renderer.isWitness || renderer.resolution.implicitEffects.contains(node.id):
            effect(node, keyword: "await", Syntax(expression.expression), { $0.awaiting }, "Torpor.awaiting")
        default: children(node)
        }
    }

    private mutating func children(_ node: Syntax) {
        for child in node.children(viewMode: .sourceAccurate) { print(child) }
    }

    /// The parameters of a durable closure that go by their numbers.
    private func shorthand(of closure: ClosureExprSyntax) -> [LocalID] {
        guard let durable = renderer.resolution.durableClosures[closure.id], durable.hasShorthand else { return [] }
        return durable.parameters
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
        emit(name, node.name.leadingText, node.name.trailingText)
        if let arguments = node.genericArgumentClause { print(Syntax(arguments)) }
    }

    /// Whether a keyword stands behind a dot, as in `Int.self`.
    private func isMember(_ token: TokenSyntax) -> Bool {
        token.parent?.parent?.as(MemberAccessExprSyntax.self)?.declName.id == token.parent?.id
    }

    /// What `self` is called outside of a static function.
    private var staticType: String? { renderer.isWitness ? renderer.staticType : nil }

    /// A name that stands by itself for a member of the instance, as it is spelled where the instance has another name.
    private func implicitMember(_ name: TokenSyntax, _ node: some SyntaxProtocol) -> String? {
        guard let receiver, local(node) == nil, !renderer.resolution.isOwn(node.id),
            let type = renderer.receiverType, name.tokenKind != .keyword(.self),
            renderer.index.isImplicitMember(name.identifierText, of: type)
        else { return nil }
        return "\(isInClosureWithWeakReceiver(Syntax(node)) ? "self" : receiver)." + name.text
    }

    /// Whether the instance is captured weakly by a closure around a node. That has unwrapped it, if it names a member
    /// alone.
    private func isInClosureWithWeakReceiver(_ node: Syntax) -> Bool {
        sequence(first: node, next: \.parent).contains { node in
            let items = node.as(ClosureExprSyntax.self)?.signature?.capture?.items ?? []
            return items.contains { $0.isSelf && $0.specifier?.isWeak ?? false }
        }
    }

    private mutating func reference(_ node: DeclReferenceExprSyntax) {
        if renderer.isWitness, renderer.resolution.asyncLet(node) != nil, let name = local(node)?.generatedName {
            let value = "Torpor.awaiting(\(name))"
            return emit(node.isTried ? "Torpor.throwing(\(value))" : value, for: node)
        }
        if let member = implicitMember(node.baseName, node) {
            emit(member, node.baseName.leadingText, node.baseName.trailingText)
            if let arguments = node.argumentNames { print(Syntax(arguments)) }
            return
        }
        if local(node) == nil, let name = name(node, node.baseName) {
            emit(name, node.baseName.leadingText, node.baseName.trailingText)
            if let arguments = node.argumentNames { print(Syntax(arguments)) }
            return
        }
        let spelling = node.baseName.identifierText
        guard let local = local(node), spelling != reference(to: local, spelled: spelling) else {
            return children(Syntax(node))
        }
        // A use of a local under the name it has anyway keeps its own spelling, back-ticks included.
        emit(reference(to: local, spelled: spelling), node.baseName.leadingText, node.baseName.trailingText)
        if let arguments = node.argumentNames { print(Syntax(arguments)) }
    }

    /// How a use of a local is written: one that a closure declares which is printed whole has no form of its own.
    private func reference(to local: Local, spelled spelling: String) -> String {
        if let captured = captured(local) { return captured }
        if renderer.isWitness, renderer.resolution.keptValues[local.id] != nil { return spelling }
        guard let owner = local.owner, literals.contains(owner) else { return local.reference(spelled: spelling) }
        var whole = local
        whole.isFlat = false
        return whole.reference(spelled: spelling)
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
        var read = local(node).map { captured($0) ?? $0.reference }
        if renderer.isWitness, let local = local(node), renderer.resolution.keptValues[local.id] != nil {
            read = local.name == Local.capturedReceiver ? receiver : local.name
        }
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
        let captured = local(node).map { self.captured($0) ?? $0.reference } ?? implicitMember(node.name, node)
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
        emit("return _torpor.finish(", node.leadingText, "")
        if let expression = node.expression {
            isFirst = true
            print(Syntax(expression))
        }
        if let closure = renderer.closure { text += "\(node.expression == nil ? "" : ", ")as: _frame.\(closure)" }
        text += ")"
        pendingTrivia = node.trailingText
    }

    private mutating func deferredReturn(_ node: ReturnStmtSyntax, _ value: LocalID?, _ target: BlockID) {
        if let expression = node.expression {
            emit(value.map { "_frame.\(renderer.resolution.locals[$0].fieldName).put(" } ?? "", node.leadingText, "")
            isFirst = true
            print(Syntax(expression))
            text += value == nil ? "; " : "); "
        } else if !isFirst {
            text += pendingTrivia + node.leadingText
        }
        isFirst = false
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
        // The value is stored on the way.
        pieces.append(.exit(target, assigned: (assignedAtExit[node.id] ?? []).union(value.map { [$0] } ?? [])))
        pendingTrivia = node.trailingText
    }

    /// In a function that throws one type, an error can be written without its type; a step throws any.
    private mutating func `throw`(_ node: ThrowStmtSyntax) {
        children(Syntax(node))
        let isCaught = JumpTarget.isInDo(Syntax(node))
        if let type = renderer.thrownType, node.expression.startsWithDot, !isCaught { text += " as \(type)" }
    }

    private mutating func jump(_ node: Syntax) {
        guard let target = renderer.exits[node.id] else { return children(node) }
        if !isFirst { text += pendingTrivia + node.leadingText }
        isFirst = false
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
        pieces.append(.exit(target, assigned: assignedAtExit[node.id] ?? []))
        pendingTrivia = node.trailingText
    }

    private mutating func effect(
        _ node: Syntax,
        keyword: String,
        _ inner: Syntax,
        _ certainty: (Renderer) -> (Syntax) -> Certainty,
        _ carrier: String
    ) {
        let isImplicit = renderer.resolution.implicitEffects.contains(node.id)
        guard isImplicit || renderer.containsReplacement(inner) else { return children(node) }
        var plain = renderer
        if renderer.isWitness { plain.replacements = [:] }
        switch certainty(plain)(inner) {
        case .surely: children(node)
        case .perhaps:
            emit("\(keyword) \(carrier)(", node.leadingText, "")
            isFirst = true
            print(inner)
            text += ")"
        case .never:
            emit("", node.leadingText, "")
            isFirst = true
            print(inner)
        }
    }
}
