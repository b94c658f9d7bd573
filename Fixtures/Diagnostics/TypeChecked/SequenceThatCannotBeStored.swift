import Torpor

func numbers() -> AnySequence<Int> { AnySequence([1, 2]) }

@Durable
func doubled(yield: Yield<Int>) async throws {
    for number in [1, 2, 3].lazy.flatMap({ [$0, $0 * 2] }) {
    // error this sequence lives across a suspension and cannot be stored: iterate over Array(…) of it
        try await yield(number)
    }
    for number in numbers() {
    // error this sequence lives across a suspension and cannot be stored: iterate over Array(…) of it
        try await yield(number)
    }
    let lazy = [1, 2].lazy.map { $0 + 1 }
    for number in lazy {
    // error this sequence lives across a suspension and cannot be stored: iterate over Array(…) of it
        try await yield(number)
    }
    var rest = [1, 2].lazy.map { $0 + 1 }.makeIterator()
    // error this value lives across a suspension and is not Codable
    while let number = rest.next() {
        try await yield(number)
    }
}
