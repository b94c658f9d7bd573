import Torpor

protocol Worker {
    @Durable
    func work() async throws

    @Durable func rest() async throws
}

struct Cart {
    /// How many things there are.
    @Durable var count: Int { 1 }

    @Durable init() {}
}
