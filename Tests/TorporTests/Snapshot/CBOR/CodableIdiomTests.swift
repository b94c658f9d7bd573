import Foundation
import Testing

@testable import Torpor

/// Whatever can be said with `Codable` is said, and comes back.
@Suite struct CodableIdiomTests {
    @Test func enumsWithPayloads() throws {
        enum Event: Codable, Equatable {
            case none
            case moved(x: Int, y: Double)
            case named(String)
            indirect case both(Event, Event?)
        }
        let events: [Event] = [
            .none, .moved(x: 1, y: -0.5), .named("n"), .both(.named("a"), nil), .both(.none, .moved(x: 0, y: 0)),
        ]
        #expect(try reread(events) == events)
        #expect(try hexadecimal(Event.moved(x: 1, y: 1)) == "a1656d6f766564" + "a26178016179f93c00")
    }

    @Test func optionalsLoseNothing() throws {
        let twice: [Int??] = [.none, .some(.none), .some(.some(3))]
        #expect(try reread(twice) == twice)
        let thrice: [Int???] = [.none, .some(.none), .some(.some(.none)), .some(.some(.some(3)))]
        #expect(try reread(thrice) == thrice)
        struct Holder: Codable, Equatable {
            var one: Int?
            var two: Int??
            var three: [String??]???
            var nothing: Nothing?
        }
        struct Nothing: Codable, Equatable {
            init() {}
            init(from decoder: any Decoder) throws {
                guard try decoder.singleValueContainer().decodeNil() else { throw CocoaError(.coderInvalidValue) }
            }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encodeNil()
            }
        }
        for holder in [
            Holder(), Holder(one: 1, two: .some(.none), three: .some(.some(.none)), nothing: Nothing()),
            Holder(two: .some(.some(1)), three: [.none, .some(.none), "a"]), Holder(three: .some(.none)),
        ] { #expect(try reread(holder) == holder) }
        let nothings: [Nothing??] = [nil, .some(.none), .some(.some(Nothing()))]
        #expect(try reread(nothings) == nothings)
        #expect(try reread(["a": Int?.none, "b": 1]) == ["a": nil, "b": 1])
    }

    @Test func dictionariesOfAllKeys() throws {
        struct Name: Codable, Hashable, CodingKeyRepresentable {
            var text: String
            var codingKey: any CodingKey { CBORKey(stringValue: text) }
            init(_ text: String) { self.text = text }
            init?(codingKey: some CodingKey) { text = codingKey.stringValue }
        }
        enum Colour: String, Codable, CodingKeyRepresentable { case red, green }
        enum Plain: Int, Codable { case one = 1, two }
        #expect(try reread([1: "a", -20: "b", 300: "c"]) == [1: "a", -20: "b", 300: "c"])
        #expect(try reread([Name("x"): 1, Name(""): 2]) == [Name("x"): 1, Name(""): 2])
        #expect(try reread([Colour.red: 1, .green: 2]) == [.red: 1, .green: 2])
        #expect(try reread([Plain.one: "a", .two: "b"]) == [.one: "a", .two: "b"])
        #expect(try reread([Point(x: 1, y: 2): Point(x: 3, y: 4)]) == [Point(x: 1, y: 2): Point(x: 3, y: 4)])
        #expect(try reread([1.5: [2: [true: UInt8(9)]]]) == [1.5: [2: [true: 9]]])
        #expect(try reread([String: Int]()) == [:])
        let large = Dictionary(uniqueKeysWithValues: (0..<3000).map { ("key \($0)", $0) })
        #expect(try reread(large) == large)
    }

