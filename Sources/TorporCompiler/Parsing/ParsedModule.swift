import SwiftDiagnostics
import SwiftOperators
import SwiftParser
import SwiftParserDiagnostics
import SwiftSyntax

extension DiagnosticIdentifier {
    static let syntaxError: Self = "SyntaxError"
}

/// One file, parsed. In those with durable functions, operator sequences are folded into trees.
struct ParsedFile {
    let source: SourceFile
    let tree: SourceFileSyntax
    /// Whether the tree has the bodies of functions, and not just those of initializers.
    let isWhole: Bool
    private let tables: Tables

    /// What is found out of a file when it is first asked for: most files are never asked.
    private final class Tables {
        private let text: String
        private let tree: SourceFileSyntax
        private(set) lazy var lines = LineTable(text)
        private(set) lazy var nodes = SyntaxTable(tree, text)

        init(_ text: String, _ tree: SourceFileSyntax) { (self.text, self.tree) = (text, tree) }
    }

    init(_ source: SourceFile, _ tree: SourceFileSyntax, isWhole: Bool = true) {
        self.source = source
        self.tree = tree
        self.isWhole = isWhole
        tables = Tables(source.text, tree)
    }

    /// Parses a file without the bodies of its functions, if there is an outline of it.
    init(_ source: SourceFile, outline: SourceOutline?) {
        let text = outline?.text
        self.init(
            source,
            text.map { $0.withUnsafeBufferPointer { Parser.parse(source: $0) } } ?? Parser.parse(source: source.text),
            isWhole: outline == nil
        )
    }

    /// The nodes of the file.
    var nodes: SyntaxTable { tables.nodes }

    /// The place of a node in the user's file.
    func location(of node: some SyntaxProtocol) -> Location {
        Location(of: node, path: source.path, lines: tables.lines)
    }

    /// The place of a part of the user's file.
    func location(_ range: Range<AbsolutePosition>) -> Location {
        Location(range, path: source.path, lines: tables.lines)
    }
}

/// The sources of a module: those with durable functions as folded trees, and an index of what all of them declare.
struct ParsedModule {
    let name: String
    /// The files that may have durable functions.
    let files: [ParsedFile]
    let index: DeclarationIndex
    let types: TypeIndex
    /// All of the module, for questions about what is in functions.
    let contents: ModuleContents

    /// Parses and folds the sources of a module. Operators that any of its files declares are known in all of them.
    ///
    /// Files in which the word `Durable` is nowhere are parsed when something asks for a name that they declare.
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
        self.name = name
        let (own, later) = Self.divided(
            [(name, sources, false)] + dependencies.map { ($0.name, $0.sources, true) }
        )
        var operators = OperatorTable.standardOperators
        for file in own { operators.addSourceFile(file.file.tree) { _ in } }
        let folded = own.map { item in
            if item.isDependency { return item }
            var item = item
            item.file = Self.fold(item.file, operators: operators, diagnostics: diagnostics)
            return item
        }
        files = folded.filter { $0.isDurable && !$0.isDependency }.map(\.file)
        let source = DeclarationSource()
        let index = DeclarationIndex(source)
        let types = TypeIndex(source, module: name)
        let contents = ModuleContents()
        for file in folded where !file.isDependency { index.addNames(of: file.file) }
        for file in folded.filter(\.isDependency) + folded.filter({ !$0.isDependency }) {
            index.add(file.file, module: file.module, isDependency: file.isDependency)
            if file.isDependency { continue }
            types.add(file.file)
            contents.read(file.file)
            if !file.file.isWhole { contents.append(file.file.source) }
        }
        for file in later {
            source.append(file.source, file.outline, module: file.module, isDependency: file.isDependency)
            if !file.isDependency { contents.append(file.source) }
        }
        source.add = { [unowned index, unowned types, unowned contents] file, module, isDependency in
            if !isDependency {
                Self.reportErrors(in: file, diagnostics)
                index.addNames(of: file)
                types.add(file)
                contents.read(file)
            }
            index.add(file, module: module, isDependency: isDependency)
        }
        self.index = index
        self.types = types
        self.contents = contents
    }

    /// A file that is parsed at once.
    private struct Parsed {
        var file: ParsedFile
        let module: String
        let isDependency: Bool
        let isDurable: Bool
    }

    /// A file that is parsed when it is asked for.
    private struct Later {
        let source: SourceFile
        let outline: SourceOutline
        let module: String
        let isDependency: Bool

        /// Whether the file has a say in files that do not name what it declares.
        func isNeeded(_ aliases: Set<String>) -> Bool {
            outline.hasGlobalEffects || !outline.extended.isDisjoint(with: aliases)
        }
    }

    /// Parses the files that have durable functions, and those that have a say in files which do not name them.
    private static func divided(
        _ modules: [(name: String, sources: [SourceFile], isDependency: Bool)]
    ) -> (now: [Parsed], later: [Later]) {
        var now: [Parsed] = []
        var later: [Later] = []
        for module in modules {
            for source in module.sources {
                let isDurable = source.mentionsDurable
                if !isDurable, let outline = SourceOutline(source.text) {
                    later.append(
                        Later(source: source, outline: outline, module: module.name, isDependency: module.isDependency)
                    )
                } else {
                    let file = ParsedFile(source, outline: nil)
                    now.append(
                        Parsed(file: file, module: module.name, isDependency: module.isDependency, isDurable: isDurable)
                    )
                }
            }
        }
        // An extension of a type under another name adds to a type that it does not name.
        let aliases = later.reduce(into: now.reduce(into: Set()) { $0.formUnion($1.file.aliases) }) {
            $0.formUnion($1.outline.aliases)
        }
        for file in later where file.isNeeded(aliases) {
            let parsed = ParsedFile(file.source, outline: file.outline)
            now.append(Parsed(file: parsed, module: file.module, isDependency: file.isDependency, isDurable: false))
        }
        return (now, later.filter { !$0.isNeeded(aliases) })
    }

    private static func fold(
        _ file: ParsedFile,
        operators: OperatorTable,
        diagnostics: DiagnosticCollector
    ) -> ParsedFile {
        reportErrors(in: file, diagnostics)
        // An operator of another module is not known here: it folds with a default precedence, and only an expression
        // that holds a suspension depends on it.
        let tree = operators.foldAll(file.tree) { _ in }.cast(SourceFileSyntax.self)
        return ParsedFile(file.source, tree, isWhole: file.isWhole)
    }

    private static func reportErrors(in file: ParsedFile, _ diagnostics: DiagnosticCollector) {
        guard file.tree.hasError else { return }
        for diagnostic in ParseDiagnosticsGenerator.diagnostics(for: file.tree)
        where diagnostic.diagMessage.severity == .error {
            let place = file.location(diagnostic.position..<diagnostic.position)
            diagnostics.report(.error(.syntaxError, diagnostic.message), at: place)
        }
    }
}

extension SourceFile {
    /// Whether there may be a durable function in the file.
    fileprivate var mentionsDurable: Bool { mentions("Durable") }

    /// Whether a word, or something with the word in it, is in the file.
    fileprivate func mentions(_ word: String) -> Bool { Array(text.utf8).contains(word) }
}

extension ParsedFile {
    /// The names that the file gives to other types.
    fileprivate var aliases: Set<String> {
        guard source.mentions("typealias") else { return [] }
        return SourceOutline(source.text)?.aliases
            ?? Set(tree.descendants(TypeAliasDeclSyntax.self).map(\.name.identifierText))
    }
}
