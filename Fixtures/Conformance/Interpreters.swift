import Torpor

// Machines, games and expressions that are evaluated.

enum Instruction: Codable, Equatable {
    case push(Int), add, multiply, duplicate, swap
    case jump(Int)
    case jumpIfZero(to: Int)
    case emit
    case halt(code: Int?)
}

@Durable
func machineRuns(yield: Yield<Int>) async throws -> (stack: [Int], code: Int?) {
    let program: [Instruction] = [
        .push(3), .duplicate, .emit, .push(-1), .add, .duplicate, .jumpIfZero(to: 8), .jump(1), .push(7), .swap,
        .halt(code: nil),
    ]
    var stack: [Int] = [], pc = 0, steps = 0
    cycle: while true {
        defer_: do {
            steps += 1
            if steps > 100 { break cycle }
        }
        let instruction = program[pc]
        pc += 1
        switch instruction {
        case .push(let value): stack.append(value)
        case .add, .multiply:
            let right = stack.removeLast(), left = stack.removeLast()
            stack.append(instruction == .add ? left + right : left * right)
            try await Durable.sleep(for: .zero)
        case .duplicate: stack.append(stack.last!)
        case .swap: stack.swapAt(stack.count - 1, stack.count - 2)
        case .jump(let target): pc = target
        case .jumpIfZero(let target) where stack.last == 0:
            stack.removeLast()
            pc = try await later(target)
        case .jumpIfZero: break
        case .emit: try await yield(stack.removeLast() * 10 + steps)
        case .halt(let code): return (stack, code)
        }
    }
    return ([], -1)
}

@Durable
func minimax(_ board: [Character], _ player: Character, depth: Int) async throws -> (score: Int, move: Int?) {
    let lines = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [0, 3, 6], [1, 4, 7], [2, 5, 8], [0, 4, 8], [2, 4, 6]]
    for line in lines {
        let (a, b, c) = (board[line[0]], board[line[1]], board[line[2]])
        if a != " ", a == b, b == c { return (a == "x" ? 10 - depth : depth - 10, nil) }
    }
    let free = board.indices.filter { board[$0] == " " }
    if free.isEmpty { return (0, nil) }
    var best: (score: Int, move: Int?) = (player == "x" ? .min : .max, nil)
    for move in free {
        var next = board
        next[move] = player
        let (score, _) = try await minimax(next, player == "x" ? "o" : "x", depth: depth + 1)
        if player == "x" ? score > best.score : score < best.score { best = (score, move) }
    }
    try await Durable.sleep(for: .zero)
    return best
}

@Durable
func ticTacToe() async throws -> Int? {
    let (score, move) = try await minimax(Array("xo xo   o"), "x", depth: 0)
    note("score \(score)")
    return move
}

enum Expr: Codable {
    case number(Int)
    case variable(String)
    indirect case binary(Expr, Character2, Expr)
    indirect case letting(String, Expr, in: Expr)

    enum Character2: String, Codable { case plus = "+", times = "*", divide = "/" }
}

struct Unbound: Error, Codable { var name: String }

@Durable
func evaluate(_ expr: Expr, _ env: [String: Int] = [:], trace: Yield<String>) async throws -> Int {
    switch expr {
    case .number(let n): return n
    case .variable(let name):
        guard let value = env[name] else { throw Unbound(name: name) }
        return value
    case let .binary(left, op, right):
        let (l, r) = (try await evaluate(left, env, trace: trace), try await evaluate(right, env, trace: trace))
        try await trace("\(l) \(op.rawValue) \(r)")
        switch op {
        case .plus: return l + r
        case .times: return l * r
        case .divide where r == 0: throw Trouble.named("division", code: l)
        case .divide: return l / r
        }
    case .letting(let name, let value, let body):
        var env = env
        env[name] = try await evaluate(value, env, trace: trace)
        return try await evaluate(body, env, trace: trace)
    }
}

@Durable
func evaluated(trace: Yield<String>) async throws -> [String] {
    var out: [String] = []
    let bad = Expr.binary(.number(1), .divide, .number(0))
    let programs: [Expr] = [
        .letting("x", .number(3), in: .binary(.variable("x"), .times, .binary(.variable("x"), .plus, .number(1)))),
        .binary(.number(2), .plus, bad), .variable("y"),
    ]
    for program in programs {
        do {
            out.append("\(try await evaluate(program, trace: trace))")
        } catch Trouble.named(let name, let code) {
            out.append("\(name) \(code)")
        } catch let error as Unbound where error.name == "y" {
            try await trace("unbound \(error.name)")
            out.append(error.name)
        }
    }
    return out
}

// MARK: - Cases

let interpretersCases: [any AnyCase] = [
    Case("machineRuns", yields: { try await machineRuns(yield: $0) }, durable: { MachineRuns() }),
    Case("ticTacToe", plain: { try await ticTacToe() }, durable: { TicTacToe() }),
    Case("evaluated", yields: { try await evaluated(trace: $0) }, durable: { Evaluated() }),
]
