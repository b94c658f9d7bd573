import Torpor

struct Order: Codable {}

@Durable(name: "OrderFlow")
func order() async throws {}

@Durable(checkpoints: .onSuspend)
func fetch(id: Int) async throws {}

@Durable(name: "FetchString")
func fetch(_ name: String) async throws {}

@Durable(
    name: "FetchFrom", checkpoints: .onSuspend
)
func fetch(_ name: String, from place: Int) async throws {}

@Durable(name: "FetchFlow")
func fetch() async throws {}
