/// Statements that declare something for themselves, under a name that nothing else uses, and use it across suspensions.
extension Generator {
    /// A declaration with its uses: closures, local functions and types, tuples, sets, nested optionals, receivers.
    mutating func composite() -> Node {
        random.weighted([
            (4, { (g: inout Self) in g.deferral() }),
            (3, { g in g.closure() }),
            (2, { g in g.changingClosure() }),
            (3, { g in g.localFunction() }),
            (2, { g in g.changingFunction() }),
            (2, { g in g.localType() }),
            (2, { g in g.labelledTuple() }),
            (2, { g in g.tuples() }),
            (2, { g in g.nestedOptional() }),
            (2, { g in g.set() }),
            (2, { g in g.characters() }),
            (3, { g in g.receiver() }),
            (2, { g in g.observed() }),
            (2, { g in g.typedErrors() }),
            (2, { g in g.tupleAssignment() }),
            (2, { g in g.handOver() }),
            (4, { g in g.retried() }),
            (3, { g in g.asyncLet() }),
            (3, { g in g.taskGroup() }),
            (2, { g in g.handle() }),
            (1, { g in g.instant() }),
        ])(&self)
    }

    mutating func unique(_ prefix: String) -> String {
        names += 1
        return "\(prefix)\(names)"
    }

    /// A statement on a line of its own.
    private func line(_ parts: any Part...) -> Node {
        Node(.statement, [Node(.full(parenthesised: false), parts), "\n"])
    }

    func composite(_ parts: [any Part]) -> Node {
        // The last line break is the next statement's.
        var node = Node(.statement, parts)
        if case .text("\n") = node.pieces.last { node.pieces.removeLast() }
        return node
    }

    /// An expression over constants alone, so that a closure can be kept with it.
    private mutating func constantExpression(_ kind: Kind, _ depth: Int) -> Node {
        let outer = readsConstantsOnly
        readsConstantsOnly = true
        defer { readsConstantsOnly = outer }
        return expression(kind, depth, .plain)
    }

    /// What changes a variable without a suspension; a note where there is none.
    private mutating func plainChange() -> Node {
        let candidates = visible.filter { variables[$0].isMutable && variables[$0].kind == .int }
        guard !candidates.isEmpty, random.chance(70) else {
            return Node(.statement, ["show(\"plain\", ", expression(random.pick(Kind.values), 1, .plain), ")"])
        }
        let target = random.pick(candidates)
        return Node(.statement, [write(target), " = ", read(target), " &+ ", expression(.int, 1, .plain)])
    }

    // MARK: Leaving

    private mutating func deferral() -> Node {
        let label = random.number(1...99)
        var body: [any Part] = ["defer {\n    note(\"deferred \(label)\")\n    ", plainChange()]
        if random.chance(40) {
            body += ["\n    if ", condition(1, .plain), " { ", plainChange(), " }"] as [any Part]
        }
        return composite(body + ["\n}\n", event()])
    }

    // MARK: Closures and functions

    private mutating func closure() -> Node {
        let name = unique("f")
        let list =
            random.chance(30) ? visible.first { variables[$0].kind == .int && variables[$0].name != "fuel" } : nil
        let capture: [any Part] = list.map { ["[", read($0), "] "] } ?? []
        // A captured variable is a constant inside.
        let body: [any Part] =
            list.map { ["v &+ ", read($0)] } ?? ["v &+ ", constantExpression(.int, 2)]
        return composite(
            ["let \(name) = { "] + capture + ["(v: Int) -> Int in "] + body + [
                " }\n", event(), "\n", line("show(\"\(name)\", \(name)(", argument(.int, 1, .all), "))"), event(), "\n",
                line("show(\"\(name)\", [1, 2].map(\(name)))"),
            ]
        )
    }

    private mutating func changingClosure() -> Node {
        let candidates = writable(.int)
        guard !candidates.isEmpty else { return event() }
        let target = random.pick(candidates)
        let sequence = expr(.ints, "clipInts(", argument(.ints, 2, .all), ")")
        return Node(
            .statement,
            [
                Node(
                    .full(parenthesised: false),
                    [sequence, ".forEach({ v in ", write(target), " = ", read(target), " &+ v })"]
                )
            ]
        )
    }

