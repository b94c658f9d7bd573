import Foundation
import Torpor

// Usage: Manifest DIRECTORY MANIFEST [SUFFIX]
//
// Starts to write a manifest of the files in a directory, or carries on where an earlier process was when it ended.

let arguments = CommandLine.arguments
guard (3...4).contains(arguments.count) else {
    FileHandle.standardError.write(Data("usage: Manifest DIRECTORY MANIFEST [SUFFIX]\n".utf8))
    exit(64)
}
let job = Job(
    directory: arguments[1],
    suffix: arguments.count > 3 ? arguments[3] : "",
    manifest: arguments[2],
    log: "\(arguments[2]).log"
)
let snapshot = URL(filePath: "\(job.manifest).snapshot")

let execution: Execution<WriteManifest>
if FileManager.default.fileExists(atPath: snapshot.path) {
    execution = try Execution(contentsOf: snapshot)
} else {
    execution = Execution(WriteManifest(for: job))
}

let bar = ProgressBar()
let result = try await execution.run(savingTo: snapshot) { bar.show($0) }
bar.finish()
print("  \(result.files) files, a manifest of \(result.length) bytes")
