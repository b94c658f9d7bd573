import Foundation
import Testing

@testable import Torpor

private enum Listed: Error, Codable, Equatable {
    case failed(code: Int)
}

enum Elsewhere<Code: Codable & Equatable & Sendable>: Error, Codable, Equatable {
    case failed(code: Code)
}

private struct Unlisted: Error, CustomStringConvertible {
    var description: String { "unlisted failure" }
}

private enum Plain: Error {
    case bad(Int)
}

/// An error means the same after it has been stored as before, and the same as in memory.
@Suite struct StoredErrorTests {
    let catalog: [any (Error & Codable).Type] = [Listed.self]

    @Test func listedErrorsAreThemselves() throws {
        let error: any Error = Listed.failed(code: 3)
        #expect(storable(error, errors: catalog) as? Listed == .failed(code: 3))
        let frame = try stored(errors: catalog) { try $0.encode(error, "error") }
        #expect(try frame.decode("error", like: error) as? Listed == .failed(code: 3))
    }

    @Test func errorsThatANameFindsNeedNoCatalog() throws {
        let error: any Error = Elsewhere<Int>.failed(code: 6)
        #expect(storable(error) as? Elsewhere<Int> == .failed(code: 6))
        let frame = try stored { try $0.encode(error, "error") }
        #expect(try frame.decode("error", like: error) as? Elsewhere<Int> == .failed(code: 6))
    }

    @Test func errorsOfAKnownTypeNeedNoCatalog() throws {
        let error = Listed.failed(code: 4)
        let frame = try stored { try $0.encode(error, "error") }
        #expect(try frame.decode("error", like: error) == error)
    }

    @Test(arguments: [Unlisted(), Plain.bad(2), Listed.failed(code: 1), SnapshotError.truncated] as [any Error])
    func othersAreOpaqueInMemoryAndAfter(_ error: any Error) throws {
        let opaque = try #require(storable(error) as? OpaqueError)
        #expect(opaque.description == String(describing: error))
        #expect(String(reflecting: opaque) == String(reflecting: error))
        #expect(opaque.localizedDescription == error.localizedDescription)
        #expect(opaque.typeName == String(reflecting: type(of: error)))
        let frame = try stored { try $0.encode(error, "error") }
        #expect(try frame.decode("error", like: error) as? OpaqueError == opaque)
        #expect(storable(opaque) as? OpaqueError == opaque)
    }

    @Test func cancellationStaysCancellation() throws {
        let error: any Error = CancellationError()
        #expect(storable(error) is CancellationError)
        let frame = try stored { try $0.encode(error, "error") }
        #expect(try frame.decode("error", like: error) is CancellationError)
    }

    @Test func errorsInsideOtherValues() throws {
        let last: (any Error)? = Listed.failed(code: 5)
        let none: (any Error)? = nil
        let all: [any Error] = [Listed.failed(code: 6), Unlisted()]
        let failure: Result<Int, any Error> = .failure(Listed.failed(code: 7))
        let success: Result<Int, Listed> = .success(8)
        let frame = try stored(errors: catalog) {
            try $0.encode(last, "last")
            try $0.encode(none, "none")
            try $0.encode(all, "all")
            try $0.encode(failure, "failure")
            try $0.encode(success, "success")
        }
        #expect(try frame.decode("last", like: last) as? Listed == .failed(code: 5))
        #expect(try frame.decode("none", like: none) == nil)
        let back = try frame.decode("all", like: all)
        #expect(back[0] as? Listed == .failed(code: 6))
        #expect((back[1] as? OpaqueError)?.description == "unlisted failure")
        #expect(throws: Listed.failed(code: 7)) { try frame.decode("failure", like: failure).get() }
        #expect(try frame.decode("success", like: success).get() == 8)
    }

    @Test func loopsOverErrors() throws {
        let all: [any Error] = [Listed.failed(code: 1), Unlisted()]
        let known = [Listed.failed(code: 2), .failed(code: 3)]
        var (any, concrete) = (DurableIteration.iterator(over: all), DurableIteration.iterator(over: known))
        let frame = try stored(errors: catalog) { [any, concrete] in
            try $0.encode(any, "any")
            try $0.encode(concrete, "concrete")
            try $0.encode(known, "known")
        }
        any = try frame.decode("any", like: any)
        #expect(any.next() as? Listed == .failed(code: 1) && any.next() is OpaqueError)
        // The type is known, so that it need not be in a catalog.
        let bare = try FrameDecoder(reading: frame)
        concrete = try bare.decode("concrete", like: concrete)
        #expect(Array(IteratorSequence(concrete)) == known)
        let array: [Listed] = try bare.decode("known", like: known)
        #expect(array == known)
    }

    @Test func anErrorTypeThatIsGoneIsATypedError() throws {
        let error: any Error = Listed.failed(code: 1)
        let frame = try stored(errors: catalog) { try $0.encode(error, "error") }
        let other = try FrameDecoder(reading: frame)
        #expect(throws: SnapshotError.self) { try other.decode("error", like: error) }
    }
}

extension FrameDecoder {
    /// The same frame, read without a catalog.
    fileprivate init(reading other: FrameDecoder) throws {
        self = other
        errors = []
    }
}
