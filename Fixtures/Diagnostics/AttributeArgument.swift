import Torpor

let name = "Order"
let checkpoints = Checkpoints.onSuspend

@Durable(name: name, checkpoints: checkpoints)
//             ^ error [#AttributeArgument] the name of a coroutine is read from the source: write a literal
//                                ^ error [#AttributeArgument] where to save is read from the source: write '.onAwait'
func order() async throws {
    try await Durable.sleep(for: .seconds(1))
}

@Durable(name: nil, checkpoints: Checkpoints.onAwait)
func refund() async throws {
    try await Durable.sleep(for: .seconds(1))
}
