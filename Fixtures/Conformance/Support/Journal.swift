import Synchronization

/// What a run of a case leaves behind: its side effects in order, and the little world outside of the process that its
/// helpers change.
///
/// Each run has a journal of its own, bound to its task, so that runs do not disturb each other.
public final class Journal: Sendable {
    /// The journal of the current run.
    @TaskLocal public static var current = Journal()

    private struct Contents {
        var lines: [String] = []
        var numbers: [String: Int] = [:]
    }

    private let contents: Mutex<Contents>
    private let witness: @Sendable (String) -> Void

    /// Makes an empty journal.
    ///
    /// - Parameters:
    ///   - numbers: the state of the outside world, from an earlier process.
    ///   - witness: is told each line when it is recorded.
    public init(numbers: [String: Int] = [:], witness: @escaping @Sendable (String) -> Void = { _ in }) {
        contents = Mutex(Contents(numbers: numbers))
        self.witness = witness
    }

    /// The lines recorded so far.
    public var lines: [String] { contents.withLock { $0.lines } }

    /// The state of the outside world, to be handed to the next process.
    public var numbers: [String: Int] { contents.withLock { $0.numbers } }

    /// Adds a line.
    ///
    /// - Parameter line: what happened. Line breaks are escaped: one event is one line.
    public func record(_ line: String) {
        let escaped = line.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        contents.withLock { $0.lines.append(escaped) }
        witness(escaped)
    }

    /// A number in the outside world, zero before it is set.
    public subscript(number name: String) -> Int {
        get { contents.withLock { $0.numbers[name] ?? 0 } }
        set { contents.withLock { $0.numbers[name] = newValue } }
    }
}
