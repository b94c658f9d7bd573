// The plugin declares its outputs before the compiler runs and cannot import it, so it has this file as a symbolic link:
// nothing here may need an import.

/// The names of the generated files, decided by the names of the sources alone.
enum OutputName {
    /// The name of the file generated for a source.
    ///
    /// All outputs of a module lie in one directory and need names of their own among all sources, so folders are
    /// flattened and a suffix is added.
    ///
    /// - Parameter name: the source's path relative to its root directory, such as `Flows/Order.swift`.
    /// - Returns: a file name, such as `Flows_Order+Durable.swift`.
    static func forSource(_ name: String) -> String {
        let stem = name.hasSuffix(".swift") ? name.dropLast(".swift".count) : name[...]
        return String(stem.map { $0 == "/" ? "_" : $0 }) + "+Durable.swift"
    }

    /// The name of the file that lists a module's coroutines.
    ///
    /// - Parameter module: the module's name, such as `App`.
    /// - Returns: a file name, such as `AppCoroutines.swift`.
    static func forCatalog(ofModule module: String) -> String {
        "\(module)Coroutines.swift"
    }
}
