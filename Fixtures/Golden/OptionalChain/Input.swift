import Torpor

struct Mailbox: Codable {
    var letters: [String]

    func letter(_ index: Int) -> String { letters[index] }
}

/// Nothing to the right of the question mark is evaluated where the left is nil.
@Durable
func read(_ mailbox: Mailbox?, ask: Exchange<String, Int>) async throws -> String? {
    let text = mailbox?.letter(try await ask("which?")).lowercased()
    return text
}
