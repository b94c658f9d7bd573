import Torpor

// Variables of statements that do not suspend, shared with closures that outlive them.

@Durable
func boundInLoops(yield: Yield<String>) async throws -> String {
    var hooks: [() -> Int] = []
    for i in 0..<3 {
        var local = i
        hooks.append {
            local += 1; return local
        }
    }
    var bumpers: [(Int) -> Int] = []
    for i in 1...2 {
        var a = i * 10, b = "x"
        if i > 1 { b += "y" }
        bumpers.append {
            a += $0; b += "z"; return a + b.count
        }
        bumpers.append {
            a -= $0; return a
        }
        a += 100
    }
    try await yield(hooks.map { "\($0())" }.joined(separator: ","))
    try await yield(bumpers.map { "\($0(1))" }.joined(separator: ","))
    if hooks.count > 2 {
        var counter = 0
        hooks.append {
            counter += 5; return counter
        }
        counter = 100
    }
    try await yield(hooks.map { "\($0())" }.joined(separator: ","))
    return bumpers.map { "\($0(2))" }.joined(separator: ",")
}

@Durable
func boundInWhile(yield: Yield<String>) async throws -> String {
    var hooks: [() -> Int] = []
    var n = 0
    while n < 3 {
        var local = n
        let bump = { () -> Int in
            local += 1; return local
        }
        hooks.append(bump)
        hooks.append(bump)
        n += 1
        local += bump()
    }
    try await yield(hooks.map { "\($0())" }.joined(separator: ","))
    try await yield(hooks.map { "\($0())" }.joined(separator: ","))
    return "\(n)"
}

@Durable
func boundAndSuspending(yield: Yield<String>) async throws -> String {
    var steps: [() async throws -> Int] = []
    for i in 0..<3 {
        var local = i
        steps.append {
            local += 1
            try await Durable.sleep(for: .zero)
            local += 10
            return local
        }
        local += 1000
    }
    for step in steps { try await yield("\(try await step())") }
    for step in steps { try await yield("\(try await step())") }
    return "end"
}

@Durable
func boundAnywhere(yield: Yield<String>) async throws -> String {
    var all: [String: () -> Int] = [:]
    for name in ["a", "b"] {
        var count = 0, other = 10
        let base = name.count
        switch name {
        case "a":
            var extra = 5
            all[name] = {
                count += base; extra += 1; return count + extra
            }
        default:
            all[name] = {
                count -= 1; other *= 2; return count + other
            }
        }
        all[name + name] = {
            count += 1000; return count
        }
        repeat {
            var inner = count
            count += 1
            all["\(name)\(count)"] = {
                inner += 1; count += 1; return inner * 100 + count
            }
        } while count < 2
        do {
            var optional: Int?
            all[name + "?"] = {
                optional = (optional ?? 0) + 1; return optional!
            }
            _ = all[name + "?"]!()
            if optional == nil { all = [:] }
        }
    }
    func show() -> String { all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value())" }.joined(separator: " ") }
    try await yield(show())
    try await yield(show())
    return show()
}

// MARK: - Cases

let boundVariablesCases: [any AnyCase] = [
    Case("boundInLoops", yields: { try await boundInLoops(yield: $0) }, durable: { BoundInLoops() }),
    Case("boundInWhile", yields: { try await boundInWhile(yield: $0) }, durable: { BoundInWhile() }),
    Case("boundAndSuspending", yields: { try await boundAndSuspending(yield: $0) }, durable: { BoundAndSuspending() }),
    Case("boundAnywhere", yields: { try await boundAnywhere(yield: $0) }, durable: { BoundAnywhere() }),
]
