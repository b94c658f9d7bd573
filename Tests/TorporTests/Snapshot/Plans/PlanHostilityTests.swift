import Foundation
import Testing

@testable import Torpor

/// Whatever is not as it is written: what comes of it with plans is what comes of it without.
@Suite struct PlanHostilityTests {
    @Test func changedAtRandom() throws {
        var mutation = Mutation(seed: 20)
        let end = ContinuousClock.now + .seconds(6)
        var rounds = 0
        var subjects = try Self.subjects()
        while ContinuousClock.now < end, rounds < 200_000 {
            let index = Int(mutation.random.next() % UInt64(subjects.count))
            let changed = mutation.change(subjects[index].data)
            if subjects[index].check(changed), subjects.count < 300 {
                subjects.append(Subject(data: changed, check: subjects[index].check))
            }
            rounds += 1
        }
        #expect(rounds > 1000)
    }

    /// Maps in another order, with other keys, with keys that are there twice, and values in other forms.
    @Test func otherForms() throws {
        let plain: [(String, [UInt8])] = [
            ("a", [0x01]), ("bb", [0x61, 0x78]), ("ccc", [0xF5]), ("list", [0x81, 0x02]),
        ]
        func check(_ entries: [(String, [UInt8])], _ comment: Comment) {
            for head: [UInt8] in [[0xA0 + UInt8(entries.count)], [0xB8, UInt8(entries.count)], [0xBF]] {
                let body = entries.flatMap { [0x60 + UInt8($0.0.utf8.count)] + Array($0.0.utf8) + $0.1 }
                let data = Data(head + body + (head == [0xBF] ? [0xFF] : []))
                #expect(Subject.agree(PlannedEntries.self, data) != nil, comment)
                let list = Data([0x82]) + data + data
                #expect(Subject.agree([PlannedEntries].self, list) != nil, comment)
            }
        }
        check(plain, "as it is")
        check(plain.reversed(), "in another order")
        for index in plain.indices {
            check(plain.enumerated().filter { $0.offset != index }.map(\.element), "without one")
            check(plain + [plain[index]], "with one twice")
            check(
                Array(plain[...index]) + [plain[index]] + Array(plain[(index + 1)...]),
                "with one twice, side by side"
            )
            for value: [UInt8] in [
                [0xF6], [0xF7], [0x18, 0x05], [0x20], [0xFB, 0x3F, 0xF0, 0, 0, 0, 0, 0, 0], [0xF9, 0x3C, 0], [0x60],
                [0x7F, 0x61, 0x78, 0xFF], [0x61, 0xFF], [0xA0], [0x80], [0x9F, 0x01, 0xFF], [0xC0, 0x01],
                [0xD8, 0x1C, 0x01],
                [0xC2, 0x41, 0x01], [0x82, 0x01, 0x61, 0x78], [0xDA, 0, 0x54, 0x4F, 0x52, 0xF6], [0x40],
                [0xD8, 0x1D, 0x00], [0x1B, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            ] {
                var changed = plain
                changed[index].1 = value
                check(changed, "with \(value) for \(plain[index].0)")
                check(changed + [("zzzzz", value)], "with \(value) at another key too")
            }
        }
        for other in ["", "A", "b", "b0", "zz", "bb1", "lisp", "lists", "a key that no field has"] {
            let inserted = (plain + [(other, [0x81, 0xA1, 0x61, 0x61, 0x80])])
                .sorted { ($0.0.utf8.count, $0.0) < ($1.0.utf8.count, $1.0) }
            check(inserted, "with the key '\(other)'")
            check(plain + [(other, [0x00]), (other, [0x00])], "with '\(other)' twice")
        }
        // A key in a longer form than it needs.
        #expect(Subject.agree(PlannedEntries.self, Data([0xA1, 0x78, 0x01, 0x61, 0x05])) != nil)
        #expect(Subject.agree(PlannedEntries.self, Data([0xA2, 0x61, 0x61, 0x05, 0x78, 0x01, 0x61, 0x06])) != nil)
        #expect(Subject.agree(PlannedEntries.self, Data([0xD9, 0xD9, 0xF7, 0xA0])) != nil)
    }

    @Test func casesInOtherForms() throws {
        func text(_ text: String) -> [UInt8] { [0x60 + UInt8(text.utf8.count)] + Array(text.utf8) }
        let circle = text("circle")
        for bytes: [UInt8] in [
            [0xA0], [0xF6], text("point"), [0xA1] + text("point") + [0xA0], [0xA1] + text("point") + [0xF6],
            [0xA1] + text("point") + [0xA1] + text("x") + [0x01], [0xA1] + text("other") + [0xA0],
            [0xA2] + text("other") + [0xA0] + text("point") + [0xA0],
            [0xA2] + text("point") + [0xA0] + text("point") + [0xA0],
            [0xA2] + text("point") + [0xA0] + text("nowhere") + [0xA0], [0xBF] + text("point") + [0xA0, 0xFF],
            [0xA1] + text("point") + [0xBF, 0xFF], [0xA1] + circle + [0xA0],
            [0xA1] + circle + [0xA1] + text("_0") + [0x01],
            [0xA1] + circle + [0xA2] + text("_0") + [0xF9, 0, 0] + text("_9") + [0xA1, 0x01, 0x02],
            [0xA1] + circle + [0xA1] + text("_1") + [0x01], [0xA1] + circle + [0x81, 0x01],
            [0xA1] + text("text") + [0xA1] + text("_0") + text("x"),
            [0xA1] + text("text") + [0xA1] + text("size") + [0x01],
            [0xA1] + text("text") + [0xA2] + text("_0") + text("x") + text("size") + [0xF6],
            [0xA1] + text("text") + [0xA2] + text("_0") + text("x") + text("size") + [0xF5],
            [0xA1] + text("tree") + [0xA1] + text("_0") + [0xA1] + text("node") + [0xA2] + text("_0") + [0xA1]
                + text("leaf") + [0xA0] + text("_2") + [0xA1] + text("leaf") + [0xA0],
            [0xA1] + text("tree") + [0xA1] + text("_0") + [0xA1] + text("node") + [0xA3] + text("_0") + [0xA1]
                + text("leaf") + [0xA0] + text("_2") + [0xA1] + text("leaf") + [0xA0] + text("value") + [0x00],
        ] {
            #expect(Subject.agree(PlannedShape.self, Data(bytes)) != nil, "\(bytes)")
            #expect(Subject.agree([PlannedShape].self, Data([0x82] + bytes + bytes)) != nil, "\(bytes)")
        }
        for value: [UInt8] in [text("red"), text("re"), text("blue"), [0x00], [0x01], [0x20], [0x18, 0x01], [0xF6]] {
            #expect(Subject.agree([PlannedColour].self, Data([0x81] + value)) != nil)
            #expect(Subject.agree(PlannedNumber.self, Data(value)) != nil)
        }
    }

    /// Of what a list had when its end turned out to be wrong, nothing is let go of twice or kept.
    @Test func whatWasReadInVainIsLetGoOf() throws {
        let texts = (0..<50).map { PlannedLabel.single(label: "a text that is not short \($0)") }
        let whole = try CBOREncoder().encode(PlannedPair(one: texts, two: texts))
        for offset in stride(from: 1, to: whole.count, by: 3) {
            var changed = whole
            changed[offset] ^= 0x20
            #expect(Subject.agree(PlannedPair<[PlannedLabel], [PlannedLabel]>.self, changed) != nil)
        }
    }
}

struct PlannedEntries: Codable, Equatable, SynthesizedCoding {
    var list: [Int]
    var a: Int
    var ccc: Bool?
    var bb: String?
}

extension PlanHostilityTests {
    /// Bytes, and what compares the ways to read them.
    struct Subject {
        let data: Data
        /// Whether there is a value.
        let check: (Data) -> Bool

