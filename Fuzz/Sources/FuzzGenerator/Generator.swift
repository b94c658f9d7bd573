/// Generates units: random functions that are well-typed, end, and warn of nothing.
struct Generator {
    var random: Random
    var variables: [Variable] = []
    /// The variables of each scope, innermost last.
    var scopes: [[Int]] = []
    /// The names that are used in each scope: Swift lets none of them be declared later in it.
    var used: [Set<String>] = []
    /// Whether the conditions of a `guard` are generated.
    var guards = false
    /// Names that cannot be used although outer scopes declare them.
    var hidden: Set<String> = []
    /// What `break`, `continue` and labels can name, innermost last.
    var targets: [Target] = []
    /// The signatures of all functions of the unit.
    var signatures: [(parameters: [Kind], result: Kind)] = []
    var port = Function.Port.none
    var result = Kind.int
    /// Whether ordinary awaited calls are made.
    var awaitsOrdinary = true
    /// How much is generated still, roughly in statements.
    var budget = 0
    /// How many names there are that only one statement knows.
    var names = 0
    /// Whether expressions read constants alone.
    var readsConstantsOnly = false
    /// Whether all variables are shown at the end of their scope.
    var showsAll = false
    var labels = 0

    /// A statement that can be left.
    struct Target {
        var label: String?
        var isLoop: Bool
        var isSwitch: Bool
    }

    /// Whether a variable has a value at the end of its scope.
    private func isShown(_ variable: Int) -> Bool { variables[variable].name != "fuel" }

    /// What an expression may do.
    struct Mode {
        var suspends: Bool
        var throwing: Bool
        /// Whether it calls functions with side effects.
        var acts: Bool

        static let all = Mode(suspends: true, throwing: true, acts: true)
        static let plain = Mode(suspends: false, throwing: false, acts: true)
        static let pure = Mode(suspends: false, throwing: false, acts: false)
    }

    init(seed: UInt64) {
        random = Random(seed: seed)
    }

    /// Generates a unit.
    ///
    /// - Parameter name: what the names of its functions begin with.
    static func unit(_ name: String, seed: UInt64, size: Int) -> Unit {
        var generator = Generator(seed: seed)
        return generator.unit(name, size: size)
    }

    private mutating func unit(_ name: String, size: Int) -> Unit {
        let count = random.weighted([(4, 1), (3, 2), (2, 3)])
        showsAll = random.chance(60)
        awaitsOrdinary = random.chance(70)
        port = random.weighted([(3, .none), (3, .yield), (2, .exchange)])
        signatures = (0..<count).map { _ in
            let parameters = (0..<random.number(0...2)).map { _ in
                random.pick([Kind.int, .int, .string, .ints, .optional])
            }
            return (parameters, random.weighted(Kind.allCases.map { ($0 == .int ? 5 : 1, $0) }))
        }
        var functions: [Function?] = []
        var arguments: [[String]] = []
        for signature in signatures {
            functions.append(function(signature, size: max(4, random.number(size / 3...size) / count)))
            arguments.append(signature.parameters.map { literal($0).pieces.map(\.literalText).joined() })
        }
        return Unit(name: name, variables: variables, functions: functions, arguments: arguments)
    }

    private mutating func function(_ signature: (parameters: [Kind], result: Kind), size: Int) -> Function {
        scopes = [[]]
        used = [[]]
        targets = []
        labels = 0
        budget = size
        result = signature.result
        var parameters: [Int] = []
        for (index, kind) in signature.parameters.enumerated() {
            parameters.append(declare(["n", "m"][index], kind, isMutable: false))
        }
        parameters.append(declare("fuel", .int, isMutable: false))
        let entry = Node(
            .statement,
            ["guard fuel > 0, alive() else { ", statementNode("return", returnValue(.pure)), " }"]
        )
        var body = block(atMost: 12, isFunction: true)
        body.pieces.insert(.node(entry), at: 0)
        return Function(
            parameters: parameters,
            result: result,
            port: port,
            isOnSuspend: random.chance(15),
            body: body
        )
    }

    // MARK: Scopes

    mutating func declare(_ name: String, _ kind: Kind, isMutable: Bool) -> Int {
        variables.append(Variable(name: name, kind: kind, isMutable: isMutable))
        scopes[scopes.count - 1].append(variables.count - 1)
        return variables.count - 1
    }

