import Torpor

func subscribe(_ action: @escaping (Int) -> Void) {}

@Durable
func watch(yield: Yield<Int>) async throws {
    var (count, other) = (0, 1)
    subscribe { _ in print(count, other) }
    subscribe { print($0 + count) }
    subscribe { [other] (number: Int) -> Void in print(number + count + other) }
    try await yield(count)
    count += 1
    other += 1
    try await yield(count + other)
}
