import Foundation
import Testing

@testable import Torpor

/// Nothing that is nested deeply overflows the native stack.
@Suite struct DepthTests {
    /// Activations are not nested: there can be any number.
    @Test func aMillionActivations() async throws {
        let execution = Execution(Depth(1_000_000))
        _ = try await execution.next()
        let snapshot = try execution.snapshot()
        #expect(snapshot.data.count < 16_000_000)
        let revived = try Execution<Depth>(snapshot: snapshot)
        #expect(revived.stack.activations.count == 1_000_001)
        #expect(try await revived.next() == nil)
        #expect(revived.output == 1_000_000)
    }

    @Test func whatIsEncodedIsDecoded() throws {
        for depth in [10, 100, 256, 512, 10_000] {
            var list = List.end
            for value in 0..<depth { list = .pair(value, list) }
            var found = try reread(list)
            #expect(found.count == depth)
            // Taken apart with a loop: Swift's own way of letting go of it recurses.
            while case .pair(_, let rest) = found { found = rest }
            while case .pair(_, let rest) = list { list = rest }
            guard depth < 1000 else { continue }
            var nested = Nested()
            for _ in 0..<depth { nested = Nested(values: [nested]) }
            #expect(try reread(nested).depth == depth)
        }
    }

    /// The value is taken apart with a loop: Swift's own way of letting go of it recurses.
    @Test func whatIsTooDeepIsAnError() throws {
        var list = List.end
        for value in 0..<500_000 { list = .pair(value, list) }
        let error = #expect(throws: SnapshotError.self) { try CBOREncoder().encode(["list": list]) }
        guard case .unstorable(let path, let reason) = error else { fatalError() }
        #expect(path.hasPrefix("list.pair._1.pair._1.") && reason.contains("too deeply"))
        #expect("\(try #require(error))".utf8.count < 2000)
        while case .pair(_, let rest) = list { list = rest }

        var node = Node(0)
        for value in 1...500_000 { node = Node(value, next: node) }
        #expect(throws: SnapshotError.self) { try CBOREncoder().encode(node) }
        while let next = node.next {
            node.next = nil
            node = next
        }
    }

    @Test func whatIsForgedTooDeepIsAnError() throws {
        for (opening, closing) in [("81", ""), ("c1", ""), ("9f", "ff"), ("a16161", ""), ("d81c81", "")] {
            let count = 400_000
            let digits = String(repeating: opening, count: count) + "f6" + String(repeating: closing, count: count)
            let forged = data(digits)
            #expect(throws: DecodingError.self) { try CBORDecoder().decode(Nested.self, from: forged) }
            #expect(throws: DecodingError.self) { try CBORDecoder().decode(Payload.self, from: forged) }
            #expect(throws: DecodingError.self) { try CBORDecoder().decode(Node.self, from: forged) }
        }
        let list = data(String(repeating: "a16470616972a2625f3100625f31", count: 400_000))
        #expect(throws: DecodingError.self) { try CBORDecoder().decode(List.self, from: list) }
        var links = ""
        for _ in 0..<400_000 { links += "a2" + "6576616c756501" + "646e657874" }
        #expect(throws: DecodingError.self) {
            try CBORDecoder().decode(Node.self, from: data(links + "a16576616c756501"))
        }
    }

    /// A forged value may be nested more deeply than any that is written: it is written all the same, or refused.
    @Test func whatIsForgedAndReadIsWrittenOrRefused() throws {
        var outcomes: [String] = []
        for count in [1_000, 4_000, 6_600, 9_000, 9_999, 10_000, 10_001, 13_000, 19_999, 20_001, 40_000] {
            let digits = String(repeating: "81", count: count) + "f6"
            guard let value = try? CBORDecoder().decode(Payload.self, from: data(digits)) else {
                outcomes.append("not read")
                continue
            }
            do {
                #expect(hexadecimal(try CBOREncoder().encode(value)) == digits)
                outcomes.append("written")
            } catch SnapshotError.unstorable(_, let reason) {
                #expect(reason.contains("too deeply"))
                outcomes.append("refused")
            }
        }
        #expect(outcomes.first == "written" && outcomes.last == "not read", "\(outcomes)")
    }

    /// A type that tries one thing after the other fails at every level, and each error has a path.
    @Test func errorsAtEveryLevelTakeNoTime() throws {
        let forged = data(String(repeating: "81", count: 400) + "f0")
        let time = ContinuousClock().measure {
            for _ in 0..<10 {
                #expect(throws: DecodingError.self) { try CBORDecoder().decode(Payload.self, from: forged) }
            }
        }
        #expect(time < .seconds(5))
    }

    /// References cannot be used to make little data into much.
    @Test func sharedObjectsAreMadeOnce() throws {
        // Each object holds the next one twice.
        var digits = ""
        for _ in 0..<40 { digits += "d81c" + "a2" + "6161" }
        digits += "d81c" + "a0"
        for index in (1...40).reversed() {
            digits += "6162" + "d81d18" + (index < 16 ? "0" : "") + String(index, radix: 16)
        }
        let twins = try CBORDecoder().decode(Twins.self, from: data(digits))
        #expect(twins.a === twins.b && twins.a?.a === twins.b?.b)
        // Where no objects are asked for, references are not followed.
        #expect(throws: DecodingError.self) { try CBORDecoder().decode(Payload.self, from: data(digits)) }
    }
}

private final class Twins: Codable {
    var a: Twins?
    var b: Twins?
}

private indirect enum List: Codable {
    case end
    case pair(Int, List)

    var count: Int {
        var (count, rest) = (0, self)
        while case .pair(_, let next) = rest { (count, rest) = (count + 1, next) }
        return count
    }
}

private struct Nested: Codable {
    var values: [Nested] = []

    var depth: Int {
        var (depth, rest) = (0, self)
        while let next = rest.values.first { (depth, rest) = (depth + 1, next) }
        return depth
    }
}
