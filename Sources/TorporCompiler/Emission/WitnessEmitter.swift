import SwiftSyntax

/// Prints type witnesses: closures that are never called, from which the Swift compiler takes the types of locals that
/// nobody wrote.
///
/// A witness holds the declarations that the local depends on, and no others, as the user wrote them, so that it
/// type-checks as the original did.
struct WitnessEmitter {
    let locals: [Local]
    let resolution: Resolution
    let types: LocalTypes
    let renderer: Renderer
    /// The instance that a method is called on.
    let receiver: (type: String, isChanged: Bool)?
    /// The global actor of the function.
    let isolation: String?
    /// Whether the function runs on the actor that it is a method of.
    let isOnReceiver: Bool
    /// Whether the function, or a type around it, is generic.
    let isGeneric: Bool

    init(_ lowered: LoweredFunction, receiverType: String) {
        locals = lowered.machine.locals
        resolution = lowered.resolution
        types = lowered.types
        renderer = lowered.renderer
        receiver = lowered.function.receiver.map { kind in
            if case .mutated = kind { (receiverType, true) } else { (receiverType, false) }
        }
        isolation = lowered.function.isolation
        isOnReceiver = lowered.function.isOnReceiver
        isGeneric = lowered.function.isGeneric
    }

    /// The declarations of the places that locals have in the frame, as lines. Those whose types the Swift compiler has to
    /// tell are declared together, with one witness for all.
    func places(of locals: [Local]) -> [[String]] {
        var declarations: [[String]] = []
        var shared: [(operation: String, witnesses: [(local: Local, witness: Witness)])] = []
        for local in locals {
            let place = place(of: local)
            guard case .inferred(let witness) = place.source, place.part.isEmpty, place.type == "Torpor.Local",
                !body([witness]).statements.isEmpty
            else {
                declarations.append(expression(of: place).preceded(by: "var \(local.fieldName) = "))
                continue
            }
            let operation = inference(of: body([witness]).statements + [witness.value])
            if let index = shared.firstIndex(where: { $0.operation == operation }) {
                shared[index].witnesses.append((local, witness))
            } else {
                shared.append((operation, [(local, witness)]))
            }
        }
        for (operation, witnesses) in shared {
            if witnesses.count == 1 {
                let value = expression("Torpor.Local.\(operation)", [witnesses[0].witness], values: nil)
                declarations.append(value.preceded(by: "var \(witnesses[0].local.fieldName) = "))
            } else {
                let names = witnesses.map(\.local.fieldName).joined(separator: ", ")
                let value = expression(
                    "Torpor.Locals.\(operation)",
                    witnesses.map(\.witness),
                    values: witnesses.map(\.local)
                )
                declarations.append(value.preceded(by: "var (\(names)) = "))
            }
        }
        return declarations
    }

    /// What is written for a local's place.
    struct Place {
        /// What holds the local, or stands for its type.
        let type: String
        let source: Source
        /// What is taken of it.
        var part = ""

        enum Source {
            /// The type is spelled out.
            case spelled
            /// It is that of what a closure returns.
            case inferred(Witness)
        }
    }

    private func place(of local: Local) -> Place {
        if let function = local.function {
            return Place(type: "Torpor.Local<\(function.stored(renderer.qualifier.spelled))>", source: .spelled)
        }
        if let type = types[local.id] { return Place(type: "Torpor.Local<\(type)>", source: .spelled) }
        switch local.origin {
        case .synthetic(.callee(let callee)):
            return Place(type: "Torpor.Callee", source: .inferred(witness(of: callee)))
        case .synthetic(.closure(let closure)): return place(of: closure)
        case .synthetic(.result(let id)): return place(of: resolution.durableClosures[id]!, part: ".result")
        case .synthetic(.childTask(let id)): return place(of: resolution.durableClosures[id]!, part: ".task")
        case .synthetic(.receiverBox):
            return Place(type: "Torpor.Local<Torpor.Box<\(receiver?.type ?? "Self")>>", source: .spelled)
        case .synthetic(.box(let other)):
            var place = place(of: locals[other])
            place.part += ".boxed"
            return place
        case .synthetic(.same(let other)): return place(of: locals[other])
        case .closureParameter(let parameter):
            return place(of: resolution.durableClosures[parameter.closure]!, part: ".parameter \(parameter.part)")
        default: return Place(type: "Torpor.Local", source: .inferred(witness(of: local)))
        }
    }

