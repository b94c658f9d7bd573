import Foundation
import TestSupport
import Testing
import Torpor

/// `torpor inspect` shows what is in a snapshot without the program that wrote it.
struct InspectTests {
    let workspace = Workspace()
    var scratch: Scratch { workspace.scratch }

    @Test func stackTrace() async throws {
        try await save("order.torpor")
        let run = try await workspace.torpor("inspect order.torpor")
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(
            run.output == """
                App.order(_:) waits until 2026-02-10T12:00:00Z (\(try size("order.torpor")) bytes)
                #0 App.remind(about:) at sleep1 (Reminders.swift:47) [schema 0000beef]
                     item = "a \\"b\\"\\n"
                     tries = [1.0, -2.0, 3.5, nil]
                #1 App.order(_:) at remind1 (Order.swift:6) [schema c001d00d]
                     count = 7
                     id = C2D36D2C-15F6-4D68-9C33-2BFA8DE9B1D8
                     placed = 2026-02-01T00:00:00Z

                """
        )
    }

    @Test func withSources() async throws {
        try await save("order.torpor")
        try scratch.write(
            """
            import Torpor

            @Durable
            func order(_ count: Int) async throws {
                let id = makeID(), placed = now()
                try await remind(about: "x")
                print(count, id, placed)
            }

            @Durable
            func remind(about item: String) async throws {
                let tries = numbers()
                try await Durable.sleep(for: .seconds(5))
                print(item, tries)
            }

            """,
            to: "Sources/App/Order.swift"
        )
        let run = try await workspace.torpor("inspect order.torpor --sources Sources/App")
        #expect(run.output.contains("#0 App.remind(about:) at sleep1 (Sources/App/Order.swift:13) [schema 0000beef]\n"))
        #expect(run.output.contains("[schema c001d00d]\n     (has other states or locals in these sources)\n     > "))
        #expect(run.output.contains("     > try await Durable.sleep(for: .seconds(5))\n"))
        #expect(run.output.contains("#1 App.order(_:) at remind1 (Sources/App/Order.swift:6)"))
        let json = try await workspace.torpor("inspect order.torpor --json --sources Sources/App")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let stack = try #require(object["stack"] as? [[String: Any]])
        #expect(stack[0]["line"] as? Int == 13 && stack[1]["file"] as? String == "Sources/App/Order.swift")
        #expect(stack[1]["source"] as? String == "try await remind(about: \"x\")")
        #expect(stack[0]["hasChanged"] as? Bool == true)
    }

    @Test func json() async throws {
        try await save("order.torpor")
        let run = try await workspace.torpor("inspect order.torpor --json")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(object["function"] as? String == "App.order(_:)" && object["calls"] as? Int == 2)
        #expect(object["deadline"] as? String == "2026-02-10T12:00:00Z")
        let stack = try #require(object["stack"] as? [[String: Any]])
        #expect(stack.map { $0["state"] as? String } == ["sleep1", "remind1"])
        #expect(stack.map { $0["file"] as? String } == ["Reminders.swift", "Order.swift"])
        #expect(stack.map { $0["line"] as? Int } == [47, 6])
        #expect(stack.map { $0["schema"] as? String } == ["0000beef", "c001d00d"])
        #expect(stack[0]["hasChanged"] as? Bool == false && stack[0]["source"] == nil)
        let locals = try #require(stack[0]["locals"] as? [String: Any])
        #expect(locals["item"] as? String == "a \"b\"\n")
        #expect((locals["tries"] as? [Any])?.count == 4)
    }

    @Test func raw() async throws {
        try await save("order.torpor")
        let run = try await workspace.torpor("inspect order.torpor --raw")
        #expect(run.output.hasPrefix("[[[0, {\"@\": \"remind1:6\", "))
        #expect(run.output.contains("], {\"wait\": {\"deadline\": 1(1770724800)}}]"))
        #expect(run.output.contains("\"id\": 37(h'c2d36d2c15f64d689c332bfa8de9b1d8')"))
        #expect(run.output.contains("]], [[\"App.order(_:)\", 3221344269, \"Order\"], ["))
    }

    @Test func whatIsNoSnapshotIsAnError() async throws {
        try scratch.write("{}", to: "x.json")
        try scratch.write(Data(), to: "empty")
        try await save("order.torpor")
        var damaged = try Data(contentsOf: scratch["order.torpor"])
        damaged[damaged.count - 3] ^= 1
        try damaged.write(to: scratch["damaged"])
        for (path, message) in [
            ("x.json", "this is not a snapshot of Torpor: check the path [#UnreadableSnapshot]"),
            ("empty", "the snapshot is cut off: restore it from a copy, or start again from an earlier one "),
            ("damaged", "the snapshot is damaged, its checksum does not match: "),
            ("missing", "there is no such file or directory [#NoSuchFile]"),
            (".", "this file cannot be read: Is a directory [#UnreadableFile]"),
        ] {
            let run = try await workspace.torpor("inspect \(path)")
            #expect(run.status == 1 && run.output.isEmpty)
            #expect(run.errors.hasPrefix("\(path): error: \(message)"), "\(run.errors)")
        }
        #expect(try await workspace.torpor("inspect order.torpor --raw --json").status == 64)
    }

