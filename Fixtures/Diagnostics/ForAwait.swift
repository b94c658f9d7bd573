import Torpor

@Durable
func relay(_ count: Int, yield: Yield<Int>) async throws -> Int {
    let numbers = AsyncStream<Int> { $0.finish() }
    for await number in numbers {
        try await yield(number)
        //        ^ error [#ForAwait] a 'for await' loop is one step, and 'yield' suspends in it
    }
    var sum = 0
    for await number in AsyncStream<Int>(unfolding: { nil }) {
        sum += number
    }
    return sum
}