    private mutating func localFunction() -> Node {
        let name = unique("g")
        let (base, step) = (constantExpression(.int, 1), constantExpression(.int, 1))
        return composite([
            "func \(name)(_ v: Int) -> Int {\n    guard v > 0 else { return ", base,
            " }\n    return \(name)(v - 1) &+ ",
            step, "\n}\n", line("show(\"\(name)\", \(name)(", argument(.int, 1, .all), " % 3))"), event(), "\n",
            line("show(\"\(name)\", \(name)(2))"),
        ])
    }

    private mutating func changingFunction() -> Node {
        let candidates = writable(.int)
        guard !candidates.isEmpty else { return event() }
        let target = random.pick(candidates)
        let name = unique("h")
        return composite([
            "func \(name)(_ v: Int) { ", write(target), " = ", read(target), " &+ v }\n", event(), "\n",
            line("\(name)(", argument(.int, 1, .all), ")"), event(), "\n", line("\(name)(2)"),
        ])
    }

    private mutating func localType() -> Node {
        let (type, name) = (unique("Local"), unique("k"))
        return composite([
            "struct \(type): Codable, Equatable {\n    var v: Int\n    var twice: Int { v &* 2 }\n"
                + "    mutating func add(_ n: Int) { v = v &+ n }\n}\n",
            Node(.plain, ["var \(name) = ", full(expr(.point, "\(type)(v: ", argument(.int, 2, .all), ")")), "\n"]),
            event(), "\n", line("\(name).add(", argument(.int, 1, .all), ")"),
            "show(\"\(name)\", \(name).twice)\n",
        ])
    }

    // MARK: Values

    private mutating func labelledTuple() -> Node {
        let name = unique("t")
        return composite([
            Node(
                .plain,
                [
                    "var \(name) = ",
                    full(
                        Node(
                            .plain,
                            ["(first: ", argument(.int, 2, .all), ", rest: ", argument(.string, 1, .all), ")"]
                        )
                    ),
                    "\n",
                ]
            ),
            event(), "\n", line("\(name).first &+= ", argument(.int, 1, .all)),
            "show(\"\(name)\", \(name).first)\nshow(\"\(name)\", \(name).rest)\n",
        ])
    }

    private mutating func tuples() -> Node {
        let name = unique("ts")
        let number = make(.int, isMutable: false)
        let text = make(.string, isMutable: false, besides: [number])
        let elements = full(
            Node(
                .plain,
                [
                    "[(", argument(.int, 1, .all), ", ", argument(.string, 1, .all), "), (", leaf(.int), ", ",
                    leaf(.string), ")]",
                ]
            )
        )
        targets.append(Target(label: nil, isLoop: true, isSwitch: false))
        let body = block(atMost: 3, inner: [number, text])
        targets.removeLast()
        return composite([
            "let \(name): [(Int, String)] = ", elements, "\nfor (", Piece.bind(number), ", ", Piece.bind(text),
            ") in \(name) ", body,
        ])
    }

    private mutating func nestedOptional() -> Node {
        let name = unique("o")
        let value = full(expression(.optional, 2, .all))
        let bound = make(.int, isMutable: false)
        let body = block(atMost: 2, inner: [bound], role: .body)
        return composite([
            "let \(name): Int?? = .some(", value, ")\n", event(), "\nswitch \(name) {\ncase .some(.some(let ",
            Piece.bind(bound), ")):", body, "\ncase .some(nil): note(\"inner nil\")\ncase nil: note(\"outer nil\")\n}",
        ])
    }

    private mutating func set() -> Node {
        let name = unique("set")
        return composite([
            "var \(name): Set<Int> = ",
            full(Node(.plain, ["[", argument(.int, 1, .all), ", ", argument(.int, 1, .all), "]"])), "\n", event(), "\n",
            line("show(\"in\", \(name).insert(", argument(.int, 1, .all), ").inserted)"),
            line("show(\"has\", \(name).contains(", argument(.int, 1, .all), "))"),
            "show(\"\(name)\", \(name).sorted())\n",
        ])
    }

