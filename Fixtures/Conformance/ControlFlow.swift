import Foundation
import Torpor

// Statements inside statements, and what leaves them.

@Durable
func deferredInitialisation(yield: Yield<String>) async throws -> Int {
    var total = 0
    for number in 0..<4 {
        let name: String, weight: Int
        if number == 0 {
            name = "zero"
            weight = try await later(0)
        } else if try await laterFlag(number.isMultiple(of: 2)) {
            (name, weight) = ("even", 2)
        } else {
            switch number {
            case 1:
                name = try await laterText("one")
                weight = 1
            default:
                do {
                    weight = try await laterFailing(.big(number))
                    name = "never"
                } catch Trouble.big(let size) {
                    weight = size
                    name = "big"
                } catch {
                    throw error
                }
            }
        }
        try await yield("\(name) \(weight)")
        total += weight
        let late: Int
        repeat {
            late = try await later(total)
        } while false
        total += late
    }
    return total
}

@Durable
func labelledBlocks(yield: Yield<String>) async throws {
    for number in 0..<6 {
        decide: if number > 0 {
            guard try await laterFlag(number != 2) else { break decide }
            work: do {
                if number == 3 { break work }
                if number == 4 { break decide }
                try await yield("work \(number)")
            }
            pick: switch number {
            case 1:
                if try await laterFlag(true) { break pick }
                try await yield("never")
            case 3: try await yield("three")
            default: break decide
            }
            try await yield("decided \(number)")
        } else {
            try await yield("else")
            break decide
        }
        try await yield("next \(number)")
    }
}

@Durable
func loopsWithContinue(yield: Yield<Int>) async throws {
    var number = 0
    repeat {
        number += 1
        if number == 2 { continue }
        try await yield(number)
        if number == 4 { continue }
        note("end \(number)")
    } while try await later(number) < 5
    outer: while number > 0 {
        number -= 1
        inner: for step in [1, 2, 3] {
            switch (number, step) {
            case (3, 2): continue outer
            case (2, _): continue inner
            case (1, 3): break outer
            case (_, 3): break
            default: try await yield(number * 10 + step)
            }
            note("step \(step)")
        }
        try await yield(-number)
    }
}

@Durable
func whileConditionsWithBindings(yield: Yield<Int>) async throws -> Int {
    var queue = [3, 1, 2, 9, 4]
    var sum = 0
    while let head = queue.first, try await laterFlag(head < 9), case let tail = queue.dropFirst(), !tail.isEmpty {
        queue = Array(tail)
        sum += head
        if sum == 4 { continue }
        try await yield(sum)
    }
    while let next = try await laterPositive(queue.popLast() ?? -1), next > 0 {
        try await yield(next)
    }
    return sum
}

@Durable
func ifExpressionsEverywhere(yield: Yield<String>) async throws -> [String] {
    var out: [String] = []
    for n in 0..<4 {
        let a =
            if n == 0 { try await later(1) } else if n == 1 { op("b", 2) } else {
                switch n {
                case 2: try await later(3);
                default: 4
                }
            }
        let b: Double =
            switch a {
            case 1: 1;
            case 2: try await Double(later(2)) / 4;
            default: 0.5
            }
        let c: Int? = if a > 2 { nil } else { try await later(a) }
        let d: [Trump] = if n.isMultiple(of: 2) { [.clubs, try await laterFlag(true) ? .hearts : .clubs] } else { [] }
        out.append("\(a) \(b) \(c.map(String.init) ?? "nil") \(d)")
        try await yield(out[n])
        let e: String
        e =
            switch (a, c) {
            case (1, let c?): try await laterText("c\(c)")
            case (_, nil): "none"
            default:
                if n == 1 { "one" } else { throw Trouble.small }
            }
        out[n] += e
    }
    return out
}

@Durable
func guardsOfAllKinds(yield: Yield<String>) async throws -> String {
    for n in -1...6 {
        guard n >= 0 else { try await yield("negative"); continue }
        guard let p = try await laterPositive(n) else {
            let p = "p"
            try await yield(p)
            continue
        }
        guard case let q = p * 2, q != 4, let r = Optional(q) else { continue }
        guard try await laterFlag(r < 9), case 2...8 = r else {
            if r == 10 { break }
            throw Trouble.big(r)
        }
        try await yield("\(p) \(q) \(r)")
    }
    return "end"
}

