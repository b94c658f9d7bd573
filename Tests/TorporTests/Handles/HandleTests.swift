import Foundation
import Synchronization
import Testing

@testable import Torpor

/// Handles are saved as their descriptions, and revived from them: each once, before the execution goes on.
@Suite struct HandleTests {
    private func saved(_ doors: [Door]) async throws -> Snapshot {
        let execution = Execution(Guarding(doors: doors))
        _ = try await execution.step()
        return try execution.snapshot()
    }

    @Test func aHandleIsItsDescription() async throws {
        let text = String(decoding: try await saved([Door("north")]).data, as: UTF8.self)
        #expect(text.contains("north") && !text.contains("secret"))
    }

    @Test func sharedHandlesAreRevivedOnce() async throws {
        let (north, south) = (Door("north"), Door("south"))
        let snapshot = try await saved([north, south, north])
        let house = House()
        let execution = try await Execution<Guarding>(snapshot: snapshot, environment: 1, "other", house)
        #expect(house.opened == ["north", "south"])
        _ = try await execution.step()
        let doors = try #require(execution.output)
        #expect(doors.map(\.name) == ["north", "south", "north"])
        #expect(doors[0] === doors[2] && doors[0] !== doors[1] && doors[0] !== north)
    }

    @Test func anExecutionKeepsItsHandlesInMemory() async throws {
        let door = Door("north")
        let execution = Execution(Guarding(doors: [door]))
        _ = try await execution.step()
        _ = try execution.snapshot()
        _ = try await execution.step()
        #expect(execution.output?[0] === door)
    }

    @Test func manyHandlesAreRevivedInOrder() async throws {
        let house = House()
        let names = (0..<200).map { "door \($0)" }
        let execution = try await Execution<Guarding>(
            snapshot: saved(names.map { Door($0) }),
            environment: house
        )
        #expect(house.opened == names)
        _ = try await execution.step()
        #expect(execution.output?.map(\.name) == names)
    }

    @Test func openingWithoutAnEnvironmentIsAnError() async throws {
        let snapshot = try await saved([Door("north")])
        #expect(throws: SnapshotError.unrevived(handle: "TorporTests.Door")) {
            _ = try Execution<Guarding>(snapshot: snapshot)
        }
        await #expect {
            _ = try await Execution<Guarding>(snapshot: snapshot, environment: "something else")
        } throws: { error in
            guard case HandleError.noEnvironment("TorporTests.Door", let path, "TorporTests.House") = error else {
                return false
            }
            return path == "stack.0.1.doors.0" && "\(error)".contains("House")
        }
    }

    @Test func whatCannotBeRevivedLeavesTheFileAsItWas() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "HandleTests-\(UUID()).snapshot")
        defer { try? FileManager.default.removeItem(at: file) }
        try await saved([Door("north"), Door("south")]).write(to: file)
        let before = try Data(contentsOf: file)
        let house = House(closed: ["south"])
        for _ in 0..<2 {
            await #expect {
                _ = try await Execution<Guarding>(contentsOf: file, environment: house)
            } throws: { error in
                guard case HandleError.revival("TorporTests.Door", "stack.0.1.doors.1", let reason) = error else {
                    return false
                }
                return reason is Closed
            }
            #expect(try Data(contentsOf: file) == before)
        }
        house.open("south")
        let execution = try await Execution<Guarding>(contentsOf: file, environment: house)
        _ = try await execution.step()
        #expect(execution.output?.count == 2)
    }

    @Test func whatCannotBeDescribedIsNotSaved() async throws {
        let door = Door("north")
        let execution = Execution(Guarding(doors: [door]))
        _ = try await execution.step()
        door.isStuck.store(true, ordering: .relaxed)
        #expect {
            _ = try execution.snapshot()
        } throws: { error in
            guard case HandleError.hibernation("TorporTests.Door", let path, let reason) = error else { return false }
            return path == "stack.0.1.doors.0" && reason is Closed
        }
        door.isStuck.store(false, ordering: .relaxed)
        _ = try execution.snapshot()
        _ = try await execution.step()
        #expect(execution.isFinished)
    }

    @Test func handlesInDescriptionsAreRevivedFirst() async throws {
        let wing = Wing(Door("inner"), in: "west")
        let execution = Execution(Visit(wings: [wing, wing, Wing(Door("outer"), in: "east")]))
        _ = try await execution.step()
        let house = House()
        let opened = try await Execution<Visit>(snapshot: execution.snapshot(), environment: house)
        _ = try await opened.step()
        let wings = try #require(opened.output)
        #expect(wings.map(\.door.name) == ["inner", "inner", "outer"] && wings[0] === wings[1])
        #expect(house.opened == ["inner", "outer"])
    }

    @Test func errorsThatDecodingSwallowsDoNotLoseAHandle() async throws {
        let execution = Execution(Tolerance(door: Lenient(door: Door("north"))))
        _ = try await execution.step()
        let opened = try await Execution<Tolerance>(snapshot: execution.snapshot(), environment: House())
        _ = try await opened.step()
        #expect(opened.output?.door?.name == "north")
    }

    @Test func descriptionsOfAnotherTypeAreAnError() async throws {
        let forged = try await saved([Door("north")])
        let data = SnapshotHeader.seal(
            Data(try SnapshotHeader.open(forged.data).map { $0 == UInt8(ascii: "n") ? 0xFF : $0 }),
            codec: CBORSnapshotCodec.identifier
        )
        await #expect(throws: SnapshotError.self) {
            _ = try await Execution<Guarding>(snapshot: Snapshot(data: data), environment: House())
        }
    }
}

