import TorporCompiler

/// Finds names that would meet: Swift wants each file of a module to have a name of its own, and outputs are files of the
/// module.
struct NameCheck {
    /// The sources that have to be renamed.
    private(set) var problems: [Problem] = []

    init(module: String, sources: [SourceFile]) {
        var outputs = [Compiler.catalogName(forModule: module): "the list of the module's coroutines"]
        for source in sources {
            let output = Compiler.outputName(forSource: source.name)
            if let other = outputs.updateValue("what is generated for '\(source.path)'", forKey: output) {
                collide(
                    source,
                    "what is generated for it and \(other) would both be '\(output)'; rename this file or its folder"
                )
            }
        }
        for source in sources {
            let name = source.name.split(separator: "/").last.map(String.init) ?? source.name
            guard let output = outputs[name] else { continue }
            collide(source, "it has the name of a generated file, \(output); rename this file")
        }
    }

    private mutating func collide(_ source: SourceFile, _ message: String) {
        problems.append(Problem(path: source.path, message: message, identifier: .outputCollision))
    }
}