    @Test func inheritanceWithItsOwnPlace() throws {
        class Base: Codable {
            var name: String
            init(name: String) { self.name = name }
        }
        final class Derived: Base {
            var size: Int
            enum Key: CodingKey { case size }
            init(name: String, size: Int) {
                self.size = size
                super.init(name: name)
            }
            required init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: Key.self)
                size = try container.decode(Int.self, forKey: .size)
                try super.init(from: try container.superDecoder())
            }
            override func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Key.self)
                try super.encode(to: container.superEncoder())
                try container.encode(size, forKey: .size)
            }
        }
        let found = try reread(Derived(name: "n", size: 4))
        #expect(found.name == "n" && found.size == 4)
    }

    @Test func inheritanceInOnePlace() throws {
        class Base: Codable {
            var name = "base"
            init() {}
        }
        final class Derived: Base {
            var size = 0
            enum Key: CodingKey { case size, name }
            override init() { super.init() }
            required init(from decoder: any Decoder) throws {
                try super.init(from: decoder)
                size = try decoder.container(keyedBy: Key.self).decode(Int.self, forKey: .size)
            }
            override func encode(to encoder: any Encoder) throws {
                try super.encode(to: encoder)
                var container = encoder.container(keyedBy: Key.self)
                try container.encode(size, forKey: .size)
                // What is written last counts, as in Foundation's coders.
                try container.encode("derived", forKey: .name)
            }
        }
        let derived = Derived()
        derived.size = 9
        let found = try reread(derived)
        #expect(found.size == 9 && found.name == "derived")
    }

    @Test func containersFilledInTurn() throws {
        struct Woven: Codable, Equatable {
            var numbers = [3, 1, 2]
            enum Key: CodingKey { case left, right, list, other, after }
            init() {}
            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: Key.self)
                let left = try container.nestedContainer(keyedBy: Key.self, forKey: .left)
                let right = try container.nestedContainer(keyedBy: Key.self, forKey: .right)
                var list = try container.nestedUnkeyedContainer(forKey: .list)
                numbers = [
                    try left.decode(Int.self, forKey: .left), try right.decode(Int.self, forKey: .right),
                    try list.decode(Int.self),
                ]
                var inner = try list.nestedUnkeyedContainer()
                #expect(try inner.decode(String.self) == "deep" && inner.isAtEnd)
                #expect(try list.decodeNil() && !list.isAtEnd)
                #expect(try list.superDecoder().singleValueContainer().decode(String.self) == "super")
                #expect(try list.nestedContainer(keyedBy: Key.self).decode(Bool.self, forKey: .other))
                #expect(try list.decode(Int.self) == 99 && list.isAtEnd)
                #expect(try container.superDecoder(forKey: .other).singleValueContainer().decode([Int].self) == [1])
                #expect(try container.decode(String.self, forKey: .after) == "z")
                #expect(throws: DecodingError.self) { try list.decode(Int.self) }
            }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Key.self)
                var right = container.nestedContainer(keyedBy: Key.self, forKey: .right)
                var left = container.nestedContainer(keyedBy: Key.self, forKey: .left)
                try right.encode(numbers[1], forKey: .right)
                var list = container.nestedUnkeyedContainer(forKey: .list)
                try left.encode(numbers[0], forKey: .left)
                try list.encode(numbers[2])
                var inner = list.nestedUnkeyedContainer()
                try list.encodeNil()
                try inner.encode("deep")
                let last = list.superEncoder()
                var map = list.nestedContainer(keyedBy: Key.self)
                try container.encode("z", forKey: .after)
                try list.encode(99)
                try map.encode(true, forKey: .other)
                var single = last.singleValueContainer()
                try single.encode("super")
                #expect(list.count == 6)
                try [1].encode(to: container.superEncoder(forKey: .other))
            }
        }
        #expect(try reread(Woven()) == Woven())
        #expect(try reread([Woven(), Woven()]) == [Woven(), Woven()])
    }

    /// Maps in maps are written directly behind one another as long as nobody goes back to one, in whatever order.
    @Test(arguments: 0..<64)
    func mapsFilledInAnyOrder(_ order: Int) throws {
        struct Woven: Encodable {
            let order: Int
            enum Key: String, CodingKey { case a, b, inner, list, z }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Key.self)
                if order & 1 != 0 { try container.encode([7], forKey: .list) }
                var a = container.nestedContainer(keyedBy: Key.self, forKey: .a)
                if order & 2 != 0 { try a.encode("early", forKey: .z) }
                var inner = a.nestedContainer(keyedBy: Key.self, forKey: .inner)
                if order & 4 != 0 { try inner.encode(Leaf(), forKey: .z) }
                var b = container.nestedContainer(keyedBy: Key.self, forKey: .b)
                if order & 2 == 0 { try a.encode("early", forKey: .z) }
                if order & 8 != 0 { try container.encode(Leaf(), forKey: .z) }
                try b.encode(true, forKey: .a)
                if order & 16 != 0 { try inner.encode([Leaf(), Leaf()], forKey: .list) }
                if order & 4 == 0 { try inner.encode(Leaf(), forKey: .z) }
                if order & 16 == 0 { try inner.encode([Leaf(), Leaf()], forKey: .list) }
                try b.encode(Leaf(), forKey: .list)
                if order & 8 == 0 { try container.encode(Leaf(), forKey: .z) }
                if order & 32 != 0 { try a.encode(Node(3), forKey: .b) }
                if order & 1 == 0 { try container.encode([7], forKey: .list) }
                if order & 32 == 0 { try a.encode(Node(3), forKey: .b) }
            }
        }
        struct Leaf: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Woven.Key.self)
                var nested = container.nestedContainer(keyedBy: Woven.Key.self, forKey: .b)
                try nested.encode(1, forKey: .a)
            }
        }
        #expect(try hexadecimal([Woven(order: order)]) == hexadecimal([Woven(order: 0)]))
        let json = try JSONEncoder().encode(Woven(order: order))
        let value = try JSONDecoder().decode(Payload.self, from: json)
        #expect(try hexadecimal(Woven(order: order)) == hexadecimal(value))
    }

    /// A container is used again for the next value, but not if somebody still has it.
    @Test func containersThatAreKeptAreNotUsedAgain() throws {
        final class Keeper: @unchecked Sendable {
            var writing: [KeyedEncodingContainer<CBORKey>] = []
            var reading: [KeyedDecodingContainer<CBORKey>] = []
        }
        struct Value: Codable {
            static let keeper = CodingUserInfoKey(rawValue: "keeper")!
            var number: Int
            init(number: Int) { self.number = number }
            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CBORKey.self)
                number = try container.decode(Int.self, forKey: CBORKey(stringValue: "number"))
                (decoder.userInfo[Self.keeper] as? Keeper)?.reading.append(container)
            }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: CBORKey.self)
                try container.encode(number, forKey: CBORKey(stringValue: "number"))
                (encoder.userInfo[Self.keeper] as? Keeper)?.writing.append(container)
            }
        }
        let keeper = Keeper()
        let values = (0..<100).map(Value.init)
        let data = try CBOREncoder(userInfo: [Value.keeper: keeper]).encode(values)
        #expect(try CBOREncoder().encode(values) == data)
        for index in keeper.writing.indices {
            #expect(throws: SnapshotError.self) {
                try keeper.writing[index].encode(1, forKey: CBORKey(stringValue: "late"))
            }
        }
        #expect(try CBORDecoder(userInfo: [Value.keeper: keeper]).decode([Value].self, from: data).count == 100)
        let numbers = try keeper.reading.map { try $0.decode(Int.self, forKey: CBORKey(stringValue: "number")) }
        #expect(numbers == Array(0..<100))
    }

    @Test func userInformationAndPaths() throws {
        let name = CodingUserInfoKey(rawValue: "name")!
        struct Informed: Codable {
            init() {}
            init(from decoder: any Decoder) throws {
                #expect(decoder.userInfo[CodingUserInfoKey(rawValue: "name")!] as? Int == 4)
                #expect(decoder.codingPath.map(\.stringValue) == ["a", "1"])
            }
            func encode(to encoder: any Encoder) throws {
                #expect(encoder.userInfo[CodingUserInfoKey(rawValue: "name")!] as? Int == 4)
                #expect(encoder.codingPath.map(\.stringValue) == ["a", "1"])
            }
        }
        let data = try CBOREncoder(userInfo: [name: 4]).encode(
            ["a": ["x": 1]].mapValues { _ in [Pair.number(1), .informed] }
        )
        _ = try CBORDecoder(userInfo: [name: 4]).decode([String: [Pair]].self, from: data)

        enum Pair: Codable {
            case number(Int), informed
            init(from decoder: any Decoder) throws {
                if let number = try? decoder.singleValueContainer().decode(Int.self) {
                    self = .number(number)
                } else {
                    _ = try Informed(from: decoder)
                    self = .informed
                }
            }
            func encode(to encoder: any Encoder) throws {
                switch self {
                case .number(let number): try number.encode(to: encoder)
                case .informed: try Informed().encode(to: encoder)
                }
            }
        }
    }

    @Test func aValueThatFailsLeavesNothing() throws {
        struct Failing: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.unkeyedContainer()
                try container.encode("half")
                _ = container.nestedUnkeyedContainer()
                throw CocoaError(.coderInvalidValue)
            }
        }
        struct Trying: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: CBORKey.self)
                try container.encode(1, forKey: CBORKey(stringValue: "b"))
                try? container.encode(Failing(), forKey: CBORKey(stringValue: "a"))
                try container.encode(2, forKey: CBORKey(stringValue: "c"))
            }
        }
        #expect(try hexadecimal(Trying()) == "a2616201616302")
        #expect(throws: CocoaError.self) { try CBOREncoder().encode([Failing()]) }
    }

    @Test func misuseIsAnError() {
        struct Twice: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode(1)
                try container.encode(2)
            }
        }
        struct Mixed: Encodable {
            func encode(to encoder: any Encoder) throws {
                _ = encoder.unkeyedContainer()
                var container = encoder.container(keyedBy: CBORKey.self)
                try? container.encode(1, forKey: .super)
            }
        }
        struct Kept: Encodable {
            final class Keeper: @unchecked Sendable { var container: (any UnkeyedEncodingContainer)? }
            let keeper: Keeper
            func encode(to encoder: any Encoder) throws {
                if var container = keeper.container { try container.encode(1) }
                keeper.container = encoder.unkeyedContainer()
            }
        }
        #expect(throws: SnapshotError.self) { try CBOREncoder().encode(Twice()) }
        #expect(throws: SnapshotError.self) { try CBOREncoder().encode(Mixed()) }
        let keeper = Kept.Keeper()
        #expect(throws: SnapshotError.self) { try CBOREncoder().encode([Kept(keeper: keeper), Kept(keeper: keeper)]) }
    }

    @Test func typesOfTheLibraries() throws {
        #expect(try reread(Set(["a", "b", "c"])) == ["a", "b", "c"])
        #expect(try reread(1..<5) == 1..<5)
        #expect(try reread(IndexSet([1, 2, 3, 9])) == IndexSet([1, 2, 3, 9]))
        #expect(try reread(Locale(identifier: "de_CH")) == Locale(identifier: "de_CH"))
        #expect(try reread(TimeZone(identifier: "Europe/Zurich")!) == TimeZone(identifier: "Europe/Zurich")!)
        #expect(try reread(DateComponents(year: 2026, month: 2)) == DateComponents(year: 2026, month: 2))
        #expect(try reread(Calendar(identifier: .gregorian)).identifier == .gregorian)
        #expect(try reread(PersonNameComponents(givenName: "A")) == PersonNameComponents(givenName: "A"))
        #expect(try reread(CharacterSet.decimalDigits) == .decimalDigits)
        #expect(try reread(SIMD4<Float>(1, 2, 3, 4)) == SIMD4(1, 2, 3, 4))
        #expect(try reread(ContiguousArray([1, 2])) == [1, 2])
        #expect(
            try reread(DateInterval(start: .distantPast, duration: 5)) == DateInterval(start: .distantPast, duration: 5)
        )
        let measurement = Measurement(value: 3, unit: UnitLength.kilometers)
        #expect(try reread(measurement) == measurement)
        #expect(try reread([UInt8](0...255)) == [UInt8](0...255))
        #expect(try reread(Data((0..<5000).map { UInt8(truncatingIfNeeded: $0) })).count == 5000)
        #expect(try reread(CGPoint(x: 1, y: 2)) == CGPoint(x: 1, y: 2))
    }
}
