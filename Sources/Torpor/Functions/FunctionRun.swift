/// What runs a durable closure where ordinary code calls it: to its end, in one step of whoever waits for it.
///
/// It sends out what the closure does, which nobody takes, and is never stored.
struct FunctionRun<C: Coroutine, Input, Output>: Coroutine {
    typealias Yielded = C.Yielded
    typealias Reply = C.Reply

    static var identifier: String { C.identifier }

    private let function: DurableFunction<Input, Output>
    private let arguments: Input
    private var hasCalled = false

    init(_ closure: C, _ arguments: Input) {
        function = DurableFunction(.closure(closure))
        self.arguments = arguments
    }

    mutating func resume(_ activation: Activation<Self>) async throws -> Transition {
        if hasCalled { return activation.finish(try activation.result(of: function)) }
        hasCalled = true
        activation.call(function, with: arguments)
        return .called
    }

    init(from decoder: any Decoder) throws {
        throw SnapshotError.incompatible("a call by ordinary code is not stored")
    }

    func encode(to encoder: any Encoder) throws {
        throw SnapshotError.incompatible("a call by ordinary code is not stored")
    }
}

extension FunctionObject {
    /// Runs the closure, all of it at once.
    nonisolated(nonsending) func runAll<Input, Output>(_ arguments: Input) async throws -> Output {
        let execution = Execution(FunctionRun<C, Input, Output>(coroutine, arguments))
        while true {
            switch try await execution.step(pace: .flowing) {
            case .finished(let output): return output
            case .checkpoint: continue
            case .yielded: throw ExecutionError.noReceiver(C.identifier)
            case .waiting(let wait): try await execution.sleepOut(wait)
            }
        }
    }
}

extension Execution {
    /// Sleeps, as the function itself would: if the task is cancelled meanwhile, the function learns of it.
    fileprivate nonisolated(nonsending) func sleepOut(_ wait: PendingWait) async throws {
        do {
            try await wait.sleep()
        } catch {
            // The sleeps of child tasks are told apart by the table of tasks.
            guard tasks == nil, let leaf = stack.leaf?.takeUnretainedValue() else { throw error }
            leaf.failure = error
        }
        suspension.pendingWait = nil
        awake(from: wait)
    }
}
