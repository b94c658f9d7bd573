import Foundation

/// The names of modules.
enum ModuleName {
    /// Whether Swift accepts a text as a module's name.
    static func isValid(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first else { return false }
        return isHead(first) && name.unicodeScalars.allSatisfy(isBody)
    }

    /// The name that the package manager gives to the module in a directory, if its target is named after the directory.
    static func named(afterDirectory path: String) -> String {
        var name = ""
        for scalar in URL(fileURLWithPath: path).standardizedFileURL.lastPathComponent.unicodeScalars {
            if name.isEmpty, isBody(scalar), isHead(scalar) == false { name = "_" }
            name.unicodeScalars.append(isBody(scalar) ? scalar : "_")
        }
        return name.isEmpty ? "_" : name
    }

    private static func isHead(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isXIDStart
    }

    private static func isBody(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isXIDContinue
    }
}