struct Closed: Error {}

/// Where doors are.
final class House: Sendable {
    private let state: Mutex<(opened: [String], closed: Set<String>)>

    init(closed: Set<String> = []) {
        state = Mutex(([], closed))
    }

    var opened: [String] { state.withLock { $0.opened } }

    func open(_ name: String) { state.withLock { _ = $0.closed.remove(name) } }

    func door(_ name: String) throws -> Door {
        try state.withLock { state in
            if state.closed.contains(name) { throw Closed() }
            state.opened.append(name)
        }
        return Door(name)
    }
}

final class Door: Hibernatable, Sendable {
    let name: String
    let secret = "secret"
    let isStuck = Atomic(false)

    init(_ name: String) {
        self.name = name
    }

    func hibernate() throws -> String {
        if isStuck.load(ordering: .relaxed) { throw Closed() }
        return name
    }

    static func revive(from name: String, in house: House) async throws -> Door {
        await Task.yield()
        return try house.door(name)
    }
}

/// A handle that another describes.
final class Wing: Hibernatable {
    let door: Door
    let name: String

    init(_ door: Door, in name: String) {
        self.door = door
        self.name = name
    }

    struct Description: Codable {
        var door: Door
        var name: String
    }

    func hibernate() -> Description { Description(door: door, name: name) }

    static func revive(from description: Description, in _: Void) -> Wing {
        Wing(description.door, in: description.name)
    }
}

/// Decodes what it can.
struct Lenient: Codable {
    var door: Door?

    init(door: Door?) {
        self.door = door
    }

    private enum Key: CodingKey { case door }

    init(from decoder: any Decoder) throws {
        door = try? decoder.container(keyedBy: Key.self).decode(Door.self, forKey: .door)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(door, forKey: .door)
    }
}

/// Sleeps once, and returns what it was given.
struct Guarding: SynchronousCoroutine {
    typealias Output = [Door]

    static let identifier = "Tests.guarding(doors:)"

    var doors: [Door]
    private var isAwake = false

    init(doors: [Door]) {
        self.doors = doors
    }

    mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        if isAwake { return activation.finish(doors) }
        isAwake = true
        return .checkpoint
    }
}

struct Visit: SynchronousCoroutine {
    typealias Output = [Wing]

    static let identifier = "Tests.visit(wings:)"

    var wings: [Wing]
    private var isAwake = false

    init(wings: [Wing]) {
        self.wings = wings
    }

    mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        if isAwake { return activation.finish(wings) }
        isAwake = true
        return .checkpoint
    }
}

struct Tolerance: SynchronousCoroutine {
    typealias Output = Lenient

    static let identifier = "Tests.tolerance(door:)"

    var door: Lenient
    private var isAwake = false

    init(door: Lenient) {
        self.door = door
    }

    mutating func resume(_ activation: Activation<Self>) throws -> Transition {
        if isAwake { return activation.finish(door) }
        isAwake = true
        return .checkpoint
    }
}
