extension Generator {
    func expr(_ kind: Kind, _ parts: any Part..., effects: Effects = []) -> Node {
        Node(.expression(kind), parts, effects: effects)
    }

    mutating func literal(_ kind: Kind) -> Node {
        switch kind {
        case .int: return expr(kind, "\(random.number(0...9))")
        case .bool: return expr(kind, random.pick(["true", "false"]))
        case .string: return expr(kind, "\"" + random.pick(["", "k", "lo", "né", "a b"]) + "\"")
        case .ints:
            let numbers = (0..<random.number(0...3)).map { _ in "\(random.number(0...9))" }
            return expr(kind, numbers.isEmpty ? "[Int]()" : "[\(numbers.joined(separator: ", "))]")
        case .optional: return expr(kind, random.chance(30) ? "Int?.none" : "Optional(\(random.number(0...9)))")
        case .pair: return expr(kind, "(\(random.number(0...9)), \(random.number(0...9)))")
        case .point: return expr(kind, "Point(x: \(random.number(0...9)), y: \(random.number(0...9)))")
        case .optionalPoint:
            return expr(kind, random.chance(30) ? "Point?.none" : "Optional(Point(x: \(random.number(0...9)), y: 1))")
        case .shape:
            let n = random.number(0...9)
            return expr(
                kind,
                random.pick(["Shape.dot", "Shape.line(\(n))", "Shape.box(\(n), h: 2)", "Shape.text(\"s\")"])
            )
        case .table: return expr(kind, random.pick(["[\"k\": 1]", "[\"k\": 2, \"lo\": 3]", "[String: Int]()"]))
        case .nothing: return expr(kind, "()")
        }
    }

    /// A variable, or a literal.
    mutating func leaf(_ kind: Kind) -> Node {
        let candidates = readable(kind)
        if !candidates.isEmpty, random.chance(75) {
            // The innermost and newest come first, and are the most interesting.
            let variable = random.chance(50) ? candidates[0] : random.pick(candidates)
            return expr(kind, read(variable))
        }
        return literal(kind)
    }

    /// An expression of a type.
    mutating func expression(_ kind: Kind, _ depth: Int, _ mode: Mode) -> Node {
        if kind == .nothing { return expr(.nothing, "()") }
        if depth <= 0 { return random.chance(mode.suspends ? 25 : 0) ? suspension(kind, 0, mode) : leaf(kind) }
        return random.weighted([
            (20, { (g: inout Self) in g.leaf(kind) }),
            (mode.suspends ? 34 : 0, { g in g.suspension(kind, depth - 1, mode) }),
            (
                mode.acts ? 8 : 0,
                { g in g.expr(kind, "op(\(g.random.number(1...99)), ", g.argument(kind, depth - 1, mode), ")") }
            ),
            (8, { g in g.ternary(kind, depth - 1, mode) }),
            (8, { g in g.member(kind, depth - 1, mode) }),
            (34, { g in g.composed(kind, depth - 1, mode) }),
        ])(&self)
    }

    /// An operand of a call: sometimes with a `try await` of its own.
    mutating func argument(_ kind: Kind, _ depth: Int, _ mode: Mode) -> Node {
        let node = expression(kind, depth, mode)
        return random.chance(20) && node.allEffects == .both ? full(node) : node
    }

    /// An operand of an operator: sometimes in parentheses with a `try await` of its own.
    mutating func operand(_ kind: Kind, _ depth: Int, _ mode: Mode) -> Node {
        let node = expression(kind, depth, mode)
        return random.chance(20) && !node.allEffects.isEmpty ? full(node, parenthesised: true) : node
    }

    /// A condition that the Swift compiler cannot know.
    mutating func condition(_ depth: Int, _ mode: Mode) -> Node {
        let node = expression(.bool, depth, mode)
        return node.isLiteral ? expr(.bool, "op(0, ", node, ")") : node
    }

    /// An expression that suspends, or awaits an ordinary call.
    mutating func suspension(_ kind: Kind, _ depth: Int, _ mode: Mode) -> Node {
        let callees = signatures.indices.filter { signatures[$0].result == kind }
        var choices: [(Int, (inout Self) -> Node)] = []
        if awaitsOrdinary {
            choices += [
                (3, { g in g.expr(kind, "fetch(", g.argument(kind, depth, mode), ")", effects: .both) }),
                (2, { g in g.expr(kind, "glance(", g.argument(kind, depth, mode), ")", effects: .awaiting) }),
            ]
            if kind == .int {
                choices.append(
                    (1, { g in g.expr(kind, "fetchRisky(", g.argument(.int, depth, mode), ")", effects: .both) })
                )
            }
        }
        choices.append(
            (6, { g in g.expr(kind, "later\(kind.suffix)(", g.argument(kind, depth, mode), ")", effects: .both) })
        )
        choices.append(
            (
                kind == .pair ? 0 : 2,
                { g in g.expr(kind, "laterSame(", g.argument(kind, depth, mode), ")", effects: .both) }
            )
        )
        if kind == .int {
            choices += [
                (2, { g in g.expr(kind, "Leaves.twice(", g.argument(.int, depth, mode), ")", effects: .both) }),
                (2, { g in g.laterTotal(depth, mode) }),
                (1, { g in g.expr(kind, "(try! await laterInt(", g.expression(.int, 1, .plain), "))") }),
            ]
        }
        if kind == .int, port == .exchange {
            choices.append((4, { g in g.expr(kind, "port(", g.argument(.int, depth, mode), ")", effects: .both) }))
        }
        if kind == .int {
            choices.append(
                (2, { g in g.expr(kind, "laterRisky(", g.argument(.int, depth, mode), ")", effects: .both) })
            )
        }
        if !callees.isEmpty {
            choices.append((4, { g in g.call(g.random.pick(callees), depth, mode) }))
        }
        return random.weighted(choices)(&self)
    }

