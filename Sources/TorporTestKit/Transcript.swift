import Synchronization
import Torpor

/// What a run of a durable function shows: what it sent out, what was recorded on the way, and how it ended, in order and
/// with the virtual time of each.
public struct Transcript: Sendable, CustomStringConvertible {
    /// One thing that happened.
    public struct Entry: @unchecked Sendable {
        /// When it happened, counted from the beginning of the run.
        public let time: Duration
        /// What happened.
        public let text: String
        /// The value that was sent out or returned, which nothing changes any more.
        let value: (any Equatable)?

        init(time: Duration, text: String, value: Any? = nil) {
            self.time = time
            self.text = text
            self.value = value as? any Equatable
        }
    }

    /// What happened, in order.
    public internal(set) var entries: [Entry] = []

    /// One line an entry.
    public var description: String { entries.map(\.description).joined(separator: "\n") }

    /// Adds a line to the transcript of the run that is under way in the current task, if there is one: for the functions
    /// that stand in a test for those with effects outside.
    ///
    /// - Parameter text: what happens.
    public static func record(_ text: String) {
        Recorder.current?.record(text)
    }
}

extension Transcript.Entry: Equatable, CustomStringConvertible {
    /// Whether two entries say the same. Values that are equal may be written in two ways, as sets are.
    public static func == (left: Self, right: Self) -> Bool {
        func isEqual<Value: Equatable>(_ value: Value) -> Bool { right.value as? Value == value }
        guard left.time == right.time else { return false }
        return left.text == right.text || left.value.map { isEqual($0) } ?? false
    }

    /// The time and the text.
    public var description: String { "\(time.formatted()): \(text)" }
}

extension Duration {
    /// In seconds, without the zeros of the fraction.
    fileprivate func formatted() -> String {
        let text = "\(self)"
        return text.replacing(".0 seconds", with: " seconds")
    }
}

/// Takes down what happens in a run.
final class Recorder: Sendable {
    @TaskLocal static var current: Recorder?

    private let start = Durable.now
    private let contents = Mutex(Transcript())

    var transcript: Transcript { contents.withLock { $0 } }

    func record(_ text: String) {
        add(Transcript.Entry(time: Durable.now - start, text: text))
    }

    func record<Value>(_ label: String, _ value: Value) {
        add(Transcript.Entry(time: Durable.now - start, text: "\(label) \(String(reflecting: value))", value: value))
    }

    private func add(_ entry: Transcript.Entry) {
        contents.withLock { $0.entries.append(entry) }
    }
}
