import SwiftSyntax

/// Identifies a local within its function.
typealias LocalID = Int

/// A parameter, constant or variable of a durable function, or a value that lowering had to give a name.
struct Local {
    let id: LocalID
    /// The name in the user's source.
    var name: String
    /// The name in generated code, unique in the function.
    var generatedName: String
    var isMutable: Bool
    var origin: Origin
    /// How it holds its value.
    var form = Form.plain
    /// What each use of a lazy local repeats, where no closure can hold it.
    var repeatedValue: String?
    /// What it is, if it is an `async` function that the durable function was given: it is stored in a form of its own.
    var function: FunctionParameterType?
    /// What it is, if it stands for a task group.
    var group: TaskGroupType?
    /// Where its value is, if an `async let` declares it.
    var childTask: ChildTaskValue?
    /// The innermost durable closure that declares it.
    var owner: SyntaxIdentifier?
    /// Declared without a value: it is assigned later, on every path that reads it.
    var isDeferred = false
    /// What a step writes behind the name: a constant of type `Void?` that nobody annotates is a warning.
    var annotation: String?
    /// How the list of a closure captures the instance of the method, if this stands for it and it is other than strongly.
    var strength: Strength?
    /// The member of its box by which a boxed local is used.
    var boxMember = "value"
    /// Declared in a statement that lowering takes apart: its scope is flattened.
    var isFlat = true
    /// Declared in a closure or a local function that runs as it is: what stands here is the place that it has in the frames
    /// of functions that are kept and capture it. Under its own name it is known where it is declared.
    var isInner = false
    /// Whether a local of the same name is visible where this one is declared.
    var shadows = false
    /// Where it is declared.
    let location: Location?

    /// How a local holds its value.
    enum Form {
        /// In a variable or constant.
        case plain
        /// In a variable with observers.
        case observed(AccessorBlockSyntax)
        /// In so many property wrappers, one in the other.
        case wrapped(Int)
        /// In a variable that is evaluated when it is first read.
        case lazy(ExprSyntax)
        /// In a box that it shares with the function around a closure, or behind a weak reference.
        case boxed
    }

    /// How an object is captured that a closure does not keep alive.
    enum Strength {
        case weak, unowned
    }

    /// What a local is declared by, from which its type can be told.
    enum Origin {
        case parameter(String)
        case capability(TypeSyntax)
        case binding(PatternBindingSyntax)
        case optionalBinding(OptionalBindingConditionSyntax)
        case matching(MatchingPatternConditionSyntax)
        case element(ForStmtSyntax)
        case switchCase(SwitchCaseItemSyntax, SwitchExprSyntax)
        case caught(CatchItemSyntax?)
        /// A local function, a computed variable, or a constant that is a closure, a function, a type or a key path: it is
        /// not stored, but made anew in each step that uses it.
        case remade(Syntax)
        case synthetic(SyntheticType)
        case closureParameter(ClosureParameter)
        /// Declarations in branches of an `#if`.
        case conditional(ConditionalDeclaration)
    }

    /// The type of a value that lowering named.
    enum SyntheticType {
        /// Spelled out.
        case spelled(String)
        /// That of an expression by itself.
        case expression(ExprSyntax)
        /// That of an operand within the expression around it.
        case operand(ExprSyntax, in: RootExpression)
        /// That of what a function captures which is written in a closure or local function that runs as it is.
        case captured(String, by: ExprSyntax, in: RootExpression)
        /// That of another local.
        case same(LocalID)
        /// That of the iterator of a `for` statement.
        case iterator(ForStmtSyntax)
        /// None of a value: it stands for the type of the coroutine of a durable call.
        case callee(SyntheticCallee)
        /// A reference to the child task that runs a durable closure.
        case childTask(ofClosure: SyntaxIdentifier)
        /// None of a value: it stands for the type of a durable closure.
        case closure(SyntheticClosure)
        /// That of what a durable closure returns.
        case result(ofClosure: SyntaxIdentifier)
        /// A box around another local.
        case box(LocalID)
        /// A weak reference to the object that another local is.
        case weak(LocalID)
        /// A box around the instance of a mutating method.
        case receiverBox
    }
}

/// A durable call of which only the Swift compiler can tell the type of the coroutine.
struct SyntheticCallee {
    let node: ExprSyntax
    let expression: CoroutineExpression
    /// The whole expression that the call is a part of.
    let root: RootExpression
    let isThrowing: Bool
    /// Whether no `await` covers the call.
    var isSynchronous = false

