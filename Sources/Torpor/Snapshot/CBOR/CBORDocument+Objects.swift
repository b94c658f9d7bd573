/// What has become of the instances of classes while reading.
struct CBORObjectReading {
    typealias Position = CBORDocument.Position

    /// What has become of an item that is referred to.
    enum Instance {
        case beingMade
        case made(any AnyObject & Sendable)
        case failed(any Error)
    }

    fileprivate var instances: [Position: Instance] = [:]
    /// Properties that are to be set when an instance is there, by its place.
    fileprivate var waiting: [Position: [Postponed]] = [:]
    /// The reference that could not be followed and has not been postponed yet.
    fileprivate var cycle: CBORCycle?
    /// Whether there has been one. From then on all instances are kept by their places: what a cycle has undone is read
    /// again, and what was whole in it need not be.
    fileprivate var hasCycles = false
    /// The places of the instances that are being made and may be referred to, each a part of the one before.
    fileprivate var open: [Position] = []
    /// Instances whose references are apart and still to be read.
    fileprivate var unconnected: [(instance: any CyclicCodable, position: Position, path: CBORPath)] = []
    /// How many instances are being made, each a part of the one before.
    fileprivate var depth = 0
    fileprivate var isConnecting = false

    /// A property that is to be set later.
    fileprivate struct Postponed {
        let property: ReferenceProperty
        let owner: AnyObject
        let position: Position
        let path: CBORPath
        /// How often it was in vain.
        var attempts = 0
    }

    /// The reference that could not be followed behind an error. A type that tries one thing after the other may have
    /// made another error of it.
    func cycle(behind error: any Error) -> CBORCycle? {
        (error as? CBORCycle) ?? cycle
    }
}

/// An instance while it is being made.
final class CBORObjectInProgress {
    let type: any Any.Type
    /// The properties that it is to be given later, each by the place of the instance that it waits for.
    fileprivate var postponed:
        [(blocker: CBORDocument.Position, property: ReferenceProperty, position: CBORDocument.Position, path: CBORPath)] =
            []

    init(_ type: any Any.Type) {
        self.type = type
    }
}

/// A reference to an instance that is still being made. It ends the making of the instances on the way to it, up to one that
/// can be given later what leads back.
struct CBORCycle: Error {
    /// The place of the instance.
    let blocker: CBORDocument.Position
    /// What to say if there is none.
    let error: DecodingError
}

/// A type that has a value which stands for nothing until the right one is there.
protocol PossiblyEmpty {
    static var empty: Self { get }
}

extension Optional: PossiblyEmpty {
    static var empty: Wrapped? { nil }
}

extension Array: PossiblyEmpty {
    static var empty: [Element] { [] }
}

extension Set: PossiblyEmpty {
    static var empty: Set<Element> { [] }
}

extension Dictionary: PossiblyEmpty {
    static var empty: [Key: Value] { [:] }
}

extension CBORDocument {
    /// Reads an instance of a class: once, however often it is met.
    @inline(never)
    func readObject<Value: Decodable>(_ type: Value.Type, at position: Position, _ path: CBORPath) throws -> Value {
        let instance = try readUnconnected(type, at: position, path)
        if objects.depth == 0, !objects.isConnecting, !objects.unconnected.isEmpty { try connect() }
        return instance
    }

    @inline(__always)
    private func readUnconnected<Value: Decodable>(
        _ type: Value.Type,
        at position: Position,
        _ path: CBORPath
    ) throws -> Value {
        let head = head(position)
        guard head.major == .tag else { return try readUnshared(type, at: position, path) }
        let place: Position
        if head.argument == CBORTag.shared {
            place = content(position)
        } else if head.argument == CBORTag.reference {
            guard let number = integer(content(position)), !number.negative, number.magnitude < layout.shared.count
            else {
                throw DecodingError.dataCorrupted(path.context("it refers to an object that is not there"))
            }
            place = layout.shared[Int(number.magnitude)]
        } else {
            return try readUnshared(type, at: position, path)
        }
        return try readShared(type, at: place, path)
    }

    @inline(__always)
    private func readUnshared<Value: Decodable>(
        _ type: Value.Type,
        at place: Position,
        _ path: CBORPath
    ) throws -> Value {
        if objects.hasCycles, case .made(let instance) = objects.instances[place], let instance = instance as? Value {
            return instance
        }
        let instance = try make(type, at: place, path)
        if objects.hasCycles { keep(instance, at: place) }
        return instance
    }

    private func keep<Value>(_ instance: Value, at place: Position) {
        objects.instances[place] = .made(unsafeBitCast(instance as AnyObject, to: (any AnyObject & Sendable).self))
    }

    private func readShared<Value: Decodable>(_ type: Value.Type, at place: Position, _ path: CBORPath) throws -> Value
    {
        switch objects.instances[place] {
        case .made(let instance):
            guard let instance = instance as? Value else {
                throw DecodingError.typeMismatch(
                    type,
                    path.context("the object is used elsewhere as one of another type")
                )
            }
            return instance
        case .failed(let error): throw error
        case .beingMade:
            let cycle = CBORCycle(
                blocker: place,
                error: .dataCorrupted(path.context("it refers to an object that it is a part of"))
            )
            objects.cycle = cycle
            objects.hasCycles = true
            throw cycle
        case nil: break
        }
        objects.instances[place] = .beingMade
        objects.open.append(place)
        do {
            let instance = try make(type, at: place, path)
            keep(instance, at: place)
            objects.open.removeLast()
            try setPostponed(waitingFor: place)
            return instance
        } catch {
            if objects.open.last == place { objects.open.removeLast() }
            // What could not be made because of a cycle is made again when the cycle is closed.
            objects.instances[place] = objects.cycle(behind: error) == nil ? .failed(error) : nil
            throw error
        }
    }

