import SwiftSyntax

/// Functions that are kept as values. They capture one object, in which is all that they capture.
extension Printer {
    mutating func function(_ node: Syntax, _ kept: KeptFunction) {
        let source = captureSource(of: kept, node)
        if let operation = kept.operation { return durable(node, kept, operation, source) }
        let outer = keptFunction
        if let closure = node.as(ClosureExprSyntax.self) {
            self.closure(closure, kept, source)
        } else {
            emit("", node.leadingText, "")
            place(of: kept)
            text += ".referring("
            capture(kept, source)
            // An operator stands between parentheses.
            let isOperator = node.as(DeclReferenceExprSyntax.self)?.baseName.isOperator ?? false
            text += ") { \(kept.object) in "
            keptFunction = kept
            declareLocalFunctions(of: kept, before: node)
            text += "\(kept.localFunctions.isEmpty ? "" : "return ")\(isOperator ? "(" : "")"
            isFirst = true
            printUnmarked(node)
            text += "\(isOperator ? ")" : "") }"
            pendingTrivia = node.trailingText
        }
        keptFunction = outer
    }

    /// A durable closure is a state of the coroutine, and its body is elsewhere.
    private mutating func durable(_ node: Syntax, _ kept: KeptFunction, _ operation: String, _ source: CaptureSource) {
        // The name of a function can be sent, as the function can; a closure where its place asks for it.
        let isName = !node.is(ClosureExprSyntax.self)
        emit(isName ? "Torpor.asynchronous(" : "", node.leadingText, "")
        place(of: kept)
        text += ".\(operation)("
        capture(kept, source)
        text += isName ? "))" : ")"
        pendingTrivia = node.trailingText
    }

    /// The place in a frame that stands for the type of a function. The frame of the step is not within reach of closures
    /// and local functions.
    private mutating func place(of kept: KeptFunction) {
        if let outer = keptFunction {
            text += "\(outer.object).coroutine._frame"
        } else if nesting > 0 {
            append(.emptyFrame)
        } else {
            text += kept.frame
        }
        text += ".\(renderer.resolution.locals[kept.slot].fieldName)"
    }

    private mutating func closure(_ node: ClosureExprSyntax, _ kept: KeptFunction, _ source: CaptureSource) {
        emit("{ ", node.leadingText, "")
        if let attributes = node.signature?.attributes, !attributes.isEmpty {
            isFirst = true
            for attribute in attributes { print(Syntax(attribute)) }
            text += " "
        }
        text += "[\(kept.object) = "
        capture(kept, source)
        text += "]"
        keptFunction = kept
        pendingTrivia = " "
        if let signature = node.signature {
            if let clause = signature.parameterClause { print(Syntax(clause)) }
            if let effects = signature.effectSpecifiers { print(Syntax(effects)) }
            if let clause = signature.returnClause { print(Syntax(clause)) }
        }
        let end = node.signature?.inKeyword.trailingTrivia ?? node.leftBrace.trailingTrivia
        text += " in" + (end.isEmpty ? " " : end.description)
        pendingTrivia = ""
        nesting += 1
        flush()
        let start = pieces.count
        if !kept.localFunctions.isEmpty {
            declareLocalFunctions(of: kept, before: node.statements)
            flush()
            if !pieces[start...].contains(where: { $0.mentions(kept.object) }) { text += "\(kept.object).hold(); " }
            if node.onlyValue != nil { text += "return " }
            isFirst = true
        }
        print(Syntax(node.statements))
        flush()
        // A closure captures only what it mentions.
        if !pieces[start...].contains(where: { $0.mentions(kept.object) }) {
            mention(kept.object, in: node, from: start)
        }
        print(Syntax(node.rightBrace))
        nesting -= 1
    }

    /// Lets the body of a closure, which has been printed, mention the object that it captures.
    private mutating func mention(_ object: String, in node: ClosureExprSyntax, from start: Int) {
        var first = ""
        if start < pieces.count, case .text(let text) = pieces[start] {
            first = text
            pieces.remove(at: start)
        }
        let beginning = first.firstIndex { !$0.isWhitespace } ?? first.endIndex
        let (space, rest) = (first[..<beginning], first[beginning...])
        guard let only = node.onlyValue else {
            return pieces.insert(.text("\(space)\(object).hold(); \(rest)"), at: start)
        }
        if only.is(IfExprSyntax.self) || only.is(SwitchExprSyntax.self) {
            pieces.insert(.text("\(space)\(object).hold(); return \(rest)"), at: start)
        } else {
            pieces.insert(.text("\(space)\(object).holding(\(rest)"), at: start)
            text += ")"
        }
    }

