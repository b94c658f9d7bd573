import SwiftSyntax

extension DiagnosticIdentifier {
    static let notCodable: Self = "NotCodable"
    static let isolatedFunction: Self = "IsolatedFunction"
}

/// Finds locals that live across a suspension and whose evident type cannot be stored.
///
/// Where a type is not evident, the Swift compiler finds the same in the generated code.
struct StorageCheck {
    private let lowered: LoweredFunction
    private let rules: StorageRules
    private let types: TypeIndex
    private let functions: FunctionValues
    private let diagnostics: DiagnosticCollector

    static func check(
        _ lowered: LoweredFunction,
        _ types: TypeIndex,
        _ functions: FunctionValues,
        _ diagnostics: DiagnosticCollector
    ) {
        let check = StorageCheck(
            lowered: lowered,
            rules: StorageRules(lowered, types),
            types: types,
            functions: functions,
            diagnostics: diagnostics
        )
        check.run()
    }

    private func run() {
        checkReceiver()
        for value in functions.unknown {
            diagnostics.report(
                .error(
                    .notCodable,
                    "this function is kept, and what it captures cannot be stored: it has to be a closure that is written "
                        + "here, or the name of a function outside of '\(lowered.function.name)'"
                ),
                at: lowered.function.file.location(of: value)
            )
        }
        let stored = lowered.machine.locals.filter { !lowered.suspensions(storing: $0.id).isEmpty }
        var reported: [Range<Location>] = []
        for local in stored where !local.isSynthetic {
            guard let obstacle = obstacle(of: local) else { continue }
            report(local, obstacle)
            if case .binding(let binding) = local.origin { reported.append(lowered.function.file.extent(of: binding)) }
        }
        // A value on its way into a local that has been reported is no other problem.
        for local in stored where local.isSynthetic {
            guard let location = local.location, !reported.contains(where: { $0.contains(location) }),
                let obstacle = obstacle(of: local)
            else { continue }
            report(valueOf: local, obstacle, at: location)
        }
    }

    /// A method keeps what it is called on.
    private func checkReceiver() {
        let function = lowered.function
        let rules = function.isolation == nil ? self.rules.keepingFunctions : self.rules
        guard function.receiver != nil, let name = lowered.context.last,
            let type = types.declaration(of: name, in: lowered.context.dropLast()),
            case .declaration = rules.obstacle(ofTypeNamed: name)
        else { return }
        if type.kind == .actor {
            return diagnostics.report(
                .error(
                    .isolatedFunction,
                    "durable function '\(function.name)' is a method of actor '\(type.fullName)', which is not Hibernatable and "
                        + "cannot be stored: make it Hibernatable, or move the function out of the actor"
                ),
                at: function.file.location(of: function.declaration.name)
            )
        }
        diagnostics.report(
            .error(
                .notCodable,
                "'self' lives across each suspension of '\(function.name)', and \(type.kind.rawValue) '\(type.fullName)' is "
                    + "not Codable: make '\(type.fullName)' Codable, or '\(function.name)' static"
            ),
            at: function.file.location(of: function.declaration.name),
            fixIts: fixIts(.declaration(type))
        )
    }

    private func obstacle(of local: Local) -> StorageObstacle? {
        // What is stored of a wrapped local is its wrapper.
        if case .wrapped = local.form { return nil }
        if local.function != nil { return nil }
        let isRefused = local.location.map { functions.refused.contains($0) } ?? false
        let rules = isRefused || lowered.function.isolation != nil ? self.rules : self.rules.keepingFunctions
        return rules.obstacle(of: local, in: lowered.resolution)
            ?? lowered.types[local.id].flatMap { rules.obstacle(ofTypeNamed: $0) }
    }

    // MARK: Messages

    private func report(_ local: Local, _ obstacle: StorageObstacle) {
        guard let location = location(of: local) else { return }
        let name = "'\(local.name)'"
        let subject: String
        switch local.origin {
        case .parameter: subject = "parameter \(name)"
        default: subject = "\(local.isMutable ? "variable" : "constant") \(name)"
        }
        var remedies = remedy(for: obstacle, name)
        switch local.origin {
        case .parameter: break
        case .binding(let binding) where isStored(local, onlyWithin: lowered.function.file.extent(of: binding)):
            remedies.append(Self.fewerCheckpoints)
        default: remedies.append("let \(name) end before the suspension")
        }
        report(local.id, subject, obstacle, remedies, at: location)
    }

