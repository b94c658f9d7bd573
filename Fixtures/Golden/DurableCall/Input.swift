import Torpor

/// A durable function that calls itself: the driver pushes an activation for each call, and resumes only the last.
@Durable
func visit(_ depth: Int, yield: Yield<Int>) async throws -> Int {
    guard depth > 0 else { return 1 }
    try await yield(depth)
    let left = try await visit(depth - 1, yield: yield)
    let right = try await visit(depth - 1, yield: yield)
    return left + right
}
