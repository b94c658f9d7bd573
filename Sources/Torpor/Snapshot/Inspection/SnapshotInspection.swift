package import Foundation

/// What can be told of a snapshot without the program that made it.
package struct SnapshotInspection {
    /// A call of a durable function.
    package struct Activation {
        /// The function's identifier.
        package let function: String
        /// The name of the suspension point that it waits at; `start` if it has not begun.
        package let state: String
        /// The name of the function's file, and the line of the suspension point in it, as the snapshot has them.
        package let place: (file: String, line: Int)?
        /// The fingerprint of the function's states and locals, if the snapshot has it.
        package let schema: UInt32?
        /// The locals that are live there, by name.
        package let locals: [(name: String, value: Value)]
    }

    /// A child task: of a task group, or an `async let`.
    package struct ChildTask {
        /// Its number in the execution.
        package let number: Int
        /// The number of its group, by which locals refer to it.
        package let group: Int
        /// The activations, the first call first.
        package let stack: [Activation]
        /// The instant that it waits for.
        package let deadline: Date?
        /// Whether it waits for a child task of its own.
        package let isJoining: Bool
        /// Whether it was cancelled.
        package let isCancelled: Bool

        /// The instant that it waits for, in UTC.
        package var deadlineText: String? { deadline.map(CBORPrinter.text) }
    }

    /// An encoded value.
    package struct Value {
        fileprivate let document: CBORDocument
        fileprivate let position: CBORDocument.Position

        /// The value for people.
        ///
        /// - Parameter limit: how many bytes it may have, roughly.
        package func text(limit: Int = .max) -> String {
            CBORPrinter.text(of: position, in: document, style: .readable, limit: limit)
        }

        /// A name, as it would be in JSON.
        package static func quoted(_ name: String) -> String {
            CBORPrinter.quoted(name)
        }

        /// The value as JSON.
        package var json: String {
            CBORPrinter.text(of: position, in: document, style: .json)
        }
    }

    /// The identifier of the durable function that is executed.
    package let function: String
    /// The activations, the first call first; none if the function has returned.
    package let stack: [Activation]
    /// The child tasks, in the order in which they were added.
    package let children: [ChildTask]
    /// Whether the first task waits for a child task.
    package let isJoining: Bool
    /// The instant that is waited for.
    package let deadline: Date?
    /// The value that waits for an answer.
    package let unanswered: Value?
    /// What the function returned.
    package let output: Value?
    /// How many bytes the snapshot has.
    package let size: Int

    private let document: CBORDocument

    /// Reads a snapshot.
    ///
    /// - Parameter data: its bytes.
    /// - Throws: ``SnapshotError``.
    package init(_ data: Data) throws(SnapshotError) {
        do {
            size = data.count
            let document = try CBORDocument(try SnapshotHeader.open(data), userInfo: [:])
            self.document = document
            let parts = try ExecutionInput.parts(of: document)
            let functions = try Node(document, parts.functions).items().map { try $0.function() }
            guard let first = functions.first else { throw SnapshotError.incompatible("it names no function") }
            function = first.identifier
            stack = try Node(document, parts.stack).items().map { try Activation($0, functions) }
            let rest = try parts.rest.map { try Node(document, $0).entries() } ?? [:]
            let tasks = try rest[ExecutionKey.tasks.rawValue]?.items().map { try $0.entries() } ?? []
            isJoining = tasks.first?[TaskKey.isJoining.rawValue] != nil
            children = try tasks.dropFirst().map { try ChildTask($0, functions) }
            deadline = try rest[ExecutionKey.wait.rawValue]?.entries()["deadline"]?.date
            unanswered = rest[ExecutionKey.unanswered.rawValue]?.value
            output = rest[ExecutionKey.output.rawValue]?.value
        } catch {
            throw SnapshotError(reading: error)
        }
    }

    /// Reads a snapshot from a file, of a log the last.
    ///
    /// - Parameter url: the file.
    /// - Throws: ``SnapshotError``; ``SnapshotFileError`` if the file cannot be read.
    package init(contentsOf url: URL) throws {
        try self.init(try Snapshot(contentsOf: url).data)
    }

    /// The instant that is waited for, in UTC.
    package var deadlineText: String? { deadline.map(CBORPrinter.text) }

    /// The payload in the diagnostic notation of RFC 8949.
    package var notation: String {
        CBORPrinter.text(of: CBORDocument.start, in: document, style: .diagnostic)
    }

    /// An item that is looked into.
    fileprivate struct Node {
        let document: CBORDocument
        let position: CBORDocument.Position

        init(_ document: CBORDocument, _ position: CBORDocument.Position) {
            self.document = document
            self.position = position
        }

        var value: Value { Value(document: document, position: position) }
        var date: Date? { document.date(position) ?? (try? plainDate()) }

        private func plainDate() throws -> Date {
            Date(timeIntervalSinceReferenceDate: try document.double(at: position, .root))
        }

        func function() throws -> Function {
            let parts = try items()
            guard parts.count == 1 || parts.count == 3 else {
                throw SnapshotError.incompatible("a function is not a name, or a name, a number and a file")
            }
            return Function(
                identifier: try parts[0].text(),
                schema: parts.count == 1 ? nil : try document.integer(UInt32.self, at: parts[1].position, .root),
                file: parts.count == 1 ? nil : try parts[2].text()
            )
        }

        func text() throws -> String { try document.string(at: position, .root) }

        func items() throws -> [Node] {
            guard document.head(position).major == .array else {
                throw document.mismatch([Any].self, at: position, .root)
            }
            var (place, count) = document.contents(position)
            return (0..<count).map { _ in
                defer { place = document.next(place) }
                return Node(document, place)
            }
        }

        func entries() throws -> [String: Node] {
            Dictionary(try pairs().map { ($0.name, $0.node) }) { first, _ in first }
        }

        func pairs() throws -> [(name: String, node: Node)] {
            guard document.head(position).major == .map else {
                throw document.mismatch([String: Any].self, at: position, .root)
            }
            var (place, count) = document.contents(position)
            return try (0..<count).map { _ in
                let name = try Node(document, place).text()
                let node = Node(document, document.next(place))
                place = document.next(node.position)
                return (name, node)
            }
        }
    }
}

