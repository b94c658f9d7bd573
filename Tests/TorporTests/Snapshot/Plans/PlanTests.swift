import Foundation
import Testing

@testable import Torpor

/// What is written and read by plans is what is written and read by the types' own coding.
@Suite struct PlanTests {
    @Test func scalars() throws {
        try check(PlannedScalars())
        try check(
            PlannedScalars(
                int: .max,
                int8: 0,
                int16: -1,
                int32: 0,
                int64: .max,
                int128: .max,
                uint: 0,
                uint8: 255,
                uint16: 0,
                uint32: .max,
                uint64: .max,
                uint128: 0,
                bool: false,
                float: .greatestFiniteMagnitude,
                double: .infinity,
                short: "",
                long: "é∞ \u{0}",
                data: Data(),
                date: Date(timeIntervalSince1970: 0),
                decimal: 0,
                keyLongerThanSixteen: .min,
                été: String(repeating: "long ", count: 60),
                default: []
            )
        )
        try check(
            [1.5, 0.1, -0.0, 65504, 65505, .greatestFiniteMagnitude].map { PlannedMaybe(value: $0, list: [nil, $0]) }
        )
    }

    @Test func optionals() throws {
        try check(PlannedOptionals(typealias: nil))
        try check(PlannedOptionals.full)
        try check([PlannedOptionals.full, PlannedOptionals(int8: 5, text: "x", typealias: nil)])
        try check(PlannedMaybe<String>(value: nil, list: []))
        try check(PlannedMaybe(value: PlannedShape.circle(1), list: [nil, .point, .circle(2)]))
    }

    @Test func structs() throws {
        try check(PlannedNothing())
        try check([PlannedNothing](repeating: .init(), count: 3))
        try check(PlannedWide())
        try check([PlannedWide(h: true, k: nil, n: nil, s: nil), PlannedWide()])
        try check(PlannedPair(one: PlannedPair(one: true, two: UInt128(3)), two: ["a", "b"]))
        try check((0..<40).map { PlannedPair(one: $0 % 2 == 0, two: UInt128($0)) })
        try check(PlannedPair(one: [Int](), two: [[PlannedNothing()], []]))
        try check(
            PlannedFolder(
                name: "/",
                folders: [
                    PlannedFolder(name: "a", folders: [], counts: ["b": 1, "a": 2]), .init(name: "b", folders: []),
                ]
            )
        )
    }

    /// Types that lead to themselves, begun with each of those on the way.
    @Test func recursion() throws {
        let end = PlannedRing(label: "a label that is not short", rings: nil)
        let ring = PlannedRing(
            label: "",
            rings: [end, end],
            links: [.ring(end), .ring(nil), .links([nil, .ring(end)])]
        )
        try check([PlannedRing(label: "x", rings: [ring], links: []), ring])
        try check(ring)
        try check(PlannedLink.ring(ring))
        try check([PlannedLink.links([.ring(ring), nil])])
        try check(PlannedMaybe(value: [ring], list: [[ring], nil]))
        try check([[PlannedFolder(name: "a", folders: [.init(name: "b", folders: [])])]])
    }

    @Test func enums() throws {
        try check(PlannedOnly.only)
        try check(PlannedSingle.single(.init()))
        try check(PlannedLabel.single(label: "x"))
        let shapes: [PlannedShape] = [
            .point, .circle(0.1), .text("a", size: nil), .text("", size: 3), .polygon([], ["a"]), .polygon([1], []),
            .nested(.only, .single(.init()), .single(label: "")), .maybe(nil), .maybe(4), .flags(true, 255, nil),
            .flags(false, 0, true), .wide(.max, x: true), .nowhere, .aCaseWithANameThatIsLongerThanTwentyThreeLetters,
            .tree(
                .node(.number(1), value: nil, .node(.leaf, value: "v", .many([.leaf, .wide(5), .flag(true, .init())])))
            ),
        ]
        for shape in shapes { try check(shape) }
        try check(shapes)
        try check([PlannedColour.red, .green, .blue])
        try check(PlannedPair(one: PlannedNumber.minus, two: PlannedNumber.allCases))
        try check([PlannedChain.next(.next(.end(true), 1), 255), .end(false)])
        try check([PlannedGeneric<String>.none, .value("a"), .pair("a", nil), .pair("a", "b"), .list([])])
        try check([PlannedGeneric<Bool>.none, .value(true), .pair(true, nil), .pair(true, false), .list([false])])
        try check([PlannedGeneric<PlannedTree>.none, .value(.leaf), .pair(.leaf, .number(2)), .list([.leaf])])
    }

    @Test func whatCannotBePlannedIsNot() throws {
        #expect(PlanBuilder.plan(for: UnplannedHolder.self) == nil)
        #expect(PlanBuilder.plan(for: [UnplannedHolder].self) == nil)
        #expect(PlanBuilder.plan(for: UnplannedParts.self) == nil)
        #expect(PlanBuilder.plan(for: UnplannedOptionals.self) == nil)
        #expect(PlanBuilder.plan(for: UnplannedParameter<Int?>.self) == nil)
        #expect(PlanBuilder.plan(for: PlannedMaybe<Int?>.self) == nil)
        #expect(PlanBuilder.plan(for: UnplannedCoding.self) == nil)
        #expect(PlanBuilder.plan(for: PlannedGeneric<UnplannedCoding>.self) == nil)
        #expect(PlanBuilder.plan(for: PlannedPair<Set<Int>, Int>.self) == nil)
        #expect(PlanBuilder.plan(for: UnplannedParameter<Int>.self) != nil)
        // Their own coding is asked, and that of their parts.
        let parts = try CBOREncoder().encode(UnplannedParts())
        #expect(try CBORDecoder().decode(UnplannedParts.self, from: parts) == UnplannedParts())
        let optionals = [UnplannedOptionals(optional: nil), .init(optional: .some(nil)), .init(optional: 4)]
        let data = try CBOREncoder().encode(optionals)
        #expect(try CBORDecoder().decode([UnplannedOptionals].self, from: data) == optionals)
    }

