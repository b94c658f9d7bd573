import Torpor

// Closures that are kept and capture objects without keeping them alive.

final class WeaklyHeld: Codable { var n = 1; var next: WeaklyHeld?; init(_ n: Int = 1) { self.n = n } }
@Durable
func weakWhileHeld(yield: Yield<String>) async throws -> String {
    let owner = WeaklyHeld()
    var hooks: [() -> String] = []
    hooks.append { [weak owner] in "\(owner?.n ?? -1)" }
    try await yield(hooks[0]())
    owner.n += 1
    try await yield(hooks[0]())
    return "\(owner.n)"
}

@Durable
func weakUntilGone(yield: Yield<String>) async throws -> String {
    var owner: WeaklyHeld? = WeaklyHeld(5)
    let held = WeaklyHeld(7)
    held.next = WeaklyHeld(70)
    var hooks: [(Int) -> String] = [
        { [weak owner] k in
            guard let owner else { return "gone \(k)" }
            owner.n += k
            return "\(owner.n)"
        }
    ]
    hooks.append { [weak inner = held.next, weak held] k in
        if let inner, let held { inner.n += k; held.n += 1; return "\(inner.n) \(held.n)" }
        return "none"
    }
    try await yield("\(hooks.map { $0(1) })")
    try await yield("\(hooks.map { $0(2) }) \(owner!.n)")
    owner = nil
    try await yield("\(hooks.map { $0(3) })")
    held.next = nil
    try await yield("\(hooks.map { $0(4) })")
    return "\(hooks.map { $0(5) }) \(held.n)"
}

@Durable
func weakInLoops(yield: Yield<String>) async throws -> String {
    var owners: [WeaklyHeld] = []
    var reads: [() -> Int?] = []
    for k in 1...3 {
        let owner = WeaklyHeld(k)
        if k != 2 { owners.append(owner) }
        reads.append { [weak owner] in owner?.n }
    }
    let last = { [weak o = owners.last] in o?.n ?? 0 }
    try await yield("\(reads.map { $0() ?? -1 }) \(last())")
    owners.removeLast()
    try await yield("\(reads.map { $0() ?? -1 }) \(last())")
    return "\(reads.map { $0() ?? -1 }) \(last()) \(owners.count)"
}

// MARK: - Cases

let weakCapturesCases: [any AnyCase] = [
    Case("weakWhileHeld", yields: { try await weakWhileHeld(yield: $0) }, durable: { WeakWhileHeld() }),
    Case("weakUntilGone", yields: { try await weakUntilGone(yield: $0) }, durable: { WeakUntilGone() }),
    Case("weakInLoops", yields: { try await weakInLoops(yield: $0) }, durable: { WeakInLoops() }),
]
