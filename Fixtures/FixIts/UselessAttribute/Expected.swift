import Torpor

protocol Worker {
    func work() async throws

    func rest() async throws
}

struct Cart {
    /// How many things there are.
    var count: Int { 1 }

    init() {}
}
