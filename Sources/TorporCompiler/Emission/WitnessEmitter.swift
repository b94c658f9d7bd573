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
    let known = Known()

    /// What has been found out: the witnesses of one function ask for much the same.
    final class Known {
        var free: [SyntaxIdentifier: LocalSet] = [:]
        var changed: [SyntaxIdentifier: LocalSet] = [:]
        var dependencies: [LocalID: LocalSet] = [:]
        var declarations: [SyntaxIdentifier: [String]] = [:]
    }

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
        var shared: [(operation: String, witnesses: [(local: Local, witness: Witness)], body: Body)] = []
        for local in locals {
            let place = place(of: local)
            guard case .inferred(let witness) = place.source, place.part.isEmpty, place.type == "Torpor.Local" else {
                declarations.append(expression(of: place).preceded(by: "var \(local.fieldName) = "))
                continue
            }
            let body = body([witness])
            guard !body.statements.isEmpty else {
                declarations.append(expression(of: place, body).preceded(by: "var \(local.fieldName) = "))
                continue
            }
            let operation = inference(of: body.statements + [witness.value])
            let group = shared.firstIndex { group in
                group.operation == operation && !group.witnesses.contains { isAmbiguous($0.witness, beside: witness) }
            }
            if let index = group {
                shared[index].witnesses.append((local, witness))
            } else {
                shared.append((operation, [(local, witness)], body))
            }
        }
        for (operation, witnesses, body) in shared {
            if witnesses.count == 1 {
                let value = expression("Torpor.Local.\(operation)", [witnesses[0].witness], values: nil, body)
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

    /// Whether two witnesses need locals of the same name, which closures declare that run as they are: those go by the
    /// names that they have there.
    private func isAmbiguous(_ witness: Witness, beside other: Witness) -> Bool {
        let inner = witness.needed.filter { locals[$0].isInner }
        return !inner.isEmpty
            && other.needed.contains { id in
                locals[id].isInner && !inner.contains(id)
                    && inner.contains { locals[$0].name == locals[id].name }
            }
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

    func place(of local: Local) -> Place {
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
        case .synthetic(.weak(let other)):
            var place = place(of: locals[other])
            place.part += ".weak()"
            return place
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

    func expression(of place: Place) -> [String] { expression(of: place, nil) }

    private func expression(of place: Place, _ body: Body?) -> [String] {
        switch place.source {
        case .spelled: ["\(place.type)()\(place.part)"]
        case .inferred(let witness):
            expression("\(place.type).inferred", [witness], values: nil, body).followed(by: place.part)
        }
    }

    /// What the type of a local is taken from.
    struct Witness {
        /// The locals that it refers to, and those that these depend on.
        let needed: LocalSet
        /// An expression of that type.
        let value: String
        /// What it was made from, if that may change locals.
        let node: Syntax?
    }

    private func witness(of local: Local) -> Witness {
        switch local.origin {
        case .synthetic(.operand(let node, let root)), .synthetic(.captured(_, let node, let root)):
            var printer = renderer
            printer.isWitness = true
            printer.mark(node)
            if case .synthetic(.captured(let name, _, _)) = local.origin { printer.markedBeside = name }
            var text = printer.text(of: root)
            if let type = root.type { text = "(\(text)) as \(renderer.qualifier.type(type))" }
            return Witness(
                needed: dependencies(of: root.node),
                value: "Torpor.operand { _operand in \(text) }",
                node: root.node
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
        printer.mark(callee)
        var text = printer.text(of: callee.root)
        if let type = callee.root.type { text = "(\(text)) as \(renderer.qualifier.type(type))" }
        return Witness(
            needed: dependencies(of: callee.root.node),
            value: "Torpor.Callee.of { _callee in \(text) }",
            node: callee.root.node
        )
    }

    // MARK: Closures

    /// Places whose types are those of what a closure returns.
    ///
    /// - Parameters:
    ///   - operation: makes the places.
    ///   - witnesses: what the types are taken from.
    ///   - locals: whose they are, if they are of several.
    ///   - made: the body, if it has been made.
    private func expression(
        _ operation: String,
        _ witnesses: [Witness],
        values locals: [Local]?,
        _ made: Body? = nil
    ) -> [String] {
        var (parameters, statements) = made ?? body(witnesses)
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
        if lines.count == 1, lines[0].isWholeStatement, line.width <= Writer.width - 8 { return [line] }
        let body = lines.map { "    " + $0 }
        // A comment at the end would hide the brace.
        return [head] + (lines.last!.isWholeStatement ? body.followed(by: " }") : body + ["}"])
    }

    private typealias Body = (parameters: [String], statements: [String])

    /// The parameters and the statements of a closure that gives the values of witnesses.
    private func body(_ witnesses: [Witness]) -> Body {
        let needed = witnesses.reduce(into: LocalSet()) { $0.formUnion($1.needed) }
        let ordered = needed.sorted()
        var parameters = ordered.filter(isParameter).map { id in
            let unwrapped = locals[id].isImplicitlyUnwrapped ? locals[id].annotation : nil
            let type = unwrapped ?? types[id]!
            let isGiven = locals[id].function.map { !$0.isOptional } ?? false
            let isFunction = (isGiven || renderer.index.isFunction(type)) && !type.holds("@escaping")
            return "\(locals[id].generatedName): \(isFunction ? "@escaping " : "")\(type)"
        }
        var statements: [String] = []
        // What the expressions change has to be a variable here too.
        let changed = mutated(
            by: witnesses.compactMap(\.node)
                + ordered.filter { !isParameter($0) }.compactMap { initialValue(of: locals[$0]) }
        )
        for id in ordered where isParameter(id) && changed.contains(id) && !isConstant(locals[id]) {
            let name = locals[id].generatedName
            let type = locals[id].isImplicitlyUnwrapped ? locals[id].annotation.map { ": \($0)" } ?? "" : ""
            statements += ["var \(name)\(type) = \(name)", "Torpor.touch(&\(name))"]
        }
        var printed: Set<SyntaxIdentifier> = []
        for id in ordered where !isParameter(id) {
            if case .closureParameter(let parameter) = locals[id].origin {
                statements.append(declare(locals[id], parameter))
            } else if locals[id].isInner {
                statements += declareInner(locals[id])
            }
            guard let key = declaration(of: locals[id]), printed.insert(key.id).inserted else { continue }
            statements += declare(locals[id], needed)
        }
        if let receiver, isOnReceiver {
            parameters.insert("_self: isolated \(receiver.type)", at: 0)
        } else if let receiver,
            (statements + witnesses.map(\.value)).contains(where: { $0.holdsWord("_self") })
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
        guard isGeneric else { return "inferred" }
        let index = renderer.index
        let callsIsolated = lines.contains { line in
            line.holdsWord("await")
                && line.identifiers.contains { index.isolatedNames.contains($0) && !index.unisolatedNames.contains($0) }
        }
        return callsIsolated ? "inferred" : "inferredInContext"
    }

    /// The locals that expressions change.
    private func mutated(by nodes: [Syntax]) -> LocalSet {
        nodes.reduce(into: []) { $0.formUnion(mutated(by: $1)) }
    }

    private func mutated(by node: Syntax) -> LocalSet {
        if let known = known.changed[node.id] { return known }
        var plain = renderer
        plain.replacements = [:]
        plain.isWitness = true
        let found = FactCollector.collect(node, plain).facts.mutates
        known.changed[node.id] = found
        return found
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

    /// Whether what seems to change it changes an object that it refers to. As a variable it could not be sent to a task.
    private func isConstant(_ local: Local) -> Bool {
        switch local.origin {
        case .synthetic, .closureParameter, .conditional, .remade: false
        case .parameter, .capability, .binding, .optionalBinding, .matching, .element, .switchCase, .caught:
            !local.isMutable && !local.isDeferred && local.group == nil
        }
    }

    func isParameter(_ id: LocalID) -> Bool { types[id] != nil && !locals[id].isInner }
}

extension [String] {
    /// The lines with something behind the last.
    func followed(by text: String) -> [String] { dropLast() + [last! + text] }

    /// The lines with something before the first.
    fileprivate func preceded(by text: String) -> [String] { [text + first!] + dropFirst() }
}

extension Local {
    /// What of it goes into the frame, as an expression.
    fileprivate var held: String {
        if case .lazy = form { "\(variable).evaluated" } else { variable }
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
    fileprivate var isWholeStatement: Bool { !holds("\n") && !holds("//") && utf8.first != UInt8(ascii: "#") }
}
