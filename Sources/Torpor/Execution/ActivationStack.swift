/// The activations of an execution, the first call first.
@usableFromInline
struct ActivationStack {
    private(set) var activations: [AnyActivation]
    /// The last of them, which is the one that a step resumes. The stack keeps it, so that a step need not.
    @usableFromInline private(set) var leaf: Unmanaged<AnyActivation>?
    /// How many activations, counted from the first, have not been resumed since ``settle()``: all below the lowest that
    /// has been the last since.
    private(set) var untouched = 0

    @usableFromInline
    init(_ activations: [AnyActivation]) {
        self.activations = activations
        leaf = activations.last.map(Unmanaged.passUnretained)
    }

    @usableFromInline
    mutating func push(_ activation: AnyActivation) {
        activations.append(activation)
        leaf = .passUnretained(activation)
    }

    /// Takes the last activation off.
    ///
    /// - Returns: it, and its caller if it has one.
    @usableFromInline
    mutating func pop() -> (ended: AnyActivation, caller: AnyActivation?) {
        let ended = activations.removeLast()
        leaf = activations.last.map(Unmanaged.passUnretained)
        untouched = min(untouched, max(0, activations.count - 1))
        return (ended, activations.last)
    }

    /// Counts what is not resumed from now on.
    mutating func settle() {
        untouched = max(0, activations.count - 1)
    }
}
