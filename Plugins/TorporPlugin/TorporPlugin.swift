import Foundation
import PackagePlugin

/// Compiles the durable functions of a target as a part of its build.
///
/// The package manager caches what a plugin says for as long as the list of files stays the same, so nothing here may
/// depend on what is in a file: there is an output for every source, empty where nothing is durable. And it is one command
/// for the whole target, because calls cross files.
@main
struct TorporPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let module = target as? SwiftSourceModuleTarget else {
            Diagnostics.error("TorporPlugin works on Swift targets, and '\(target.name)' is none")
            return []
        }
        guard dependsOnTorpor(module) else {
            Diagnostics.error(
                "target '\(module.name)' uses TorporPlugin without depending on Torpor; add "
                    + ".product(name: \"Torpor\", package: \"torpor\") to its dependencies"
            )
            return []
        }
        let sources = sources(of: module)
        guard sources.isEmpty == false else { return [] }

        let directory = context.pluginWorkDirectoryURL
        var arguments = ["compile"] + sources.map(\.path)
        arguments += ["--root", module.directoryURL.path]
        arguments += ["--module", module.moduleName]
        arguments += ["--output", directory.path]
        var inputs = sources
        for dependency in dependencies(of: module) {
            let files = self.sources(of: dependency)
            inputs += files
            arguments += files.flatMap { ["--depends-on", "\(dependency.moduleName)=\($0.path)"] }
        }
        return [
            .buildCommand(
                displayName: "Making coroutines of the durable functions in \(module.name)",
                executable: try context.tool(named: "TorporCommand").url,
                arguments: arguments,
                inputFiles: inputs,
                outputFiles: outputs(for: sources, of: module).map { directory.appending(component: $0) }
            )
        ]
    }

    /// The sources of a target, without those that other plugins generate: a durable function is written by a person.
    private func sources(of module: SwiftSourceModuleTarget) -> [URL] {
        let prefix = module.directoryURL.path + "/"
        return module.sourceFiles(withSuffix: ".swift").map(\.url)
            .filter { $0.path.hasPrefix(prefix) }
            .sorted { $0.path < $1.path }
    }

    /// The names of the files that the command writes. Two sources may come to the same name, which is the command's to
    /// explain.
    private func outputs(for sources: [URL], of module: SwiftSourceModuleTarget) -> [String] {
        let prefix = module.directoryURL.path + "/"
        let names = sources.map { GeneratedFileName.output(forSource: String($0.path.dropFirst(prefix.count))) }
        return Set(names + [GeneratedFileName.catalog(forModule: module.moduleName)]).sorted()
    }

    /// The targets whose durable functions the target can call, in whichever package they are.
    private func dependencies(of module: SwiftSourceModuleTarget) -> [SwiftSourceModuleTarget] {
        module.recursiveTargetDependencies
            .compactMap { $0 as? SwiftSourceModuleTarget }
            .filter { $0.moduleName != "Torpor" && dependsOnTorpor($0) }
            .sorted { ($0.moduleName, $0.id) < ($1.moduleName, $1.id) }
    }

    private func dependsOnTorpor(_ module: SwiftSourceModuleTarget) -> Bool {
        module.recursiveTargetDependencies.contains { ($0 as? SwiftSourceModuleTarget)?.moduleName == "Torpor" }
    }
}
