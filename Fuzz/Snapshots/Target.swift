// Compiled into the module together with the sources of Torpor itself, by `fuzz.sh`.

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
    let sealed = SnapshotHeader.seal(data, codec: CBORSnapshotCodec.identifier)
    if let inspection = try? SnapshotInspection(sealed) {
        _ = inspection.notation
        for activation in inspection.stack {
            for local in activation.locals { _ = local.value.json + local.value.text() }
        }
    }
    if let snapshot = try? Snapshot(data: data) { _ = try? snapshot.coroutine }
    if let document = try? CBORDocument(data, userInfo: [:]) {
        for style in [CBORPrinter.Style.diagnostic, .readable, .json] {
            _ = CBORPrinter.text(of: CBORDocument.start, in: document, style: style)
        }
    }
    return 0
}
