import SwiftParser
import SwiftSyntax
import Testing

@testable import TorporCompiler

@Suite struct SyntaxTableTests {
    private let text = """
        // Grüße
        func f(_ x: Int) async -> [Int] {
            let  y = x +  /* two */ g(a.x, y: self.y)\r
            return [1, 2].map { $0 + y } // end
        }

        """
    private let tree: SourceFileSyntax
    private let table: SyntaxTable

    init() {
        tree = Parser.parse(source: text)
        table = SyntaxTable(tree, text)
    }

    @Test func tokensAreThoseOfTheTree() throws {
        for node in all(below: Syntax(tree)) {
            let index = try #require(table.index(of: node))
            let tokens = table.tokens(at: index).map { table.tokens[$0] }
            let expected = node.tokens(viewMode: .sourceAccurate).map(\.text)
            #expect(tokens.map { table.text($0.start..<$0.stop) } == expected)
            guard let first = tokens.first, let last = tokens.last else { continue }
            #expect(table.text(first.position..<last.end) == node.description)
        }
    }

    @Test func outermostNodesAreFoundInTheOrderOfTheSource() {
        let outermost = table.nodes(below: Syntax(tree.statements), for: .bindings).map(\.kind)
        #expect(outermost == [.functionDecl])
        let function = tree.statements.first!.item
        let found = table.nodes(below: Syntax(function), for: .values).map(\.kind)
        #expect(found == [.patternBinding, .returnStmt])
    }

    @Test func whatIsNotedIsAskedForByAll() throws {
        let list = try #require(tree.descendants(LabeledExprListSyntax.self).first)
        #expect(!table.nodes(below: list.parent!, for: .suspensions).contains { $0.id == list.id })
        table.note(list)
        #expect(table.nodes(below: list.parent!, for: .suspensions).contains { $0.id == list.id })
    }

    @Test func nodesOfOtherTreesAreWalkedAsTheyAre() {
        let other = Parser.parse(source: text)
        #expect(table.index(of: Syntax(other.statements)) == nil)
        let found = table.nodes(below: Syntax(other.statements), for: .effects).map(\.kind)
        #expect(found == [.codeBlockItem])
    }

    private func all(below node: Syntax) -> [Syntax] {
        node.children(viewMode: .sourceAccurate).flatMap { [$0] + all(below: $0) }
    }
}
