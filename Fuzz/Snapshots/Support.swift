// What the sources that are fuzzed need of the others.

enum ExecutionKey: String, CodingKey {
    case functions
}

struct FrameKey {
    let stringValue: String

    static let state = FrameKey(stringValue: "@")
}
