/// What a durable function has in place of an `async let`: a reference to a child task, that can be stored. Generated code
/// makes it.
public struct AsyncLet<Success>: Codable, @unchecked Sendable {
    fileprivate let tasks: TaskGroupState<Success>

    fileprivate init(_ tasks: TaskGroupState<Success>) {
        self.tasks = tasks
    }

    /// Reads the reference.
    public init(from decoder: any Decoder) throws {
        tasks = try decoder.singleValueContainer().decode(TaskGroupState<Success>.self)
    }

    /// Writes the reference.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(tasks)
    }

    /// Begins a child task.
    public struct Start: SynchronousCoroutine {
        /// What the call returns.
        public typealias Output = AsyncLet<Success>

        /// The name of the call.
        public static var identifier: String { "Swift.async let<\(String(reflecting: Success.self))>" }

        enum State: String { case start, opened, added }

        private var state = State.start
        private let operation: DurableFunction<Void, Success>
        private var task: AsyncLet<Success>?

        /// Makes a call that has not begun.
        ///
        /// - Parameter operation: what the child task runs.
        public init(operation: DurableFunction<Void, Success>) {
            self.operation = operation
        }

        /// Runs to the next transition.
        public mutating func resume(_ activation: Activation<Self>) throws -> Transition {
            switch state {
            case .start:
                let tasks = TaskGroupState<Success>()
                task = AsyncLet(tasks)
                state = .opened
                return activation.request(.open(tasks))
            case .opened:
                state = .added
                let child = operation.activation((), driver: nil)
                return activation.request(.spawn(child, in: task!.tasks, priority: nil))
            case .added:
                return activation.finish(task!)
            }
        }

        /// Reads the state, and what is live there.
        public init(from decoder: any Decoder) throws {
            let frame = try FrameDecoder(decoder)
            state = try frame.state(State.self)
            operation = try frame.decode(DurableFunction<Void, Success>.self, "operation")
            if state != .start { task = try frame.decode(AsyncLet<Success>.self, "task") }
        }

        /// Writes the state, and what is live there.
        public func encode(to encoder: any Encoder) throws {
            var frame = try FrameEncoder(encoder, state: state)
            try frame.encode(operation, "operation")
            if let task { try frame.encode(task, "task") }
        }
    }

    /// Waits for the result of the child task, which can be had again and again.
    public struct Value: SynchronousCoroutine {
        /// What the call returns.
        public typealias Output = Success

        /// The name of the call.
        public static var identifier: String { "Swift.async let.value<\(String(reflecting: Success.self))>" }

        private var awaiting: TaskResultAwaiting<Success>

        /// Makes a call that has not begun.
        ///
        /// - Parameter task: the child task.
        public init(on task: AsyncLet<Success>) {
            awaiting = TaskResultAwaiting(task.tasks)
            awaiting.isRepeatable = true
        }

        /// Runs to the next transition.
        public mutating func resume(_ activation: Activation<Self>) throws -> Transition {
            if let request = awaiting.resume({ [unowned activation] in $0(&activation.coroutine.awaiting) }) {
                return activation.request(request)
            }
            guard let result = awaiting.result else {
                throw SnapshotError.incompatible("an 'async let' has neither a child task nor a result")
            }
            return activation.finish(try result.get())
        }

        /// Reads the state, and what is live there.
        public init(from decoder: any Decoder) throws {
            awaiting = try TaskResultAwaiting(from: decoder)
            awaiting.isRepeatable = true
        }

        /// Writes the state, and what is live there.
        public func encode(to encoder: any Encoder) throws { try awaiting.encode(to: encoder) }
    }

    /// Leaves the scope of the `async let`: cancels the child task, and waits for its end.
    public struct End: SynchronousCoroutine {
        /// What the call returns.
        public typealias Output = Void

        /// The name of the call.
        public static var identifier: String { "Swift.async let.end<\(String(reflecting: Success.self))>" }

        enum State: String { case start, ended, closed }

        private var state = State.start
        private let task: AsyncLet<Success>

        /// Makes a call that has not begun.
        ///
        /// - Parameter task: the child task.
        public init(on task: AsyncLet<Success>) {
            self.task = task
        }

        /// Runs to the next transition.
        public mutating func resume(_ activation: Activation<Self>) throws -> Transition {
            let tasks = task.tasks
            switch state {
            case .start:
                tasks.cancel()
                state = .ended
                return activation.request(.wait { tasks.members.running.isEmpty })
            case .ended:
                // What was restored in this state waits again.
                if !tasks.members.running.isEmpty { return activation.request(.wait { tasks.members.running.isEmpty }) }
                state = .closed
                return activation.request(.close(tasks))
            case .closed:
                return activation.finish()
            }
        }

        /// Reads the state, and what is live there.
        public init(from decoder: any Decoder) throws {
            let frame = try FrameDecoder(decoder)
            state = try frame.state(State.self)
            task = try frame.decode(AsyncLet<Success>.self, "task")
        }

        /// Writes the state, and what is live there.
        public func encode(to encoder: any Encoder) throws {
            var frame = try FrameEncoder(encoder, state: state)
            try frame.encode(task, "task")
        }
    }
}

extension ClosureType where Input == Void {
    /// An empty place for the child task of an `async let` that runs the closure.
    public var task: Local<AsyncLet<Output>> { Local() }
}
