extension Generator {
    /// A condition of a statement, with what it binds.
    private mutating func clauses(_ count: Int) -> (parts: [any Part], bound: [Int]) {
        var parts: [any Part] = []
        var bound: [Int] = []
        // Later clauses see what earlier ones bound.
        enter()
        defer { leave() }
        for index in 0..<count {
            if index > 0 { parts.append(", ") }
            switch random.number(0...9) {
            case 0...4:
                parts.append(full(condition(2, .all)))
            case 5...6:
                let kind = random.chance(70) ? Kind.optional : .optionalPoint
                let value = full(expression(kind, 2, .all))
                let variable = make(kind == .optional ? .int : .point, isMutable: random.chance(20), besides: bound)
                parts += [Piece.keyword([variable]), " ", Piece.bind(variable), " = ", value] as [any Part]
                bound.append(variable)
                reveal([variable])
            default:
                let (kind, value) = subject()
                var pattern = self.pattern(kind, besides: bound)
                // Swift warns of a condition that always holds.
                while pattern.node.patternKey == "let (, )", count == 1 {
                    pattern = self.pattern(kind, besides: bound)
                }
                parts += ["case ", pattern.node, " = ", value] as [any Part]
                bound += pattern.bound
                reveal(pattern.bound)
            }
        }
        return (parts, bound)
    }

    /// Something that patterns match, and its type.
    mutating func subject() -> (Kind, Node) {
        let kind = random.pick([Kind.int, .optional, .pair, .shape, .string, .shape, .optional])
        let node = expression(kind, 2, .all)
        // Swift knows which case it is.
        let isKnown = node.isLiteral || node.pieces.first?.literalText.hasPrefix("Shape.") == true
        return (kind, full(isKnown ? expr(kind, "op(2, ", node, ")") : node))
    }

    /// A pattern that need not match.
    mutating func pattern(_ kind: Kind, besides others: [Int]) -> (node: Node, bound: [Int]) {
        func one(_ g: inout Self, _ kind: Kind) -> Int { g.make(kind, isMutable: false, besides: others) }
        let n = random.number(0...5)
        switch kind {
        case .optional:
            if random.chance(30) { return (Node(.plain, ["nil"]), []) }
            let variable = one(&self, .int)
            return (
                Node(
                    .plain,
                    random.chance(50)
                        ? ["let ", Piece.bind(variable), "?"] : [".some(let ", Piece.bind(variable), ")"]
                ), [variable]
            )
        case .pair:
            if random.chance(30) { return (Node(.plain, ["(\(n)..., _)"]), []) }
            let first = one(&self, .int)
            if random.chance(50) { return (Node(.plain, ["(let ", Piece.bind(first), ", \(n)...)"]), [first]) }
            let second = make(.int, isMutable: false, besides: others + [first])
            return (Node(.plain, ["let (", Piece.bind(first), ", ", Piece.bind(second), ")"]), [first, second])
        case .shape:
            switch random.number(0...3) {
            case 0: return (Node(.plain, [".dot"]), [])
            case 1:
                let variable = one(&self, .int)
                return (Node(.plain, [".line(let ", Piece.bind(variable), ")"]), [variable])
            case 2:
                let variable = one(&self, .int)
                return (
                    Node(
                        .plain,
                        random.chance(50)
                            ? [".box(let ", Piece.bind(variable), ", h: _)"]
                            : ["let .box(_, h: ", Piece.bind(variable), ")"]
                    ), [variable]
                )
            default:
                let variable = one(&self, .string)
                return (Node(.plain, [".text(let ", Piece.bind(variable), ")"]), [variable])
            }
        case .string: return (Node(.plain, [random.pick(["\"\"", "\"k\"", "\"lo\""])]), [])
        default:
            return (Node(.plain, [random.pick(["\(n)", "\(n)...\(n + 4)", "...\(n)", "\(n)..."])]), [])
        }
    }

    private mutating func label() -> String? {
        guard random.chance(30) else { return nil }
        labels += 1
        return "l\(labels)"
    }

    // MARK: Branches

