/// One file of Swift that the compiler reads.
public struct SourceFile: Sendable {
    /// The file as the user named it: what diagnostics and `#sourceLocation` say.
    public var path: String
    /// The file relative to the root of its target: what decides the name of the generated file.
    public var name: String
    /// The contents.
    public var text: String

    /// Makes a source file.
    ///
    /// - Parameters:
    ///   - path: the file as the user named it.
    ///   - name: the file relative to the root of its target.
    ///   - text: the contents.
    public init(path: String, name: String, text: String) {
        self.path = path
        self.name = name
        self.text = text
    }
}

/// A module that the one being compiled depends on, and that may declare durable functions.
public struct DependencyModule: Sendable {
    /// The module's name.
    public var name: String
    /// Its sources.
    public var sources: [SourceFile]

    /// Makes a dependency.
    ///
    /// - Parameters:
    ///   - name: the module's name.
    ///   - sources: its sources.
    public init(name: String, sources: [SourceFile]) {
        self.name = name
        self.sources = sources
    }
}
