/// Statements with what is more than a value: closures that suspend, child tasks, handles, instants.
extension Generator {
    /// A closure that is given to a durable function, which calls it again if it throws.
    mutating func retried() -> Node {
        let kind = random.pick([Kind.int, .string, .pair, .nothing])
        let outer = (targets, result)
        (targets, result) = ([], kind)
        let body = block(atMost: 4, role: .body) { g in
            kind == .nothing ? [] : [g.statementNode("return", g.returnValue(.all))]
        }
        (targets, result) = outer
        let call: [any Part] = [
            "again(\(random.number(1...2)), { () async throws -> \(kind.rawValue) in", body, "\n})",
        ]
        let parts = kind == .nothing ? call : ["show(\"again\", "] as [any Part] + call + [")"]
        return Node(.statement, [Node(.full(parenthesised: false), parts, effects: .both)])
    }

    /// An `async let`, with what goes on beside it until it is awaited, if it is. The child task has no effects: when
    /// they would come is for nobody to say.
    mutating func asyncLet() -> Node {
        let name = unique("later")
        var parts: [any Part] = ["async let \(name) = quiet(", childValue(), ")\n"]
        for _ in 0..<random.number(0...2) { parts += [event(), "\n"] as [any Part] }
        let value = random.chance(30) ? "\(name) &+ \(name)" : name
        let awaiting = Node(.full(parenthesised: false), ["show(\"\(name)\", \(value))"], effects: .both)
        parts +=
            random.chance(30)
            ? ["if ", full(condition(1, .all)), " {\n    ", awaiting, "\n}"] as [any Part] : [awaiting]
        return composite(parts)
    }

    /// A task group.
    mutating func taskGroup() -> Node {
        let (group, total, value) = (unique("group"), unique("total"), unique("r"))
        let addition: [any Part] =
            random.chance(50)
            ? [
                "for v in 0..<\(random.number(1...3)) {\n        \(group).addTask { try await quiet(v &+ ",
                childValue(), ") }\n    }",
            ]
            : ["\(group).addTask { ", childValue(), " }\n    \(group).addTask { try await quiet(", childValue(), ") }"]
        let collection = random.pick([
            "for try await \(value) in \(group) { \(total) = \(total) &+ \(value) }",
            "while let \(value) = try await \(group).next() { \(total) = \(total) &+ \(value) }",
            "for try await \(value) in \(group) where \(value) != 3 {\n        \(total) = \(total) &+ \(value)\n    }",
            "try await \(group).waitForAll()\n    \(total) = \(group).isEmpty ? 1 : 2",
            "\(group).cancelAll()\n    while let \(value) = await \(group).nextResult() {\n        if case .failure = \(value) { \(total) = \(total) &+ 1 }\n    }\n    \(total) = 0",
        ])
        let body: [any Part] =
            [
                "withThrowingTaskGroup(of: Int.self) { \(group) in\n    "
            ] + addition + ["\n    var \(total) = ", childValue(), "\n    \(collection)\n    return \(total)\n}"]
        return Node(
            .statement,
            [
                Node(
                    .full(parenthesised: false),
                    ["show(\"group\", "] as [any Part] + body + [")"],
                    effects: .both
                )
            ]
        )
    }

    /// What a child task computes with: constants, without effects.
    private mutating func childValue() -> Node {
        let outer = readsConstantsOnly
        readsConstantsOnly = true
        defer { readsConstantsOnly = outer }
        return expression(.int, 1, .pure)
    }

    /// A handle, which is revived from what describes it.
    mutating func handle() -> Node {
        let name = unique("beacon")
        return composite([
            Node(.plain, ["let \(name) = Beacon(", full(argument(.int, 1, .all)), ")\n"]), event(), "\n",
            "show(\"\(name)\", \(name).number)\n", event(), "\nshow(\"\(name)\", \(name).number)",
        ])
    }

    /// An instant of the durable clock.
    mutating func instant() -> Node {
        let name = unique("began")
        return composite([
            "let \(name) = Durable.now\n", event(), "\nshow(\"\(name)\", Durable.now >= \(name))",
        ])
    }
}