    /// Makes a variable that is declared later, with ``reveal(_:)``.
    mutating func make(_ kind: Kind, isMutable: Bool, besides others: [Int] = []) -> Int {
        let pool = ["n", "a", "b", "c", "d", "e", "x", "y", "z", "p", "q", "s", "t"]
        // What a `guard` binds comes to live in the scope around its conditions.
        let here = guards ? scopes.suffix(2) : scopes.suffix(1)
        let taken =
            (here.joined() + others).map { variables[$0].name } + (guards ? used.suffix(2) : used.suffix(1)).joined()
        let free = pool.filter { !taken.contains($0) && !hidden.contains($0) }
        let name = free.isEmpty ? "v\(variables.count)" : random.pick(free)
        variables.append(Variable(name: name, kind: kind, isMutable: isMutable))
        return variables.count - 1
    }

    mutating func enter(_ inner: [Int] = []) {
        scopes.append(inner)
        used.append([])
    }

    mutating func leave() {
        scopes.removeLast()
        used.removeLast()
    }

    /// The name of a variable where it is read.
    mutating func read(_ variable: Int) -> Piece {
        for scope in used.indices { used[scope].insert(variables[variable].name) }
        return .read(variable)
    }

    /// The name of a variable where it is changed.
    mutating func write(_ variable: Int) -> Piece {
        _ = read(variable)
        return .write(variable)
    }

    mutating func reveal(_ new: [Int]) { scopes[scopes.count - 1] += new }

    /// The variables in reach, without those that others hide.
    var visible: [Int] {
        var names = hidden
        var found: [Int] = []
        for scope in scopes.reversed() {
            for variable in scope.reversed() where names.insert(variables[variable].name).inserted {
                if !readsConstantsOnly || !variables[variable].isMutable { found.append(variable) }
            }
        }
        return found
    }

    func readable(_ kind: Kind) -> [Int] { visible.filter { variables[$0].kind == kind } }

    func writable(_ kind: Kind) -> [Int] { readable(kind).filter { variables[$0].isMutable } }

    // MARK: Blocks

    /// Whether control never comes to the end of a node: filled while statements are generated.
    static let terminators: Set<String> = ["return", "throw", "break", "continue", "fallthrough"]

    /// Generates statements in a scope.
    ///
    /// - Parameters:
    ///   - inner: the variables that exist in it from the beginning.
    ///   - end: adds the last statements, before the scope is left.
    mutating func block(
        atMost count: Int,
        inner: [Int] = [],
        role: Node.Role = .block,
        isFunction: Bool = false,
        beginning: [Node] = [],
        end: (inout Generator) -> [Node] = { _ in [] }
    ) -> Node {
        enter(inner)
        defer { leave() }
        var statements = beginning
        let wanted = isFunction ? budget : random.number(1...count)
        var made = 0
        while made < wanted, isFunction ? budget > 0 : true {
            made += 1
            budget -= 1
            statements.append(statement())
            if statements.last!.isTerminator { break }
        }
        if statements.last?.isTerminator != true {
            statements += end(&self)
            if showsAll {
                for variable in scopes.last! where statements.last?.isTerminator != true && isShown(variable) {
                    statements.append(
                        Node(.statement, ["show(\"\(variables[variable].name)\", ", read(variable), ")"])
                    )
                }
            }
            if isFunction { statements.append(statementNode("return", returnValue(.all))) }
        }
        var node = Node(role, statements, declares: inner)
        node.isTerminator = statements.last?.isTerminator ?? false
        return node
    }

    /// An expression statement, or one with a keyword.
    func statementNode(_ keyword: String, _ value: Node?) -> Node {
        var node = Node(.statement, value.map { [keyword + " ", $0] } ?? [keyword])
        node.isTerminator = Self.terminators.contains(keyword)
        return node
    }

    mutating func returnValue(_ mode: Mode) -> Node? {
        result == .nothing ? nil : full(expression(result, 2, mode))
    }

    /// The node with the `try` and `await` that it needs in front.
    func full(_ node: Node, parenthesised: Bool = false) -> Node {
        Node(.full(parenthesised: parenthesised), [node])
    }
}

extension Piece {
    /// The text of a literal.
    var literalText: String {
        switch self {
        case .text(let text): text
        case .node(let node): node.pieces.map(\.literalText).joined()
        case .read, .write, .bind, .keyword, .function: ""
        }
    }
}
