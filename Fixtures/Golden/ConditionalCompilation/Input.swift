import Torpor

/// The frame has a place for what a branch declares, whichever branch is compiled.
@Durable
func listing(_ count: Int, yield: Yield<String>) async throws {
    #if os(Windows)
    let separator = "\\"
    let drive = "C:"
    #else
    let separator = "/"
    #endif
    try await yield("begin")
    #if os(Windows)
    print(drive)
    #endif
    try await yield(separator)
}