extension SnapshotInspection {
    /// What a snapshot says of a function.
    fileprivate struct Function {
        let identifier: String
        let schema: UInt32?
        let file: String?
    }
}

extension SnapshotInspection.ChildTask {
    fileprivate init(
        _ entries: [String: SnapshotInspection.Node],
        _ functions: [SnapshotInspection.Function]
    ) throws {
        func entry(_ key: TaskKey) -> SnapshotInspection.Node? { entries[key.rawValue] }
        func integer(_ key: TaskKey) throws -> Int {
            guard let node = entry(key) else { throw SnapshotError.incompatible("a task has no \(key.rawValue)") }
            return try node.document.integer(Int.self, at: node.position, .root)
        }
        number = try integer(.number)
        group = try integer(.group)
        stack = try entry(.stack)?.items().map { try SnapshotInspection.Activation($0, functions) } ?? []
        deadline = entry(.deadline)?.date
        isJoining = entry(.isJoining) != nil
        isCancelled = entry(.isCancelled) != nil
    }
}

extension SnapshotInspection.Activation {
    fileprivate init(_ node: SnapshotInspection.Node, _ functions: [SnapshotInspection.Function]) throws {
        let parts = try node.items()
        guard parts.count == 2,
            let index = try? node.document.integer(Int.self, at: parts[0].position, .root),
            functions.indices.contains(index)
        else { throw SnapshotError.incompatible("an activation is not a function's number and a frame") }
        function = functions[index].identifier
        schema = functions[index].schema
        var pairs = try parts[1].pairs()
        guard let state = pairs.firstIndex(where: { $0.name == FrameCoding.stateName }) else {
            throw SnapshotError.incompatible("a frame has no state")
        }
        let (name, line) = SourceMap.parts(of: try pairs.remove(at: state).node.text())
        self.state = name
        place = functions[index].file.flatMap { file in line.map { (file + ".swift", $0) } }
        locals = pairs.map { ($0.name, $0.node.value) }.sorted { $0.0 < $1.0 }
    }
}