    /// An instance that is shared stays so, beside what is planned.
    @Test func objectsKeepTheirIdentity() throws {
        struct Both: Codable {
            var first: UnplannedHolder
            var middle: [PlannedShape]
            var second: UnplannedHolder
        }
        let holder = UnplannedHolder()
        let both = Both(first: holder, middle: [.circle(2)], second: holder)
        let read = try CBORDecoder().decode(Both.self, from: CBOREncoder().encode(both))
        #expect(read.first.object === read.second.object)
        #expect(read.middle == both.middle)
    }

    /// As deep as without plans; what is deeper is the same error.
    @Test func depth() throws {
        func chain(_ count: Int) -> PlannedChain {
            (0..<count).reduce(.end(true)) { inner, _ in .next(inner, 1) }
        }
        let deep = chain(9_000)
        let data = try CBOREncoder().encode(deep)
        #expect(try data == Ordinary.encode(deep))
        let read = try CBORDecoder().decode(PlannedChain.self, from: data)
        #expect(try CBOREncoder().encode(read) == data)
        #if canImport(Glibc)
        let deeper = chain(19_990)
        #expect(
            try CBOREncoder().encode(CBORDecoder().decode(PlannedChain.self, from: CBOREncoder().encode(deeper))).count
                > 0
        )
        #endif
        let tooDeep = chain(21_000)
        #expect(throws: SnapshotError.self) { try CBOREncoder().encode(tooDeep) }
        var forged = Data()
        for _ in 0..<21_000 { forged += [0xA1, 0x64] + Data("next".utf8) + [0xA2, 0x62] + Data("_0".utf8) }
        forged += [0xA1, 0x63] + Data("end".utf8) + [0xA1, 0x62] + Data("_0".utf8) + [0xF5]
        for _ in 0..<21_000 { forged += [0x62] + Data("_1".utf8) + [0x01] }
        #expect(throws: DecodingError.self) { try CBORDecoder().decode(PlannedChain.self, from: forged) }
    }

    /// A list that would take far more memory than its bytes is read one by one.
    @Test func memoryIsBounded() throws {
        let forged = Data([0x9A, 0x00, 0x00, 0x40, 0x00] + [UInt8](repeating: 0xA0, count: 0x4000))
        #expect(try CBORDecoder().decode([PlannedOptionals].self, from: forged).count == 0x4000)
        #expect(throws: DecodingError.self) { try CBORDecoder().decode([PlannedWide].self, from: forged) }
    }
}

/// The coding that a type has without plans.
enum Ordinary {
    static func encode<Value: Codable>(_ value: Value) throws -> Data {
        try CBOREncoder().encode(
            {
                $0.session.isWithoutPlans = true
                try $0.write(value, nil)
            },
            into: { Data($0) }
        )
    }

    static func decode<Value: Codable>(_ type: Value.Type, from data: Data) throws -> Value {
        var value: Value?
        try CBORDecoder().decode(from: data) { document in
            document.isWithoutPlans = true
            value = try document.read(type, at: CBORDocument.start, .root)
        }
        return value!
    }
}

extension PlanTests {
    /// Makes sure that there is a plan, that it is used, and that it does what is done without.
    private func check<Value: Codable & Equatable>(
        _ value: Value,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let plan = try #require(PlanBuilder.plan(for: Value.self), sourceLocation: sourceLocation)
        let isWritten = try CBOREncoder().encode(
            { writer in
                let isDone = withUnsafePointer(to: value) { plan.write($0, to: writer) }
                #expect(isDone, sourceLocation: sourceLocation)
            },
            into: { Data($0) }
        )
        let data = try CBOREncoder().encode(value)
        #expect(data == isWritten, sourceLocation: sourceLocation)
        let ordinary = try Ordinary.encode(value)
        #expect([UInt8](data) == [UInt8](ordinary), sourceLocation: sourceLocation)
        try CBORDecoder().decode(from: data) { document in
            let read = document.read(Value.self, by: plan, at: CBORDocument.start)
            #expect(read == value, sourceLocation: sourceLocation)
        }
        #expect(try CBORDecoder().decode(Value.self, from: data) == value, sourceLocation: sourceLocation)
        #expect(try Ordinary.decode(Value.self, from: data) == value, sourceLocation: sourceLocation)
        // What Foundation makes of it comes back the same.
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "+",
            negativeInfinity: "-",
            nan: "?"
        )
        let again = try CBORDecoder().decode([Value].self, from: CBOREncoder().encode([value, value]))
        #expect(try encoder.encode(again) == encoder.encode([value, value]), sourceLocation: sourceLocation)
    }
}