    /// Makes an instance.
    ///
    /// - Parameters:
    ///   - type: its type, or that of a superclass.
    ///   - position: what it is made from.
    ///   - path: how it got there.
    private func make<Value: Decodable>(_ type: Value.Type, at position: Position, _ path: CBORPath) throws -> Value {
        var position = position
        var actual: any Decodable.Type = type
        if isTagged(position, CBORTag.named) {
            let (name, value) = try pair(at: position, path)
            position = value
            actual = try self.type(named: name, as: type, path)
        }
        if isTagged(position, CBORTag.cyclic) {
            let (content, references) = try pair(at: position, path)
            let instance = try make(actual, as: type, at: content, path)
            guard let cyclic = instance as? any CyclicCodable else {
                throw DecodingError.typeMismatch(type, path.context("its references are apart"))
            }
            objects.unconnected.append((cyclic, references, path.shortened))
            return instance
        }
        return try make(actual, as: type, at: position, path)
    }

    private func make<Actual: Decodable, Value>(
        _ actual: Actual.Type,
        as type: Value.Type,
        at position: Position,
        _ path: CBORPath
    ) throws -> Value {
        let progress = CBORObjectInProgress(actual)
        objects.depth += 1
        defer { objects.depth -= 1 }
        guard let instance = try readScope(actual, at: position, path, owner: progress) as? Value else {
            throw DecodingError.typeMismatch(type, path.context("the object is one of another type"))
        }
        // Somebody may have gone on as if nothing had been there.
        if let cycle = objects.cycle { throw cycle }
        for (blocker, property, position, path) in progress.postponed {
            let postponed = CBORObjectReading.Postponed(
                property: property,
                owner: instance as AnyObject,
                position: position,
                path: path
            )
            objects.waiting[blocker, default: []].append(postponed)
        }
        return instance
    }

    private func isTagged(_ position: Position, _ tag: UInt64) -> Bool {
        let head = head(position)
        return head.major == .tag && head.argument == tag
    }

    /// The two items of a list behind a tag.
    private func pair(at position: Position, _ path: CBORPath) throws -> (Position, Position) {
        let list = content(position)
        guard head(list).major == .array, case let (first, count) = contents(list), count == 2 else {
            throw DecodingError.dataCorrupted(path.context("an object is not as one is written"))
        }
        return (first, next(first))
    }

    /// The type of an instance, by its name.
    private func type<Value: Decodable>(
        named position: Position,
        as type: Value.Type,
        _ path: CBORPath
    ) throws -> any Decodable.Type {
        guard let name = text(position), let found = TypeName.type(named: name) as? any Decodable.Type else {
            let name = text(position) ?? "?"
            throw DecodingError.dataCorrupted(path.context("the program has no type '\(name)' that could be read"))
        }
        guard found is Value.Type else {
            throw DecodingError.typeMismatch(type, path.context("the object there is of type \(found)"))
        }
        return found
    }

    // MARK: Cycles

    /// Lets a property be set later.
    ///
    /// - Parameters:
    ///   - key: the key that it is read from.
    ///   - owner: the instance that is being made from the container of the key.
    ///   - cycle: the reference that could not be followed.
    ///   - value: where the value is.
    /// - Throws: the cycle, if the property cannot be set later.
    func postpone(
        _ key: any CodingKey,
        of owner: CBORObjectInProgress?,
        _ cycle: CBORCycle,
        _ value: (at: Position, path: CBORPath)
    ) throws {
        guard let owner, let property = StoredClassDescription.of(owner.type)?.properties[key.stringValue] else {
            throw cycle
        }
        owner.postponed.append((cycle.blocker, property, value.at, value.path))
        objects.cycle = nil
    }

    /// Sets the properties that have waited for an instance.
    private func setPostponed(waitingFor place: Position) throws {
        while let list = objects.waiting.removeValue(forKey: place) {
            for var postponed in list {
                do {
                    guard let type = postponed.property.type as? any Decodable.Type else { continue }
                    let value = try read(type, at: postponed.position, postponed.path)
                    if let cycle = objects.cycle { throw cycle }
                    postponed.property.assign(postponed.owner, value)
                } catch {
                    guard let cycle = objects.cycle(behind: error) else { throw error }
                    objects.cycle = nil
                    postponed.attempts += 1
                    objects.waiting[blocker(of: cycle, after: postponed.attempts), default: []].append(postponed)
                }
            }
        }
    }

    /// The instance to wait for: the one that was missing; but after some attempts one so far out that there cannot be many
    /// more.
    private func blocker(of cycle: CBORCycle, after attempts: Int) -> Position {
        guard attempts > 4, let depth = objects.open.lastIndex(of: cycle.blocker) else { return cycle.blocker }
        return objects.open[depth / 2]
    }

    /// Reads the references of all instances that have theirs apart.
    func connect() throws {
        objects.isConnecting = true
        defer { objects.isConnecting = false }
        while let (instance, position, path) = objects.unconnected.popLast() {
            try instance.decodeReferences(
                from: CBORItemDecoder(document: self, position: position, path: path.node())
            )
        }
    }
}
