import Foundation
import Testing

@testable import Torpor

/// What a snapshot says of the source: it is for people, and for messages.
@Suite struct SourceMapTests {
    @Test func eachStateHasALine() {
        let map = SourceMap("Order", 7, "start:3 sleep1:12 sleep12:140 größe1:9")
        #expect(map.file == "Order" && map.schema == 7)
        #expect(map.place(of: "start") == "start:3")
        #expect(map.place(of: "sleep1") == "sleep1:12")
        #expect(map.place(of: "sleep12") == "sleep12:140")
        #expect(map.place(of: "größe1") == "größe1:9")
        for state in ["sleep", "leep1", "s", "sleep2", "größe1:9", ""] { #expect(map.place(of: state) == state) }
        #expect(SourceMap("Order", 7, "").place(of: "start") == "start")
    }

    @Test func placesAreTakenApart() {
        #expect(SourceMap.parts(of: "sleep12:140") == ("sleep12", 140))
        for text in ["sleep1", "sleep1:", "sleep1:x", ""] { #expect(SourceMap.parts(of: text) == (text, nil)) }
    }

    private func saved<C: Coroutine>(_ coroutine: C) async throws -> Snapshot where C.Output == Int {
        let execution = Execution(coroutine)
        _ = try await execution.step()
        return try execution.snapshot()
    }

    @Test func snapshotsSayWhereTheyAre() async throws {
        let inspection = try SnapshotInspection(try await saved(Version1()).data)
        #expect(inspection.stack[0].place! == ("Order.swift", 12) && inspection.stack[0].schema == 1)
        #expect(inspection.stack[0].state == "sleep1" && inspection.function == "App.order()")
    }

    @Test func functionsThatMoveGoOn() async throws {
        let execution = try Execution<Moved>(snapshot: await saved(Version1()))
        _ = try await execution.step()
        #expect(execution.output == 5)
        let unknown = try Execution<ByHand>(snapshot: await saved(Version1()))
        #expect(try SnapshotInspection(unknown.snapshot().data).stack[0].place == nil)
        _ = try Execution<Version1>(snapshot: try unknown.snapshot())
    }

    /// Fields can come and go: a schema that is another one is nothing to refuse.
    @Test func functionsThatChangeGoOnWhereTheSnapshotFits() async throws {
        let execution = try Execution<Version1>(snapshot: await saved(Version2()))
        _ = try await execution.step()
        #expect(execution.output == 5)
    }

    @Test func whatDoesNotFitSaysThatTheFunctionHasChanged() async throws {
        let old = try await saved(Version1())
        let error = SnapshotError.changed(function: "App.order()", reason: "'stack.0.1.more' is missing")
        #expect(throws: error) { try Execution<Version2>(snapshot: old) }
        #expect("\(error)".contains("App.order() has changed since it was written, and 'stack.0.1.more' is missing"))
        let gone = SnapshotError.changed(function: "App.order()", reason: "there is no suspension point 'sleep1'")
        #expect(throws: gone) { try Execution<Version3>(snapshot: old) }
    }

    /// Where the function is the same, something else does not fit.
    @Test func whatDoesNotFitTheSameFunctionDoesNotBlameIt() async throws {
        var payload = Data(try SnapshotHeader.open(await saved(Version1()).data))
        payload.replaceSubrange(try #require(payload.firstRange(of: Data("count".utf8))), with: Data("bount".utf8))
        let forged = try Snapshot(data: SnapshotHeader.seal(payload, codec: CBORSnapshotCodec.identifier))
        #expect(throws: SnapshotError.incompatible("'stack.0.1.count' is missing")) {
            try Execution<Version1>(snapshot: forged)
        }
    }

    @Test func changesAreAppliedWithThePlaces() async throws {
        let execution = Execution(Version1())
        let start = try execution.snapshot()
        _ = try await execution.step()
        let later = try start.applying(try execution.delta(since: start))
        #expect(try later == execution.snapshot())
        #expect(try SnapshotInspection(start.data).stack[0].place! == ("Order.swift", 3))
        #expect(try SnapshotInspection(later.data).stack[0].place! == ("Order.swift", 12))
    }
}

/// A function in its versions.
private protocol Version: SynchronousCoroutine where Output == Int {
    init()
    var state: VersionState { get set }
    var count: Int { get set }
    var more: Int? { get set }
}

private enum VersionState: String { case start, sleep1 }

extension Version {
    static var identifier: String { "App.order()" }

    mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        guard state == .start else { return activation.finish(count) }
        state = .sleep1
        return .checkpoint
    }

    init(from decoder: any Decoder) throws {
        self.init()
        let frame = try FrameDecoder(decoder)
        state = try frame.state(VersionState.self)
        count = try frame.decode("count", like: 0)
        if more != nil { more = try frame.decode("more", like: 0) }
    }

    func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state, source: Self.source)
        try frame.encode(count, "count")
        if let more { try frame.encode(more, "more") }
    }
}

private struct Version1: Version {
    static var source: SourceMap? { SourceMap("Order", 1, "start:3 sleep1:12") }
    var state = VersionState.start, count = 5, more: Int?
}

private struct Moved: Version {
    static var source: SourceMap? { SourceMap("Elsewhere", 1, "start:30 sleep1:39") }
    var state = VersionState.start, count = 0, more: Int?
}

private struct ByHand: Version {
    var state = VersionState.start, count = 0, more: Int?
}

private struct Version2: Version {
    static var source: SourceMap? { SourceMap("Order", 2, "start:3 sleep1:13") }
    var state = VersionState.start, count = 5, more: Int? = 1
}

/// It does not sleep.
private struct Version3: SynchronousCoroutine {
    typealias Output = Int
    enum State: String { case start }

    static let identifier = "App.order()"
    static var source: SourceMap? { SourceMap("Order", 3, "start:3") }

    init(from decoder: any Decoder) throws { _ = try FrameDecoder(decoder).state(State.self) }

    func encode(to encoder: any Encoder) throws {}

    mutating func resume(_ activation: Activation<Self>) throws -> Transition { activation.finish(1) }
}