    private static let fewerCheckpoints = "save at suspensions alone, with '@Durable(checkpoints: .onSuspend)'"

    /// Whether only the checkpoint after its own initial value stores a local.
    private func isStored(_ local: Local, onlyWithin extent: Range<Location>) -> Bool {
        lowered.suspensions(storing: local.id).allSatisfy { lowered.location(of: $0).map(extent.contains) ?? false }
    }

    /// Where a local is declared. The implicit error of a `catch` is nowhere.
    private func location(of local: Local) -> Location? {
        let clause = lowered.resolution.implicitErrors.first { $0.value == local.id }?.key
        guard let clause else { return local.location }
        return lowered.function.nodes.catchClauses.first { $0.id == clause }.map {
            lowered.function.file.location(of: $0.catchKeyword)
        }
    }

    private func report(valueOf local: Local, _ obstacle: StorageObstacle, at location: Location) {
        var remedies = remedy(for: obstacle, "it")
        if case .synthetic(.iterator) = local.origin {
            return report(local.id, "the iterator of this loop", obstacle, remedies, at: location)
        }
        if lowered.suspensions(storing: local.id).contains(where: lowered.isCheckpoint) {
            remedies.append(Self.fewerCheckpoints)
            return report(local.id, "the result of this call", obstacle, remedies, at: location)
        }
        remedies.append("evaluate it after the suspension")
        report(local.id, "this value", obstacle, remedies, at: location)
    }

    private func report(
        _ local: LocalID,
        _ subject: String,
        _ obstacle: StorageObstacle,
        _ remedies: [String],
        at location: Location
    ) {
        let list =
            remedies.count < 2
            ? remedies.joined() : remedies.dropLast().joined(separator: ", ") + ", or " + remedies.last!
        diagnostics.report(
            .error(.notCodable, "\(subject) lives across a suspension, and \(obstacle.reason): \(list)"),
            at: location,
            notes: notes(local),
            fixIts: fixIts(obstacle)
        )
    }

    private func remedy(for obstacle: StorageObstacle, _ name: String) -> [String] {
        switch obstacle {
        case .declaration(let type) where type.kind == .actor: ["keep what identifies it, and get it anew after"]
        case .declaration(let type): ["make '\(type.fullName)' Codable"]
        case .existential(let type): ["let protocol '\(type.fullName)' inherit from Codable"]
        case .kind: ["keep a Codable value from which to make it anew"]
        case .function: ["make \(name) a local function or a constant closure"]
        }
    }

    /// The first suspension that the value crosses.
    private func notes(_ local: LocalID) -> [Diagnostic.Note] {
        let places = lowered.suspensions(storing: local).compactMap { lowered.location(of: $0) }
        let isCaptured = lowered.suspensions(storing: local).first.map { lowered.machine.functions.values.contains($0) }
        let text =
            isCaptured == true ? "it is captured by this function, which is kept" : "it is needed after this suspension"
        return places.first.map { [.init(text, at: $0)] } ?? []
    }

    private func fixIts(_ obstacle: StorageObstacle) -> [Diagnostic.FixIt] {
        guard case .declaration(let type) = obstacle else { return [] }
        return types.makingCodable(type)
    }
}

extension StorageRules {
    /// The rules for what a function can store.
    init(_ lowered: LoweredFunction, _ types: TypeIndex) {
        self.init(
            types: types,
            index: lowered.renderer.index,
            context: lowered.context,
            hidden: Set(lowered.function.nodes.localTypes + lowered.function.genericNames)
        )
    }
}

extension ParsedFile {
    /// From where to where a node goes.
    func extent(of node: some SyntaxProtocol) -> Range<Location> {
        let (start, end) = (node.positionAfterSkippingLeadingTrivia, node.endPositionBeforeTrailingTrivia)
        return location(start..<start)..<location(end..<end)
    }
}

extension DurableFunction {
    /// The generic parameters of the function and of the types around it, as far as its file declares them.
    fileprivate var genericNames: [String] {
        var found: [String] = []
        var current: Syntax? = Syntax(declaration)
        while let node = current {
            let clause = node.asProtocol((any WithGenericParametersSyntax).self)?.genericParameterClause
            found += clause?.parameters.map(\.name.identifierText) ?? []
            current = node.parent
        }
        return found
    }
}
