import Foundation

/// What came of a program.
struct Outcome {
    var code: Int32
    var output: String
    var timedOut = false
}

/// Runs a program and collects what it prints, both streams in one.
///
/// - Parameters:
///   - seconds: after this time it is stopped.
func launch(_ path: String, _ arguments: [String], in directory: URL? = nil, seconds: Double = 600) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    if let directory { process.currentDirectoryURL = directory }
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("fuzz-\(UUID().uuidString)")
    _ = FileManager.default.createFile(atPath: file.path, contents: nil)
    defer { try? FileManager.default.removeItem(at: file) }
    let handle = try FileHandle(forWritingTo: file)
    process.standardOutput = handle
    process.standardError = handle
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let deadline = Date(timeIntervalSinceNow: seconds)
    var timedOut = false
    while process.isRunning {
        if Date() > deadline {
            timedOut = true
            kill(process.processIdentifier, SIGKILL)
            break
        }
        usleep(10_000)
    }
    process.waitUntilExit()
    try handle.close()
    let output = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    return Outcome(code: process.terminationStatus, output: output, timedOut: timedOut)
}
