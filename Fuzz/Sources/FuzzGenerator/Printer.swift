/// Prints a unit as Swift source.
struct Printer {
    private let unit: Unit
    private var reads: Set<Int> = []
    private var writes: Set<Int> = []
    private var text = ""
    private var level = 0

    private init(_ unit: Unit) {
        self.unit = unit
    }

    /// The source of the functions.
    static func source(of unit: Unit) -> String {
        var text = "import FuzzSupport\nimport Torpor\n"
        for (index, function) in unit.functions.enumerated() {
            guard let function else { continue }
            var printer = Printer(unit)
            printer.count(function.body)
            printer.print(function, index)
            text += "\n" + printer.text
        }
        return text
    }

    /// The cases of the unit, elements of an array.
    static func cases(of unit: Unit) -> [String] {
        unit.functions.indices.compactMap { index in
            unit.functions[index].map { function in
                let name = functionName(unit, index)
                var arguments = unit.arguments[index]
                arguments.append("fuel: 2")
                let list = arguments.joined(separator: ", ")
                let type = name.prefix(1).uppercased() + name.dropFirst()
                let durable = "durable: { \(type)(\(list)) }"
                return switch function.port {
                case .none: "Case(\"\(name)\", plain: { try await \(name)(\(list)) }, \(durable))"
                case .yield: "Case(\"\(name)\", yields: { try await \(name)(\(list), port: $0) }, \(durable))"
                case .exchange: "Case(\"\(name)\", asks: { try await \(name)(\(list), port: $0) }, \(durable))"
                }
            }
        }
    }

    static func functionName(_ unit: Unit, _ index: Int) -> String { "\(unit.name)f\(index)" }

    private mutating func count(_ node: Node) {
        for piece in node.pieces {
            switch piece {
            case .read(let variable): reads.insert(variable)
            case .write(let variable): writes.insert(variable)
            case .node(let child): count(child)
            case .text, .bind, .keyword, .function: break
            }
        }
    }

    private mutating func print(_ function: Function, _ index: Int) {
        var parameters = function.parameters.enumerated().map {
            let variable = unit.variables[$1]
            return $0 < function.parameters.count - 1
                ? "_ \(variable.name): \(variable.kind.rawValue)" : "fuel: Int"
        }
        switch function.port {
        case .none: break
        case .yield: parameters.append("port: Yield<Int>")
        case .exchange: parameters.append("port: Exchange<Int, Int>")
        }
        text += function.isOnSuspend ? "@Durable(checkpoints: .onSuspend)\n" : "@Durable\n"
        text += "func \(Self.functionName(unit, index))(\(parameters.joined(separator: ", "))) async throws"
        if function.result != .nothing { text += " -> \(function.result.rawValue)" }
        text += " "
        print(function.body)
        text += "\n"
    }

    private mutating func line(_ string: String = "") {
        text += "\n" + String(repeating: "    ", count: level) + string
    }

    private mutating func print(_ node: Node) {
        switch node.role {
        case .full(let parenthesised):
            let effects = node.allEffects
            var prefix = effects.contains(.throwing) ? "try " : ""
            if effects.contains(.awaiting) { prefix += "await " }
            if parenthesised { text += "(" }
            text += prefix
            pieces(of: node)
            if parenthesised { text += ")" }
        case .block:
            text += "{"
            statements(of: node)
            line("}")
        case .body:
            statements(of: node)
        case .arm:
            line()
            pieces(of: node)
        case .expression, .handled, .statement, .optional, .plain:
            pieces(of: node)
        }
    }

    private mutating func pieces(of node: Node) {
        for piece in node.pieces {
            switch piece {
            case .text(let part): text += part.replacing("\n", with: "\n" + String(repeating: "    ", count: level))
            case .node(let child): print(child)
            case .read(let variable), .write(let variable), .bind(let variable): text += unit.variables[variable].name
            case .keyword(let variables): text += variables.contains(where: writes.contains) ? "var" : "let"
            case .function(let index): text += Self.functionName(unit, index)
            }
        }
    }

    /// Statements, and a line that shows each variable that nothing else reads: Swift warns of those.
    private mutating func statements(of node: Node) {
        level += 1
        showUnread(node.declares)
        for case .node(let statement) in node.pieces {
            line()
            print(statement)
            showUnread(statement.declares)
        }
        if node.role == .body, node.pieces.isEmpty, node.declares.allSatisfy(reads.contains) { line("break") }
        level -= 1
    }

    private mutating func showUnread(_ variables: [Int]) {
        for variable in variables where !reads.contains(variable) {
            let name = unit.variables[variable].name
            line("show(\"\(name)\", \(name))")
        }
    }
}
