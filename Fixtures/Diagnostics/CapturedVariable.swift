import Torpor

func subscribe(_ action: @escaping () -> Void) {}

@Durable
func watch(yield: Yield<Int>) async throws {
    var count = 0
    subscribe { count += 1 }
//            ^ error [#CapturedVariable] variable 'count' lives across a suspension and is captured by a closure that may
    try await yield(count)
    count += 1
    try await yield(count)
}

/// A closure with a value of its own is none of the frame's business.
@Durable
func watchFirst(yield: Yield<Int>) async throws {
    var count = 0
    subscribe { [count] in print(count) }
    try await yield(count)
    count += 1
    try await yield(count)
}
