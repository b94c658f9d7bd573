import Torpor

@Durable
func report(_ kind: Int, yield: Yield<String>) async throws {
    #if DEBUG
//  ^ error [#ConditionalCompilation] '#if' around a suspension
    try await yield("debugging")
    #endif
    #if os(Linux)
    let platform = "Linux"
    #else
    let platform = "another"
    #endif
    switch kind {
    case 0: try await yield("zero")
    #if DEBUG
//  ^ error [#ConditionalCompilation] '#if' in a 'switch' that suspends: move the suspension out of it
    case 1: try await yield("one")
    #endif
    default: try await yield(platform)
    }
}

@Durable
func reportAll(_ kind: Int, yield: Yield<String>) async throws {
    #if DEBUG
    defer { print("debugged") }
//  ^ error [#ConditionalCompilation] 'defer' in an '#if': write the '#if' into the body of the 'defer'
    #endif
    #if DEBUG
//  ^ error [#ConditionalCompilation] 'level' is a constant in one branch of an '#if' and a variable in another
    var level = kind
    level += 1
    #else
    let level = kind
    #endif
    #if DEBUG
//  ^ error [#ConditionalCompilation] 'count' is lazy, wrapped, observed or without a value
    lazy var count = 1
    #else
    var count = 2
    #endif
    try await yield("\(level) \(count)")
}

let name = "global"

@Durable
func reportName(yield: Yield<String>) async throws {
    #if DEBUG
    let name = "local"
    #endif
    try await yield("started")
    #if DEBUG
    print(name)
    #endif
    try await yield(name)
    //              ^ error [#ConditionalCompilation] 'name' is declared under '#if', and used here where it may be another
}
