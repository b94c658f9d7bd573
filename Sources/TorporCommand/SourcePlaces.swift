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

    private var places: [String: [String: Place]] = [:]

    /// Nothing is known.
    init() {}

    /// Looks for the functions of a snapshot in sources.
    ///
    /// - Parameters:
    ///   - sources: the files. What the compiler has to say of them does not matter here.
    ///   - inspection: the snapshot, whose functions name the modules that the files can be of.
    init(_ sources: [SourceFile], of inspection: SnapshotInspection) {
        let functions = [inspection.function] + inspection.stack.map(\.function)
        let modules = Set(functions.compactMap { $0.split(separator: ".").first.map(String.init) })
        var lines: [String: [Substring]] = [:]
        for module in modules.sorted() {
            for graph in Compiler(module: module).compile(sources).graphs {
                places[graph.identifier] = graph.places.mapValues { place in
                    let all = lines[place.path] ?? Self.lines(place.path, sources)
                    lines[place.path] = all
                    let text = all.indices.contains(place.line - 1) ? all[place.line - 1] : ""
                    return Place(path: place.path, line: place.line, text: Self.trimmed(text))
                }
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
        if let place = places[function]?[state] { return place }
        guard function.hasSuffix(">"), let end = function.firstIndex(of: "<") else { return nil }
        return places[String(function[..<end])]?[state]
    }

    private static func lines(_ path: String, _ sources: [SourceFile]) -> [Substring] {
        let text = sources.first { $0.path == path }?.text ?? ""
        return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
