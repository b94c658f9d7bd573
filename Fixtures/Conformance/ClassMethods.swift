import Torpor

// Durable methods of final Codable classes.

final class Vault: Codable {
    var balance = 0
    var log: [String] = []
    let name: String
    var tag: Tag?

    struct Tag: Codable { var number = 1 }

    init(_ name: String) { self.name = name }

    var doubled: Int { balance * 2 }

    func describe() -> String { "\(name) \(balance)" }

    @Durable
    func deposit(_ amount: Int) async throws -> Int {
        balance += amount
        try await Durable.sleep(for: .zero)
        self.balance += try await fetch(1)
        log.append("deposit \(amount)")
        return doubled
    }

    @Durable
    func failing() async throws -> String {
        do {
            balance = 5
            _ = try await refuse(Trouble.small, as: Int.self)
            return "no"
        } catch Trouble.small where balance == 5 {
            tag = Tag()
            tag?.number += balance
            try await Durable.sleep(for: .zero)
            return "\(describe()) \(tag!.number) \(#function)"
        }
    }

    @Durable
    func closures() async throws -> Int {
        let add = { [self] (amount: Int) in balance += amount }
        add(1)
        try await Durable.sleep(for: .zero)
        add(2)
        [3, 4].forEach { self.balance += $0 }
        func more() { balance += 10 }
        try await Durable.sleep(for: .zero)
        more()
        return balance
    }

    @Durable
    func ticks(yield: Yield<Int>) async throws -> [String] {
        while balance < 3 {
            balance += 1
            try await yield(doubled)
        }
        return log + [name]
    }

    @Durable
    static func opened(_ name: String, with amount: Int) async throws -> Int {
        try await Durable.sleep(for: .zero)
        let number = try await fetch(amount)
        return number + name.count
    }

    @Durable
    class func rated(_ rate: Int) async throws -> Int {
        try await Durable.sleep(for: .zero)
        return rate * 2
    }

    @Durable
    func countdown(_ left: Int) async throws -> [Int] {
        guard left > 0 else { return [balance] }
        balance += left
        try await Durable.sleep(for: .zero)
        return [left] + (try await countdown(left - 1))
    }

    @Durable
    func inner() async throws -> Int {
        balance = 2
        return try await grown(&balance) + balance
    }

    @Durable
    func grown(_ number: inout Int) async throws -> Int {
        number += 1
        try await Durable.sleep(for: .zero)
        number *= 10
        return number
    }
}

extension Vault {
    @Durable
    func extended(_ factor: Int = 3) async throws -> String {
        balance *= factor
        try await Durable.sleep(for: .zero)
        balance += factor
        return describe()
    }
}

final class Bin<Item: Codable & Comparable>: Codable {
    var items: [Item]

    init(_ items: [Item]) { self.items = items }

    @Durable
    func put(_ item: Item) async throws -> Item {
        items.append(item)
        try await Durable.sleep(for: .zero)
        items.sort()
        return items.last!
    }
}

class Animal: Codable {
    var legs = 4

    init() {}

    @Durable
    func walk(_ steps: Int) async throws -> Int {
        var moved = 0
        for _ in 0..<steps {
            moved += legs
            try await Durable.sleep(for: .zero)
        }
        return moved
    }
}

@Durable
func vaultStatics() async throws -> [Int] {
    [try await Vault.opened("a", with: 3), try await Vault.rated(4), try await Vault("x").deposit(3)]
}

private func vault(_ balance: Int = 0) -> Vault {
    let vault = Vault("v")
    vault.balance = balance
    return vault
}

// MARK: - Cases

let classMethodsCases: [any AnyCase] = [
    Case("Vault.deposit", plain: { try await vault(3).deposit(4) }, durable: { Vault.Deposit(on: vault(3), 4) }),
    Case("Vault.failing", plain: { try await vault().failing() }, durable: { Vault.Failing(on: vault()) }),
    Case("Vault.closures", plain: { try await vault().closures() }, durable: { Vault.Closures(on: vault()) }),
    Case("Vault.ticks", yields: { try await vault().ticks(yield: $0) }, durable: { Vault.Ticks(on: vault()) }),
    Case("Vault.opened", plain: { try await Vault.opened("o", with: 1) }, durable: { Vault.Opened("o", with: 1) }),
    Case("Vault.rated", plain: { try await Vault.rated(1) }, durable: { Vault.Rated(1) }),
    Case("Vault.countdown", plain: { try await vault().countdown(3) }, durable: { Vault.Countdown(on: vault(), 3) }),
    Case("Vault.extended", plain: { try await vault(2).extended() }, durable: { Vault.Extended(on: vault(2)) }),
    Case("Bin.put", plain: { try await Bin([3]).put(2) }, durable: { Bin.Put(on: Bin([3]), 2) }),
    Case("Animal.walk", plain: { try await Animal().walk(2) }, durable: { Animal.Walk(on: Animal(), 2) }),
    Case("vaultStatics", plain: { try await vaultStatics() }, durable: { VaultStatics() }),
]
