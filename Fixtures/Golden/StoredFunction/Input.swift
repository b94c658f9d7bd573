import Torpor

struct Message {
    var text: String
    var send: (String) async throws -> Void
}

@Durable
func reminder(
    _ text: String,
    by send: @escaping (String) async throws -> Void = { print($0) }
) async throws -> Message {
    Message(text: text, send: send)
}

@Durable
func remind(_ texts: [String]) async throws -> Int {
    var count = 0
    for text in texts {
        let reminder = try await reminder(text) { text in
            try await Durable.sleep(for: .seconds(text.count))
            count += 1
        }
        try await reminder.send(reminder.text)
    }
    return count
}