    /// What it is marked with in the witness of its type.
    var mark: String { isSynchronous ? ".synchronous" : isThrowing ? "" : ".value" }

    /// The optional chains that the receiver of the call is behind.
    var chains: Set<SyntaxIdentifier> {
        var found: Set<SyntaxIdentifier> = []
        var current = node.as(FunctionCallExprSyntax.self)?.calledExpression
        while let expression = current {
            switch expression.as(ExprSyntaxEnum.self) {
            case .optionalChainingExpr(let chain):
                found.insert(chain.id)
                current = chain.expression
            case .memberAccessExpr(let member): current = member.base
            case .subscriptCallExpr(let call): current = call.calledExpression
            case .functionCallExpr(let call): current = call.calledExpression
            case .forceUnwrapExpr(let forced): current = forced.expression
            default: current = nil
            }
        }
        return found
    }

    /// Whether a member of the result is taken in the same chain.
    var isChainedFurther: Bool {
        guard let parent = node.parent else { return false }
        return parent.as(MemberAccessExprSyntax.self)?.base?.id == node.id
            || parent.as(SubscriptCallExprSyntax.self)?.calledExpression.id == node.id
    }
}

/// A closure that a durable call is given.
struct SyntheticClosure {
    let closure: DurableClosure
    /// The whole expression that the call is a part of.
    let root: RootExpression
    /// Whether it may throw, where it is called.
    let isThrowing: Bool
}

/// An expression that is type-checked as one, with what its surroundings say of its type.
struct RootExpression {
    let expression: ExprSyntax
    /// The type that the place asks for; nil where it asks for none.
    let type: String?
    /// The local function that the expression is written in, which is type-checked as a whole.
    var function: FunctionDeclSyntax?

    /// What is type-checked as one.
    var node: Syntax { function.map { Syntax($0) } ?? Syntax(expression) }
}

extension Local {
    /// What the instance is called that the list of a closure captures.
    static let capturedReceiver = "capturedSelf"

    /// What the instance of a mutating method is called where closures outlive the access to it.
    static let copiedReceiver = "_instance"

    /// The name of the Swift variable that holds it in a step.
    var variable: String {
        switch form {
        case .wrapped, .lazy: isFlat ? "_" + generatedName.filter { $0 != "`" } : generatedName
        case .plain, .observed, .boxed: generatedName
        }
    }

    /// Whether it is a weak reference, which the list of a closure has captured.
    var isWeak: Bool { if case .synthetic(.weak) = origin { true } else { false } }

    var isBoxed: Bool { if case .boxed = form { true } else { false } }

    /// Whether it is an optional that is unwrapped where it is used.
    var isImplicitlyUnwrapped: Bool {
        guard case .binding(let binding) = origin else { return false }
        return binding.typeAnnotation?.type.is(ImplicitlyUnwrappedOptionalTypeSyntax.self) ?? false
    }

    /// How a use of it is written.
    var reference: String {
        if isInner { return isBoxed ? "\(generatedName).\(boxMember)" : name }
        guard isFlat else { return generatedName }
        return switch form {
        case .plain, .observed: generatedName
        case .wrapped(let depth): variable + String(repeating: ".wrappedValue", count: depth)
        case .lazy: repeatedValue.map { "\(variable)[{ \($0) }]" } ?? variable + ".value"
        case .boxed: "\(variable).\(boxMember)"
        }
    }

    /// How a use is written that says more than the name: `_x` is the wrapper of `x`, and `$x` what it projects.
    func reference(spelled spelling: String) -> String {
        if isInner, !isBoxed { return spelling }
        guard case .wrapped = form, spelling != name else { return reference }
        let isProjection = spelling.hasPrefix("$")
        guard isFlat else { return (isProjection ? "$" : "_") + generatedName }
        return isProjection ? variable + ".projectedValue" : variable
    }

    /// What declares it, if it is made anew in each step.
    var remadeDeclaration: Syntax? { if case .remade(let node) = origin { node } else { nil } }

    /// The declaration of a local function.
    var localFunction: FunctionDeclSyntax? { remadeDeclaration?.as(FunctionDeclSyntax.self) }

    /// Whether it is a local function, or a constant that is a closure or the like.
    var isFunction: Bool {
        guard let declaration = remadeDeclaration else { return false }
        if declaration.is(IfConfigDeclSyntax.self) { return declaration.descendants(AccessorBlockSyntax.self).isEmpty }
        return declaration.as(VariableDeclSyntax.self)?.bindings.first?.accessorBlock == nil
    }

