public import Testing
public import Torpor

/// Expects of a durable function that an execution of it does what the plain function does: that it returns or throws the
/// same, and adds the same to its ``Transcript``, at the same virtual times.
///
/// It is run as the plain function, in memory, and with a snapshot at every stop, each time in a virtual time of its own.
/// What differs is an issue of the test, at the place of the call.
///
/// - Parameters:
///   - coroutine: the call, made anew for each run.
///   - environment: what handles are revived in.
///   - sourceLocation: where issues are reported.
///   - isolation: the caller's actor.
///   - plain: calls the plain function.
public func expectSameMeaning<C: Coroutine>(
    of coroutine: @escaping @autoclosure () -> C,
    environment: Any...,
    sourceLocation: SourceLocation = #_sourceLocation,
    isolation: isolated (any Actor)? = #isolation,
    plain: @escaping () async throws -> C.Output
) async where C.Yielded == Never, C.Reply == Void {
    let comparison = MeaningComparison(
        coroutine: coroutine,
        environment: environment,
        receive: { _, _ in },
        plain: { _ in try await plain() }
    )
    report(await comparison.differences(), at: sourceLocation)
}

/// Expects of a generator that an execution of it does what the plain function does: that it sends out, and returns or
/// throws, the same, and adds the same to its ``Transcript``, at the same virtual times.
///
/// It is run as the plain function, in memory, and with a snapshot at every stop, each time in a virtual time of its own.
/// What differs is an issue of the test, at the place of the call.
///
/// - Parameters:
///   - coroutine: the call, made anew for each run.
///   - environment: what handles are revived in.
///   - sourceLocation: where issues are reported.
///   - isolation: the caller's actor.
///   - plain: calls the plain function with the capability that it is given.
public func expectSameMeaning<C: Coroutine>(
    of coroutine: @escaping @autoclosure () -> C,
    environment: Any...,
    sourceLocation: SourceLocation = #_sourceLocation,
    isolation: isolated (any Actor)? = #isolation,
    plain: @escaping (sending Yield<C.Yielded>) async throws -> C.Output
) async where C.Reply == Void {
    let comparison = MeaningComparison(
        coroutine: coroutine,
        environment: environment,
        receive: { value, recorder in recorder.record("yield", value) },
        plain: { recorder in try await plain(Yield { recorder.record("yield", $0) }) }
    )
    report(await comparison.differences(), at: sourceLocation)
}

/// Expects of a durable function that takes answers that an execution of it does what the plain function does: that it
/// asks, and returns or throws, the same, and adds the same to its ``Transcript``, at the same virtual times.
///
/// It is run as the plain function, in memory, and with a snapshot at every stop, each time in a virtual time of its own.
/// What differs is an issue of the test, at the place of the call.
///
/// - Parameters:
///   - coroutine: the call, made anew for each run.
///   - environment: what handles are revived in.
///   - sourceLocation: where issues are reported.
///   - isolation: the caller's actor.
///   - reply: answers what is asked: in each run the same.
///   - plain: calls the plain function with the capability that it is given.
public func expectSameMeaning<C: Coroutine>(
    of coroutine: @escaping @autoclosure () -> C,
    environment: Any...,
    sourceLocation: SourceLocation = #_sourceLocation,
    isolation: isolated (any Actor)? = #isolation,
    replying reply: @escaping @Sendable (C.Yielded) throws -> C.Reply,
    plain: @escaping (sending Exchange<C.Yielded, C.Reply>) async throws -> C.Output
) async {
    let answer = { @Sendable (value: C.Yielded, recorder: Recorder) in
        recorder.record("ask", value)
        let reply = try reply(value)
        recorder.record("reply", reply)
        return reply
    }
    let comparison = MeaningComparison(
        coroutine: coroutine,
        environment: environment,
        receive: answer,
        plain: { recorder in try await plain(Exchange { try answer($0, recorder) }) }
    )
    report(await comparison.differences(), at: sourceLocation)
}

private func report(_ differences: [MeaningDifference], at place: SourceLocation) {
    for difference in differences {
        Issue.record(Comment(rawValue: difference.description), sourceLocation: place)
    }
}