    func expression(of place: Place) -> [String] {
        switch place.source {
        case .spelled: ["\(place.type)()\(place.part)"]
        case .inferred(let witness):
            expression("\(place.type).inferred", [witness], values: nil).followed(by: place.part)
        }
    }

    /// What the type of a local is taken from.
    struct Witness {
        /// The locals that it refers to, and those that these depend on.
        let needed: Set<LocalID>
        /// An expression of that type.
        let value: String
        /// What it was made from, if that may change locals.
        let node: Syntax?
    }

    private func witness(of local: Local) -> Witness {
        switch local.origin {
        case .synthetic(.operand(let node, let root)):
            var printer = renderer
            printer.isWitness = true
            printer.marked = node.id
            var text = printer.text(of: root.expression)
            if let type = root.type { text = "(\(text)) as \(renderer.qualifier.type(type))" }
            return Witness(
                needed: dependencies(of: Syntax(root.expression)),
                value: "Torpor.operand { _operand in \(text) }",
                node: Syntax(root.expression)
            )
        case .synthetic(.expression(let node)):
            return Witness(needed: dependencies(of: Syntax(node)), value: witness(node, []), node: Syntax(node))
        case .synthetic(.iterator(let loop)): return iterator(loop)
        default: return Witness(needed: dependencies(ofLocal: local.id), value: local.held, node: nil)
        }
    }

    /// The iterator of a `for` statement.
    private func iterator(_ loop: ForStmtSyntax) -> Witness {
        var node = loop.sequence
        let opening: String
        let closing: String
        switch LazySequence(loop.sequence, resolution, renderer.index)?.source {
        case nil:
            let type = resolution.listType(of: loop).map { " as \(renderer.qualifier.type($0))" } ?? ""
            let label = renderer.index.isOpaque(node, resolution) ? "overOpaque" : "over"
            (opening, closing) = ("Torpor.DurableIteration.iterator(\(label): ", "\(type))")
        case .sequence(let base):
            node = base
            (opening, closing) = ("Torpor.LazyIterator(Torpor.DurableIteration.iterator(over: ", "), counts: [])")
        case .unfolding(let call, _, _, let isFirst):
            node = ExprSyntax(call)
            let label = isFirst ? "first: " : ""
            (opening, closing) = ("Torpor.LazyIterator(Torpor.DurableIteration.unfolded(\(label)", "), counts: [])")
        }
        return Witness(
            needed: dependencies(of: Syntax(node)),
            value: opening + witness(node, []) + closing,
            node: Syntax(node)
        )
    }

    /// What stands for the type of a coroutine.
    private func witness(of callee: SyntheticCallee) -> Witness {
        var printer = renderer
        printer.isWitness = true
        printer.markedCallee = callee
        var text = printer.text(of: callee.root.expression)
        if let type = callee.root.type { text = "(\(text)) as \(renderer.qualifier.type(type))" }
        return Witness(
            needed: dependencies(of: Syntax(callee.root.expression)),
            value: "Torpor.Callee.of { _callee in \(text) }",
            node: Syntax(callee.root.expression)
        )
    }

    // MARK: Closures

