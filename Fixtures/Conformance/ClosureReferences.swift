import Torpor

// Functions that are given by name, methods of values and types among them, and overloads that take functions.

struct Worker3: Codable, Sendable {
    var factor: Int
    @Durable
    func work(_ n: Int) async throws -> Int { try await Durable.sleep(for: .zero); return n * factor }
    func plain(number n: Int) async throws -> Int { try await fetch(n + factor) }
    @Durable
    static func shared(_ n: Int) async throws -> Int { try await Durable.sleep(for: .zero); return n - 1 }
    @Durable
    func all(_ items: [Int]) async throws -> [Int] {
        let a = try await repeated3(items, work)
        let b = try await repeated3(items, self.work)
        let c = try await repeated3(items, Worker3.shared)
        let d = try await repeated3(items, plain(number:))
        return [a, b, c, d]
    }
}

@Durable
func repeated3(_ items: [Int], _ body: (Int) async throws -> Int) async throws -> Int {
    var sum = 0
    for item in items { sum += try await body(item) }
    return sum
}

@Durable(name: "RepeatedText")
func repeated3(_ items: [String], _ body: (String) async throws -> Int) async throws -> Int {
    var sum = 0
    for item in items { sum += try await body(item) }
    return sum
}

@Durable(checkpoints: .onSuspend)
func refs3(_ n: Int) async throws -> [Int] {
    let worker = Worker3(factor: n)
    let a = try await repeated3([1, 2], worker.work)
    let b = try await repeated3(["x", "yy"]) { [worker] text in
        try await Durable.sleep(for: .zero)
        return text.count * worker.factor
    }
    let c = try await worker.all([1, 2, 3])
    let op = { (x: Int) async throws -> Int in try await fetch(x * 7) }
    let d = try await repeated3([1], op)
    return [a, b, d] + c
}

protocol Shape3: Codable, Sendable { var area: Int { get } }
struct Square3: Shape3 { var side: Int; var area: Int { side * side } }

@Durable
func weigh3<S: Shape3>(_ shapes: [S], by scale: (S) async throws -> Int) async throws -> [Int] {
    var out: [Int] = []
    for shape in shapes { out.append(try await scale(shape)) }
    return out
}

@Durable
func some3(_ shape: some Shape3) async throws -> [Int] {
    var seen = 0
    let a = try await weigh3([shape, shape]) { s in
        seen += s.area
        try await Durable.sleep(for: .zero)
        return s.area + shape.area
    }
    return a + [seen]
}

enum Saga3 {
    struct Step: Codable { var name: String; var fails = false }
    @Durable
    static func perform<T>(_ name: String, _ action: () async throws -> T, compensate: (T) async throws -> Void)
        async throws -> T where T: Codable
    {
        let value = try await action()
        do {
            try await Durable.sleep(for: .zero)
            return value
        } catch {
            try await compensate(value)
            throw error
        }
    }
    @Durable
    static func run(_ steps: [Step]) async throws -> [String] {
        var done: [String] = []
        do {
            for step in steps {
                let id = try await self.perform(step.name) {
                    if step.fails { try await refuse(Trouble.small, as: Void.self) }
                    return step.name.count
                } compensate: { id in
                    note("never \(id)")
                }
                done.append("\(step.name)\(id)")
            }
        } catch {
            for name in done.reversed() {
                try await retry(times: 2) {
                    try await Durable.sleep(for: .zero); note("undo \(name)")
                }
            }
            done.append("\(error)")
        }
        return done
    }
}

@Durable
func some3Caller() async throws -> [Int] { try await some3(Square3(side: 2)) }

@Durable
func race3(_ n: Int) async throws -> [String] {
    var log: [String] = []
    let limit = 2
    @Sendable func tag(_ k: Int) -> String { "t\(k)\(limit)" }
    for k in 0..<n where k != 1 {
        let text = try await retry(times: 2) { () -> String in
            guard k < limit else { throw Trouble.big(k) }
            let all = try await mapEach([k, k + 1]) { i, x in
                if x == 0 { return tag(x) }
                try await Durable.sleep(for: .zero)
                return "\(i):\(tag(x))"
            }
            return all.joined(separator: ",")
        }
        log.append(text)
    }
    return log
}

@Durable
func race3Safe(_ n: Int) async throws -> String {
    do { return "\(try await race3(n))" } catch Trouble.big(let k) { return "big \(k)" }
}

let closureReferencesCases: [any AnyCase] = [
    Case("refs3", plain: { try await refs3(3) }, durable: { Refs3(3) }),
    Case("some3Caller", plain: { try await some3Caller() }, durable: { Some3Caller() }),
    Case(
        "Saga3.run",
        plain: { try await Saga3.run([.init(name: "a"), .init(name: "bb"), .init(name: "c", fails: true)]) },
        durable: { Saga3.Run([.init(name: "a"), .init(name: "bb"), .init(name: "c", fails: true)]) }
    ),
    Case("race3Safe", plain: { try await race3Safe(2) }, durable: { Race3Safe(2) }),
    Case("race3Safe fails", plain: { try await race3Safe(3) }, durable: { Race3Safe(3) }),
]
