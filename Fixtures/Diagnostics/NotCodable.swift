import Foundation
import Torpor

struct Ticket: Sendable {
    var number: Int
}

enum Colour: String {
    case red
}

final class Handle {
    var count = 0
}

protocol Shape {}

protocol Stored: Codable {}

/// Storable by way of its protocol.
struct Circle: Shape, Stored {}

struct Passenger {
    struct Name {
        var first: String
    }
    var name: Name
}

extension Passenger.Name: Codable {}

typealias Tickets = [Ticket]

func book() async throws -> Ticket { Ticket(number: 1) }

@Durable
func travel(with ticket: Ticket?, as name: Passenger.Name, on tickets: Tickets, yield: Yield<Int>) async throws {
//               ^ error [#NotCodable] parameter 'ticket' lives across a suspension, and struct 'Ticket' is not Codable: make
//                                                            ^ error [#NotCodable] parameter 'tickets' lives across a
    let handle = Handle()
    //  ^ error [#NotCodable] constant 'handle' lives across a suspension, and class 'Handle' is not Codable: make
    var colours = ["wall": Colour.red]
    //  ^ error [#NotCodable] variable 'colours' lives across a suspension, and enum 'Colour' is not Codable: make
    let (circle, count) = (Circle(), 1)
    let shape: any Shape = circle
    //  ^ error [#NotCodable] constant 'shape' lives across a suspension, and 'any Shape' is not Codable: let protocol 'Shape' inherit
    var twice: (Int) -> Int = doubled { $0 * 2 }
    //  ^ error [#NotCodable] variable 'twice' lives across a suspension, and a function cannot be stored: make 'twice' a
    if count > 2 { twice = { $0 * 3 } }
    let lock = NSLock()
    //  ^ error [#NotCodable] constant 'lock' lives across a suspension, and 'NSLock' is not Codable: keep a Codable
    try await yield(handle.count)
    colours["door"] = .red
    print(ticket as Any, name, tickets, handle, colours, shape, lock, circle)
    try await yield(twice(count))
}

/// What ends before the suspension need not be Codable.
@Durable
func pass(yield: Yield<Int>) async throws {
    let handle = Handle()
    let number = handle.count
    try await yield(number)
}

@Durable
func shop(yield: Yield<Int>) async throws {
    let ticket = try await book()
    //  ^ error [#NotCodable] constant 'ticket' lives across a suspension, and struct 'Ticket' is not Codable: make
    print(ticket)
    let sum = try await book().number + book().number
    //                  ^ error [#NotCodable] the result of this call lives across a suspension, and struct 'Ticket' is
    //                                  ^ error [#NotCodable] the result of this call lives across a suspension, and
    print(sum)
    for ticket in [Ticket(number: 1), Ticket(number: 2)] {
    //            ^ error [#NotCodable] the iterator of this loop lives across a suspension, and struct 'Ticket' is not
        try await yield(ticket.number)
    }
}

@Durable(checkpoints: .onSuspend)
func shopInOneGo(yield: Yield<Int>) async throws {
    let ticket = try await book()
    try await yield(ticket.number)
}

struct Machine {
    var parts: [Ticket]

    @Durable
    func run(yield: Yield<Int>) async throws {
    //   ^ error [#NotCodable] 'self' lives across each suspension of 'run', and struct 'Machine' is not Codable: make
        try await yield(parts.count)
    }
}

struct Crash: Error {
    var place: Int
}

func fly() async throws {}

@Durable
func flight(yield: Yield<Int>) async throws {
    do {
        try await fly()
    } catch let crash as Crash {
    //          ^ error [#NotCodable] constant 'crash' lives across a suspension, and struct 'Crash' is not Codable: make
        try await yield(crash.place)
        print(crash)
    }
}

func doubled(_ function: @escaping (Int) -> Int) -> (Int) -> Int { { function(function($0)) } }

@Durable
func maker() async throws -> () -> Int {
    let number = 3
    let handle = Handle()
    //  ^ error [#NotCodable] constant 'handle' lives across a suspension, and class 'Handle' is not Codable: make
    try await Durable.sleep(for: .zero)
    return number > 2 ? { handle.count + number } : { number }
}

@Durable
func doubling() async throws -> (Int) -> Int {
    try await Durable.sleep(for: .zero)
    return doubled { $0 + 1 }
    //     ^ error [#NotCodable] this function is kept, and what it captures cannot be stored: it has to be a closure
}