    /// Places whose types are those of what a closure returns.
    ///
    /// - Parameters:
    ///   - operation: makes the places.
    ///   - witnesses: what the types are taken from.
    ///   - locals: whose they are, if they are of several.
    private func expression(_ operation: String, _ witnesses: [Witness], values locals: [Local]?) -> [String] {
        var (parameters, statements) = body(witnesses)
        var value = witnesses[0].value
        if let locals {
            for (local, witness) in zip(locals, witnesses) where witness.node != nil {
                // Several expressions in one would take the Swift compiler long.
                let annotation = local.annotation.map { ": \($0)" } ?? ""
                statements.append("let \(local.fieldName)\(annotation) = \(witness.value)")
            }
            let values = zip(locals, witnesses).map { $1.node == nil ? $1.value : $0.fieldName }
            value = "(\(values.joined(separator: ", ")))"
        }
        let operation = operation.replacingIdentifier("inferred", with: inference(of: statements + [value]))
        let isolation = isolation.map { "@\($0) " } ?? ""
        let signature =
            parameters.isEmpty && isolation.isEmpty ? "" : " \(isolation)(\(parameters.joined(separator: ", "))) in"
        let head = "\(operation) {\(signature)"
        let all = statements + [statements.isEmpty ? value : "return \(value)"]
        let lines = all.filledWithStatements(to: Writer.width - 12)
        let line = "\(head) \(lines[0]) }"
        if lines.count == 1, lines[0].isWholeStatement, line.count <= Writer.width - 24 { return [line] }
        return [head] + lines.map { "    " + $0 } + ["}"]
    }

    /// The parameters and the statements of a closure that gives the values of witnesses.
    private func body(_ witnesses: [Witness]) -> (parameters: [String], statements: [String]) {
        let needed = witnesses.reduce(into: Set()) { $0.formUnion($1.needed) }
        let ordered = needed.sorted()
        var parameters = ordered.filter(isParameter).map { id in
            let unwrapped = locals[id].isImplicitlyUnwrapped ? locals[id].annotation : nil
            let type = unwrapped ?? types[id]!
            let isGiven = locals[id].function.map { !$0.isOptional } ?? false
            let isFunction = (isGiven || renderer.index.isFunction(type)) && !type.contains("@escaping")
            return "\(locals[id].generatedName): \(isFunction ? "@escaping " : "")\(type)"
        }
        var statements: [String] = []
        // What the expressions change has to be a variable here too.
        let changed = mutated(
            by: witnesses.compactMap(\.node)
                + ordered.filter { !isParameter($0) }.compactMap { initialValue(of: locals[$0]) }
        )
        for id in ordered where isParameter(id) && changed.contains(id) {
            let name = locals[id].generatedName
            let type = locals[id].isImplicitlyUnwrapped ? locals[id].annotation.map { ": \($0)" } ?? "" : ""
            statements += ["var \(name)\(type) = \(name)", "Torpor.touch(&\(name))"]
        }
        var printed: Set<SyntaxIdentifier> = []
        for id in ordered where !isParameter(id) {
            if case .closureParameter(let parameter) = locals[id].origin {
                statements.append(declare(locals[id], parameter))
            }
            guard let key = declaration(of: locals[id]), printed.insert(key.id).inserted else { continue }
            statements += declare(locals[id], needed)
        }
        if let receiver, isOnReceiver {
            parameters.insert("_self: isolated \(receiver.type)", at: 0)
        } else if let receiver,
            (statements + witnesses.map(\.value)).contains(where: { $0.identifiers.contains("_self") })
        {
            parameters.insert("_self: \(receiver.type)", at: 0)
            if receiver.isChanged { statements.insert("var _self = _self; Torpor.touch(&_self)", at: 0) }
        }
        return (parameters, statements)
    }

    /// The operation that takes the type of a closure. A closure that is isolated to nothing may call what is; but generic
    /// types that are not known to be `Sendable` are out of its reach.
    private func inference(of lines: [String]) -> String {
        if isOnReceiver { return "inferredOnActor" }
        if isolation != nil { return "inferredInContext" }
        let index = renderer.index
        let callsIsolated = lines.contains { line in
            line.identifiers.contains("await")
                && line.identifiers.contains { index.isolatedNames.contains($0) && !index.unisolatedNames.contains($0) }
        }
        return isGeneric && !callsIsolated ? "inferredInContext" : "inferred"
    }

    /// The locals that expressions change.
    private func mutated(by nodes: [Syntax]) -> Set<LocalID> {
        var plain = renderer
        plain.replacements = [:]
        plain.isWitness = true
        return nodes.reduce(into: []) { $0.formUnion(FactCollector.collect($1, plain).facts.mutates) }
    }

