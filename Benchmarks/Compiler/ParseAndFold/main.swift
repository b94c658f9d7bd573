import Foundation
import SwiftOperators
import SwiftParser
import SwiftSyntax

// What the compiler is compared with: it parses and folds the files of a directory, and does no more.

let directory = URL(filePath: CommandLine.arguments[1])
let files = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
    .filter { $0.pathExtension == "swift" }
    .sorted { $0.path < $1.path }
let trees = try files.map { Parser.parse(source: try String(contentsOf: $0, encoding: .utf8)) }
var operators = OperatorTable.standardOperators
for tree in trees { operators.addSourceFile(tree) { _ in } }
let folded: [Syntax] = trees.map { operators.foldAll($0) { _ in } }
print("\(folded.count) files, \(folded.reduce(0) { $0 + $1.totalLength.utf8Length }) bytes")
