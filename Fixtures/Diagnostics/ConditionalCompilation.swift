import Torpor

@Durable
func report(_ kind: Int, yield: Yield<String>) async throws {
    #if DEBUG
//  ^ error [#ConditionalCompilation] '#if' around a suspension
    try await yield("debugging")
    #endif
    #if os(Linux)
    print("no suspension in here")
    #endif
    switch kind {
    case 0: try await yield("zero")
    #if DEBUG
//  ^ error [#ConditionalCompilation] '#if' in a 'switch' that suspends: move the suspension out of it
    case 1: try await yield("one")
    #endif
    default: break
    }
}