    private func initialValue(of local: Local) -> Syntax? {
        switch local.origin {
        case .binding(let node): node.initializer.map { Syntax($0) }
        case .optionalBinding(let node): node.initializer.map { Syntax($0) }
        case .matching(let node): Syntax(node.initializer)
        case .element(let node): Syntax(node.sequence)
        case .switchCase(_, let node): Syntax(node.subject)
        case .remade(let node): node
        case .conditional(let declaration): Syntax(declaration.node)
        case .caught, .parameter, .capability, .synthetic, .closureParameter: nil
        }
    }

    private func isParameter(_ id: LocalID) -> Bool { types[id] != nil }

    // MARK: What a local depends on

    private func dependencies(ofLocal id: LocalID) -> Set<LocalID> {
        var needed: Set<LocalID> = [id]
        var pending = [id]
        while let next = pending.popLast() {
            // The local itself is declared even where its type is evident: its name is what the witness gives.
            guard next == id || !isParameter(next) else { continue }
            for found in sources(of: locals[next]) where needed.insert(found).inserted { pending.append(found) }
        }
        return needed
    }

    func dependencies(of node: Syntax) -> Set<LocalID> {
        free(in: node).reduce(into: []) { $0.formUnion(isParameter($1) ? [$1] : dependencies(ofLocal: $1)) }
    }

    /// The locals that the declaration of a local reads.
    private func sources(of local: Local) -> Set<LocalID> {
        if let declaration = resolution.conditionals[local.id] {
            return declaration.alternatives.values.reduce(into: []) { $0.formUnion(sources(of: $1)) }
        }
        return sources(of: local.origin)
    }

    private func sources(of origin: Local.Origin) -> Set<LocalID> {
        switch origin {
        case .binding(let binding):
            (binding.initializer.map { free(in: Syntax($0)) } ?? [])
                .union(binding.variable.map { free(in: Syntax($0.attributes)) } ?? [])
        case .optionalBinding(let condition):
            condition.initializer.map { free(in: Syntax($0)) } ?? (resolution.bindings[condition.id].map { [$0] } ?? [])
        case .matching(let condition):
            free(in: Syntax(condition.initializer)).union(free(in: Syntax(condition.pattern)))
        case .element(let loop): free(in: Syntax(loop.sequence)).union(free(in: Syntax(loop.pattern)))
        case .switchCase(let item, let selection):
            free(in: Syntax(selection.subject)).union(free(in: Syntax(item.pattern)))
        case .caught(let item): item?.pattern.map { free(in: Syntax($0)) } ?? []
        case .remade(let node): free(in: node)
        case .parameter, .capability, .synthetic, .conditional, .closureParameter: []
        }
    }

    /// The locals that a node refers to and does not declare.
    private func free(in node: Syntax) -> Set<LocalID> {
        var referenced: Set<LocalID> = []
        var declared: Set<LocalID> = []
        func visit(_ node: Syntax) {
            if let id = resolution.bindings[node.id], resolution.keptValues[id] == nil {
                if node.is(IdentifierPatternSyntax.self) || node.is(CatchClauseSyntax.self)
                    || node.is(FunctionDeclSyntax.self) || node.is(ClosureParameterSyntax.self)
                    || node.is(ClosureShorthandParameterSyntax.self)
                {
                    declared.insert(id)
                } else {
                    referenced.insert(id)
                }
            }
            // The parameters that go by their numbers are declared by nothing.
            if let closure = resolution.durableClosures[node.id], closure.hasShorthand {
                declared.formUnion(closure.parameters)
            }
            for child in node.children(viewMode: .sourceAccurate) { visit(child) }
        }
        visit(node)
        return referenced.subtracting(declared)
    }

    // MARK: Declarations

