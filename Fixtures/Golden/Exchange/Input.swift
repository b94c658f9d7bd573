import Torpor

/// What comes back is read where the question stood.
@Durable
func quiz(_ questions: [String], ask: Exchange<String, Bool>) async throws -> Int {
    var right = 0
    for question in questions {
        if try await ask(question) { right += 1 }
    }
    return right
}