    private mutating func characters() -> Node {
        let name = unique("c")
        let text = full(expr(.string, "clipString(", argument(.string, 2, .all), ").prefix(3)"))
        targets.append(Target(label: nil, isLoop: true, isSwitch: false))
        let body = block(atMost: 3, beginning: [Node(.plain, ["note(\"character \\(\(name))\")"])])
        targets.removeLast()
        return composite(["for \(name) in ", text, " ", body])
    }

    /// A value whose durable methods are called.
    private mutating func receiver() -> Node {
        let name = unique("k")
        return composite([
            "var \(name) = ", full(expr(.point, "Meter(n: ", argument(.int, 2, .all), ")")), "\n",
            durable("show(\"\(name)\", \(name).add(", argument(.int, 1, .all), "))"),
            durable("show(\"\(name)\", \(name).plus(", argument(.int, 1, .all), "))"),
            durable("show(\"\(name)\", \(name).stepped(by: ", argument(.int, 1, .all), "))"),
            "show(\"\(name)\", \(name).n)\n",
        ])
    }

    private func durable(_ parts: any Part...) -> Node {
        Node(.statement, [Node(.full(parenthesised: false), parts, effects: .both), "\n"])
    }

    private mutating func observed() -> Node {
        let name = unique("w")
        let value = full(expression(.int, 2, .all))
        switch random.number(0...2) {
        case 0:
            return composite([
                "var \(name): Int = ", value, " {\n    didSet { note(\"\(name) was \\(oldValue)\") }\n}\n", event(),
                "\n",
                line("\(name) = ", argument(.int, 1, .all)), "show(\"\(name)\", \(name))\n",
            ])
        case 1:
            return composite([
                "lazy var \(name): Int = op(3, ", constantExpression(.int, 1), ")\n", event(), "\n",
                "show(\"\(name)\", \(name))\n", event(), "\nshow(\"\(name)\", \(name))\n",
            ])
        default:
            return composite([
                "var \(name): Int { ", constantExpression(.int, 2), " }\n", event(), "\n",
                "show(\"\(name)\", \(name))\n",
            ])
        }
    }

    // MARK: Errors

    private mutating func typedErrors() -> Node {
        let label = random.number(1...99)
        let keyword = random.chance(50) ? "do throws(Trouble) {" : "do {"
        return composite([
            "\(keyword)\n    show(\"strict\", try strict(", leaf(.int),
            "))\n    note(\"\(label)\")\n"
                + "    show(\"strict\", try await fetchStrict(", leaf(.int),
            "))\n} catch {\n    let trouble: Trouble = error\n    note(\"caught \\(trouble)\")\n    ", event(), "\n}",
        ])
    }

    // MARK: Several places

    private mutating func tupleAssignment() -> Node {
        let candidates = visible.filter { variables[$0].isMutable && variables[$0].kind != .nothing }
        guard candidates.count > 1 else { return event() }
        let pair = Array(candidates.shuffled(using: &random).prefix(2))
        func value(_ g: inout Self, _ variable: Int) -> Node {
            let kind = g.variables[variable].kind
            let value = g.expression(kind, 1, .all)
            return [.string, .ints, .table].contains(kind) && !value.isLiteral
                ? g.expr(kind, "clip\(kind.suffix)(", value, ")") : value
        }
        let values = full(Node(.plain, ["(", value(&self, pair[0]), ", ", value(&self, pair[1]), ")"]))
        return Node(.statement, ["(", write(pair[0]), ", ", write(pair[1]), ") = ", values])
    }

    /// A variable that is handed to a durable function, or exchanged with another.
    private mutating func handOver() -> Node {
        let candidates = writable(.int)
        guard let first = candidates.first else { return event() }
        if candidates.count > 1, random.chance(30) {
            return Node(.statement, ["swap(&", write(first), ", &", write(candidates[1]), ")"])
        }
        return Node(
            .statement,
            [
                Node(
                    .full(parenthesised: false),
                    ["show(\"raised\", raise(&", write(first), ", by: ", argument(.int, 1, .plain), "))"],
                    effects: .both
                )
            ]
        )
    }
}
