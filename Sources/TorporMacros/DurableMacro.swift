internal import SwiftCompilerPlugin
public import SwiftSyntax
public import SwiftSyntaxMacros

/// The implementation of `@Durable`: a peer macro that adds no peers.
///
/// The attribute is an instruction to the Torpor compiler, which reads the source itself. The macro only makes it legal
/// Swift, so that the plain function stays exactly what the user wrote.
public struct DurableMacro: PeerMacro {
    /// Adds nothing beside the declaration.
    public static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        []
    }
}

@main
struct TorporMacrosPlugin: CompilerPlugin {
    let providingMacros: [any Macro.Type] = [DurableMacro.self]
}