    /// Declares the local functions anew that a function refers to: what they share with it is in what it captures.
    private mutating func declareLocalFunctions(of kept: KeptFunction, before node: some SyntaxProtocol) {
        guard !kept.localFunctions.isEmpty else { return }
        nesting += 1
        for function in kept.localFunctions {
            text += location(of: function)
            isFirst = true
            pendingTrivia = ""
            print(Syntax(function))
        }
        text += location(of: node)
        pendingTrivia = ""
        nesting -= 1
    }

    /// Says on a line of its own where in the user's file the next line is.
    private func location(of node: some SyntaxProtocol) -> String {
        let (path, place) = (renderer.file.source.path, renderer.file.location(of: node))
        let indentation = String(repeating: " ", count: place.column - 1)
        return "\n#sourceLocation(file: \"\(path)\", line: \(place.line))\n\(indentation)"
    }

    private mutating func capture(_ kept: KeptFunction, _ source: CaptureSource) {
        append(.captured(entry: kept.entry, from: source))
    }

    private mutating func append(_ piece: Code.Piece) {
        flush()
        pieces.append(piece)
    }

    private mutating func flush() {
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
    }

    // MARK: Where a function is made

    /// How what a function captures is spelled where it is made: within another that is kept, that has it; what closures
    /// and local functions declare goes by its own name.
    private func captureSource(of kept: KeptFunction, _ node: Syntax) -> CaptureSource {
        let resolution = renderer.resolution
        var source = CaptureSource()
        if let outer = keptFunction, renderer.receiverType != nil {
            source.receiver = "\(outer.object).coroutine._frame._self.value"
        } else if nesting > 0, renderer.changesReceiver {
            source.receiver = Local.copiedReceiver
        }
        let closure = node.as(ExprSyntax.self).flatMap(resolution.durableClosure)?.id ?? node.id
        let listed = resolution.keptOwners.filter { $0.value == closure }.map(\.key)
        for id in kept.captures.union(LocalSet(listed)) {
            let local = resolution.locals[id]
            if resolution.keptOwners[id] == closure, let value = resolution.keptValues[id] {
                guard keptFunction != nil || nesting > 0 else { continue }
                let own = resolution.bindings[value.id].map { resolution.locals[$0] }
                if local.isWeak {
                    source.values[id] = "Torpor.WeakReference(\(text(of: value)))"
                } else {
                    source.values[id] = local.isBoxed ? own.flatMap(holder) : text(of: value)
                }
            } else {
                // What the list of a closure around has captured is a local there.
                source.values[id] = holder(of: local) ?? (resolution.keptValues[id] == nil ? nil : local.variable)
            }
        }
        return source
    }

    /// What holds the value of a local within the function that is being printed, boxes as they are; nil where it is a
    /// local of the step.
    private func holder(of local: Local) -> String? {
        if let function = keptFunction, function.captures.contains(local.id) {
            return "\(function.object).coroutine._frame.\(local.fieldName).value"
        }
        return local.isInner ? (local.isBoxed ? local.generatedName : local.name) : nil
    }

    private func text(of value: ExprSyntax) -> String {
        var printer = Printer(renderer: renderer, assignedAtExit: [:])
        printer.keptFunction = keptFunction
        printer.nesting = nesting
        printer.print(Syntax(value))
        return printer.finished.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    }

    // MARK: What closures and local functions declare

    /// The variables of a declaration in a closure or local function which are captured by functions that are kept.
    func innerBoxes(of variable: VariableDeclSyntax) -> [SyntaxIdentifier: Local] {
        guard !renderer.resolution.innerDeclarations.isEmpty else { return [:] }
        let patterns = Set(variable.bindings.map(\.pattern.id))
        let boxes = renderer.resolution.innerDeclarations.filter { $1.isMutable && patterns.contains($1.node.id) }
        return Dictionary(uniqueKeysWithValues: boxes.map { ($1.node.id, renderer.resolution.locals[$0]) })
    }

    /// Declares such variables, each by itself, and the boxes that they are in from then on.
    mutating func boxed(_ variable: VariableDeclSyntax, _ boxes: [SyntaxIdentifier: Local]) {
        let specifier = variable.bindingSpecifier
        for binding in variable.bindings {
            let box = boxes[binding.pattern.id]
            let isFirstBinding = binding.id == variable.bindings.first?.id
            emit(box == nil ? specifier.text : "let", isFirstBinding ? specifier.leadingText : "; ", " ")
            for part in binding.children(viewMode: .sourceAccurate) where part.id != binding.trailingComma?.id {
                print(part)
            }
            pendingTrivia = ""
            guard let box else { continue }
            if binding.initializer == nil { text += " = nil" }
            let name = local(binding.pattern)?.generatedName ?? binding.pattern.trimmedDescription
            text += "; let \(box.generatedName) = Torpor.Box(\(name))"
        }
        pendingTrivia = variable.trailingText
    }

