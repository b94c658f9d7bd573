/// Stands for a local that the branch of an `#if` which was compiled does not declare: the frame has a place for it in any
/// case.
public struct Absent: Codable, Sendable {
    /// Nothing.
    @inlinable
    public init() {}
}
