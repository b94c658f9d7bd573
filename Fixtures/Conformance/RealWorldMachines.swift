import Torpor

// Interpreters, games, workflows and other programs that people publish.

enum Opcode: Codable, Equatable, Sendable {
    case push(Int), pop
    case add, multiply, subtract
    case jump(to: Int)
    case jumpIfZero(Int)
    case load(String), store(String)
    case call(address: Int, arity: Int), ret
    case print, halt
}

enum MachineFault: Error, Codable, Equatable {
    case underflow(at: Int)
    case unknown(variable: String)
    case endless
}

struct StackMachine: Codable, Sendable {
    var stack: [Int] = []
    var variables: [String: Int] = [:]
    var counter = 0
    var output: [String] = []
    private(set) var frames: [Int] = []
    mutating func pop() throws(MachineFault) -> Int {
        guard let value = stack.popLast() else { throw .underflow(at: counter) }
        return value
    }
    mutating func binary(_ operation: (Int, Int) -> Int) throws {
        let (right, left) = (try pop(), try pop())
        stack.append(operation(left, right))
    }
    mutating func enter(_ address: Int) {
        frames.append(counter)
        counter = address
    }
    mutating func leave() -> Bool {
        guard let back = frames.popLast() else { return false }
        counter = back
        return true
    }
}

@Durable
func virtualMachine(_ program: [Opcode], yield: Yield<Int>) async throws -> [String] {
    var machine = StackMachine()
    try await yield(1)
    var budget = 60
    try await yield(2)
    run: while machine.counter < program.count {
        defer { budget -= 1 }
        guard budget > 0 else { throw MachineFault.endless }
        try await yield(3)
        let instruction = program[machine.counter]
        try await yield(4)
        machine.counter += 1
        try await yield(5)
        switch instruction {
        case .push(let value):
            machine.stack.append(value)
            try await yield(6)
        case .pop:
            _ = try machine.pop()
            try await yield(7)
        case .add:
            try machine.binary(+)
            try await yield(8)
        case .multiply:
            try machine.binary { $0 * $1 }
            try await yield(9)
        case .subtract:
            try machine.binary(-)
            try await yield(10)
        case .jump(let target):
            machine.counter = target
            try await yield(11)
        case .jumpIfZero(let target) where try machine.pop() == 0:
            machine.counter = target
            try await yield(12)
        case .jumpIfZero: break
        case .load(let name):
            guard let value = machine.variables[name] else { throw MachineFault.unknown(variable: name) }
            try await yield(13)
            machine.stack.append(value)
            try await yield(14)
        case .store(let name):
            machine.variables[name] = try machine.pop()
            try await yield(15)
        case let .call(address, arity) where arity <= machine.stack.count:
            machine.enter(address)
            try await yield(16)
        case .call: throw MachineFault.underflow(at: machine.counter - 1)
        case .ret:
            if !machine.leave() { break run }
            try await yield(17)
        case .print:
            let top = machine.stack.last.map(String.init) ?? "–"
            try await yield(18)
            machine.output.append(top)
            try await yield(19)
        case .halt: break run
        }
        try await yield(20)
    }
    try await yield(21)
    return machine.output + machine.stack.map { "\($0)" }
}

@Durable
func virtualMachineFails(yield: Yield<Int>) async throws -> String {
    do {
        return try await virtualMachine([.push(1), .add], yield: yield).joined()
    } catch MachineFault.underflow(let place) {
        return "underflow at \(place)"
    } catch let fault as MachineFault {
        return "\(fault)"
    }
}

@Durable
func brainfuck(_ source: String, input: String, yield: Yield<Int>) async throws -> String {
    let code = Array(source)
    try await yield(1)
    var jumps = [Int: Int](), open = [Int]()
    try await yield(2)
    for (index, symbol) in code.enumerated() {
        if symbol == "[" {
            open.append(index)
            try await yield(3)
        }
        try await yield(4)
        if symbol == "]" {
            guard let start = open.popLast() else { throw Trouble.named("unbalanced", code: index) }
            try await yield(5)
            (jumps[start], jumps[index]) = (index, start)
            try await yield(6)
        }
        try await yield(7)
    }
    try await yield(8)
    var tape: [UInt8] = Array(repeating: 0, count: 8)
    try await yield(9)
    var (pointer, position) = (0, 0)
    try await yield(10)
    var rest = Substring(input)
    try await yield(11)
    var output = ""
    try await yield(12)
    while code.indices.contains(position) {
        switch code[position] {
        case ">":
            pointer += 1
            try await yield(13)
        case "<":
            pointer -= 1
            try await yield(14)
        case "+":
            tape[pointer] &+= 1
            try await yield(15)
        case "-":
            tape[pointer] &-= 1
            try await yield(16)
        case ".":
            output.unicodeScalars.append(Unicode.Scalar(tape[pointer]))
            try await yield(17)
        case ",":
            tape[pointer] = rest.popFirst()?.asciiValue ?? 0
            try await yield(18)
        case "[" where tape[pointer] == 0, "]" where tape[pointer] != 0:
            position = jumps[position]!
            try await yield(19)
        default: break
        }
        try await yield(20)
        position += 1
        try await yield(21)
    }
    try await yield(22)
    return output
}

