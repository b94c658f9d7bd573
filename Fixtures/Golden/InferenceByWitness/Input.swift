import Torpor

struct Account: Codable {
    var number: Int
    var owner: String
}

struct Bank {
    func accounts(of owner: String) async throws -> [Account] { [Account(number: 1, owner: owner)] }
}

/// Where the type of a local is not evident, a closure that is never called lets the compiler infer it.
@Durable
func transfer(_ owner: String) async throws -> Int {
    let first = try await Bank().accounts(of: owner).first
    let number = first.map { $0.number * 2 }
    try await Durable.sleep(for: .seconds(60))
    return number ?? 0
}
