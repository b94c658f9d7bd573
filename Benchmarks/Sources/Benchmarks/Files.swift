import Foundation
import Torpor

/// Saving against the system calls that it takes.
func fileRows() async throws -> [Row] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "torpor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }

    let execution = Execution(Countdown(from: 10))
    _ = try await execution.next()
    let file = folder.appending(path: "countdown.torpor")
    let data = try execution.snapshot().data
    let (bare, temporary) = (folder.appending(path: "bare").path, folder.appending(path: "bare.new").path)
    let comparison = try await Comparison(
        [
            Contestant(once: { try execution.save(to: file) }),
            Contestant(once: { replace(bare, with: data, by: temporary, in: folder.path) }),
        ],
        by: .wall,
        rounds: 101
    )
    return [
        Row("save(to:)", comparison.time(0) / 1000, "", "µs"),
        Row("save(to:) against the bare system calls", comparison.ratio(0, to: 1), "≤ 1.1", "×"),
    ]
}

/// Replaces a file by the bare system calls.
private func replace(_ path: String, with data: Data, by temporary: String, in folder: String) {
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    let count = data.withUnsafeBytes { write(file, $0.baseAddress!, $0.count) }
    precondition(count == data.count && fsync(file) == 0 && close(file) == 0 && rename(temporary, path) == 0)
    let directory = open(folder, O_RDONLY | O_CLOEXEC)
    precondition(fsync(directory) == 0 && close(directory) == 0)
}
