/// The names of generated files. The build-tool plugin, which cannot import the compiler, has this file too.
enum GeneratedFileName {
    /// The file that is generated for a source: folders are flattened, as SwiftPM wants one name a file in a target.
    static func output(forSource name: String) -> String {
        let flat = name.split(separator: "/").joined(separator: "_")
        let stem = flat.hasSuffix(".swift") ? String(flat.dropLast(".swift".count)) : flat
        return "\(stem)+Durable.swift"
    }

    /// The file with the catalog of a module.
    static func catalog(forModule module: String) -> String {
        "\(module)Coroutines.swift"
    }
}
