import Foundation

@testable import Torpor

/// A folder of its own for a test, which goes with it.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("torpor-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// The names of all that is in the folder.
    var contents: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
    }

    func callAsFunction(_ name: String) -> URL {
        url.appendingPathComponent(name)
    }
}

extension Execution {
    /// The execution as another process would find it.
    func revived() throws -> Execution {
        try Execution(snapshot: try Snapshot(data: try snapshot().data))
    }
}

/// Drives an execution to its end, reviving it at every suspension.
func driveReviving<C: Coroutine>(_ coroutine: C, reply: (C.Yielded) -> C.Reply) async throws -> (
    yields: [C.Yielded], output: C.Output?
) {
    var execution = try Execution(coroutine).revived()
    var yields: [C.Yielded] = []
    var answer: C.Reply?
    while true {
        let step: Execution<C>.Step
        if let reply = answer.take() {
            step = try await execution.step(replying: reply)
        } else {
            step = try await execution.step()
        }
        switch step {
        case .yielded(let value):
            yields.append(value)
            answer = reply(value)
        case .finished(let output): return (yields, output)
        case .waiting, .checkpoint: break
        }
        execution = try execution.revived()
    }
}

extension Optional {
    fileprivate mutating func take() -> Wrapped? {
        defer { self = nil }
        return self
    }
}