@Durable
func nestedLoopsOverSlices(yield: Yield<[Int]>) async throws {
    let numbers = [1, 2, 3, 4, 5]
    for chunk in stride(from: 0, to: numbers.count, by: 2).map({ numbers[$0..<min($0 + 2, numbers.count)] }) {
        for index in chunk.indices.reversed() { try await yield([index, chunk[index], chunk.startIndex]) }
    }
    for (a, b) in zip(numbers, numbers.dropFirst()) where a.isMultiple(of: 2) { try await yield([a, b]) }
    for (offset, pair) in zip("ab", [7, 8]).enumerated() { try await yield([offset, pair.1]) }
    for index in numbers.indices.dropLast(3) { try await yield([index]) }
    for suit in Trump.allCases { try await yield([suit.rawValue.count]) }
    for (i, x) in numbers.enumerated().reversed() where i > 3 { try await yield([i, x]) }
    for step in stride(from: 1.0, through: 2, by: 0.5) { try await yield([Int(step * 10)]) }
    for n in (1...9).prefix(2) { try await yield([n]) }
    for n in repeatElement(4, count: 2) { try await yield([n]) }
    for n in Set([5]) { try await yield([n]) }
    for n in [3: 1].keys { try await yield([n]) }
    for n in [3: 1].values { try await yield([n]) }
    for byte in "hé".utf8 { try await yield([Int(byte)]) }
    for scalar in "hé".unicodeScalars { try await yield([Int(scalar.value)]) }
    for n in CollectionOfOne(9) { try await yield([n]) }
    for n in [[1, 2], [3]].joined() { try await yield([n]) }
    for pieces in "a b".split(separator: " ") { try await yield([pieces.count]) }
    for n in numbers[2...].reversed() { try await yield([n]) }
    for i in IndexSet([1, 4]) { try await yield([i]) }
    for byte in Data([1, 2]) { try await yield([Int(byte)]) }
}

@Durable(checkpoints: .onSuspend)
func onSuspendInControlFlow(yield: Yield<String>) async throws -> [String] {
    var out: [String] = []
    let a = try await fetch(op("a", 1)) + fetch(2) * (try await later(3)) - glance(4)
    let (b, c) = (try await fetch("b"), try await laterText("c"))
    for n in [1, 2, 3] where try await fetch(n) != 2 {
        switch try await fetch(n) {
        case 1 where try await fetch(true): out.append("one \(try await fetch(a))")
        case let m where m > 1:
            do { try await refuse(.big(m), as: Void.self) } catch { out.append("\(error)"); try await yield("caught") }
        default: break
        }
        while let x = try? await fetch(out.count), x < 3 { out.append("x\(x)") }
        try await yield(b + c + "\(n)")
        _ = await glance(n)
    }
    let text = if try await fetch(true) { try await laterText("yes") } else { try await fetch("no") }
    return out + [text, try await fetch(true) ? "t" : try await laterText("f")]
}

@Durable(checkpoints: .onSuspend)
func onSuspendNeverSuspends() async throws -> Int {
    var sum = 0
    for n in 1...3 { sum += try await fetch(n) }
    return sum
}

// MARK: - Cases

let controlFlowCases: [any AnyCase] = [
    Case(
        "deferredInitialisation",
        yields: { try await deferredInitialisation(yield: $0) },
        durable: { DeferredInitialisation() }
    ),
    Case("labelledBlocks", yields: { try await labelledBlocks(yield: $0) }, durable: { LabelledBlocks() }),
    Case("loopsWithContinue", yields: { try await loopsWithContinue(yield: $0) }, durable: { LoopsWithContinue() }),
    Case(
        "whileConditionsWithBindings",
        yields: { try await whileConditionsWithBindings(yield: $0) },
        durable: { WhileConditionsWithBindings() }
    ),
    Case(
        "ifExpressionsEverywhere",
        yields: { try await ifExpressionsEverywhere(yield: $0) },
        durable: { IfExpressionsEverywhere() }
    ),
    Case("guardsOfAllKinds", yields: { try await guardsOfAllKinds(yield: $0) }, durable: { GuardsOfAllKinds() }),
    Case(
        "nestedLoopsOverSlices",
        yields: { try await nestedLoopsOverSlices(yield: $0) },
        durable: { NestedLoopsOverSlices() }
    ),
    Case(
        "onSuspendInControlFlow",
        yields: { try await onSuspendInControlFlow(yield: $0) },
        durable: { OnSuspendInControlFlow() }
    ),
    Case(
        "onSuspendNeverSuspends",
        plain: { try await onSuspendNeverSuspends() },
        durable: { OnSuspendNeverSuspends() }
    ),
]
