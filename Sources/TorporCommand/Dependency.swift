import ArgumentParser

/// A value of `--depends-on`: `DIRECTORY`, or `NAME=PATH`.
struct Dependency {
    /// The module's name.
    var name: String
    /// A directory of Swift files, or one such file.
    var path: String

    /// Reads a value.
    ///
    /// - Throws: `ValidationError` where the name is none.
    init(_ argument: String) throws {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, parts[0].contains("/") == false {
            name = String(parts[0])
            path = String(parts[1])
        } else {
            name = ModuleName.named(afterDirectory: argument)
            path = argument
        }
        guard ModuleName.isValid(name), path.isEmpty == false else {
            throw ValidationError("--depends-on '\(argument)': write DIRECTORY or NAME=PATH")
        }
    }
}
