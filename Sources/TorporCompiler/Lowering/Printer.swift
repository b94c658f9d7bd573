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
    private(set) var literals: Set<SyntaxIdentifier> = []
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
    mutating func emit(_ string: String, for node: some SyntaxProtocol) {
        emit(string, node.leadingText, node.trailingText)
    }

    /// Prints tokens as they are in the source.
    private mutating func copy(_ tokens: Range<Int>, of table: SyntaxTable) {
        if tokens.isEmpty { return }
        let (first, last) = (table.tokens[tokens.lowerBound], table.tokens[tokens.upperBound - 1])
        if isFirst {
            isFirst = false
            text += table.text(first.start..<last.stop)
        } else {
            text += pendingTrivia
            text += table.text(first.position..<last.stop)
        }
        pendingTrivia = table.text(last.stop..<last.end)
    }

    mutating func print(_ node: Syntax) {
        // Half of all nodes are tokens, and no other can stand in their place.
        if node.kind == .token { return token(node.cast(TokenSyntax.self)) }
        if !renderer.isWitness, !renderer.replacements.isEmpty, let replacement = renderer.replacements[node.id] {
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
        if !renderer.isWitness, !renderer.functions.isEmpty, let kept = renderer.functions[node.id],
            keptFunction?.object != kept.object
        {
            return self.function(node, kept)
        }
        if let function = keptFunction, let base = renderer.resolution.keptBases[node.id],
            function.captures.contains(base)
        {
            return emit(captured(renderer.resolution.locals[base])!, for: node)
        }
        if let callee = renderer.markedCallee, callee.node.id == node.id { return self.callee(callee) }
        guard let marked = renderer.marked, marked == node.id else { return printUnmarked(node) }
        if let name = renderer.markedBeside { return beside(name, node) }
        if let kept = renderer.functions[node.id], kept.operation == nil, !node.is(ClosureExprSyntax.self),
            !node.is(KeyPathExprSyntax.self)
        {
            emit("\(renderer.mark).value", for: node)
        } else {
            emit("\(renderer.mark)(", node.leadingText, "")
            isFirst = true
            printUnmarked(node)
            text += ")"
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
                || !renderer.isWitness && renderer.functions[closure.id]?.operation != nil
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
        // What comes before the first token is not printed.
        emit(spelling, isFirst ? "" : token.leadingText, token.trailingText)
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
        case .variableDecl(let variable) where !renderer.isWitness && !innerBoxes(of: variable).isEmpty:
            boxed(variable, innerBoxes(of: variable))
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
        case .functionDecl(let function) where renderer.isWitness && function.holds(renderer.marked):
            markedFunction(function)
        case .functionDecl(let function) where local(function).map { $0.generatedName != $0.name } ?? false:
            nesting += 1
            renamed(function, local(function)!.generatedName)
            nesting -= 1
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

    mutating func children(_ node: Syntax) {
        let table = renderer.file.nodes
        guard let index = table.index(of: node) else {
            for child in node.children(viewMode: .sourceAccurate) { print(child) }
            return
        }
        let tokens = table.tokens(at: index)
        var next = tokens.lowerBound
        var nodes = table.spelledNodes(below: index)
        while let node = nodes.next() {
            copy(next..<node.tokens.lowerBound, of: table)
            print(node.node)
            next = node.tokens.upperBound
        }
        copy(next..<tokens.upperBound, of: table)
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
}
