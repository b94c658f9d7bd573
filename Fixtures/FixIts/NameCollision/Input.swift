import Torpor

struct Order: Codable {}

@Durable
func order() async throws {}

@Durable(checkpoints: .onSuspend)
func fetch(id: Int) async throws {}

@Durable()
func fetch(_ name: String) async throws {}

@Durable(
    checkpoints: .onSuspend
)
func fetch(_ name: String, from place: Int) async throws {}

@Durable(name: "Fetch")
func fetch() async throws {}