    mutating func conditional() -> Node {
        let label = random.chance(10) ? self.label() : nil
        var parts: [any Part] = label.map { ["\($0): "] } ?? []
        if let label { targets.append(Target(label: label, isLoop: false, isSwitch: false)) }
        // `break` without a label does not leave an `if`.
        let first = clauses(random.weighted([(6, 1), (3, 2), (1, 3)]))
        let then = block(atMost: 3, inner: first.bound)
        parts += ["if "] as [any Part] + first.parts + [" ", then]
        var ends = then.isTerminator
        if random.chance(25) {
            let second = clauses(1)
            let body = block(atMost: 2, inner: second.bound)
            ends = ends && body.isTerminator
            parts += [" else if "] as [any Part] + second.parts + [" ", body]
        }
        if random.chance(50) {
            let body = block(atMost: 3)
            ends = ends && body.isTerminator
            parts.append(Node(.optional, [" else ", body]))
        } else {
            ends = false
        }
        if label != nil { targets.removeLast() }
        var node = Node(.statement, parts)
        node.isTerminator = ends && label == nil
        return node
    }

    mutating func guarded() -> Node {
        guards = true
        let clauses = self.clauses(random.weighted([(6, 1), (3, 2)]))
        guards = false
        // In the `else` branch nothing is bound, and what is bound hides what is outside.
        let saved = hidden
        hidden.formUnion(clauses.bound.map { variables[$0].name })
        let exit = block(atMost: 2) { g in [g.exit()] }
        hidden = saved
        reveal(clauses.bound)
        return Node(.statement, ["guard "] + clauses.parts + [" else ", exit], declares: clauses.bound)
    }

    mutating func nestedBlock() -> Node {
        let label = self.label()
        if let label { targets.append(Target(label: label, isLoop: false, isSwitch: false)) }
        let body = block(atMost: 3)
        if label != nil { targets.removeLast() }
        var node = Node(.statement, [label.map { "\($0): do " } ?? "do ", body])
        node.isTerminator = body.isTerminator && label == nil
        return node
    }

    // MARK: Switch

    mutating func switched() -> Node {
        let label = random.chance(20) ? self.label() : nil
        let (kind, value) = subject()
        targets.append(Target(label: label, isLoop: false, isSwitch: true))
        var parts: [any Part] = [(label.map { "\($0): " } ?? "") + "switch ", value, " {"]
        var falls = false
        var handled: Set<String> = []
        for _ in 0..<random.number(1...3) {
            guard let arm = self.arm(kind, mustBindNothing: falls, handled: &handled) else { break }
            falls = arm.falls
            parts.append(arm.node)
        }
        var head: [any Part] = ["default:"]
        var bound: [Int] = []
        if !falls, kind != .shape, random.chance(30) {
            bound = [make(kind, isMutable: false)]
            head = ["case let ", Piece.bind(bound[0]), ":"]
        }
        let body = block(atMost: 2, inner: bound, role: .body)
        parts += [Node(.plain, ["\n"] + head + [body]), "\n}"] as [any Part]
        targets.removeLast()
        return Node(.statement, parts)
    }

    /// A pattern that no earlier one makes superfluous, nil if none is found.
    private mutating func freshPattern(_ kind: Kind, bindsNothing: Bool, handled: Set<String>) -> (Node, [Int])? {
        for _ in 0..<8 {
            let pattern = self.pattern(kind, besides: [])
            if bindsNothing, !pattern.bound.isEmpty { continue }
            let key = pattern.node.patternKey
            if kind == .optional, !handled.isEmpty { continue }
            if kind == .shape, handled.count >= 3 { continue }
            if kind == .pair, key == "let (, )" { continue }
            if !handled.contains(key) { return pattern }
        }
        return nil
    }

