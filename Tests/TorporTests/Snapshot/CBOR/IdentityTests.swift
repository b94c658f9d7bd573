import Foundation
import Testing

@testable import Torpor

/// An object that is reachable twice is one object afterwards.
@Suite struct IdentityTests {
    @Test func oneObjectStaysOne() throws {
        let shared = Node(1)
        let found = try reread([shared, Node(2, next: shared), Node(1), shared])
        #expect(found[0] === found[3] && found[1].next === found[0] && found[2] !== found[0])
        #expect(found.map(\.value) == [1, 2, 1, 1])
    }

    @Test func onlyWhatIsSharedIsMarked() throws {
        #expect(try hexadecimal([Node(1), Node(2)]) == "82a16576616c756501a16576616c756502")
        let node = Node(1)
        #expect(try hexadecimal([node, node]) == "82d81ca16576616c756501d81d00")
    }

    /// The keys of a map are read in the order of the type, and are written in another.
    @Test func aReferenceMayBeReadBeforeTheObject() throws {
        struct Holder: Codable {
            var longer: Node
            var a: [Node?]
        }
        let node = Node(5)
        let data = try CBOREncoder().encode(Holder(longer: node, a: [nil, node]))
        #expect(hexadecimal(data).contains("6161" + "82f6d81ca1"))
        let found = try CBORDecoder().decode(Holder.self, from: data)
        #expect(found.longer === found.a[1])
    }

    @Test func identityOutlivesOptionalsEnumsAndWrappers() throws {
        enum Case: Codable {
            case one(Node), two([String: Node?])
        }
        struct Wrapper: Codable {
            var node: Node
            init(_ node: Node) { self.node = node }
            init(from decoder: any Decoder) throws { node = try decoder.singleValueContainer().decode(Node.self) }
            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode(node)
            }
        }
        struct All: Codable {
            var cases: [Case]
            var wrapper: Wrapper
            var optional: Node??
        }
        let node = Node(3)
        let found = try reread(
            All(cases: [.one(node), .two(["a": node, "b": nil])], wrapper: Wrapper(node), optional: .some(node))
        )
        guard case .one(let one) = found.cases[0], case .two(let two) = found.cases[1] else { fatalError() }
        #expect(one === found.wrapper.node && two["a"]! === one && found.optional! === one)
    }

    @Test func identityAcrossActivations() async throws {
        let execution = Execution(SharingCaller())
        _ = try await execution.next()
        let revived = try execution.revived()
        #expect(try await revived.next() == nil)
        #expect(revived.output == 12)
    }

    @Test func cyclesAreErrorsThatNameThePlace() throws {
        let one = Node(1)
        let two = Node(2, next: one)
        one.next = two
        let error = #expect(throws: SnapshotError.self) { try CBOREncoder().encode(["list": [Node(0), one]]) }
        guard case .unstorable(let path, let reason) = error else { fatalError() }
        #expect(path == "list.1.next.next" && reason.contains("refers back"))
        one.next = nil
    }

    @Test func aForgedCycleIsAnError() throws {
        for digits in [
            "d81ca26576616c756501646e657874d81d00", "d81d00", "d81d05", "82d81ca16576616c756501d81d01",
            "d81c" + "d81d00",
        ] {
            #expect(throws: DecodingError.self, "\(digits)") { try CBORDecoder().decode(Node.self, from: data(digits)) }
            #expect(throws: DecodingError.self, "\(digits)") {
                try CBORDecoder().decode([Node].self, from: data(digits))
            }
        }
    }

    @Test func anObjectOfTwoTypesIsAnError() throws {
        final class Other: Codable {
            var value: Int
            init(_ value: Int) { self.value = value }
        }
        struct Both: Codable {
            var node: Node
            var other: Other
        }
        let forged = data("a2" + "646e6f6465" + "d81ca16576616c756501" + "656f74686572" + "d81d00")
        #expect(throws: DecodingError.self) { try CBORDecoder().decode(Both.self, from: forged) }
    }

    @Test func objectsAreLetGo() throws {
        weak var written: Node?
        weak var failed: Node?
        do {
            let node = Node(1)
            let cycle = Node(2)
            cycle.next = Node(3, next: cycle)
            (written, failed) = (node, cycle)
            _ = try CBOREncoder().encode([node, node])
            #expect(throws: SnapshotError.self) { try CBOREncoder().encode(["a": [node, cycle]]) }
            cycle.next = nil
        }
        #expect(written == nil && failed == nil)
    }

    @Test func manyObjects() throws {
        let nodes = (0..<20_000).map { Node($0) }
        for (index, node) in nodes.enumerated() where index >= 2 { node.next = nodes[index / 2 * 0 + index % 2] }
        let found = try reread(nodes)
        #expect(found[19_998].next === found[0] && found[19_999].next === found[1])
    }
}

/// ```swift
/// func sharing(with node: Node, yield: Yield<Int>) async throws -> Int {
///     try await yield(node.value)
///     node.value += 1
///     return node.value
/// }
/// ```
private struct Sharing: SynchronousCoroutine {
    typealias Yielded = Int
    typealias Output = Int
    static let identifier = "Tests.sharing(with:yield:)"
    enum State: String { case start, yield1 }
    var state = State.start
    var node = Local<Node>()

    init(with node: Node) { self.node.put(node) }

    mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        if state == .start {
            activation.yield(node.value.value)
            state = .yield1
            return .yielded
        }
        node.value.value += 1
        return activation.finish(node.value.value)
    }

    init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder)
        state = try frame.state(State.self)
        node.put(try frame.decode("node", like: node.value))
    }

    func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state)
        try frame.encode(node.value, "node")
    }
}

/// ```swift
/// func sharingCaller(yield: Yield<Int>) async throws -> Int {
///     let node = Node(5)
///     let result = try await sharing(with: node, yield: yield)
///     return result + node.value
/// }
/// ```
private struct SharingCaller: SynchronousCoroutine {
    typealias Yielded = Int
    typealias Output = Int
    static let identifier = "Tests.sharingCaller(yield:)"
    enum State: String { case start, sharing1 }
    var state = State.start
    var node = Local<Node>()

    init() {}

    mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        if state == .start {
            let new = Node(5)
            node.put(new)
            activation.call(Sharing(with: new))
            state = .sharing1
            return .called
        }
        return activation.finish(try activation.result(of: Sharing.self) + node.value.value)
    }

    func restoreCallee(_ restoration: inout CalleeRestoration) throws -> AnyActivation? {
        state == .sharing1 ? try restoration.callee(Sharing.self) : nil
    }

    init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder)
        state = try frame.state(State.self)
        if state == .sharing1 { node.put(try frame.decode("node", like: node.value)) }
    }

    func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state)
        if state == .sharing1 { try frame.encode(node.value, "node") }
    }
}
