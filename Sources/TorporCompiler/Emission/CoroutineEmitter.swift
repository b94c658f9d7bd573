import SwiftSyntax

/// Prints one durable function as a coroutine: the public type, its states, its frame, and the function that carries out
/// a step.
///
/// The user's code is printed beside the user's function, in a place where names mean what they mean there: not inside of
/// the coroutine's type, whose members would hide others. The step of a method is a method of the same type.
struct CoroutineEmitter {
    let lowered: LoweredFunction
    let catalog: String
    let spelling: TypeSpelling
    /// The generic parameters of the coroutine; that of a member of a protocol has the conforming type as the first.
    let generics: GenericClause

    /// Whether callers may have to tell the function from others by types.
    let isOverloaded: Bool

    init(lowered: LoweredFunction, catalog: String, isOverloaded: Bool) {
        self.lowered = lowered
        self.isOverloaded = isOverloaded
        self.catalog = catalog
        spelling = TypeSpelling(lowered)
        var generics = lowered.function.generics
        if let base = spelling.base {
            generics.respell(spelling.outside)
            let requirements = lowered.function.contextRequirements.dropFirst(" where ".count)
            generics.insertFirst(
                base,
                constraint: lowered.function.context.joined(separator: "."),
                requirements: spelling.outside(String(requirements))
            )
        }
        self.generics = generics
    }

    var function: DurableFunction { lowered.function }
    var machine: Machine { lowered.machine }
    var regions: Regions { lowered.regions }
    var types: LocalTypes { lowered.types }
    var name: String { function.isInProtocol ? function.qualifiedTypeName : function.typeName }
    var frameType: String { lowered.renderer.index.freeTypeName(name, "Frame") }

    /// The access of what belongs to the file: in an extension, `private` would be too little.
    var hiding: String { function.context.isEmpty || function.isInProtocol ? "private" : "fileprivate" }

    var access: String { function.access == "internal" ? "" : function.access + " " }

    /// The global actor of the function, as an attribute.
    var isolation: String { function.isolation.map { "@\($0) " } ?? "" }

    /// The parameters that the coroutine is made from.
    var arguments: [DurableFunction.Parameter] { function.parameters.filter { $0.capability == nil } }

    func emit(into writer: inout Writer) {
        let types: (inout Writer) -> Void = { writer in
            for alias in spelling.aliases(access) { writer.line(alias) }
            nestedTypes(into: &writer)
            coroutine(into: &writer)
            frame(into: &writer)
        }
        let functions: (inout Writer) -> Void = { writer in
            step(into: &writer)
            functionMaker(into: &writer)
            if isOverloaded { factory(into: &writer) }
        }
        let opening = "extension \(function.context.joined(separator: "."))\(function.contextRequirements) {"
        if function.context.isEmpty {
            types(&writer)
            functions(&writer)
        } else if function.isInProtocol {
            types(&writer)
            writer.block(opening, body: functions)
        } else {
            writer.block(opening) { writer in
                types(&writer)
                functions(&writer)
            }
        }
    }

    /// The types that the function declares for itself, in enums under whose names the generated file refers to them.
    private func nestedTypes(into writer: inout Writer) {
        let types = lowered.resolution.types
        for space in Set(types.map(\.space)).sorted() {
            writer.line("/// Types of '\(function.fullName)'.")
            let generics = function.generics
            writer.block("enum \(space)\(generics.clause)\(generics.whereClause) {") { writer in
                for type in types where type.space == space {
                    if let conditional = type.conditional {
                        for line in nestedType(type, in: conditional) { writer.line(line) }
                        continue
                    }
                    let place = function.file.location(of: type.declarations[0])
                    writer.user(
                        lowered.renderer.text(of: type.declarations[0]),
                        at: Code.Place(line: place.line, column: place.column)
                    )
                    writer.reset()
                }
            }
            writer.line()
        }
    }

    /// The declarations of a type that branches of an `#if` declare.
    private func nestedType(_ type: NestedType, in node: IfConfigDeclSyntax) -> [String] {
        node.lines { clause in
            clause.statements.flatMap { statement -> [String] in
                if let inner = statement.as(IfConfigDeclSyntax.self) { return nestedType(type, in: inner) }
                let isDeclaration = type.declarations.contains { $0.id == statement.id }
                return isDeclaration ? [lowered.renderer.text(of: statement)] : []
            }
        }
    }

    // MARK: The coroutine

