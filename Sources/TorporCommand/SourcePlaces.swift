import Torpor
import TorporCompiler

/// Where in a program's sources the states of its durable functions are.
struct SourcePlaces {
    /// A line of a file.
    struct Place {
        var path: String
        var line: Int
        /// What stands there, without the spaces around it.
        var text: String
    }

    /// A durable function.
    private struct Function {
        let places: [String: Place]
        let schema: UInt32
    }

    private var functions: [String: Function] = [:]

    /// Nothing is known.
    init() {}

    /// Looks for the functions of a snapshot in sources.
    ///
    /// - Parameters:
    ///   - sources: the files. What the compiler has to say of them does not matter here.
    ///   - inspection: the snapshot, whose functions name the modules that the files can be of.
    init(_ sources: [SourceFile], of inspection: SnapshotInspection) {
        let stacks = [inspection.stack] + inspection.children.map(\.stack)
        let functions = [inspection.function] + stacks.joined().map(\.function)
        let modules = Set(functions.compactMap { $0.split(separator: ".").first.map(String.init) })
        var lines: [String: [Substring]] = [:]
        for module in modules.sorted() {
            for graph in Compiler(module: module).compile(sources).graphs {
                let places = graph.places.mapValues { place -> Place in
                    let all = lines[place.path] ?? Self.lines(place.path, sources)
                    lines[place.path] = all
                    let text = all.indices.contains(place.line - 1) ? all[place.line - 1] : ""
                    return Place(path: place.path, line: place.line, text: Self.trimmed(text))
                }
                self.functions[graph.identifier] = Function(places: places, schema: graph.schema)
            }
        }
    }

    /// The place of a state.
    ///
    /// - Parameters:
    ///   - state: its name.
    ///   - function: the identifier of its function, with the arguments of a generic one.
    /// - Returns: nil where it is not known.
    func place(of state: String, in function: String) -> Place? {
        self.function(function)?.places[state]
    }

    /// The fingerprint of the states and locals of a function.
    ///
    /// - Parameter function: its identifier, with the arguments of a generic one.
    /// - Returns: nil where it is not known.
    func schema(of function: String) -> UInt32? {
        self.function(function)?.schema
    }

    private func function(_ identifier: String) -> Function? {
        if let function = functions[identifier] { return function }
        guard identifier.hasSuffix(">"), let end = identifier.firstIndex(of: "<") else { return nil }
        return functions[String(identifier[..<end])]
    }

    private static func lines(_ path: String, _ sources: [SourceFile]) -> [Substring] {
        let text = sources.first { $0.path == path }?.text ?? ""
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
