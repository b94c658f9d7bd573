import Torpor

@Durable
func work(then done: @autoclosure () -> Int) async throws {
//        ^ error [#ParameterType] parameter 'done' is a function that cannot be stored: it can be neither 'inout' nor an
    try await Durable.sleep(for: .seconds(1))
}

@Durable
func work(on actor: isolated MainActor) async throws {
//        ^ error [#ParameterType] 'isolated' parameter 'actor'; pass a value instead
    try await Durable.sleep(for: .seconds(1))
}

@Durable
func work(with change: (inout Int) async throws -> Void) async throws {
//        ^ error [#ParameterType] parameter 'change' is a function that cannot be stored: it has at most 4 parameters
    try await Durable.sleep(for: .seconds(1))
}

func nothing() -> () async throws -> Void { {} }

@Durable
func work(or otherwise: () async throws -> Void = nothing()) async throws {
//                                                ^ error [#ParameterType] the default value of parameter 'otherwise'
    try await otherwise()
}

@Durable
func work(perhaps other: (() -> Int)? = { 1 }) async throws {
//                                      ^ error [#ParameterType] the default value of parameter 'other' is a function
    try await Durable.sleep(for: .seconds(other?() ?? 0))
}

@Durable
func work<Failure: Error>(failing action: () async throws(Failure) -> Void) async throws(Failure) {
//                        ^ error [#ParameterType] parameter 'action' throws errors of a generic type
    try await action()
}