    /// Marks a value beside the function that captures it, or in the function where it is named after the value.
    mutating func beside(_ name: String, _ node: Syntax) {
        if let member = node.as(MemberAccessExprSyntax.self), member.base?.trimmedDescription == name {
            emit("\(renderer.mark)(\(name)).", node.leadingText, "")
            isFirst = true
            print(Syntax(member.declName))
        } else {
            emit("\(renderer.mark).beside(\(name), ", node.leadingText, "")
            isFirst = true
            printUnmarked(node)
            text += ")"
        }
    }

    /// Prints a local function with a mark in it, which has no part in what is type-checked as one: a closure that does the
    /// same stands beside it.
    mutating func markedFunction(_ function: FunctionDeclSyntax) {
        var plain = renderer
        plain.removeMark()
        emit(plain.text(of: function), function.leadingText, "")
        text += "\nlet _ = "
        printAsClosure(function)
        pendingTrivia = function.trailingText
    }

    /// Prints a local function as a closure, which is type-checked with what is in it.
    mutating func printAsClosure(_ function: FunctionDeclSyntax) {
        text += "{ ("
        for (position, parameter) in function.signature.parameterClause.parameters.enumerated() {
            text += "\(position == 0 ? "" : ", ")\((parameter.secondName ?? parameter.firstName).text): "
            text += parameter.ellipsis == nil ? "" : "["
            isFirst = true
            print(Syntax(parameter.type))
            text += parameter.ellipsis == nil ? "" : "]"
        }
        text += ")"
        if let effects = function.signature.effectSpecifiers { text += " \(effects.trimmedDescription)" }
        text += " -> "
        isFirst = true
        if let output = function.signature.returnClause?.type { print(Syntax(output)) } else { text += "Swift.Void" }
        text += " in"
        (isFirst, pendingTrivia) = (false, " ")
        nesting += 1
        if let body = function.body { print(Syntax(body.statements)) }
        nesting -= 1
        text += "\n}"
    }

    /// How a use is written of what such a function captures.
    func captured(_ local: Local) -> String? {
        guard let function = keptFunction, function.captures.contains(local.id) else { return nil }
        let frame = "\(function.object).coroutine._frame"
        switch local.strength {
        case .weak: return "Swift.Optional(\(frame)._self.value)"
        case .unowned: return "\(frame)._self.value"
        case nil: break
        }
        let value = "\(frame).\(local.fieldName).value"
        if case .boxed = local.form { return "\(value).\(local.boxMember)" }
        return value
    }

    /// What the instance of a method is called, where it is not `self`.
    var receiver: String? {
        if let function = keptFunction, renderer.receiverType != nil {
            let locals = function.captures.map { renderer.resolution.locals[$0] }
            if let own = locals.first(where: { $0.name == Local.capturedReceiver }) {
                // Where the closure has unwrapped it, it is a local of the closure's own.
                return own.strength == .weak ? "self" : captured(own)
            }
            return "\(function.object).coroutine._frame._self.value"
        }
        return renderer.namesReceiver ? "_self" : nil
    }
}

extension ClosureExprSyntax {
    /// What it returns, if it is nothing but that.
    fileprivate var onlyValue: ExprSyntax? {
        guard statements.count == 1, let item = statements.first?.item else { return nil }
        let only = item.as(ExprSyntax.self) ?? item.as(ExpressionStmtSyntax.self)?.expression
        return only.flatMap { $0.givesValue ? $0 : nil }
    }
}

extension FunctionDeclSyntax {
    /// Whether a node is in its body.
    func holds(_ node: SyntaxIdentifier?) -> Bool {
        guard let node, let body else { return false }
        return Syntax(body).holds(node)
    }
}

extension Syntax {
    /// Whether a node is this one or within it.
    func holds(_ node: SyntaxIdentifier) -> Bool { id == node || childNodes.contains { $0.holds(node) } }
}

extension TokenSyntax {
    fileprivate var isOperator: Bool {
        switch tokenKind {
        case .binaryOperator, .prefixOperator, .postfixOperator: true
        default: false
        }
    }
}
