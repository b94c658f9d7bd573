import Torpor

/// Writes a line for each file of a tree, as `sha256sum` does, in the order of the paths.
///
/// An ordinary function: it compiles and runs as it stands. Marked `@Durable`, it can also be killed at any moment and
/// carried on by another process.
@Durable
func writeManifest(for job: Job, yield: Yield<Progress>) async throws -> Progress {
    let total = try await countFiles(for: job)
    return try await hashFiles(in: "", for: job, after: Progress(total: total), yield: yield)
}

/// Does the part of a folder. It calls itself for the folders inside: what is saved is the whole chain of calls.
@Durable
func hashFiles(
    in folder: String,
    for job: Job,
    after start: Progress,
    yield: Yield<Progress>
) async throws -> Progress {
    var progress = start
    for entry in try await entries(of: folder, for: job) {
        if entry.isFolder {
            progress = try await hashFiles(in: entry.path, for: job, after: progress, yield: yield)
            continue
        }
        // The awaited results are saved: a kill after this line does not hash the file again.
        let digest = try await sha256(of: entry, for: job)

        // A kill while this call runs means that it runs again. So it writes at a place that the frame remembers, rather
        // than at the end of the file: written twice, the line is there once. For the same reason the manifest grows in
        // its file and not in a variable, which would be saved with the frame again and again.
        progress.length = try await write(manifestLine(digest, entry), at: progress.length, for: job)
        progress.files += 1
        try await yield(progress)

        if progress.files.isMultiple(of: 50) {
            try await Durable.sleep(for: .milliseconds(100))
        }
    }
    return progress
}
