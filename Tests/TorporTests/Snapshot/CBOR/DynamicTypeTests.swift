import Foundation
import Testing

@testable import Torpor

/// Values whose type is not that of their variable keep it.
@Suite struct DynamicTypeTests {
    @Test func subclasses() throws {
        struct Holder: Codable {
            var special: Round
            var any: Figure
            var list: [Figure]
            var map: [String: Figure?]
        }
        let round = Round(id: 7, radius: 3)
        let found = try reread(Holder(special: round, any: round, list: [round, Figure(id: 1)], map: ["x": round]))
        #expect((found.any as? Round)?.radius == 3 && found.any.id == 7)
        #expect(found.any === found.special && found.list[0] === found.any && found.map["x"]! === found.any)
        #expect(type(of: found.list[1]) == Figure.self)
        #expect(type(of: try reread([Generic<Int>(id: 1)] as [Figure])[0]) == Generic<Int>.self)
    }

    /// The name is there only where it is needed.
    @Test func onlyWhatDiffersIsNamed() throws {
        #expect(try hexadecimal([Figure(id: 1)]) == "81a162696401")
        #expect(
            try CBOREncoder().encode([Round(id: 1, radius: 2)] as [Figure]).range(of: Data("TorporTests.Round".utf8))
                != nil
        )
        #expect(try CBOREncoder().encode([Round(id: 1, radius: 2)]).range(of: Data("Round".utf8)) == nil)
    }

    @Test func whatCannotBeFoundIsAnErrorThatNamesThePlace() throws {
        final class Local: Figure {}
        for figure in [Local(id: 1), Hidden(id: 1), Forgetful(id: 1)] {
            let error = #expect(throws: SnapshotError.self) { try CBOREncoder().encode(["figures": [figure]]) }
            guard case .unstorable(let path, let reason) = error else { fatalError() }
            #expect(path == "figures.0" && reason.contains("class '\(type(of: figure))'"))
        }
    }

    @Test func forgedNamesAreErrors() throws {
        let names = [
            "Swift.Int", "TorporTests.Nothing", "", "....", "TorporTests.Payload", "Swift.Array<Swift.Int>", "A<A<A<A<",
            "TorporTests.Round.", "\u{1}abcd", String(repeating: "A.", count: 300),
        ]
        for name in names {
            var bytes = Data([0xD8, 0x1B, 0x82])
            bytes += try CBOREncoder().encode(name) + (try CBOREncoder().encode(["id": 1]))
            #expect(throws: DecodingError.self, "\(name)") { try CBORDecoder().decode(Figure.self, from: bytes) }
        }
        #expect(throws: DecodingError.self) { try CBORDecoder().decode(Figure.self, from: data("d81b80")) }
        #expect(throws: DecodingError.self) { try CBORDecoder().decode(Figure.self, from: data("d81b01")) }
    }

    @Test func anyOfAProtocol() throws {
        let spot = Spot()
        let values: [any Place] = [Field(size: 4), spot, Field(size: 5), spot]
        let found = try reread(StoredValue(values)).value
        #expect(found.map(\.size) == [4, 9, 5, 9] && found[0] is Field && found[2] is Field)
        #expect(found[1] as? Spot === found[3] as? Spot)
        let optional: (any Place)? = spot
        #expect(try reread(StoredValue(["a": (optional, 1)])).value["a"]?.0?.size == 9)
        let composed: any Place & Sendable = Field(size: 2)
        #expect(try reread(StoredValue(composed)).value.size == 2)
    }

    @Test func anyOfAProtocolWithAValueThatCannotBeFound() throws {
        struct Local: Place { var size = 1 }
        let values: [any Place] = [Local()]
        let error = #expect(throws: SnapshotError.self) { try CBOREncoder().encode(["x": StoredValue(values)]) }
        guard case .unstorable(let path, let reason) = error else { fatalError() }
        #expect(path == "x.0" && reason.contains("Local"))
        let forged = try CBOREncoder().encode(["type": "Swift.Int", "value": "1"])
        #expect(throws: (any Error).self) { try CBORDecoder().decode(StoredValue<any Place>.self, from: forged) }
    }

    @Test func namesOfTypes() {
        let types: [Any.Type] = [
            Int.self, [Int: [String?]].self, Date.self, Round.self, Generic<Generic<Int>>.self, Shelf<[Int]>.Book.self,
            Shelf<Int>.Box<Shelf<String>.Book>.self, [String: Int].Index.self,
        ]
        for type in types {
            #expect(TypeName.name(of: type).flatMap { TypeName.type(named: $0) } == type, "\(type)")
        }
        #expect(TypeName.name(of: Hidden.self) == nil && TypeName.name(of: (Int, Int).self) == nil)
    }
}

class Figure: Codable, StoredClass {
    var id: Int

    init(id: Int) { self.id = id }

    private enum CodingKeys: CodingKey { case id }

    required init(from decoder: any Decoder) throws {
        id = try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .id)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
    }

    static var torporClasses: [String: ClassCoding] {
        [String(reflecting: Forgetful.self): ClassCoding(isPartial: true)]
    }
}

final class Round: Figure {
    var radius: Double

    init(id: Int, radius: Double) {
        self.radius = radius
        super.init(id: id)
    }

    private enum CodingKeys: CodingKey { case radius }

    required init(from decoder: any Decoder) throws {
        radius = try decoder.container(keyedBy: CodingKeys.self).decode(Double.self, forKey: .radius)
        try super.init(from: decoder)
    }

    override func encode(to encoder: any Encoder) throws {
        try super.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(radius, forKey: .radius)
    }
}

final class Generic<Value>: Figure {}

private final class Hidden: Figure {}

/// Adds a property that its superclass knows nothing of, which generated code says.
final class Forgetful: Figure {
    var extra = 1
}

enum Shelf<Value> {
    final class Book {}
    struct Box<Content> {}
}

protocol Place: Codable {
    var size: Int { get }
}

struct Field: Place { var size: Int }

final class Spot: Place { var size = 9 }
