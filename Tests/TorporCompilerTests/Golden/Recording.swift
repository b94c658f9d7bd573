import Foundation

/// Whether the expectations are rewritten instead of compared: with `TORPOR_RECORD=1`.
enum Recording {
    /// A run that rewrites its own expectations proves nothing.
    struct Refusal: Error, CustomStringConvertible {
        let description = "TORPOR_RECORD rewrites expectations, and is not for CI: unset it"
    }

    /// Whether to rewrite.
    ///
    /// - Parameter environment: the environment of the process.
    /// - Throws: ``Refusal`` if CI runs the tests.
    static func isOn(in environment: [String: String] = ProcessInfo.processInfo.environment) throws -> Bool {
        func isSet(_ name: String) -> Bool { environment[name].map { !$0.isEmpty && $0 != "0" } ?? false }
        guard isSet("TORPOR_RECORD") else { return false }
        if isSet("CI") { throw Refusal() }
        return true
    }
}