        init(data: Data, check: @escaping (Data) -> Bool) {
            (self.data, self.check) = (data, check)
        }

        init<Value: Codable>(_ value: Value) throws {
            data = try CBOREncoder().encode(value)
            check = { data in
                let isRead = Subject.agree(Value.self, data)
                #expect(isRead != nil, "\(Value.self) from \(data.map { String($0, radix: 16) })")
                return isRead ?? false
            }
        }

        /// Whether there is a value, with plans and without; nil if the ways do not agree.
        static func agree<Value: Codable>(_ type: Value.Type, _ data: Data) -> Bool? {
            let planned = Result { try CBORDecoder().decode(type, from: data) }
            let ordinary = Result { try Ordinary.decode(type, from: data) }
            switch (planned, ordinary) {
            case (.success(let one), .success(let two)):
                guard let bytes = try? Ordinary.encode(one), let others = try? Ordinary.encode(two) else { return nil }
                return bytes == others && (try? CBOREncoder().encode(one)) == bytes ? true : nil
            case (.failure(let one), .failure(let two)): return "\(one)" == "\(two)" ? false : nil
            default: return nil
            }
        }
    }

    static func subjects() throws -> [Subject] {
        [
            try Subject(PlannedScalars()), try Subject([PlannedOptionals.full, PlannedOptionals(typealias: nil)]),
            try Subject(PlannedWide()), try Subject(PlannedEntries(list: [1], a: 2, ccc: true, bb: "x")),
            try Subject([PlannedShape.text("a", size: 1), .polygon([1], ["a"]), .maybe(nil), .flags(true, 1, nil)]),
            try Subject(PlannedTree.node(.number(1), value: "a longer text than is short", .many([.leaf, .wide(1)]))),
            try Subject([PlannedChain.next(.next(.end(true), 1), 255)]), try Subject([PlannedColour.red, .green]),
            try Subject(PlannedFolder(name: "a", folders: [.init(name: "b", folders: [])], counts: ["c": 1])),
            try Subject(PlannedPair(one: [PlannedNumber.many], two: PlannedMaybe(value: "x", list: [nil, "y"]))),
            try Subject([PlannedGeneric<PlannedTree>.pair(.leaf, .number(2)), .list([.leaf]), .none]),
        ]
    }
}