    /// The node that declares a local, perhaps others with it.
    private func declaration(of local: Local) -> Syntax? {
        if let declaration = resolution.conditionals[local.id], isWhole(local) { return Syntax(declaration.node) }
        return switch local.origin {
        case .binding(let node): Syntax(node)
        case .optionalBinding(let node): Syntax(node)
        case .matching(let node): Syntax(node)
        case .element(let node): Syntax(node)
        case .switchCase(let item, _): Syntax(item)
        case .caught(let item): item.map { Syntax($0) }
        case .remade(let node): node
        case .parameter, .capability, .synthetic, .conditional, .closureParameter: nil
        }
    }

    /// Whether a local is taken for all of its declarations, if branches of an `#if` declare it, and not for one.
    private func isWhole(_ local: Local) -> Bool {
        switch local.origin {
        case .conditional: true
        case .remade(let node): node.is(IfConfigDeclSyntax.self)
        default: false
        }
    }

    private func witness(_ node: some SyntaxProtocol, _ bound: Set<LocalID>) -> String {
        var printer = renderer
        printer.isWitness = true
        printer.bound = bound.union(declaredInside(Syntax(node)))
        return printer.text(of: node)
    }

    private func declaredInside(_ node: Syntax) -> Set<LocalID> {
        guard node.is(ExprSyntax.self) else { return [] }
        return Set(node.patternNodes.compactMap { resolution.bindings[$0.id] })
    }

    /// The declarations in the branches of an `#if`, those that are needed.
    private func declare(in node: IfConfigDeclSyntax, _ ids: [LocalID], _ needed: Set<LocalID>) -> [String] {
        func absences(_ isDeclared: (ConditionalDeclaration) -> Bool) -> [String] {
            ids.filter { !isDeclared(resolution.conditionals[$0]!) && !locals[$0].isRemade }.flatMap {
                locals[$0].absence
            }
        }
        return node.lines(otherwise: absences { _ in false }) { clause in
            var lines: [String] = []
            var printed: Set<SyntaxIdentifier> = []
            for id in ids {
                var local = locals[id]
                guard let origin = resolution.conditionals[id]?.alternatives[clause.id] else { continue }
                local.origin = origin
                guard let key = declaration(of: local), printed.insert(key.id).inserted else { continue }
                lines += declare(local, needed)
            }
            for inner in clause.nested {
                let own = ids.filter { id in
                    inner.clauses.contains { resolution.conditionals[id]!.isDeclared(in: $0) }
                }
                lines += own.isEmpty ? [] : declare(in: inner, own, needed)
            }
            return lines + absences { $0.isDeclared(in: clause) }
        }
    }

