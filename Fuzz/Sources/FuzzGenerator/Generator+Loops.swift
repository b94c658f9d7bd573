extension Generator {
    mutating func loop() -> Node {
        labels += 1
        let label = random.chance(35) ? "l\(labels)" : nil
        targets.append(Target(label: label, isLoop: true, isSwitch: false))
        defer { targets.removeLast() }
        let head = label.map { "\($0): " } ?? ""
        switch random.number(0...9) {
        case 0...1: return whileLoop(head)
        case 2: return whileLet(head)
        case 3: return repeatLoop(head)
        default: return forLoop(head)
        }
    }

    /// A counter that only the loop itself changes, and the statement that declares it.
    private mutating func counter() -> (variable: Int, declaration: Node) {
        variables.append(Variable(name: "i\(variables.count)", kind: .int, isMutable: false))
        let variable = variables.count - 1
        reveal([variable])
        return (variable, Node(.plain, ["var ", Piece.bind(variable), " = 0\n"]))
    }

    private mutating func counted(_ variable: Int) -> Node {
        Node(.plain, [write(variable), " += 1"])
    }

    private mutating func whileLoop(_ head: String) -> Node {
        let (variable, declaration) = counter()
        let test: [any Part] = [Piece.read(variable), " < \(random.number(1...3)), alive()"]
        if random.chance(25) {
            // Without a condition of its own.
            let body = block(
                atMost: 3,
                beginning: [
                    counted(variable),
                    Node(.plain, ["guard "] + test + [" else { break }"]),
                ]
            )
            return Node(.statement, [declaration, head + "while ", full(expr(.bool, "alive()")), " ", body])
        }
        let condition = full(self.condition(2, .all))
        let body = block(atMost: 4, beginning: [counted(variable)])
        return Node(.statement, [declaration, head + "while "] + test + [", ", condition, " ", body])
    }

    private mutating func whileLet(_ head: String) -> Node {
        let (variable, declaration) = counter()
        let value = full(expression(.optional, 2, .all))
        let bound = make(.int, isMutable: random.chance(25))
        let pattern: [any Part] =
            random.chance(60)
            ? [Piece.keyword([bound]), " ", Piece.bind(bound), " = ", value]
            : ["case ", Piece.keyword([bound]), " ", Piece.bind(bound), "? = ", value]
        let body = block(atMost: 4, inner: [bound], beginning: [counted(variable)])
        return Node(
            .statement,
            [declaration, head + "while ", Piece.read(variable), " < 3, alive(), "] + pattern + [" ", body]
        )
    }

    private mutating func repeatLoop(_ head: String) -> Node {
        let (variable, declaration) = counter()
        let body = block(atMost: 4, beginning: [counted(variable)])
        let condition = self.condition(2, .all)
        let limit = expr(.bool, Piece.read(variable), " < \(random.number(1...3)) && alive()")
        return Node(
            .statement,
            [declaration, head + "repeat ", body, " while ", full(expr(.bool, "(", condition, ") && ", limit))]
        )
    }

    private mutating func forLoop(_ head: String) -> Node {
        let (sequence, patternParts, bound) = iterated()
        var parts: [any Part] = [head + "for "] + patternParts + [" in ", sequence]
        if random.chance(30) {
            enter(bound)
            parts.append(Node(.optional, [" where ", full(condition(2, .all))]))
            leave()
        }
        let body = block(atMost: 4, inner: bound)
        return Node(.statement, parts + [" ", body])
    }

    /// A sequence, and a pattern for its elements.
    private mutating func iterated() -> (Node, [any Part], [Int]) {
        let n = random.number(0...2)
        switch random.number(0...9) {
        case 0...1:
            let bound = make(.int, isMutable: false)
            return (
                Node(.plain, [random.pick(["0..<3", "1...2", "(0..<4).reversed()", "stride(from: 0, to: 6, by: 2)"])]),
                [Piece.bind(bound)], [bound]
            )
        case 2:
            let bound = make(.int, isMutable: false)
            let upper = expression(.int, 2, .all)
            return (
                full(Node(.plain, ["\(n)...\(n) + Int((", upper, ").magnitude % 3)"])), [Piece.bind(bound)], [bound]
            )
        case 3...4:
            let sequence = full(expr(.ints, "clipInts(", argument(.ints, 2, .all), ").prefix(3)"))
            let bound = make(.int, isMutable: false)
            return (sequence, [Piece.bind(bound)], [bound])
        case 5:
            let sequence = full(
                Node(.plain, ["clipTable(", argument(.table, 2, .all), ").sorted(by: { $0.key < $1.key })"])
            )
            let key = make(.string, isMutable: false)
            let value = make(.int, isMutable: false, besides: [key])
            return (sequence, ["(", Piece.bind(key), ", ", Piece.bind(value), ")"], [key, value])
        case 6:
            let sequence = full(Node(.plain, ["clipInts(", argument(.ints, 2, .all), ").prefix(3).enumerated()"]))
            let offset = make(.int, isMutable: false)
            let value = make(.int, isMutable: false, besides: [offset])
            return (sequence, ["(", Piece.bind(offset), ", ", Piece.bind(value), ")"], [offset, value])
        case 7:
            let sequence = full(
                Node(.plain, ["zip(", argument(.ints, 1, .all), ".prefix(2), ", argument(.ints, 1, .all), ")"])
            )
            let first = make(.int, isMutable: false)
            let second = make(.int, isMutable: false, besides: [first])
            return (sequence, ["case let (", Piece.bind(first), ", ", Piece.bind(second), ")"], [first, second])
        case 8:
            let bound = make(.int, isMutable: false)
            let sequence = full(
                Node(.plain, ["[", argument(.optional, 1, .all), ", ", argument(.optional, 1, .all), "]"])
            )
            return (sequence, ["case let ", Piece.bind(bound), "?"], [bound])
        default:
            let bound = make(.int, isMutable: false)
            let sequence = full(Node(.plain, ["[", argument(.shape, 1, .all), ", ", argument(.shape, 1, .all), "]"]))
            return (sequence, ["case .line(let ", Piece.bind(bound), ")"], [bound])
        }
    }
}
