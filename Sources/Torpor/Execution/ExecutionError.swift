/// Misuse of an execution.
public enum ExecutionError: Error, Equatable, CustomStringConvertible {
    /// The durable function threw: the execution is over, and the last snapshot of it stays valid.
    case poisoned(String)
    /// The last value that was sent out has to be answered, with `next(replying:)`.
    case replyExpected(String)
    /// There is nothing to answer.
    case noReplyExpected(String)
    /// A step was asked for while another was under way.
    case running(String)
    /// A snapshot was asked for where there is none to be had.
    case notSuspended(String)
    /// A closure sends a value out that ordinary code has called: there is nobody to take it.
    case noReceiver(String)

    /// What happened and what to do.
    public var description: String {
        switch self {
        case .poisoned(let name):
            "\(name) has thrown and cannot be resumed: start again from its last snapshot"
        case .replyExpected(let name):
            "\(name) waits for an answer to the value that it sent out: use next(replying:)"
        case .noReplyExpected(let name):
            "\(name) has sent out no value that waits for an answer: use next()"
        case .running(let name):
            "\(name) is already taking a step: wait for it before asking for the next"
        case .notSuspended(let name):
            "\(name) cannot be saved now: it has thrown, or is taking a step"
        case .noReceiver(let name):
            "a closure of \(name) sends a value out, and was called by a function that is not durable: call it from a "
                + "durable one"
        }
    }
}