    @Test func childTasks() async throws {
        let execution = Execution(Brew(minutes: 4))
        guard case .waiting = try await execution.step() else {
            Issue.record("it does not wait")
            return
        }
        try execution.save(to: scratch["brew.torpor"])
        let run = try await workspace.torpor("inspect brew.torpor")
        #expect(
            run.output == """
                App.brew(minutes:) waits until 2100-01-01T00:00:00Z (\(try size("brew.torpor")) bytes)
                #0 Swift.async let.value<Swift.Int> at waiting
                     group = #0
                #1 App.brew(minutes:) at tea1
                     tea = #0 1
                child task 1 of group 1 waits until 2100-01-01T00:00:00Z
                #0 App.brew(minutes:) at sleep1
                     minutes = 4

                """
        )
        let json = try await workspace.torpor("inspect brew.torpor --json")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let children = try #require(object["children"] as? [[String: Any]])
        #expect(children.count == 1 && children[0]["deadline"] as? String == "2100-01-01T00:00:00Z")
        #expect((children[0]["stack"] as? [[String: Any]])?.first?["state"] as? String == "sleep1")
    }

    private func size(_ path: String) throws -> Int {
        try Data(contentsOf: scratch[path]).count
    }

    private func save(_ path: String) async throws {
        let execution = Execution(Order(count: 7))
        _ = try await execution.step()
        try execution.save(to: scratch[path])
    }
}

/// The coroutine of `order(_:)`, by hand.
private struct Order: SynchronousCoroutine {
    static let identifier = "App.order(_:)"
    static var source: SourceMap? { SourceMap("Order", 0xc001_d00d, "start:4 remind1:6") }
    enum State: String { case start, remind1 }
    var state = State.start
    let count: Int

    init(count: Int) { self.count = count }

    mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        guard state == .start else { return activation.finish() }
        activation.call(Remind())
        state = .remind1
        return .called
    }

    init(from decoder: any Decoder) throws {
        let frame = try FrameDecoder(decoder)
        state = try frame.state(State.self)
        count = try frame.decode("count", like: 0)
    }

    func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state, source: Self.source)
        try frame.encode(count, "count")
        try frame.encode(UUID(uuidString: "C2D36D2C-15F6-4D68-9C33-2BFA8DE9B1D8")!, "id")
        try frame.encode(Date(timeIntervalSince1970: 1_769_904_000), "placed")
    }
}

/// The coroutine of `remind(about:)`, by hand.
private struct Remind: SynchronousCoroutine {
    static let identifier = "App.remind(about:)"
    static var source: SourceMap? { SourceMap("Reminders", 0xbeef, "start:40 sleep1:47") }
    enum State: String { case start, sleep1 }
    var state = State.start

    init() {}

    mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        guard state == .start else { return activation.finish() }
        activation.sleep(until: Date(timeIntervalSince1970: 1_770_724_800))
        state = .sleep1
        return .sleeping
    }

    init(from decoder: any Decoder) throws {
        state = try FrameDecoder(decoder).state(State.self)
    }

    func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state, source: Self.source)
        try frame.encode("a \"b\"\n", "item")
        try frame.encode([1, -2, 3.5, nil] as [Double?], "tries")
    }
}

/// The coroutine of a function with an `async let` that sleeps, by hand.
private struct Brew: SynchronousCoroutine {
    typealias Output = Int

    static let identifier = "App.brew(minutes:)"
    enum State: String { case start, startTea1, tea1, teaClosure1, sleep1 }
    private typealias Tea = ClosureType<Void, Int>
    var state = State.start
    var minutes: Int?
    var tea: AsyncLet<Int>?

    init(minutes: Int) { self.minutes = minutes }

    var beginsClosure: Bool { state == .teaClosure1 }
    var closureType: Any.Type? { state == .teaClosure1 || state == .sleep1 ? Tea.self : nil }

    mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        switch state {
        case .start:
            var closure = self
            closure.state = .teaClosure1
            (minutes, state) = (nil, .startTea1)
            activation.call(AsyncLet<Int>.Start(operation: DurableFunction(Tea()) { closure }))
            return .called
        case .startTea1:
            tea = try activation.result(of: AsyncLet<Int>.Start.self)
            state = .tea1
            activation.call(AsyncLet<Int>.Value(on: tea!))
            return .called
        case .tea1: return activation.finish(try activation.result(of: AsyncLet<Int>.Value.self))
        case .teaClosure1:
            activation.arguments(of: Tea())
            activation.sleep(until: Date(timeIntervalSince1970: 4_102_444_800))
            state = .sleep1
            return .sleeping
        case .sleep1: return activation.finish(minutes!, as: Tea())
        }
    }

    init(from decoder: any Decoder) throws {
        state = try FrameDecoder(decoder).state(State.self)
    }

    func encode(to encoder: any Encoder) throws {
        var frame = try FrameEncoder(encoder, state: state)
        if let minutes { try frame.encode(minutes, "minutes") }
        if let tea { try frame.encode(tea, "tea") }
    }
}
