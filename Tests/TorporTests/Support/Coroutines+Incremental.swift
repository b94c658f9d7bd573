import Torpor

/// ```swift
/// func total(of numbers: [Int]) async throws -> Int {
///     var sum = 0
///     for number in numbers { sum += try await itself(number) }
///     return sum
/// }
/// ```
struct Total: Coroutine {
    typealias Output = Int

    static let identifier = "Tests.total(of:)"

    enum State: String { case start, itself1 }

    var state = State.start
    var iterator: RemainingIterator<[Int]>
    var sum = 0

    init(of numbers: [Int]) {
        iterator = DurableIteration.iterator(over: numbers)
    }

    mutating func resume(_ activation: Activation<Self>) async throws -> Transition {
        guard let number = iterator.next() else { return activation.finish(sum) }
        sum += number
        state = .itself1
        return .checkpoint
    }

    init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder)
        state = try frame.state(State.self)
        iterator = try frame.decode("iterator", like: DurableIteration.iterator(over: [Int]()))
        sum = try frame.decode("sum", like: 0)
    }

    func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state)
        try frame.encode(iterator, "iterator")
        try frame.encode(sum, "sum")
    }
}

/// Something that is shared, with much in it.
final class Ledger: Codable {
    var entries: [Int] = []
    var pages = Array(repeating: "a page that nobody changes", count: 40)
    var note: String?
    var previous: Ledger?
}

/// ```swift
/// func descend(_ depth: Int, _ ledger: Ledger, _ names: [String]) async throws -> Int {
///     var names = names
///     if depth > 0 { return try await descend(depth - 1, ledger, names) + 1 }
///     for i in 0..<6 {
///         ledger.entries.append(i)
///         names[i] += "!"
///         try await nothing()
///     }
///     return 0
/// }
/// ```
/// without a ledger, where there is none, and going on with one call that does not return at once.
struct Descend: Coroutine {
    typealias Output = Int

    static let identifier = "Tests.descend(_:_:_:)"

    enum State: String { case start, descend1, nothing1, nothing2 }

    var state = State.start
    var depth: Int
    var step = 0
    var ledger: Ledger?
    var names: [String]

    init(_ depth: Int, _ ledger: Ledger? = nil, _ names: [String] = []) {
        self.depth = depth
        self.ledger = ledger
        self.names = names
    }

    mutating func resume(_ activation: Activation<Self>) async throws -> Transition {
        switch state {
        case .start where depth > 0:
            state = .descend1
            activation.call(Descend(depth - 1, ledger, names))
            return .called
        case .descend1:
            depth += try activation.result(of: Descend.self)
            state = .nothing2
            return depth % 3 == 0 ? .checkpoint : activation.finish(1)
        case .nothing2:
            return activation.finish(1)
        case .start, .nothing1:
            if step == 6 { return activation.finish(0) }
            ledger?.entries.append(step)
            if names.indices.contains(step) { names[step] += "!" }
            step += 1
            state = .nothing1
            return .checkpoint
        }
    }

    func restoreCallee(_ restoration: inout CalleeRestoration) throws -> AnyActivation? {
        state == .descend1 ? try restoration.callee(Descend.self) : nil
    }

    init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder)
        state = try frame.state(State.self)
        depth = try frame.decode("depth", like: 0)
        step = try frame.decode("step", like: 0)
        ledger = try frame.decode("ledger", like: nil as Ledger?)
        names = try frame.decode("names", like: [String]())
    }

    func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state)
        try frame.encode(depth, "depth")
        try frame.encode(step, "step")
        try frame.encode(ledger, "ledger")
        try frame.encode(names, "names")
    }
}
