import SwiftSyntax

/// Finds coroutines whose names are taken.
struct NameCheck {
    private let index: DeclarationIndex
    private let types: TypeIndex
    private let contents: ModuleContents
    private let diagnostics: DiagnosticCollector
    private var seen: [String: DurableFunction] = [:]

    static func check(
        _ functions: [DurableFunction],
        _ module: ParsedModule,
        _ diagnostics: DiagnosticCollector
    ) {
        var check = NameCheck(module, diagnostics)
        var taken: [DurableFunction] = []
        for function in functions {
            if check.isTaken(function) {
                taken.append(function)
            } else {
                check.seen[check.fullName(function)] = function
            }
        }
        for function in taken { check.report(function) }
    }

    private init(_ module: ParsedModule, _ diagnostics: DiagnosticCollector) {
        index = module.index
        types = module.types
        contents = module.contents
        self.diagnostics = diagnostics
    }

    private func fullName(_ function: DurableFunction, _ name: String? = nil) -> String {
        (function.context + [name ?? function.typeName]).joined(separator: ".")
    }

    /// Whether a type of another module, which the sources use, would be hidden by the coroutine.
    private func hidesForeignType(_ name: String) -> Bool {
        standardTypes.contains(name) && contents.mentions(type: name)
    }

    /// Whether the coroutine would hide a type in the declaration that the method is a member of, which uses that type.
    private func hidesTypeAround(_ function: DurableFunction, _ name: String) -> Bool {
        guard !function.context.isEmpty, !function.isInProtocol,
            index.typeNames.contains(name) || standardTypes.contains(name)
        else { return false }
        let around = Syntax(function.declaration).ancestors.last { $0.is(MemberBlockSyntax.self) }
        return around?.tokens(viewMode: .sourceAccurate).contains { token in
            token.tokenKind == .identifier(name)
                && token.previousToken(viewMode: .sourceAccurate)?.tokenKind != .period
        } ?? false
    }

    /// What Swift means something else by.
    private static let reserved: Set<String> = ["Any", "Protocol", "Self", "Type"]

    private func isTaken(_ function: DurableFunction, _ name: String? = nil) -> Bool {
        let type = name ?? function.typeName
        let isHidden = function.context.isEmpty && (index.typeNames.contains(type) || hidesForeignType(type))
        return isHidden || hidesTypeAround(function, type) || !function.isInProtocol && Self.reserved.contains(type)
            || types.declaration(of: fullName(function, type), in: []) != nil
            || seen[fullName(function, type)] != nil
    }

    private mutating func report(_ function: DurableFunction) {
        let name = function.typeName
        var notes: [Diagnostic.Note] = []
        var other = "a type of the module"
        if let namesake = seen[fullName(function)] {
            other = "the coroutine of '\(namesake.fullName)'"
            let location = namesake.file.location(of: namesake.declaration.name)
            notes = [.init("'\(namesake.fullName)' is declared here", at: location)]
        } else if let type = types.declaration(of: fullName(function), in: []) {
            notes = [.init("\(type.kind.rawValue) '\(type.fullName)' is declared here", at: type.location)]
        } else if Self.reserved.contains(name) {
            other = "a keyword"
        } else if hidesForeignType(name) || hidesTypeAround(function, name) {
            other = "a type that the module uses"
        }
        let free = freeName(for: function)
        seen[fullName(function, free)] = function
        diagnostics.report(
            .error(
                .nameCollision,
                "the coroutine of '\(function.fullName)' would be called '\(name)', like \(other): "
                    + "name it with '@Durable(name: \"…\")'"
            ),
            at: function.file.location(of: function.declaration.name),
            notes: notes,
            fixIts: function.file.naming(free, function.declaration)
        )
    }

    /// A name that is not taken: by the argument labels, the types of the parameters, or a number.
    private func freeName(for function: DurableFunction) -> String {
        let parameters = function.declaration.signature.parameterClause.parameters
        let labels = parameters.map(\.firstName.identifierText).filter { $0 != "_" }
        let words = parameters.flatMap { $0.type.trimmedDescription.identifiers }
        let name = function.typeName
        let candidates = [
            labels.map(\.capitalised).joined(), words.map(\.capitalised).joined(), "Flow",
        ].filter { !$0.isEmpty }.map { name + $0 }
        let numbered = (2...).lazy.map { "\(name)\($0)" }
        return candidates.first { isFree($0, for: function) } ?? numbered.first { isFree($0, for: function) }!
    }

    private func isFree(_ name: String, for function: DurableFunction) -> Bool {
        !isTaken(function, name) && !index.allTypeNames.contains(name)
    }
}
