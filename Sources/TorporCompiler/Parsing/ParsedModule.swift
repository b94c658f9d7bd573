import SwiftDiagnostics
import SwiftOperators
import SwiftParser
import SwiftParserDiagnostics
import SwiftSyntax

extension DiagnosticIdentifier {
    static let syntaxError: Self = "SyntaxError"
}

/// One file, parsed, its operator sequences folded into trees.
struct ParsedFile {
    let source: SourceFile
    let tree: SourceFileSyntax
    let converter: SourceLocationConverter

    /// The place of a node in the user's file.
    func location(of node: some SyntaxProtocol) -> Location {
        Location(of: node, path: source.path, converter: converter)
    }

    /// The place of a part of the user's file.
    func location(_ range: Range<AbsolutePosition>) -> Location {
        Location(range, path: source.path, converter: converter)
    }
}

/// The sources of a module as folded trees, with an index of what they declare.
struct ParsedModule {
    let name: String
    let files: [ParsedFile]
    let index: DeclarationIndex

    /// Parses and folds the sources of a module. Operators that any of its files declares are known in all of them.
    ///
    /// - Parameters:
    ///   - name: the module's name.
    ///   - sources: its files.
    ///   - dependencies: modules whose declarations can be referred to.
    ///   - diagnostics: takes syntax errors.
    init(
        name: String,
        sources: [SourceFile],
        dependencies: [DependencyModule],
        diagnostics: DiagnosticCollector
    ) {
        var operators = OperatorTable.standardOperators
        let trees = sources.map { Parser.parse(source: $0.text) }
        let dependencyTrees = dependencies.map { module in module.sources.map { Parser.parse(source: $0.text) } }
        for tree in trees + dependencyTrees.joined() {
            operators.addSourceFile(tree) { _ in }
        }
        files = zip(sources, trees).map { source, tree in
            Self.fold(tree, of: source, operators: operators, diagnostics: diagnostics)
        }
        self.name = name
        var index = DeclarationIndex()
        for (module, trees) in zip(dependencies, dependencyTrees) {
            for (source, tree) in zip(module.sources, trees) {
                index.add(
                    ParsedFile(source: source, tree: tree, converter: .init(fileName: source.path, tree: tree)),
                    module: module.name,
                    isDependency: true
                )
            }
        }
        for file in files { index.addNames(of: file) }
        for file in files { index.add(file, module: name, isDependency: false) }
        self.index = index
    }

    private static func fold(
        _ tree: SourceFileSyntax,
        of source: SourceFile,
        operators: OperatorTable,
        diagnostics: DiagnosticCollector
    ) -> ParsedFile {
        let original = SourceLocationConverter(fileName: source.path, tree: tree)
        for diagnostic in ParseDiagnosticsGenerator.diagnostics(for: tree)
        where diagnostic.diagMessage.severity == .error {
            let place = original.location(for: diagnostic.position)
            diagnostics.report(
                .error(.syntaxError, diagnostic.message),
                at: Location(path: source.path, line: place.line, column: place.column)
            )
        }
        // An operator of another module is not known here: it folds with a default precedence, and only an expression
        // that holds a suspension depends on it.
        let folded = operators.foldAll(tree) { _ in }
        let file = folded.cast(SourceFileSyntax.self)
        return ParsedFile(
            source: source,
            tree: file,
            converter: SourceLocationConverter(fileName: source.path, tree: file)
        )
    }
}