    /// A call of a generated function.
    mutating func call(_ index: Int, _ depth: Int, _ mode: Mode) -> Node {
        let signature = signatures[index]
        var parts: [any Part] = [Piece.function(index), "("]
        for kind in signature.parameters { parts += [argument(kind, depth, mode), ", "] as [any Part] }
        let fuel = visible.first { variables[$0].name == "fuel" }!
        parts += ["fuel: ", Piece.read(fuel), " - 1"] as [any Part]
        if port != .none { parts.append(", port: port") }
        var node = Node(.expression(signature.result), parts + [")"], effects: .both)
        node.callee = index
        return node
    }

    /// A call with a variable number of arguments and a default one.
    private mutating func laterTotal(_ depth: Int, _ mode: Mode) -> Node {
        var parts: [any Part] = ["laterTotal(", argument(.int, depth, mode)]
        if random.chance(60) { parts += [", ", argument(.int, depth, mode)] as [any Part] }
        if random.chance(40) { parts += [", scale: ", argument(.int, depth, mode)] as [any Part] }
        return Node(.expression(.int), parts + [")"], effects: .both)
    }

    mutating func ternary(_ kind: Kind, _ depth: Int, _ mode: Mode) -> Node {
        expr(
            kind,
            "(",
            condition(depth, mode),
            " ? ",
            operand(kind, depth, mode),
            " : ",
            operand(kind, depth, mode),
            ")"
        )
    }

    /// A part of a value of another type.
    mutating func member(_ kind: Kind, _ depth: Int, _ mode: Mode) -> Node {
        switch kind {
        case .int:
            return random.weighted([
                (
                    2,
                    { (g: inout Self) in
                        g.expr(kind, g.primary(.point, depth, mode), g.random.pick([".x", ".y", ".sum"]))
                    }
                ),
                (2, { g in g.expr(kind, g.primary(.pair, depth, mode), g.random.pick([".0", ".1"])) }),
                (2, { g in g.expr(kind, g.primary(.ints, depth, mode), "[at: ", g.argument(.int, depth, mode), "]") }),
                (1, { g in g.expr(kind, g.primary(.ints, depth, mode), ".count") }),
                (1, { g in g.expr(kind, g.primary(.point, depth, mode), "[keyPath: \\.x]") }),
                (1, { g in g.expr(kind, g.primary(.string, depth, mode), ".count") }),
                (
                    2,
                    { g in
                        let table = g.primary(.table, depth, mode)
                        return g.expr(
                            kind,
                            table,
                            "[",
                            g.argument(.string, depth, mode),
                            ", default: ",
                            g.leaf(.int),
                            "]"
                        )
                    }
                ),
            ])(&self)
        case .optional:
            return random.weighted([
                (
                    2,
                    { (g: inout Self) in
                        g.expr(kind, g.primary(.table, depth, mode), "[", g.argument(.string, depth, mode), "]")
                    }
                ),
                (
                    2,
                    { g in
                        g.expr(
                            kind,
                            g.primary(.optionalPoint, depth, mode),
                            g.random.pick(["?.x", "?.sum", "?.tag?.count"])
                        )
                    }
                ),
                (
                    3,
                    { g in
                        let receiver = g.primary(.optionalPoint, depth, mode)
                        return g.expr(kind, receiver, "?.moved(by: ", g.argument(.int, depth, mode), ").y")
                    }
                ),
                (
                    1,
                    { g in g.expr(kind, g.primary(.ints, depth, mode), g.random.pick([".first", ".last", ".max()"])) }
                ),
            ])(&self)
        case .point:
            return expr(kind, primary(.point, depth, mode), ".moved(by: ", argument(.int, depth, mode), ")")
        case .optionalPoint:
            return expr(kind, primary(.optionalPoint, depth, mode), "?.moved(by: ", argument(.int, depth, mode), ")")
        case .bool:
            return random.chance(50)
                ? expr(kind, primary(.ints, depth, mode), ".contains(", argument(.int, depth, mode), ")")
                : expr(kind, primary(.string, depth, mode), ".isEmpty")
        default:
            return composed(kind, depth, mode)
        }
    }

    /// An expression that a member can follow.
    mutating func primary(_ kind: Kind, _ depth: Int, _ mode: Mode) -> Node {
        let node = expression(kind, depth, mode)
        if node.isName { return node }
        // `await` in front covers a call and what follows it; other things need parentheses.
        return node.allEffects.isEmpty || random.chance(50)
            ? expr(kind, "(", node, ")") : full(node, parenthesised: true)
    }
}
