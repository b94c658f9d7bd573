import Torpor

struct Delay: Error {
    var hours: Int
}

enum Loss: Error {
    case luggage
}

struct Kept: Error, Codable {}

protocol Setback: Error, Codable {}

struct Inherited: Setback {}

func travel() async throws {}

/// Throws on what it has kept.
@Durable
func depart() async throws {
    do {
        try await travel()
    } catch {
        if error is Delay { print("still itself") }
        try await Durable.sleep(for: .seconds(1))
        if error is Delay { print("never") }
        //          ^ warning [#OpaqueError] 'Delay' is not Codable, so that an error of this type that has crossed a
        switch error {
        case Loss.luggage: print("never")
        //   ^ warning [#OpaqueError] 'Loss' is not Codable, so that an error of this type that has crossed a suspension
        case is Kept, is Inherited: print("matches")
        default: throw error
        }
    }
}

/// An error that comes straight from where it is thrown is itself.
@Durable
func change() async throws {
    do {
        try await travel()
    } catch let delay as Delay {
        print(delay.hours)
    }
}

@Durable
func arrive() async throws {
    do {
        try await depart()
    } catch let delay as Delay {
    //                   ^ warning [#OpaqueError] 'Delay' is not Codable, so that an error of this type that has crossed
        print(delay.hours)
    } catch Loss.luggage {
    //      ^ warning [#OpaqueError] 'Loss' is not Codable, so that an error of this type that has crossed a suspension
        print("never")
    } catch is Kept {
        print("matches")
    }
}
