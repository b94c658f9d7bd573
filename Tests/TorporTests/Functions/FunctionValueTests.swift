import Foundation
import Testing

@testable import Torpor

/// Functions are told by what they capture, wherever they have been, and by nothing else.
@Suite struct FunctionValueTests {
    @Test func functionsAreStoredWhereverTheyAre() throws {
        let add = Adding(5).function
        #expect(try reread(add)(1) == 6)
        #expect(try reread([add, Adding(7).function])[1](1) == 8)
        #expect(try reread(["a": [add]])["a"]![0](2) == 7)
        #expect(try reread(add as ((Int) -> Int)?)!(3) == 8)
        #expect(try reread(nil as ((Int) -> Int)?) == nil)
        #expect(try reread(("a", add)).1(3) == 8)
    }

    @Test func structsWithFunctionsAreStoredFieldByField() throws {
        var rule = Rule(name: "a", change: Adding(5).function, other: nil, pair: (2, Adding(1).function))
        rule.change = [rule.change, Adding(6).function].last!
        let found = try reread([rule])[0]
        #expect(found.name == "a" && found.change(1) == 7 && found.other == nil && found.pair.1(found.pair.0) == 3)
        #expect(try reread(found).change(2) == 8)
    }

    /// What is shared stays shared.
    @Test func functionsThatAreOneStayOne() throws {
        let add = Adding(5).function
        let found = try reread([add, add])
        var depth = 0
        let objects = found.map { FunctionValue.object(of: $0, depth: &depth) }
        #expect(objects[0] != nil && objects[0] === objects[1])
    }

    @Test func thunksAreTakenOff() throws {
        var function = Adding(1).function
        for _ in 0..<200_000 {
            var place = Local<(Int) -> Int>()
            place.put(&function)
            function = place.take()
        }
        #expect(function(1) == 2)
    }

    @Test func whatSomebodyElseHasMadeIsAnError() throws {
        func twice(_ function: @escaping (Int) -> Int) -> (Int) -> Int { { function(function($0)) } }
        let add = Adding(5).function
        let number = Int.random(in: 1...9)
        for function in [twice(add), { $0 + number }, { $0 }, { add($0) }] as [(Int) -> Int] {
            let error = #expect(throws: SnapshotError.self) {
                try CBOREncoder().encode(["functions": StoredValue([function])])
            }
            guard case .unstorable(let path, let reason) = error else { fatalError() }
            #expect(path == "functions.0" && reason.contains("outside of durable functions"))
        }
    }

    @Test func functionsOfOtherTypesAreErrors() throws {
        let throwing: (Int) throws -> Int = Adding(5).function
        #expect(try reread(throwing)(1) == 6)
        let bytes = try CBOREncoder().encode(StoredValue(Adding(5).function))
        #expect(throws: SnapshotError.self) {
            try CBORDecoder().decode(StoredValue<(Int) -> String>.self, from: bytes)
        }
    }

    @Test(arguments: [
        ("$sS2iIegyd_S2iIegnr_TR", true), ("$sS2iIegyd_S2iIegnr_TRTA", true), ("$sS2iIegyd_S2iIegnr_TRTA.58", true),
        ("$s2a06twice2yS2icS2icFS2icfU_TA", false), ("$sS2iIegyd_S2iIegnr_TRTf3npf_nTA", false), ("TR", false),
        // Copies for certain types: of a thunk, and of another function.
        ("$sxSixIegnyr_xSixIegnnr_SeRzSERzlTRSS_TG5TA", true), ("$s1a4makeyS2icxlFSiycfU_Si_TG5TA", false),
    ])
    func thunksHaveNamesOfTheirOwn(name: String, isThunk: Bool) {
        #expect(SymbolNames.isThunk(named: name) == isThunk)
    }

    private func reread<Value>(_ value: Value) throws -> Value {
        try CBORDecoder().decode(StoredValue<Value>.self, from: CBOREncoder().encode(StoredValue(value))).value
    }
}

/// As generated code makes it: a coroutine in the state of a closure.
struct Adding: Coroutine {
    static let identifier = "Tests.adding(_:)"

    var number: Int

    init(_ number: Int) {
        self.number = number
    }

    mutating func resume(_ activation: Activation<Self>) async throws -> Transition { .finished }

    func function(of object: FunctionObject<Self>) -> Any? {
        Local<(Int) -> Int>().function({ [object] in $0 + object.coroutine.number })
    }

    var function: (Int) -> Int { function(of: FunctionObject(of: self)) as! (Int) -> Int }
}

private struct Rule: FrameRecord {
    let name: String
    var change: (Int) -> Int
    var other: ((Int) -> Int)?
    var pair: (Int, (Int) -> Int)

    static func _put(_ value: Any, _ property: String, at place: UnsafeMutableRawPointer) -> Bool {
        switch property {
        case "change":
            struct Property { let value: (Int) -> Int }
            guard let value = value as? ((Int) -> Int) else { return false }
            place.initializeMemory(as: Property.self, to: Property(value: value))
        case "other":
            struct Property { let value: ((Int) -> Int)? }
            guard let value = value as? ((Int) -> Int)? else { return false }
            place.initializeMemory(as: Property.self, to: Property(value: value))
        case "pair":
            struct Property { let value: (Int, (Int) -> Int) }
            guard let value = value as? (Int, (Int) -> Int) else { return false }
            place.initializeMemory(as: Property.self, to: Property(value: value))
        default: return false
        }
        return true
    }
}
