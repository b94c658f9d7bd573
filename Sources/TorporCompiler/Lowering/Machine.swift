/// Identifies a block of a machine.
typealias BlockID = Int
/// Identifies a handler of a machine.
typealias HandlerID = Int

/// The control-flow graph of a durable function: blocks of Swift with explicit ends.
///
/// It stands between lowering and emission. Analyses read it, emission prints it as Swift, and `torpor compile --emit
/// graph` as a diagram. It holds text and plain values, and no syntax trees.
struct Machine {
    let name: String
    var blocks: [Block] = []
    var handlers: [Handler] = []
    var locals: [Local] = []
    let entry: BlockID
    /// The declarations of local functions, of computed variables, and of constants that are closures.
    var remade: [LocalID: Code] = [:]
    /// The observers of variables, and the values of lazy ones.
    var accessors: [LocalID: Code] = [:]
    /// What is made anew refers to: it needs a value wherever that is declared.
    var accessed: LocalSet = []
    /// Whether carrying it out takes an executor.
    var isAsync = false
    /// Where the durable closures begin, by the locals that stand for their types.
    var closures: [LocalID: BlockID] = [:]
    /// Where the functions are that are kept as values, by the locals that stand for their types: states in which nothing is
    /// carried out, but whose frames hold what the functions capture.
    var functions: [LocalID: BlockID] = [:]
    /// What these functions are.
    var functionCode: [LocalID: Code] = [:]
    /// The default values of parameters that are such functions.
    var defaultFunctions: [LocalID: Code] = [:]
    /// Whether the instance of a mutating method goes into their frames from within closures that outlive the access to it.
    var copiesReceiver = false
    /// What goes into their frames where they are made, besides the locals that are captured.
    var capturedValues: [LocalID: String] = [:]
    /// Whether such a closure changes the instance of a mutating method.
    var sharesReceiver = false
    /// The locals that are live to the end of their scope.
    var holders: LocalSet = []
    /// The parameters that the caller gets back when the function ends, in whatever way.
    var givenBack: LocalSet = []
}

/// A sequence of statements that is entered at its top and left at its end.
struct Block {
    let id: BlockID
    /// What the state is called if the block needs one.
    var label: String
    /// What catches the errors that are thrown in it.
    let handler: HandlerID?
    /// Whether the coroutine can be suspended before it.
    var isResumePoint = false
    /// Where the suspension before it is in the user's file.
    var place: Code.Place?
    var statements: [Statement] = []
    var terminator = Terminator.unreachable
    var isTerminated = false
    /// The locals that are in scope at its end.
    var keeps: LocalSet = []
}

/// The catch clauses of a `do` statement, as the target of errors.
struct Handler {
    let id: HandlerID
    /// The handler around it.
    let parent: HandlerID?
    /// Where the error is told apart.
    let entry: BlockID
    /// The error.
    let thrown: LocalID
}

/// One statement of a block.
struct Statement {
    var code: Code
    var kind = Kind.plain
    /// The locals that are in scope where it stands.
    var keeps: LocalSet = []

    enum Kind: Equatable {
        /// Carried out as it is.
        case plain
        /// An expression whose value goes into the frame.
        case store(LocalID)
        /// The declaration of a constant or variable without a value.
        case declaration(LocalID)
        /// The end of the scope of a local.
        case end(LocalID)
    }
}

/// How a block ends.
enum Terminator {
    case jump(BlockID)
    case branch(Branch)
    case select(Selection)
    case dispatch(Dispatch)
    case suspend(Wait, resume: BlockID)
    /// The end of the function, or of a closure that the local stands for.
    case finish(Code?, closure: LocalID?)
    case unreachable

    /// Conditions, as of an `if` or a `guard`.
    struct Branch {
        let isGuard: Bool
        let conditions: Code
        let then: BlockID
        let otherwise: BlockID
    }

    /// A `switch`.
    struct Selection {
        let subject: Code
        let arms: [Arm]
    }

    /// The catch clauses that a thrown error is matched against; one that none matches goes on to the next handler.
    struct Dispatch {
        let thrown: LocalID
        let arms: [Arm]
        /// Whether one of the clauses takes any error.
        let isExhaustive: Bool
    }

    /// A `case` or a `catch` with its pattern, and where it leads.
    struct Arm {
        let label: Code
        let target: BlockID
    }

    /// What a suspension waits for.
    enum Wait {
        case yield(Code)
        case sleep(Code)
        case checkpoint
        case call(Code, callee: CalleeReference)
    }

    /// The blocks it can lead to, errors aside.
    var successors: [BlockID] {
        switch self {
        case .jump(let target): [target]
        case .branch(let branch): [branch.then, branch.otherwise]
        case .select(let selection): selection.arms.map(\.target)
        case .dispatch(let dispatch): dispatch.arms.map(\.target)
        case .suspend(_, let resume): [resume]
        case .finish, .unreachable: []
        }
    }