    private func coroutine(into writer: inout Writer) {
        for line in function.documentation { writer.line(line) }
        var kind = machine.isAsync ? "Torpor.Machine" : "Torpor.SynchronousMachine"
        // It goes to the actor and comes back, and is nowhere else meanwhile.
        if function.isolation != nil { kind += ", @unchecked Swift.Sendable" }
        writer.line("\(access)struct \(name)\(generics.clause): \(kind)\(generics.whereClause) {")
        writer.indented { writer in
            associatedTypes(into: &writer)
            writer.statement("fileprivate var _frame = \(frameType)\(generics.arguments)()")
            writer.statement("\(access)init(_: Torpor.Undecoded) {}")
            initialiser(into: &writer)
            if takesVariableArguments || !machine.closures.isEmpty || !machine.functions.isEmpty {
                writer.declaration(
                    "fileprivate init(_frame: \(frameType)\(generics.arguments)) {",
                    statements: ["self._frame = _frame"]
                )
            }
            writer.statement("\(access)static var identifier: Swift.String { \(identifier) }")
            writer.statement("\(access)static var source: Torpor.SourceMap? { \(lowered.sourceMap) }")
            resuming(into: &writer)
            closureTypes(into: &writer)
            functionMaking(into: &writer)
            givingBack(into: &writer)
            // Closes the type too.
            coding(into: &writer)
        }
    }

    /// Those that are not what they are by default. A generic parameter of the name would come before the default.
    private func associatedTypes(into writer: inout Writer) {
        let capability = function.capability?.capability
        let isExplicit = function.isGeneric || spelling.base != nil
        let yielded = capability.map { spelling.visible("Yielded", $0.value) }
        let reply = capability?.reply.map { spelling.visible("Reply", $0) }
        let output = function.output == "Void" ? nil : spelling.visible("Output", function.output)
        for (name, type, standard) in [
            ("Yielded", yielded, "Swift.Never"), ("Reply", reply, "Swift.Void"), ("Output", output, "Swift.Void"),
        ] {
            guard let type = type ?? (isExplicit ? standard : nil) else { continue }
            writer.statement("\(access)typealias \(name) = \(type)")
        }
    }

    /// The identifier as an expression: the arguments of a generic coroutine are a part of it.
    private var identifier: String {
        var arguments = generics.names
        if function.isGeneric, !function.isInProtocol, !function.context.isEmpty { arguments.append(spelling.receiver) }
        guard !arguments.isEmpty else { return "\"\(function.identifier)\"" }
        let list = arguments.map { "\\(Swift.String(reflecting: \($0).self))" }.joined(separator: ", ")
        return "\"\(function.identifier)<\(list)>\""
    }

    private func initialiser(into writer: inout Writer) {
        var clause = arguments.map { parameter($0, type: type(of: $0)) }
        if function.receiver != nil { clause.insert("on _self: \(spelling.receiver)", at: 0) }
        writer.declaration(
            "\(access)init(\(clause.joined(separator: ", "))) {",
            statements: arguments(putInto: "_frame")
        )
    }

    /// The type that the coroutine takes for a parameter.
    private func type(of parameter: DurableFunction.Parameter) -> String {
        if let given = parameter.function { return given.stored { spelling.outside(spelling.qualifier.type($0)) } }
        return spelling.visible("Parameter" + parameter.name.capitalised, parameter.keptType)
    }

    /// What puts the arguments of a call into a frame.
    private func arguments(putInto frame: String) -> [String] {
        let receiver = function.receiver == nil ? [] : ["\(frame)._self.put(_self)"]
        return receiver
            + arguments.compactMap { parameter in
                let local = machine.locals.first { $0.name == parameter.name }!
                guard frameLocals.contains(local.id) else { return nil }
                let argument = (parameter.syntax.secondName ?? parameter.syntax.firstName).text
                let isError = lowered.storedErrors.contains(local.id)
                var value = isError ? "Torpor.storable(\(argument), errors: \(catalog).errors)" : argument
                if let standard = machine.defaultFunctions[local.id] { value += " ?? \(text(of: standard))" }
                return "\(frame).\(local.fieldName).put(\(value))"
            }
    }

    /// Whether what makes the coroutine of an overload cannot call the initialiser: Swift cannot pass on a variable number
    /// of arguments.
    private var takesVariableArguments: Bool {
        isOverloaded && arguments.contains { $0.syntax.ellipsis != nil }
    }

    /// A parameter of what makes the coroutine.
    func parameter(_ parameter: DurableFunction.Parameter, type: String) -> String {
        let syntax = parameter.syntax
        let label = syntax.secondName == nil ? syntax.firstName.text : syntax.firstName.identifierText
        let second = syntax.secondName.map { " " + $0.text } ?? ""
        let ellipsis = syntax.ellipsis == nil ? "" : "..."
        guard parameter.defaultFunction == nil else {
            // It is made where the coroutine is.
            let type = type.replacing("@escaping ", with: "")
            return "\(label)\(second): \(type.holds("->") ? "(\(type))" : type)? = nil"
        }
        let value = syntax.defaultValue.map { " = " + lowered.renderer.text(of: $0.value) } ?? ""
        return "\(label)\(second): \(type)\(ellipsis)\(value)"
    }

