import Foundation

@testable import Torpor

// Types of all layouts whose coding is synthesized, as generated code would say.

struct PlannedScalars: Codable, Equatable, SynthesizedCoding {
    var int = -5
    var int8 = Int8.min
    var int16: Int16 = 300
    var int32 = Int32.max
    var int64 = Int64.min
    var int128 = Int128.min
    var uint = UInt.max
    var uint8: UInt8 = 23
    var uint16: UInt16 = 24
    var uint32: UInt32 = 256
    var uint64: UInt64 = 65536
    var uint128 = UInt128.max
    var bool = true
    var float: Float = 0.1
    var double = 0.1
    var short = "fifteen letters"
    var long = "sixteen letters!"
    var data = Data([0, 255])
    var date = Date(timeIntervalSinceReferenceDate: 0.25)
    var uuid = UUID(uuidString: "C2D36D2C-15F6-4D68-9C33-2BFA8DE9B1D8")!
    var url = URL(string: "https://example.com/a?b")!
    var decimal = Decimal(string: "-12.500")!
    var keyLongerThanSixteen = 1
    var aKeyThatIsSoLongThatItTakesMoreThanOneByteForItsLength = 2
    var été = "summer"
    var `default` = [1, 2, 3]
}

struct PlannedOptionals: Codable, Equatable, SynthesizedCoding {
    var int: Int?
    var int8: Int8?
    var uint64: UInt64?
    var wide: UInt128?
    var bool: Bool?
    var float: Float?
    var double: Double?
    var text: String?
    var date: Date?
    var uuid: UUID?
    var data: Data?
    var list: [String]?
    var structure: PlannedPair<Bool, String>?
    var enumeration: PlannedShape?
    var tree: PlannedTree?
    var raw: PlannedColour?
    var lists: [[Int]?]?
    var empty: PlannedNothing?
    var `typealias`: Alias
    typealias Alias = Int?

    static var full: PlannedOptionals {
        PlannedOptionals(
            int: 0,
            int8: -1,
            uint64: .max,
            wide: .max,
            bool: false,
            float: .infinity,
            double: -0.0,
            text: "",
            date: Date(timeIntervalSince1970: 1.5),
            uuid: UUID(),
            data: Data(),
            list: [],
            structure: .init(one: true, two: "x"),
            enumeration: .point,
            tree: .leaf,
            raw: .green,
            lists: [nil, [], [1]],
            empty: .init(),
            typealias: 7
        )
    }
}

struct PlannedNothing: Codable, Equatable, SynthesizedCoding {}

struct PlannedPair<One: Codable & Equatable, Two: Codable & Equatable>: Codable, Equatable, SynthesizedCoding {
    var one: One
    var two: Two
}

struct PlannedMaybe<Value: Codable & Equatable>: Codable, Equatable, SynthesizedCoding {
    var value: Value?
    var list: [Value?]
}

/// With padding, and more fields than the head of a map has room for in its first byte.
struct PlannedWide: Codable, Equatable, SynthesizedCoding {
    var a = true, b = 1, c = false, d = 2.5, e: UInt8 = 1, f: UInt128 = 9, g = "g", h: Bool? = nil, i: Int8 = -1, j = 0
    var k: String? = "k", l = [true], m: UInt16 = 9, n: Float? = 1, o = PlannedNothing(), p = PlannedColour.red, q = 1
    var r: Int? = nil, s: Int? = 3, t = "", u = 0.5, v = false, w = 1, x = 2, y = 3, z = 4, aa = 5
}

enum PlannedColour: String, Codable, SynthesizedCoding {
    case red, green = "a green of which the name is a long one", blue
}

enum PlannedNumber: Int, Codable, CaseIterable, SynthesizedCoding {
    case minus = -1, one = 1, many = 1_000_000
}

enum PlannedOnly: Codable, Equatable, SynthesizedCoding {
    case only
}

enum PlannedSingle: Codable, Equatable, SynthesizedCoding {
    case single(PlannedNothing)
}

enum PlannedLabel: Codable, Equatable, SynthesizedCoding {
    case single(label: String)
}

enum PlannedShape: Codable, Equatable, SynthesizedCoding {
    case point
    case circle(Double)
    case text(String, size: Int?)
    case polygon([Int], [String])
    case nested(PlannedOnly, PlannedSingle, PlannedLabel)
    case maybe(Int?)
    case flags(Bool, UInt8, Bool?)
    case wide(UInt128, x: Bool)
    case nowhere, aCaseWithANameThatIsLongerThanTwentyThreeLetters
    case tree(PlannedTree)
}

indirect enum PlannedTree: Codable, Equatable, SynthesizedCoding {
    case leaf
    case number(Int)
    case node(PlannedTree, value: String?, PlannedTree)
    case many([PlannedTree])
    case wide(UInt128)
    case flag(Bool, PlannedNothing)
}

enum PlannedChain: Codable, Equatable, SynthesizedCoding {
    case end(Bool)
    indirect case next(PlannedChain, UInt8)
}

struct PlannedFolder: Codable, Equatable, SynthesizedCoding {
    var name: String
    var folders: [PlannedFolder]
    var counts: [String: Int] = [:]
}

enum PlannedGeneric<Value: Codable & Equatable>: Codable, Equatable, SynthesizedCoding {
    case none, value(Value), pair(Value, Value?), list([Value])
}

/// Each leads to itself by way of another type.
struct PlannedRing: Codable, Equatable, SynthesizedCoding {
    var label: String
    var rings: [PlannedRing]?
    var links: [PlannedLink] = []
}

enum PlannedLink: Codable, Equatable, SynthesizedCoding {
    case ring(PlannedRing?), links([PlannedLink?])
}

// Types for which there is no plan.

final class UnplannedObject: Codable {
    var number = 1
}

struct UnplannedHolder: Codable, SynthesizedCoding {
    var object = UnplannedObject()
}

struct UnplannedCoding: Codable, Equatable {
    var number = 1

    init() {}
    init(from decoder: any Decoder) throws { number = try decoder.singleValueContainer().decode(Int.self) / 2 }
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number * 2)
    }
}

struct UnplannedParts: Codable, Equatable, SynthesizedCoding {
    var parts = [PlannedGeneric<UnplannedCoding>.value(UnplannedCoding())]
}

struct UnplannedOptionals: Codable, Equatable, SynthesizedCoding {
    var optional: Int??
}

struct UnplannedParameter<Value: Codable & Equatable>: Codable, Equatable, SynthesizedCoding {
    var value: Value
}
