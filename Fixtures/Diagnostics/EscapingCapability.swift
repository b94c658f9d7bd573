import Torpor

func keep(_ yield: Yield<Int>) {}

@Durable
func part(yield: Yield<Int>) async throws {
    try await yield(1)
}

@Durable
func whole(yield: Yield<Int>) async throws {
    let copy = yield
    //         ^ error [#EscapingCapability] 'yield' can only be called, or passed to a durable function
    keep(yield)
    //   ^ error [#EscapingCapability] 'yield' can only be called, or passed to a durable function
    try await copy(1)
    try await part(yield: yield)
}

@Durable
func counted(yield: Yield<Int>) async {
    await withTaskGroup(of: Void.self) { group in
        group.addTask { try? await yield(1) }
        //                         ^ error [#EscapingCapability] 'yield' cannot be used in a child task, whose values would
    }
}
