// Compiled into one module with the sources of Torpor itself, by `fuzz.sh`.

import Foundation

/// Values of every shape, which the input is read as in turn.
private indirect enum Shape: Codable {
    case text(String), number(Double), list([Shape]), map([String: Shape]), pair(Shape?, of: Shape)
    case date(Date), uuid(UUID), url(URL), decimal(Decimal), data(Data), wide(Int128), set(Set<UInt16>)
    case object(Link), optionals([Int???]), keyed([Int: [Bool]]), range(Range<Int>), floats([Float])
}

private final class Link: Codable {
    var value: Int
    var next: Link?
    var other: [Link]?
}

/// Values that are coded by plans, of many layouts.
private struct Planned: Codable, SynthesizedCoding {
    var a: Int?, b: String, c: [PlannedShape], dd: Bool?, ee: [Planned]?, ff: UInt8, gg: PlannedName?, h: Double
    var iii: [[Int8]?], j: Date?, kkkk: [String: Int], lengthyKeyOfMany: UInt128?
}

private indirect enum PlannedShape: Codable, SynthesizedCoding {
    case nothing, number(Double), pair(PlannedShape, String?), list([PlannedShape]), wide(x: UInt128, Bool)
    case planned(Planned), name(PlannedName)
}

private enum PlannedName: String, Codable, SynthesizedCoding {
    case one, two = "a name that is as long as no other"
}

/// Reads a value with its plan and without: it is the same value, or the same error.
private func compare<Value: Codable>(_ type: Value.Type, _ data: Data) {
    let planned = Result { try CBORDecoder().decode(type, from: data) }
    let ordinary = Result { () throws -> Value in
        var value: Value?
        try CBORDecoder().decode(from: data) { document in
            document.isWithoutPlans = true
            value = try document.read(type, at: CBORDocument.start, .root)
        }
        return value!
    }
    switch (planned, ordinary) {
    case (.success(let one), .success(let two)):
        let bytes = try! CBOREncoder().encode(one)
        let others = try! CBOREncoder().encode(
            {
                $0.session.isWithoutPlans = true
                try $0.write(two, nil)
            },
            into: { Data($0) }
        )
        precondition(bytes == others, "\(type) is read or written in another way by its plan")
    case (.failure(let one), .failure(let two)): precondition("\(one)" == "\(two)", "\(one), but \(two)")
    default: preconditionFailure("\(type) is read in one way only")
    }
}

/// A value that takes what there is.
private indirect enum Anything: Codable {
    case nothing, bool(Bool), integer(Int), number(Double), text(String), list([Anything]), map([String: Anything])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .nothing
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if var list = try? decoder.unkeyedContainer() {
            var values: [Anything] = []
            while !list.isAtEnd { values.append(try list.decode(Anything.self)) }
            self = .list(values)
        } else {
            self = .map(try container.decode([String: Anything].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .nothing: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .list(let value): try container.encode(value)
        case .map(let value): try container.encode(value)
        }
    }
}

/// Reads a value, and if there is one, that it is the same after it has been written and read.
private func check<Value: Codable>(_ type: Value.Type, _ data: Data) {
    guard let value = try? CBORDecoder().decode(type, from: data) else { return }
    // What came from marked objects may be in a cycle of types, never of values: it can be written. Only a forged value is
    // nested more deeply than any that is written may be.
    let bytes: Data
    do {
        bytes = try CBOREncoder().encode(value)
    } catch SnapshotError.unstorable(_, let reason) where reason.contains("too deeply") {
        return
    } catch {
        preconditionFailure("\(error)")
    }
    let again = try! CBORDecoder().decode(type, from: bytes)
    precondition(try! CBOREncoder().encode(again) == bytes, "\(type) is written in two ways")
}

/// A coroutine with locals that are stored in every way there is, and callees of its own kind.
private struct Walk: SynchronousCoroutine {
    typealias Yielded = [Shape]
    typealias Reply = Anything
    typealias Output = (Int, Shape?)

    enum State: String { case start, ask1, walk1 }

    static let identifier = "Fuzz.walk()"
    static var source: SourceMap? { SourceMap("Target", 1, "start:1 ask1:2 walk1:3") }

    private var state = State.start
    private var pair: (Int, shape: Shape?)
    private var links: [String: Link?]
    private var doubt: Int??
    private var rest: RemainingIterator<[Link]>
    private var failure: any Error

    init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder, errors: [OpaqueError.self])
        state = try frame.state(State.self)
        pair = try frame.decode("pair", like: witness((Int, shape: Shape?).self))
        links = try frame.decode("links", like: witness([String: Link?].self))
        doubt = try frame.decode("doubt", like: witness(Int??.self))
        rest = try frame.decode("rest", like: witness(RemainingIterator<[Link]>.self))
        failure = try frame.decode("failure", like: witness((any Error).self))
    }

    func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state, source: Self.source, errors: [OpaqueError.self])
        try frame.encode(pair, "pair")
        try frame.encode(links, "links")
        try frame.encode(doubt, "doubt")
        try frame.encode(rest, "rest")
        try frame.encode(failure, "failure")
    }

    mutating func resume(_ activation: Activation<Self>) throws -> Transition { activation.finish(pair) }

    func restoreCallee(_ restoration: inout CalleeRestoration) throws -> AnyActivation? {
        state == .walk1 ? try restoration.callee(Walk.self) : nil
    }
}

/// Opens an execution. If there is one, it can be saved, and what is saved is the same after it has been opened again.
private func check(_ snapshot: Snapshot) {
    guard let execution = try? Execution<Walk>(snapshot: snapshot) else { return }
    let saved: Snapshot
    do {
        saved = try execution.snapshot()
    } catch SnapshotError.unstorable(_, let reason) where reason.contains("too deeply") {
        return
    } catch {
        preconditionFailure("\(error)")
    }
    let again = try! Execution<Walk>(snapshot: saved)
    precondition(try! again.snapshot() == saved, "an execution is saved in two ways")
}

/// What changes are applied to.
private let base = try! Snapshot(
    data: SnapshotHeader.seal(try! CBOREncoder().encode(["a": "b"]), codec: CBORSnapshotCodec.identifier)
)

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let data = Data(UnsafeBufferPointer(start: start, count: count))
    check(Anything.self, data)
    check(Shape.self, data)
    check([Shape].self, data)
    check(Link.self, data)
    check([Link].self, data)
    check([Date].self, data)
    check([Decimal].self, data)
    check([String: [Int???]].self, data)
    compare([PlannedShape].self, data)
    compare(Planned.self, data)
    let sealed = SnapshotHeader.seal(data, codec: CBORSnapshotCodec.identifier)
    if let inspection = try? SnapshotInspection(sealed) {
        _ = inspection.notation
        for activation in inspection.stack {
            for local in activation.locals { _ = local.value.json + local.value.text() }
        }
    }
    if let snapshot = try? Snapshot(data: sealed) {
        _ = try? snapshot.coroutine
        check(snapshot)
    }
    let change = SnapshotHeader.seal(
        data,
        codec: CBORSnapshotCodec.identifier,
        magic: SnapshotHeader.deltaMagic
    )
    if let delta = try? Snapshot.Delta(data: change) { _ = try? base.applying(delta) }
    _ = try? Snapshot(data: data)
    if let document = try? CBORDocument(data, userInfo: [:]) {
        for style in [CBORPrinter.Style.diagnostic, .readable, .json] {
            _ = CBORPrinter.text(of: CBORDocument.start, in: document, style: style)
        }
    }
    return 0
}