@Durable
func gameOfLife(_ rows: [String], generations: Int, yield: Yield<Int>) async throws -> [String] {
    var board = rows.map { $0.map { $0 == "#" } }
    try await yield(1)
    let (height, width) = (board.count, board[0].count)
    try await yield(2)
    for _ in 0..<generations {
        var next = board
        try await yield(3)
        for y in 0..<height {
            for x in 0..<width {
                var neighbours = 0
                try await yield(4)
                for (dy, dx) in [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)] {
                    let (ny, nx) = ((y + dy + height) % height, (x + dx + width) % width)
                    try await yield(5)
                    neighbours += board[ny][nx] ? 1 : 0
                    try await yield(6)
                }
                try await yield(7)
                next[y][x] =
                    switch (board[y][x], neighbours) {
                    case (true, 2...3), (false, 3): true
                    default: false
                    }
                try await yield(8)
            }
            try await yield(9)
        }
        try await yield(10)
        board = next
        try await yield(11)
    }
    try await yield(12)
    return board.map { String($0.map { $0 ? "#" : "." }) }
}

@Durable
func primeSieve(upTo limit: Int, yield: Yield<Int>) async throws -> [Int] {
    guard limit >= 2 else { return [] }
    try await yield(1)
    var isComposite = [Bool](repeating: false, count: limit + 1)
    try await yield(2)
    var primes: [Int] = []
    try await yield(3)
    for candidate in 2...limit where !isComposite[candidate] {
        primes.append(candidate)
        try await yield(4)
        for multiple in stride(from: candidate * candidate, through: limit, by: candidate) {
            isComposite[multiple] = true
            try await yield(5)
        }
        try await yield(6)
    }
    try await yield(7)
    return primes
}

@Durable
func fizzBuzz(yield: Yield<Int>) async throws -> String {
    var lines: [String] = []
    try await yield(1)
    for number in 1...15 {
        let line =
            switch (number % 3, number % 5) {
            case (0, 0): "FizzBuzz"
            case (0, _): "Fizz"
            case (_, 0): "Buzz"
            case _: String(number)
            }
        try await yield(2)
        lines.append(line)
        try await yield(3)
    }
    try await yield(4)
    return lines.joined(separator: " ")
}

@Durable
func collatzLength(_ start: Int, yield: Yield<Int>) async throws -> (length: Int, peak: Int) {
    var (n, length, peak) = (start, 1, start)
    try await yield(1)
    while n != 1 {
        n = n.isMultiple(of: 2) ? n / 2 : 3 * n + 1
        try await yield(2)
        length += 1
        try await yield(3)
        if n > peak {
            peak = n
            try await yield(4)
        }
        try await yield(5)
    }
    try await yield(6)
    return (length: length, peak: peak)
}

// MARK: - Cases

let realWorldMachinesCases: [any AnyCase] = [
    Case(
        "virtualMachine",
        yields: { try await virtualMachine(loopProgram, yield: $0) },
        durable: { VirtualMachine(loopProgram) }
    ),
    Case(
        "virtualMachineFails",
        yields: { try await virtualMachineFails(yield: $0) },
        durable: { VirtualMachineFails() }
    ),
    Case(
        "brainfuck",
        yields: { try await brainfuck(",>++[<+>-]<.", input: "A", yield: $0) },
        durable: { Brainfuck(",>++[<+>-]<.", input: "A") }
    ),
    Case(
        "brainfuck unbalanced",
        yields: { try await brainfuck("]", input: "", yield: $0) },
        durable: { Brainfuck("]", input: "") }
    ),
    Case(
        "gameOfLife",
        yields: { try await gameOfLife([".#.", ".#.", ".#."], generations: 1, yield: $0) },
        durable: { GameOfLife([".#.", ".#.", ".#."], generations: 1) }
    ),
    Case("primeSieve", yields: { try await primeSieve(upTo: 20, yield: $0) }, durable: { PrimeSieve(upTo: 20) }),
    Case("fizzBuzz", yields: { try await fizzBuzz(yield: $0) }, durable: { FizzBuzz() }),
    Case("collatzLength", yields: { try await collatzLength(6, yield: $0) }, durable: { CollatzLength(6) }),
]
