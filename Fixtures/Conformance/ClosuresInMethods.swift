import Torpor

// Durable closures that change the instance of their method, and parameters that go by their numbers in one another.

func moreSync(_ n: Int) -> Int { note("sync \(n)"); return n + 1 }
func moreThrowing(_ n: Int) throws -> Int { if n > 2 { throw Trouble.small }; return n }

@Durable
func moreNumbers(_ items: [Int]) async throws -> [Int] {
    let a = try await mapEach(items) { $0 + $1 + items.map { $0 * 2 }.reduce(0) { $0 + $1 } }
    let b = try await repeated(2, body: moreSync)
    let c = try? await repeated(5, body: moreThrowing)
    let d = try await repeated(2) { n in
        let twice = try await repeated(2) {
            try await Durable.sleep(for: .zero); return $0 + n
        }
        return twice + [1, 2].map { $0 + n }.count
    }
    return a + [b, c ?? -1, d]
}

struct MoreCounter: Codable, Sendable {
    var count = 0
    var log: [String] = []

    mutating func bump() { count += 1 }

    @Durable
    mutating func increase() async throws -> Int {
        log.append("begin")
        let seen = try await retry(times: 3) {
            bump()
            try await Durable.sleep(for: .zero)
            if count < 2 { try await refuse(Trouble.small, as: Void.self) }
            self.log.append("in \(count)")
            _ = try await repeated(2) { n in
                count += n
                try await Durable.sleep(for: .zero)
                return count
            }
            log.append("after \(count)")
            return count
        }
        log.append("end \(seen)")
        return count
    }
}

@Durable
func moreCounts() async throws -> [String] {
    var counter = MoreCounter()
    let n = try await counter.increase()
    do {
        let m = try await counter.increase()
        return counter.log + ["\(n) \(m)"]
    } catch { return ["\(error)"] }
}

let closuresInMethodsCases: [any AnyCase] = [
    Case("moreNumbers", plain: { try await moreNumbers([1, 2]) }, durable: { MoreNumbers([1, 2]) }),
    Case("moreCounts", plain: { try await moreCounts() }, durable: { MoreCounts() }),
]