    /// Whether reading it may change what holds it.
    var changesWhenRead: Bool {
        switch form {
        case .wrapped, .lazy: true
        case .plain, .observed, .boxed: false
        }
    }

    /// Whether reading it can do what the user wrote.
    var isEvaluatedWhenRead: Bool { changesWhenRead || remadeDeclaration != nil && !isFunction }

    /// What a step prints to make the local anew, or to get at it, beside its value; it refers to other locals.
    var accessors: Syntax? {
        switch form {
        case .observed(let block): Syntax(block)
        case .lazy(let value): Syntax(value)
        case .plain, .wrapped, .boxed: nil
        }
    }
}

/// What a local function, or a closure, takes from the locals around it.
struct Captures: Equatable {
    var uses: LocalSet = []
    var mutates: LocalSet = []
    /// Other local functions that it refers to.
    var functions: LocalSet = []
    /// What closures in it capture that may outlive a call of it, and where those are.
    var kept: [LocalID: Int] = [:]
}

/// Every local of a function with what refers to it.
///
/// It is a class because resolution and lowering add to what all of lowering reads.
final class Resolution {
    var locals: [Local] = []
    /// The locals that identifiers refer to or declare, by the identifier's node.
    var bindings: [SyntaxIdentifier: LocalID] = [:]
    /// Names that the function uses and that are not its locals.
    var foreignNames: Set<String> = []
    /// Identifiers that refer to what a closure, a local function or a local type declares.
    var innerNames: Set<SyntaxIdentifier> = []
    /// The locals that branches of `#if` declare.
    var conditionals: [LocalID: ConditionalDeclaration] = [:]
    /// The types that the function declares for itself.
    var types: [NestedType] = []
    /// Those that identifiers refer to or declarations declare.
    var typeBindings: [SyntaxIdentifier: NestedType.ID] = [:]
    /// The implicit `error` of catch clauses, by clause.
    var implicitErrors: [SyntaxIdentifier: LocalID] = [:]
    /// What local functions, closures, observers and the values of lazy variables capture.
    var captures: [LocalID: Captures] = [:]
    /// The error that is told apart where an implicit `error` is bound.
    var thrownTypes: [LocalID: LocalID] = [:]

    /// The closures that durable functions are given.
    var durableClosures: [SyntaxIdentifier: DurableClosure] = [:]
    /// Calls of functions of Swift's own that are durable calls.
    var preludeCalls: [SyntaxIdentifier: DurableCall] = [:]
    /// The names of those that open task groups.
    var preludeNames: Set<SyntaxIdentifier> = []
    /// The bindings of `async let`.
    var asyncLets: [SyntaxIdentifier: AsyncLet] = [:]
    /// What stands for a `try` or an `await` that nobody wrote.
    var implicitEffects: Set<SyntaxIdentifier> = []
    /// The types of the groups that they open.
    var openedGroups: [SyntaxIdentifier: TaskGroupType] = [:]
    /// The closures that names of functions stand for, as arguments of durable functions.
    var functionNames: [SyntaxIdentifier: SyntaxIdentifier] = [:]
    /// What identifiers in durable closures refer to that lowering has bound to boxes.
    var unboxedBindings: [SyntaxIdentifier: LocalID] = [:]

    /// What the lists of closures capture that are kept as values, by the locals that hold it in the closures.
    var keptValues: [LocalID: ExprSyntax] = [:]
    /// What methods are called on that are kept, where no name stands for it, by the expression.
    var keptBases: [SyntaxIdentifier: LocalID] = [:]
    /// The closures whose lists those are, or the methods.
    var keptOwners: [LocalID: SyntaxIdentifier] = [:]

    /// What closures and local functions declare that functions capture which are kept, by the place in the frame.
    var innerDeclarations: [LocalID: InnerDeclaration] = [:]
    /// What such functions capture and cannot share, by the function.
    var refusedCaptures: [SyntaxIdentifier: String] = [:]

    /// Adds a local that lowering names.
    func add(
        _ name: String,
        type: Local.SyntheticType,
        isMutable: Bool = false,
        location: Location? = nil
    ) -> LocalID {
        let id = locals.count
        locals.append(
            Local(
                id: id,
                name: name,
                generatedName: name,
                isMutable: isMutable,
                origin: .synthetic(type),
                location: location
            )
        )
        return id
    }
}