    private mutating func arm(
        _ kind: Kind,
        mustBindNothing: Bool,
        handled: inout Set<String>
    ) -> (node: Node, falls: Bool)? {
        guard let (first, bound) = freshPattern(kind, bindsNothing: mustBindNothing, handled: handled) else {
            return nil
        }
        var parts: [any Part] = ["case ", first]
        var isGuarded = false
        func guarded(_ g: inout Self, _ bound: [Int]) -> Node {
            g.enter(bound)
            defer { g.leave() }
            return Node(.optional, [" where ", g.full(g.condition(2, .all))])
        }
        if random.chance(35) {
            parts.append(guarded(&self, bound))
            isGuarded = true
        } else {
            handled.insert(first.patternKey)
        }
        if bound.isEmpty, random.chance(30), let (second, _) = freshPattern(kind, bindsNothing: true, handled: handled)
        {
            parts += [", ", second] as [any Part]
            // A `where` belongs to one pattern only: Swift warns if only the last has one.
            if isGuarded, random.chance(50) {
                parts.append(guarded(&self, []))
            } else {
                handled.insert(second.patternKey)
            }
        } else if kind == .shape, !isGuarded, bound.count == 1, variables[bound[0]].kind == .int, handled.count < 2 {
            parts = ["case .line(let ", Piece.bind(bound[0]), "), .box(_, h: let ", Piece.bind(bound[0]), ")"]
            handled.formUnion([".line(let )", ".box"])
        }
        parts.append(":")
        var falls = random.chance(15)
        let isFalling = falls
        let body = block(atMost: 3, inner: bound, role: .body) { _ in isFalling ? [Node.leaving("fallthrough")] : [] }
        falls = falls && body.pieces.last == .node(Node.leaving("fallthrough"))
        return (Node(.arm, parts + [body]), falls)
    }

    // MARK: Errors

    mutating func catching() -> Node {
        let label = random.chance(15) ? self.label() : nil
        if let label { targets.append(Target(label: label, isLoop: false, isSwitch: false)) }
        let trigger = trigger(argument(.int, 2, .all))
        let beginsWithTrigger = random.chance(50)
        var body = block(
            atMost: 4,
            beginning: beginsWithTrigger ? [trigger] : [],
            end: { g in
                beginsWithTrigger ? [] : [g.trigger(g.leaf(.int))]
            }
        )
        // Swift warns where nothing can be caught.
        if body.isTerminator, !beginsWithTrigger { body.pieces.insert(.node(trigger), at: 0) }
        var parts: [any Part] = [(label.map { "\($0): " } ?? "") + "do ", body]
        // Swift warns of a clause for what an earlier one takes.
        for form in [[0, 1, 4, 6], [2, 3, 5]].shuffled(using: &random).prefix(random.number(0...2)) {
            parts.append(catchClause(random.pick(form)))
        }
        if random.chance(70) || parts.count == 2 {
            enter()
            let clause = block(
                atMost: 3,
                beginning: [Node(.statement, ["note(\"caught \\(error)\")"])],
                end: { g in
                    g.random.chance(20) ? [Node.leaving("throw error")] : []
                }
            )
            leave()
            parts += [" catch ", clause] as [any Part]
        }
        if label != nil { targets.removeLast() }
        return Node(.statement, parts)
    }

    /// What makes sure that something in a `do` block can throw.
    private func trigger(_ value: Node) -> Node {
        Node(.statement, [Node(.full(parenthesised: false), ["_ = risky(", value, ")"], effects: .throwing)])
    }

    private mutating func catchClause(_ form: Int) -> Node {
        let variable = make(.int, isMutable: false)
        var bound: [Int] = []
        var head: [any Part]
        var shown: [Node] = []
        switch form {
        case 0: head = [" catch Trouble.small"]
        case 1:
            bound = [variable]
            head = [" catch Trouble.big(let ", Piece.bind(variable), ")"]
        case 2, 3: head = [" catch is Mishap"]
        case 4:
            head = [" catch let error as Trouble"]
            shown = [Node(.statement, ["note(\"trouble \\(error)\")"])]
        case 5:
            head = [" catch let failure as Mishap"]
            shown = [Node(.statement, ["note(failure.reason)"])]
        default: head = [" catch Trouble.small, Trouble.named"]
        }
        if head.count > 1 || head[0].piece.literalText != " catch Trouble.small, Trouble.named", random.chance(30) {
            enter(bound)
            head.append(Node(.optional, [" where ", full(condition(2, .plain))]))
            leave()
        }
        return Node(.optional, head + [" ", block(atMost: 3, inner: bound, beginning: shown)])
    }
}

extension Node {
    /// The text of a pattern without the names that it binds, and for a case of an enumeration just that.
    fileprivate var patternKey: String {
        let text = pieces.map(\.literalText).joined()
        return text.contains(".box") ? ".box" : text
    }
}