    /// The code in it, in order of evaluation.
    var codes: [Code] {
        switch self {
        case .branch(let branch): [branch.conditions]
        case .select(let selection): [selection.subject] + selection.arms.map(\.label)
        case .dispatch(let dispatch): dispatch.arms.map(\.label)
        case .suspend(.yield(let code), _), .suspend(.sleep(let code), _), .suspend(.call(let code, _), _): [code]
        case .finish(let code, _): code.map { [$0] } ?? []
        case .jump, .suspend(.checkpoint, _), .unreachable: []
        }
    }
}

/// A piece of Swift as the user wrote it, but for what lowering put in its place, with what it does to locals.
struct Code {
    var pieces: [Piece] = []
    /// Where it begins in the user's file; nil for code that has no place there.
    var place: Place?
    var facts = Facts()

    enum Piece: Equatable {
        case text(String)
        /// A jump out of a statement that is otherwise carried out as it is; what is assigned there, of locals that were
        /// declared without a value.
        case exit(BlockID, assigned: LocalSet)
        /// A durable closure, with the local that stands for its type and the block that it begins with.
        case closure(LocalID, entry: BlockID, receiver: LocalID?)
        /// What a function captures that is kept as a value, with the block that stands for it.
        case captured(entry: BlockID, from: CaptureSource)
        /// An empty frame, for the types of its places.
        case emptyFrame
    }

    struct Place: Equatable {
        let line: Int
        let column: Int
    }

    init(_ text: String = "", place: Place? = nil) {
        if !text.isEmpty { pieces = [.text(text)] }
        self.place = place
    }

    static func + (left: Code, right: Code) -> Code {
        var code = left
        code.pieces += right.pieces
        code.facts.merge(right.facts)
        return code
    }

    static func + (left: String, right: Code) -> Code {
        var code = right
        code.pieces.insert(.text(left), at: 0)
        // What was at a column stays there if there is room in front of it.
        code.place = right.place.map { Place(line: $0.line, column: max(1, $0.column - left.count)) }
        return code
    }

    static func + (left: Code, right: String) -> Code {
        var code = left
        code.pieces.append(.text(right))
        return code
    }

    /// The blocks that exits lead to.
    var exits: [(target: BlockID, assigned: LocalSet)] {
        pieces.compactMap { if case .exit(let target, let assigned) = $0 { (target, assigned) } else { nil } }
    }

    /// The blocks that the closures in it begin with: what they capture is used here.
    var closures: [BlockID] {
        pieces.compactMap { piece in
            switch piece {
            case .closure(_, let entry, _), .captured(let entry, _): entry
            case .text, .exit, .emptyFrame: nil
            }
        }
    }

    /// Whether a text is somewhere in the code.
    func mentions(_ text: String) -> Bool {
        pieces.contains { if case .text(let piece) = $0 { piece.holds(text) } else { false } }
    }

    /// The text, exits as comments: for people.
    var summary: String {
        if pieces.count == 1, case .text(let text) = pieces[0] { return text }
        return pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .exit(let target, _): "→ \(target)"
            case .closure(_, let entry, _): "{ → \(entry) }"
            case .captured(let entry, _): "→ \(entry)"
            case .emptyFrame: "Frame()"
            }
        }.joined()
    }
}

extension Code.Piece {
    /// Whether a name stands in it.
    func mentions(_ name: String) -> Bool {
        switch self {
        case .text(let text): text.holds(name)
        case .captured(_, let source):
            source.receiver.holds(name) || source.values.values.contains { $0.holds(name) }
        case .exit, .closure, .emptyFrame: false
        }
    }
}

/// Where a function that is kept as a value has from what it captures, if not from the locals of the step.
struct CaptureSource: Equatable {
    /// How locals are spelled there.
    var values: [LocalID: String] = [:]
    /// How the instance of a method is spelled.
    var receiver = "self"
}

/// What a piece of code does to the locals of its function, and whether an error can leave it.
struct Facts {
    /// Read before it is assigned.
    var uses: LocalSet = []
    /// Assigned on every path through it.
    var assigns: LocalSet = []
    /// Perhaps changed: assigned, passed `inout`, or the receiver of a method that may be mutating.
    var mutates: LocalSet = []
    /// Declared in it and visible after it.
    var declares: LocalSet = []
    /// Local functions and closures that it refers to.
    var functions: LocalSet = []
    /// Captured by a closure that may outlive the step, with where the closure is, as an offset in the user's file.
    var captures: [LocalID: Int] = [:]
    /// Whether an error can leave it.
    var canThrow = false
    /// Whether it takes an executor.
    var isAsync = false
    /// Whether control does not come to its end.
    var neverCompletes = false
    /// What is assigned, of what was not before, wherever an error leaves it.
    var assignedAtThrow: LocalSet?

    /// Adds what a piece of code does that follows this one.
    mutating func merge(_ next: Facts) {
        uses.formUnion(next.uses.subtracting(assigns).subtracting(declares))
        assigns.formUnion(next.assigns)
        mutates.formUnion(next.mutates)
        declares.formUnion(next.declares)
        functions.formUnion(next.functions)
        captures.merge(next.captures) { first, _ in first }
        canThrow = canThrow || next.canThrow
        isAsync = isAsync || next.isAsync
    }
}
