/// The activations of an execution, the first call first.
@usableFromInline
struct ActivationStack {
    private(set) var activations: [AnyActivation]
    /// The last of them, which is the one that a step resumes. The stack keeps it, so that a step need not.
    @usableFromInline private(set) var leaf: Unmanaged<AnyActivation>?

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
        return (ended, activations.last)
    }
}
