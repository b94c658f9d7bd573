import SwiftSyntax

extension DiagnosticIdentifier {
    static let deferWithSuspension: Self = "DeferWithSuspension"
    static let conditionalCompilation: Self = "ConditionalCompilation"
    static let unsupportedSuspension: Self = "UnsupportedSuspension"
    static let unsupportedLocal: Self = "UnsupportedLocal"
}

/// Lowers the body of one durable function to a control-flow graph.
///
/// Only statements with a suspension inside are taken apart; all others go into a block as they are. The extensions of
/// this class lower one kind of syntax each.
final class FunctionLowering {
    let function: DurableFunction
    let colours: Colours
    let diagnostics: DiagnosticCollector
    var renderer: Renderer
    let resolution: Resolution
    var blocks: [Block] = []
    var handlers: [Handler] = []
    var current: BlockID = 0
    var handler: HandlerID?
    /// Where `break` and `continue` lead, by the statement that they leave or go on with.
    var breakTargets: [SyntaxIdentifier: JumpDestination] = [:]
    var continueTargets: [SyntaxIdentifier: JumpDestination] = [:]
    /// The scopes around the current point, innermost last, each with what is deferred to its end.
    var scopes: [[Deferred]] = []
    /// The locals that are in scope at the current point, and where the scopes of all of them begin.
    var alive: LocalSet = []
    private(set) var localScopes = Scopes()
    /// The expression that is being lowered, as a whole.
    var root: RootExpression?
    /// Whether nothing takes the value of the expression that is being lowered.
    var isValueUnused = false
    /// Where `fallthrough` leads.
    var fallthroughTarget: JumpDestination?
    /// The closure whose body is being lowered; nil while the function's own is.
    var body: ClosureBody?
    /// Where the durable closures begin, by the locals that stand for their types.
    var closures: [LocalID: BlockID] = [:]
    /// The functions that are kept as values, by the locals that stand for their types.
    var functions: [LocalID: (entry: BlockID, node: Syntax)] = [:]
    /// The boxes of the variables that they capture.
    var boxes: [LocalID: LocalID] = [:]
    /// The boxes that closures share the instance in, by closure.
    var receiverBoxes: [SyntaxIdentifier: LocalID] = [:]
    /// Optional chains whose `?` has been tested.
    var handledChains: Set<SyntaxIdentifier> = []
    /// The names that generated code cannot give anything else.
    var takenNames: Set<String>

    /// Lowers a function.
    static func lower(
        _ function: DurableFunction,
        _ resolution: Resolution,
        _ colours: Colours,
        _ index: DeclarationIndex,
        _ values: FunctionValues,
        keepsObjects: Bool,
        _ diagnostics: DiagnosticCollector
    ) -> (machine: Machine, resolution: Resolution, renderer: Renderer) {
        let lowering = FunctionLowering(function, resolution, colours, index, diagnostics)
        lowering.nameLocals()
        lowering.keepCapturedValues()
        lowering.startFunction()
        lowering.keepFunctions(values)
        lowering.findCaptures()
        if lowering.boxWhatLocalFunctionsShare() { lowering.findCaptures() }
        lowering.repeatLazyValues()
        if keepsObjects {
            let boxed = lowering.boxes.keys
            lowering.localScopes = Scopes(resolution.locals, boxed: boxed, in: function.body.statements)
        }
        lowering.lowerFunction()
        var machine = Machine(
            name: ([function.module] + function.context + [function.name]).joined(separator: "."),
            entry: 0
        )
        machine.blocks = lowering.blocks
        machine.handlers = lowering.handlers
        machine.locals = lowering.resolution.locals
        machine.remade = lowering.remade
        machine.givenBack = lowering.givenBack
        machine.accessors = lowering.accessors
        machine.accessed = lowering.accessed
        machine.closures = lowering.closures
        machine.functions = lowering.functions.mapValues(\.entry)
        machine.functionCode = lowering.functionCode
        machine.defaultFunctions = lowering.defaultFunctions
        machine.capturedValues = lowering.capturedValues
        machine.copiesReceiver =
            lowering.renderer.changesReceiver
            && lowering.functions.values.contains { kept in
                kept.node.as(ExprSyntax.self).map { resolution.isNested($0, function) } ?? false
            }
        machine.sharesReceiver = !lowering.receiverBoxes.isEmpty
        machine.isAsync = lowering.isAsync || function.isolation != nil || function.isOnReceiver
        // Witnesses are type-checked as the user wrote it, where closures share variables without boxes.
        resolution.bindings.merge(resolution.unboxedBindings) { _, unboxed in unboxed }
        return (machine, lowering.resolution, lowering.renderer)
    }

    private init(
        _ function: DurableFunction,
        _ resolution: Resolution,
        _ colours: Colours,
        _ index: DeclarationIndex,
        _ diagnostics: DiagnosticCollector
    ) {
        self.function = function
        self.resolution = resolution
        self.colours = colours
        self.diagnostics = diagnostics
        renderer = Renderer(
            resolution: resolution,
            index: index,
            file: function.file,
            qualifier: Qualifier(context: function.context, index: index)
        )
        renderer.thrownType = function.thrownType
        if function.receiver != nil {
            renderer.receiverType = function.context
        } else if !function.context.isEmpty, !function.isInProtocol {
            renderer.staticType = function.context.joined(separator: ".")
        }
        if function.isOnReceiver { renderer.actor = function.context }
        var takesFrame = function.isOnReceiver
        if case .mutated = function.receiver { (takesFrame, renderer.changesReceiver) = (true, true) }
        if takesFrame, function.parameters.isEmpty { renderer.functionName = function.fullName }
        takenNames = resolution.foreignNames.union([
            "_frame", "_torpor", "_resume", "_State", "_pass", "_operand", "_callee", "_self", "_state", "_activation",
            Local.copiedReceiver,
            "Torpor", "Swift",
        ])
    }