    private func resuming(into writer: inout Writer) {
        let effects = machine.isAsync ? "async throws" : "throws"
        let keywords = machine.isAsync ? "try await" : "try"
        let labels = function.declaration.signature.parameterClause.parameters.map(\.firstName.identifierText)
        var arguments = labels.map { $0 == "_" ? "()" : "\($0): ()" }
        var statements: [String] = []
        var base = spelling.base.map { $0 + "." } ?? ""
        if function.receiver != nil { base = "_frame._self.value." }
        if case .mutated = function.receiver {
            // The step changes it, and the frame.
            statements += ["var _self = _frame._self.take()", "defer { _frame._self.put(&_self) }"]
            if machine.sharesReceiver {
                let shared = ["let _shared = _frame._shared", "if let _shared { _self = _shared.value }"]
                statements += shared + ["defer { _shared?.value = _self }"]
            }
            base = "_self."
        }
        let callee = base + self.function.declaration.name.text
        if let first = labels.first {
            arguments[0] = first == "_" ? "&_frame" : "\(first): &_frame"
            statements.append("\(keywords) \(callee)(\(arguments.joined(separator: ", ")))")
        } else {
            statements.append("\(keywords) \(callee)\(stepTakesFrame ? "(&_frame)" : "()(&_frame)")")
        }
        if statements.count > 1 { statements[statements.count - 1] = "return \(statements.last!)" }
        writer.declaration(
            "\(isolation)\(access)mutating func step() \(effects) -> Torpor.Transition {",
            statements: statements
        )
    }

    /// What the caller takes back of `inout` parameters.
    private func givingBack(into writer: inout Writer) {
        if case .mutated = function.receiver {
            writer.line("\(access)var _self: \(spelling.receiver) { _frame._self.value }")
        }
        for (position, parameter) in function.parameters.enumerated() where parameter.isInout {
            let local = machine.locals.first { $0.name == parameter.name }!
            let type = spelling.visible("Parameter" + parameter.name.capitalised, parameter.type)
            let member = DurableFunction.inoutName(at: position)
            writer.line("\(access)var \(member): \(type) { _frame.\(local.fieldName).value }")
        }
    }

    /// A function by which the Swift compiler tells which of several overloads is meant.
    private func factory(into writer: inout Writer) {
        let isStatic = function.receiver == nil && !function.context.isEmpty
        let clause = arguments.map { parameter in
            self.parameter(
                parameter,
                type: parameter.function.map { $0.stored(spelling.qualifier.spelled) }
                    ?? spelling.qualifier.type(parameter.keptType)
            )
        }.joined(separator: ", ")
        let own = function.generics
        let arguments = spelling.base == nil ? own.arguments : GenericClause.arguments(["Self"] + own.names)
        let labels = self.arguments.map { parameter in
            let label = parameter.syntax.firstName.identifierText
            let value = (parameter.syntax.secondName ?? parameter.syntax.firstName).text
            return label == "_" ? value : "\(label): \(value)"
        }
        let receiver = function.receiver == nil ? [] : ["on: self"]
        let modifiers = (function.isolation == nil ? "" : "nonisolated ") + access + (isStatic ? "static " : "")
        writer.block(
            "\(modifiers)func \(DurableFunction.factoryName(function.name))\(own.clause)(\(clause)) -> \(name)\(arguments)"
                + "\(own.whereClause) {"
        ) { writer in
            guard takesVariableArguments else {
                return writer.line("\(name)\(arguments)(\((receiver + labels).joined(separator: ", ")))")
            }
            writer.statement("var _frame = \(frameType)\(arguments)()")
            for statement in self.arguments(putInto: "_frame") {
                writer.statement(
                    function.receiver == nil ? statement : statement.replacing("put(_self)", with: "put(self)")
                )
            }
            writer.statement("return \(name)\(arguments)(_frame: _frame)")
        }
    }
}

extension Local {
    /// The key of the local in a snapshot.
    var key: String { generatedName.filter { $0 != "`" } }
}

extension DurableFunction {
    /// The lines of the documentation comment.
    var documentation: [String] {
        declaration.leadingTrivia.compactMap { piece in
            switch piece {
            case .docLineComment(let text): text
            case .docBlockComment(let text): text
            default: nil
            }
        }
    }
}
