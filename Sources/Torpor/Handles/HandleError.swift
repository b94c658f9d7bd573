/// A handle that cannot be saved or revived. What is on disk stays as it is.
public enum HandleError: Error, CustomStringConvertible {
    /// It could not be described, and the execution could not be saved.
    case hibernation(handle: String, path: String, reason: any Error)
    /// It could not be revived from its description, and the execution could not be opened.
    case revival(handle: String, path: String, reason: any Error)
    /// Nothing that the execution was given as its environment is of the type in which it can be revived.
    case noEnvironment(handle: String, path: String, environment: String)

    /// What happened and what to do.
    public var description: String {
        switch self {
        case .hibernation(let handle, let path, let reason):
            "the \(handle) in '\(path)' cannot be saved: \(reason)"
        case .revival(let handle, let path, let reason):
            "the \(handle) in '\(path)' cannot be revived: \(reason); the snapshot is as it was, try again"
        case .noEnvironment(let handle, let path, let environment):
            "the \(handle) in '\(path)' is revived in a \(environment), of which the execution was given none: pass one as "
                + "its environment"
        }
    }
}
