extension Generator {
    /// An expression of a type from expressions of others.
    mutating func composed(_ kind: Kind, _ depth: Int, _ mode: Mode) -> Node {
        switch kind {
        case .int: return composedInt(depth, mode)
        case .bool: return composedBool(depth, mode)
        case .string: return composedString(depth, mode)
        case .ints: return composedInts(depth, mode)
        case .optional: return composedOptional(depth, mode)
        case .pair:
            return expr(kind, "(", argument(.int, depth, mode), ", ", argument(.int, depth, mode), ")")
        case .point:
            return expr(kind, "Point(x: ", argument(.int, depth, mode), ", y: ", argument(.int, depth, mode), ")")
        case .optionalPoint:
            return mode.acts && random.chance(60)
                ? expr(kind, "maybePoint(", argument(.int, depth, mode), ")")
                : expr(kind, "Optional(", argument(.point, depth, mode), ")")
        case .shape:
            switch random.number(0...2) {
            case 0: return expr(kind, "Shape.line(", argument(.int, depth, mode), ")")
            case 1:
                return expr(kind, "Shape.box(", argument(.int, depth, mode), ", h: ", argument(.int, depth, mode), ")")
            default: return expr(kind, "Shape.text(clipString(", argument(.string, depth, mode), "))")
            }
        case .table:
            return expr(kind, "[\"k\": ", argument(.int, depth, mode), ", \"z\": ", argument(.int, depth, mode), "]")
        case .nothing:
            return expr(kind, "()")
        }
    }

    private mutating func composedInt(_ depth: Int, _ mode: Mode) -> Node {
        random.weighted([
            (
                10,
                { (g: inout Self) in
                    let sign = g.random.pick([" &+ ", " &- ", " &* "])
                    let (left, right) = (g.operand(.int, depth, mode), g.operand(.int, depth, mode))
                    return g.random.chance(50)
                        ? g.expr(.int, left, sign, right) : g.expr(.int, "(", left, sign, right, ")")
                }
            ),
            (3, { g in g.expr(.int, "(", g.operand(.int, depth, mode), ") % \(g.random.number(2...9))") }),
            (mode.acts ? 4 : 0, { g in g.expr(.int, "tick()") }),
            (
                2,
                { g in g.expr(.int, "total(", g.argument(.int, depth, mode), ", ", g.argument(.int, depth, mode), ")") }
            ),
            (
                2,
                { g in
                    let (number, scale) = (g.argument(.int, depth, mode), g.argument(.int, depth, mode))
                    return g.random.chance(50)
                        ? g.expr(.int, "scaled(", number, ")") : g.expr(.int, "scaled(", number, ", by: ", scale, ")")
                }
            ),
            (
                mode.acts ? 2 : 0,
                { g in
                    let flag = g.argument(.bool, depth, mode)
                    return g.expr(.int, "lazily(", flag, ", ", g.expression(.int, depth, .plain(mode)), ")")
                }
            ),
            (1, { g in g.expr(.int, "(try! steady(", g.expression(.int, depth, .plain(mode)), "))") }),
            (
                mode.acts && mode.throwing ? 3 : 0,
                { g in
                    g.expr(.int, "risky(", g.argument(.int, depth, mode), ")", effects: .throwing)
                }
            ),
            (
                4,
                { g in
                    g.expr(
                        .int,
                        "(",
                        g.primary(.optional, depth, mode),
                        " ?? ",
                        g.expression(.int, depth, .plain(mode)),
                        ")"
                    )
                }
            ),
            (
                3,
                { g in
                    g.expr(
                        .int,
                        g.primary(.ints, depth, mode),
                        ".reduce(",
                        g.argument(.int, depth, mode),
                        ", { $0 &+ $1 ",
                        g.closureTail(mode),
                        "})"
                    )
                }
            ),
            (
                2,
                { g in
                    let (left, right) = (g.argument(.int, depth, mode), g.argument(.int, depth, mode))
                    return g.expr(.int, g.random.pick(["min(", "max("]), left, ", ", right, ")")
                }
            ),
            (
                mode.suspends && !writable(.int).isEmpty ? 3 : 0,
                { g in
                    let target = g.random.pick(g.writable(.int))
                    return g.expr(.int, "bump(&", g.write(target), ", by: ", g.argument(.int, depth, mode), ")")
                }
            ),
            (
                mode.suspends ? 2 : 0,
                { g in
                    g.expr(.int, "((", g.tried(.int, depth, mode), ") ?? ", g.leaf(.int), ")", effects: [])
                }
            ),
        ])(&self)
    }

    private mutating func composedBool(_ depth: Int, _ mode: Mode) -> Node {
        random.weighted([
            (
                8,
                { (g: inout Self) in
                    let sign = g.random.pick([" < ", " > ", " == ", " != ", " <= "])
                    return g.expr(.bool, "(", g.operand(.int, depth, mode), sign, g.operand(.int, depth, mode), ")")
                }
            ),
            (2, { g in g.expr(.bool, "!(", g.condition(depth, mode), ")") }),
            (1, { g in g.expr(.bool, "(anything(", g.argument(.int, depth, mode), ") is Int)") }),
            (
                3,
                { g in
                    let sign = g.random.pick([" && ", " || "])
                    return g.expr(.bool, "(", g.condition(depth, mode), sign, g.condition(depth, .plain(mode)), ")")
                }
            ),
            (
                2,
                { g in g.expr(.bool, "(", g.operand(.string, depth, mode), " == ", g.operand(.string, depth, mode), ")")
                }
            ),
            (
                2,
                { g in g.expr(.bool, "(", g.operand(.optional, depth, mode), g.random.pick([" == ", " != "]), "nil)") }
            ),
            (
                1,
                { g in g.expr(.bool, "(", g.operand(.shape, depth, mode), " == ", g.operand(.shape, depth, mode), ")") }
            ),
        ])(&self)
    }