    var index: DeclarationIndex { renderer.index }

    func report(_ identifier: DiagnosticIdentifier, _ text: String, at node: some SyntaxProtocol) {
        diagnostics.report(.error(identifier, text), at: function.file.location(of: node))
    }

    // MARK: Blocks

    func newBlock(_ label: String, handler: HandlerID?? = nil) -> BlockID {
        let id = blocks.count
        blocks.append(Block(id: id, label: label, handler: handler ?? self.handler))
        return id
    }

    func append(_ statement: Statement) {
        guard !blocks[current].isTerminated else { return }
        var statement = statement
        statement.keeps = alive
        blocks[current].statements.append(statement)
    }

    func terminate(_ terminator: Terminator) {
        guard !blocks[current].isTerminated else { return }
        blocks[current].terminator = terminator
        blocks[current].keeps = alive
        blocks[current].isTerminated = true
    }

    var isReachable: Bool { !blocks[current].isTerminated }

    /// Ends the block with the suspension at a node, and goes on in a new one.
    func suspend(_ wait: Terminator.Wait, label: String, at node: some SyntaxProtocol) {
        suspend(wait, label: label, at: node, handler: handler)
    }

    /// Ends the block with the suspension at a node, and goes on in a new one with another handler.
    func suspend(_ wait: Terminator.Wait, label: String, at node: some SyntaxProtocol, handler: HandlerID?) {
        let resume = newBlock(label, handler: .some(handler))
        blocks[resume].isResumePoint = true
        let place = function.file.location(of: node)
        blocks[resume].place = Code.Place(line: place.line, column: place.column)
        terminate(.suspend(wait, resume: resume))
        current = resume
    }

    // MARK: Code

    /// The code of a node that control enters at its top and leaves at its end.
    func code(_ node: some SyntaxProtocol) -> Code {
        let (facts, exits) = FactCollector.collect(node, renderer)
        var code = Code()
        code.pieces = renderer.pieces(of: node, assignedAtExit: exits)
        code.facts = facts
        let place = function.file.location(of: node)
        code.place = Code.Place(line: place.line, column: place.column)
        return code
    }

    /// Whether anything in the machine takes an executor: an await that is carried out where it stands.
    private var isAsync: Bool {
        blocks.contains { block in
            (block.statements.map(\.code) + block.terminator.codes).contains(where: \.facts.isAsync)
        }
    }

    // MARK: The body

    private func startFunction() {
        current = newBlock("start")
        blocks[current].isResumePoint = true
    }

    private func lowerFunction() {
        let failure = givenBack.isEmpty ? nil : enterGivingBack()
        beginLifetimes(in: function.body.statements)
        lowerBody(function.body.statements)
        if let failure { giveBack(onFailure: failure) }
    }

    /// Lowers the body of the function, or of a durable closure.
    func lowerBody(_ statements: CodeBlockItemListSyntax) {
        if let value = implicitResult(of: statements) {
            lowerReturn(value)
        } else {
            lowerStatements(statements)
        }
        // The end of a body with a result is reached by calls that do not return.
        terminate(returnsValue ? .unreachable : .finish(nil, closure: body?.slot))
    }

    /// The parameters that are `inout`.
    var givenBack: LocalSet {
        let names = Set(function.inoutParameters.map(\.name))
        let parameters = resolution.locals.prefix(function.parameters.count)
        return LocalSet(parameters.filter { names.contains($0.name) }.map(\.id))
    }

    /// The caller gets `inout` parameters back also if the function fails: all of it is in a handler that does so.
    private func enterGivingBack() -> Handler {
        let thrown = synthesise("thrown", .spelled("any Error"), at: function.declaration.name)
        let failure = Handler(id: handlers.count, parent: nil, entry: newBlock("failure"), thrown: thrown)
        handlers.append(failure)
        handler = failure.id
        let body = newBlock("body")
        terminate(.jump(body))
        current = body
        return failure
    }

    private func giveBack(onFailure failure: Handler) {
        handler = nil
        current = failure.entry
        terminate(.dispatch(.init(thrown: failure.thrown, arms: [], isExhaustive: false)))
    }

    /// The value of a body that is one expression.
    private func implicitResult(of statements: CodeBlockItemListSyntax) -> ExprSyntax? {
        guard returnsValue, statements.count == 1, let item = statements.first else { return nil }
        let expression = item.item.as(ExprSyntax.self) ?? item.item.as(ExpressionStmtSyntax.self)?.expression
        guard let expression else { return nil }
        if expression.is(IfExprSyntax.self) || expression.is(SwitchExprSyntax.self) {
            return expression.isValue ? expression : nil
        }
        return expression
    }
}

/// Where a jump leads.
struct JumpDestination {
    let block: BlockID
    /// How many scopes are around it: those further in are left.
    let depth: Int
}
