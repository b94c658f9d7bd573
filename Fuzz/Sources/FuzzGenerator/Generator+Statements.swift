extension Generator {
    /// A statement. Control flow is generated while the budget lasts.
    mutating func statement() -> Node {
        let nested = scopes.count < 7 && budget > 0
        return random.weighted([
            (16, { (g: inout Self) in g.declaration() }),
            (12, { g in g.assignment() }),
            (6, { g in g.compoundAssignment() }),
            (8, { g in g.change() }),
            (8, { g in g.event() }),
            (nested ? 3 : 0, { g in g.deferredDeclaration() }),
            (nested ? 11 : 0, { g in g.conditional() }),
            (nested ? 5 : 0, { g in g.guarded() }),
            (nested ? 8 : 0, { g in g.switched() }),
            (nested ? 13 : 0, { g in g.loop() }),
            (nested ? 6 : 0, { g in g.catching() }),
            (nested ? 2 : 0, { g in g.nestedBlock() }),
            (nested ? 12 : 0, { g in g.composite() }),
            (scopes.count > 3 ? 4 : 0, { g in g.exit() }),
        ])(&self)
    }

    // MARK: Declarations

    private mutating func declaration() -> Node {
        if random.chance(18) { return tupleDeclaration() }
        return declaration(of: random.pick(Kind.values))
    }

    private mutating func declaration(of kind: Kind) -> Node {
        var value = full(expression(kind, random.number(1...3), .all))
        // Swift warns where it knows the value of a condition.
        if kind == .bool { value = full(condition(random.number(0...3), .all)) }
        let branching = random.chance(12) ? valueExpression(kind) : nil
        let variable = make(kind, isMutable: random.chance(65))
        reveal([variable])
        let annotation = random.chance(25) ? ": \(kind.rawValue)" : ""
        return Node(
            .statement,
            [Piece.keyword([variable]), " ", Piece.bind(variable), annotation, " = ", branching ?? value],
            declares: [variable]
        )
    }

    private mutating func tupleDeclaration() -> Node {
        let isPair = random.chance(50)
        let value =
            isPair
            ? full(expression(.pair, 2, .all))
            : full(Node(.plain, ["(", argument(.int, 2, .all), ", ", argument(.string, 2, .all), ")"]))
        let isMutable = random.chance(50)
        let first = make(.int, isMutable: isMutable)
        if random.chance(15) {
            reveal([first])
            return Node(
                .statement,
                [Piece.keyword([first]), " (", Piece.bind(first), ", _) = ", value],
                declares: [first]
            )
        }
        let second = make(isPair ? .int : .string, isMutable: isMutable, besides: [first])
        reveal([first, second])
        return Node(
            .statement,
            [Piece.keyword([first, second]), " (", Piece.bind(first), ", ", Piece.bind(second), ") = ", value],
            declares: [first, second]
        )
    }

    /// An `if` or `switch` expression, which stands only where a value is declared, assigned or returned.
    private mutating func valueExpression(_ kind: Kind) -> Node? {
        // Each branch must have the type by itself.
        guard ![.optional, .optionalPoint].contains(kind) else { return nil }
        func branch(_ g: inout Self) -> Node { g.full(g.expression(kind, 2, .all)) }
        if random.chance(60) {
            return Node(
                .plain,
                ["if ", full(condition(2, .all)), " { ", branch(&self), " } else { ", branch(&self), " }"]
            )
        }
        return Node(
            .plain,
            [
                "switch ", full(condition(2, .all)), " {\ncase true: ", branch(&self),
                "\ncase false: ", branch(&self), "\n}",
            ]
        )
    }

    /// A constant that is declared first and gets its value in branches.
    private mutating func deferredDeclaration() -> Node {
        let kind = random.pick(Kind.values)
        let variable = make(kind, isMutable: false)
        // In the branches the name means this constant, and nothing else.
        let saved = hidden
        hidden.insert(variables[variable].name)
        defer { hidden = saved }
        func assigned(_ g: inout Self) -> Node {
            g.block(atMost: 2) { g in
                [Node(.statement, [Piece.bind(variable), " = ", g.full(g.expression(kind, 2, .all))])]
            }
        }
        var parts: [any Part] = ["let ", Piece.bind(variable), ": \(kind.rawValue)\n"]
        switch random.number(0...2) {
        case 0:
            parts += ["if ", full(condition(2, .all)), " ", assigned(&self), " else ", assigned(&self)] as [any Part]
        case 1:
            parts +=
                [
                    "if ", full(condition(2, .all)), " ", assigned(&self), " else if ", full(condition(1, .all)), " ",
                    assigned(&self), " else ", assigned(&self),
                ] as [any Part]
        default:
            func arm(_ g: inout Self) -> Node {
                g.block(atMost: 2, role: .body) { g in
                    [Node(.statement, [Piece.bind(variable), " = ", g.full(g.expression(kind, 2, .all))])]
                }
            }
            // A `break` would leave the constant without a value.
            let outer = targets
            targets = []
            parts +=
                [
                    "switch ", full(condition(2, .all)), " {", Node(.arm, ["case true:", arm(&self)]),
                    Node(.arm, ["case false:", arm(&self)]), "\n}",
                ] as [any Part]
            targets = outer
        }
        reveal([variable])
        return Node(.statement, parts, declares: [variable])
    }

    // MARK: Changes

    /// The right side of an assignment: what could grow is clipped.
    private mutating func assigned(_ variable: Int) -> Node {
        let kind = variables[variable].kind
        var value = expression(kind, random.number(1...3), .all)
        // Swift refuses to assign a variable to itself.
        if value.pieces == [.read(variable)] { value = literal(kind) }
        guard [.string, .ints, .table].contains(kind), !value.isLiteral else { return full(value) }
        return full(expr(kind, "clip\(kind.suffix)(", value, ")"))
    }

    private mutating func assignment() -> Node {
        let candidates = visible.filter { variables[$0].isMutable }
        guard !candidates.isEmpty else { return declaration() }
        let variable = random.pick(candidates)
        return Node(.statement, [write(variable), " = ", assigned(variable)])
    }

    private mutating func compoundAssignment() -> Node {
        let candidates = visible.filter {
            variables[$0].isMutable && [.int, .string, .ints].contains(variables[$0].kind)
        }
        guard !candidates.isEmpty else { return declaration() }
        let variable = random.pick(candidates)
        let kind = variables[variable].kind
        let sign = kind == .int ? random.pick([" &+= ", " &-= ", " &*= "]) : " += "
        let value = expression(kind, 2, .all)
        return Node(
            .statement,
            [write(variable), sign, full(kind == .int ? value : expr(kind, "clip\(kind.suffix)(", value, ")"))]
        )
    }

    /// A change of a part of a variable.
    private mutating func change() -> Node {
        let kinds: [Kind] = [.ints, .point, .table, .pair, .optionalPoint, .int, .ints]
        let candidates = visible.filter { variables[$0].isMutable && kinds.contains(variables[$0].kind) }
        guard !candidates.isEmpty else { return declaration(of: random.pick(kinds)) }
        let target = write(random.pick(candidates))
        guard case .write(let variable) = target else { preconditionFailure() }
        let sign = random.pick([" = ", " &+= ", " &-= "])
        // The left side is evaluated before the right one, with the same `try await` in front of both.
        func whole(_ parts: [any Part]) -> Node { Node(.statement, [Node(.full(parenthesised: false), parts)]) }
        switch variables[variable].kind {
        case .ints:
            if random.chance(30) {
                return whole(["push(&", target, ", ", argument(.int, 2, .all), ")"])
            }
            if random.chance(25) { return whole([target, ".append(", argument(.int, 2, .all), ")"]) }
            return whole([target, "[at: ", argument(.int, 2, .all), "]", sign, argument(.int, 2, .all)])
        case .point:
            if random.chance(30) { return whole([target, ".shift(by: ", argument(.int, 2, .all), ")"]) }
            return whole([target, random.pick([".x", ".y"]), sign, argument(.int, 2, .all)])
        case .table:
            if random.chance(40) {
                return whole([target, "[", argument(.string, 1, .all), "] = ", argument(.int, 2, .all)])
            }
            return whole([
                target, "[", argument(.string, 1, .all), ", default: ", leaf(.int), "]", sign, argument(.int, 2, .all),
            ])
        case .pair:
            return whole([target, random.pick([".0", ".1"]), sign, argument(.int, 2, .all)])
        case .optionalPoint:
            if random.chance(30) { return whole([target, "?.shift(by: ", argument(.int, 2, .all), ")"]) }
            return whole([target, "?", random.pick([".x", ".y"]), sign, argument(.int, 2, .all)])
        default:
            return whole(["bump(&", target, ", by: ", argument(.int, 2, .all), ")"])
        }
    }

    /// A statement that only shows: a note, a yield, a sleep, a call.
    mutating func event() -> Node {
        func whole(_ parts: [any Part], _ effects: Effects = []) -> Node {
            Node(.statement, [Node(.full(parenthesised: false), parts, effects: effects)])
        }
        return random.weighted([
            (
                6,
                { (g: inout Self) in
                    let kind = g.random.pick(Kind.values)
                    return whole(["show(\"\(g.random.number(1...99))\", ", g.argument(kind, 2, .all), ")"])
                }
            ),
            (3, { g in whole(["note(\"", "e\(g.random.number(1...99))", "\")"]) }),
            (port == .yield ? 9 : 0, { g in whole(["port(", g.argument(.int, 2, .all), ")"], .both) }),
            (
                port == .exchange ? 5 : 0,
                { g in whole(["_ = ", g.expr(.int, "port(", g.argument(.int, 2, .all), ")", effects: .both)]) }
            ),
            (2, { _ in whole(["Durable.sleep(for: .zero)"], .both) }),
            (
                4,
                { g in
                    let index = g.random.number(0...g.signatures.count - 1)
                    let call = g.call(index, 1, .all)
                    return whole(g.signatures[index].result == .nothing ? [call] : ["_ = ", call])
                }
            ),
        ])(&self)
    }

    /// A statement that leaves what encloses it.
    mutating func exit() -> Node {
        var choices: [(Int, (inout Self) -> Node)] = [
            (2, { g in g.statementNode("return", g.returnValue(.all)) }),
            (2, { g in g.throwing() }),
        ]
        if targets.contains(where: { $0.isLoop || $0.isSwitch }) {
            choices.append((3, { g in g.statementNode("break", nil) }))
        }
        if targets.contains(where: \.isLoop) { choices.append((4, { g in g.statementNode("continue", nil) })) }
        for target in targets {
            guard let label = target.label else { continue }
            choices.append((4, { _ in Node.leaving("break \(label)") }))
            if target.isLoop { choices.append((3, { _ in Node.leaving("continue \(label)") })) }
        }
        return random.weighted(choices)(&self)
    }

    mutating func throwing() -> Node {
        statementNode(
            "throw",
            random.weighted([
                (1, { (g: inout Self) in Node(.plain, ["Trouble.small"]) }),
                (2, { g in g.full(Node(.plain, ["Trouble.big(", g.argument(.int, 2, .all), ")"])) }),
                (
                    1,
                    { g in
                        g.full(
                            Node(
                                .plain,
                                [
                                    "Trouble.named(clipString(", g.argument(.string, 1, .all), "), code: ",
                                    g.argument(.int, 1, .all), ")",
                                ]
                            )
                        )
                    }
                ),
                (1, { g in g.full(Node(.plain, ["Mishap(reason: clipString(", g.argument(.string, 1, .all), "))"])) }),
            ])(&self)
        )
    }
}

extension Node {
    static func leaving(_ text: String) -> Node {
        var node = Node(.statement, [text])
        node.isTerminator = true
        return node
    }
}