    private mutating func composedString(_ depth: Int, _ mode: Mode) -> Node {
        random.weighted([
            (
                6,
                { (g: inout Self) in
                    let kind = g.random.pick([Kind.int, .string, .bool, .pair, .optional, .ints])
                    let first =
                        kind == .optional
                        ? g.expr(.string, "String(describing: ", g.argument(kind, depth, mode), ")")
                        : g.argument(kind, depth, mode)
                    return g.expr(.string, "\"\\(", first, ")-\\(", g.argument(.int, depth, mode), ")\"")
                }
            ),
            (
                4,
                { g in
                    g.expr(
                        .string,
                        "(clipString(",
                        g.argument(.string, depth, mode),
                        ") + clipString(",
                        g.argument(.string, depth, mode),
                        "))"
                    )
                }
            ),
            (1, { g in g.expr(.string, "sortedText(", g.argument(.table, depth, mode), ")") }),
            (1, { g in g.expr(.string, "String(", g.argument(.int, depth, mode), ")") }),
        ])(&self)
    }

    private mutating func composedInts(_ depth: Int, _ mode: Mode) -> Node {
        random.weighted([
            (
                5,
                { (g: inout Self) in
                    var parts: [any Part] = ["["]
                    for index in 0..<g.random.number(1...3) {
                        if index > 0 { parts.append(", ") }
                        parts.append(g.argument(.int, depth, mode))
                    }
                    return Node(.expression(.ints), parts + ["]"])
                }
            ),
            (
                3,
                { g in
                    g.expr(.ints, "clipInts(", g.primary(.ints, depth, mode), " + ", g.primary(.ints, depth, mode), ")")
                }
            ),
            (
                1,
                { g in
                    g.expr(
                        .ints,
                        "[",
                        g.argument(.point, depth, mode),
                        "].map(\\",
                        g.random.pick([".x", ".sum"]),
                        ")"
                    )
                }
            ),
            (
                3,
                { g in
                    let (base, body) = (g.primary(.ints, depth, mode), g.closureBody(.int, mode))
                    return g.expr(.ints, base, ".map({ ", body.parameter, " in ", body.value, " })")
                }
            ),
            (
                3,
                { g in
                    let (base, body) = (g.primary(.ints, depth, mode), g.closureBody(.bool, mode))
                    return g.expr(.ints, base, ".filter({ ", body.parameter, " in ", body.value, " })")
                }
            ),
            (
                2,
                { g in
                    g.expr(
                        .ints,
                        g.primary(.ints, depth, mode),
                        g.random.pick([".sorted()", ".sorted(by: >)", ".sorted(by: { $0 > $1 })"])
                    )
                }
            ),
        ])(&self)
    }

    private mutating func composedOptional(_ depth: Int, _ mode: Mode) -> Node {
        random.weighted([
            (mode.acts ? 4 : 0, { (g: inout Self) in g.expr(.optional, "maybe(", g.argument(.int, depth, mode), ")") }),
            (2, { g in g.expr(.optional, "Optional(", g.argument(.int, depth, mode), ")") }),
            (2, { g in g.expr(.optional, "(anything(", g.argument(.int, depth, mode), ") as? Int)") }),
            (mode.suspends ? 4 : 0, { g in g.expr(.optional, "(", g.tried(.int, depth, mode), ")") }),
            (
                2,
                { g in
                    let body = g.closureBody(.int, mode)
                    return g.expr(
                        .optional,
                        g.primary(.optional, depth, mode),
                        ".map({ ",
                        body.parameter,
                        " in ",
                        body.value,
                        " })"
                    )
                }
            ),
        ])(&self)
    }

    /// `try?` of something that fails.
    private mutating func tried(_ kind: Kind, _ depth: Int, _ mode: Mode) -> Node {
        var inner = expression(kind, depth, mode)
        if !inner.allEffects.contains(.throwing) {
            inner = expr(kind, random.pick(["risky(", "laterRisky("]), inner, ")", effects: .throwing)
            if case .text("laterRisky(") = inner.pieces[0] { inner.effects = .both }
        }
        let prefix = inner.allEffects.contains(.awaiting) ? "try? await " : "try? "
        return Node(.full(parenthesised: false), [Node(.handled, [prefix, inner])])
    }

    /// A parameter and an expression for a closure.
    mutating func closureBody(_ kind: Kind, _ mode: Mode) -> (parameter: Piece, value: Node) {
        let parameter = make(.int, isMutable: false)
        enter([parameter])
        defer { leave() }
        var value = expression(kind, 1, mode.acts ? .plain : .pure)
        if case .int = kind, random.chance(80) {
            value = expr(.int, Piece.read(parameter), " &+ ", value)
        } else if kind == .bool {
            value = expr(.bool, Piece.read(parameter), " > ", expression(.int, 1, mode.acts ? .plain : .pure))
        } else {
            value = expr(.int, "op(1, ", Piece.read(parameter), ") &- ", value)
        }
        return (.bind(parameter), value)
    }

    private mutating func closureTail(_ mode: Mode) -> Node {
        random.chance(50) ? Node(.plain, ["&- ", leaf(.int), " "]) : Node(.plain, [])
    }
}

extension Generator.Mode {
    /// The mode of an autoclosure inside of an expression of the given mode.
    static func plain(_ mode: Self) -> Self { mode.acts ? .plain : .pure }
}