    private func declare(_ local: Local, _ needed: Set<LocalID>) -> [String] {
        if isWhole(local), let node = resolution.conditionals[local.id]?.node {
            return declare(in: node, resolution.declared(in: node).filter(needed.contains), needed)
        }
        let otherwise = "else { Torpor.unreachable() }"
        switch local.origin {
        case .binding(let binding):
            let pattern = witness(binding.pattern, needed)
            let annotation = binding.typeAnnotation.map { resolution.spelling(of: $0) } ?? ""
            let touched =
                local.isMutable
                ? binding.pattern.boundNames(resolution, needed).map { "Torpor.touch(&\(locals[$0].variable))" }
                : []
            if case .wrapped = local.form, let variable = binding.variable {
                return [witness(variable, needed)] + touched
            }
            guard let value = binding.initializer?.value else { return [] }
            if local.childTask != nil, let closure = resolution.childTask(of: binding) {
                let type = closure.isSpelled ? ": \(renderer.qualifier.type(closure.type.output))" : ""
                return ["let \(pattern)\(type) = Torpor.childWitness(\(witness(closure.node, needed)))"]
            }
            if case .lazy = local.form {
                let arguments = binding.lazyArguments { witness($0, []) }
                return ["var \(local.variable) = Torpor.Lazy\(arguments).unevaluated({ \(witness(value, needed)) })"]
                    + touched
            }
            let specifier = local.isMutable ? "var" : "let"
            return ["\(specifier) \(pattern)\(annotation) = \(witness(value, needed))"] + touched
        case .optionalBinding(let condition):
            let pattern = witness(condition.pattern, needed)
            let value: String
            if let initializer = condition.initializer {
                value = witness(initializer.value, needed)
            } else {
                value = resolution.bindings[condition.id].map { locals[$0].reference } ?? local.name
            }
            let specifier = local.isMutable ? "var" : "let"
            let touched = local.isMutable ? ["Torpor.touch(&\(local.generatedName))"] : []
            return ["guard \(specifier) \(pattern) = \(value) \(otherwise)"] + touched
        case .matching(let condition):
            return [
                "guard case \(witness(condition.pattern, needed)) = \(witness(condition.initializer.value, needed)) \(otherwise)"
            ]
        case .element(let loop):
            let type = resolution.listType(of: loop).map { " as \(renderer.qualifier.type($0))" } ?? ""
            let element = "Torpor.elementWitness(of: \(witness(loop.sequence, needed))\(type))"
            let pattern = witness(loop.pattern, needed).withoutBindingKeywords
            if loop.caseKeyword != nil, !loop.pattern.isIrrefutable {
                return ["guard case \(witness(loop.pattern, needed)) = \(element) \(otherwise)"]
            }
            return ["let \(pattern) = \(element)"]
        case .switchCase(let item, let selection):
            let subject = witness(selection.subject, needed)
            let pattern = witness(item.pattern, needed)
            if item.pattern.isIrrefutable { return ["let \(pattern.withoutBindingKeywords) = \(subject)"] }
            return ["guard case \(pattern) = \(subject) \(otherwise)"]
        case .caught(let item):
            guard let pattern = item?.pattern else { return [] }
            return ["guard case \(witness(pattern, needed)) = Torpor.errorWitness() \(otherwise)"]
        case .remade(let node): return [witness(node, needed)]
        case .parameter, .capability, .synthetic, .conditional, .closureParameter: return []
        }
    }
}

extension [String] {
    /// The lines with something behind the last.
    fileprivate func followed(by text: String) -> [String] { dropLast() + [last! + text] }

    /// The lines with something before the first.
    fileprivate func preceded(by text: String) -> [String] { [text + first!] + dropFirst() }
}

extension Local {
    /// What of it goes into the frame, as an expression.
    fileprivate var held: String {
        if case .lazy = form { "\(variable).evaluated" } else { variable }
    }
}

extension PatternBindingSyntax {
    /// The declaration that the binding is part of.
    fileprivate var variable: VariableDeclSyntax? { parent?.parent?.as(VariableDeclSyntax.self) }

    /// The generic argument of what holds a lazy variable, where its type is written.
    func lazyArguments(_ spelled: (TypeSyntax) -> String) -> String {
        guard let type = typeAnnotation?.type else { return "" }
        if let unwrapped = type.as(ImplicitlyUnwrappedOptionalTypeSyntax.self) {
            return "<\(spelled(unwrapped.wrappedType))?>"
        }
        return "<\(spelled(type))>"
    }
}

extension PatternSyntax {
    /// The locals that the pattern binds, of those that are needed.
    fileprivate func boundNames(_ resolution: Resolution, _ needed: Set<LocalID>) -> [LocalID] {
        Syntax(self).patternNodes.compactMap { resolution.bindings[$0.id] }.filter(needed.contains)
    }
}

extension String {
    /// The pattern, which matches everything, without the `let` and `var` in it.
    fileprivate var withoutBindingKeywords: String {
        replacingIdentifier("let", with: "").replacingIdentifier("var", with: "")
    }
}

extension [String] {
    /// Statements, as many on one line as there is room for.
    fileprivate func filledWithStatements(to width: Int) -> [String] {
        var lines: [String] = []
        var run: [String] = []
        for statement in self {
            if statement.isWholeStatement {
                run.append(statement)
            } else {
                lines += run.filled(to: width, separator: "; ") + [statement]
                run = []
            }
        }
        return lines + run.filled(to: width, separator: "; ")
    }
}

extension String {
    /// Whether another statement can follow on the same line.
    fileprivate var isWholeStatement: Bool { !contains("\n") && !contains("//") && !hasPrefix("#") }
}
