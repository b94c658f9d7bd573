import Torpor

@Durable
func pause() async throws {
    try await Durable.sleep(for: .seconds(1))
}

func run(_ action: () async throws -> Void) async throws { try await action() }

@Durable
func tryAll(_ names: [String], yield: Yield<String>) async throws {
    try await run { try await pause() }
    //                        ^ error [#DurableCallInClosure] durable function 'pause' is called in a closure or local
    try await run { try await yield("b") }
    //                        ^ error [#DurableCallInClosure] 'yield' suspends in a closure or local
    let first = { try await pause() }
    let second = { (name: String) in try await yield(name) }
    func third() async throws { try await Durable.sleep(for: .seconds(1)) }
    //                                    ^ error [#DurableCallInClosure] 'Durable.sleep' suspends in a closure or
    try await first()
    try await second("a")
}

@Durable
func added() async {
    await withTaskGroup(of: Int.self) { group in
        (0..<3).forEach { _ in group.addTask { 3 } }
        //                     ^ error [#DurableCallInClosure] task group 'group' is used in a closure or local function
    }
}
