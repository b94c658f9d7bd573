import Torpor

/// A type of the function is moved to where the frame can name it.
@Durable
func count(_ words: [String], yield: Yield<Int>) async throws -> Int {
    struct Tally: Codable {
        var words: [String: Int] = [:]
        mutating func add(_ word: String) { words[word, default: 0] += 1 }
    }
    var tally = Tally()
    for word in words {
        tally.add(word)
        try await yield(tally.words.count)
    }
    return tally.words.count
}
