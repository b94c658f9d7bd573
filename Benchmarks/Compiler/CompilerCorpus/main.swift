import Foundation

// Writes what the compiler is measured on: `CompilerCorpus FIXTURES OUTPUT`.

let arguments = CommandLine.arguments.dropFirst()
guard arguments.count == 2 else {
    print("usage: CompilerCorpus FIXTURES OUTPUT")
    exit(2)
}
let fixtures = try FixtureFile.all(in: URL(filePath: arguments.first!))
let output = URL(filePath: arguments.last!)

/// Writes the files of one corpus.
func write(_ name: String, _ files: [String: String]) throws {
    let directory = output.appending(component: name)
    try? FileManager.default.removeItem(at: directory)
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    for (file, text) in files {
        try text.write(to: directory.appending(component: file), atomically: false, encoding: .utf8)
    }
}

for copies in [1, 2, 4] { try write("fixtures-\(copies)", Copies.files(of: fixtures, copies: copies)) }
for count in [500, 1_000, 2_000] { try write("functions-\(count)", Shapes.functions(count)) }
for count in [250, 500, 1_000] { try write("statements-\(count)", Shapes.statements(count)) }
for count in [75, 150, 300] { try write("calls-\(count)", Shapes.calls(count)) }
for count in [75, 150, 300] { try write("callsOfMethods-\(count)", Shapes.callsOfMethods(count)) }
for depth in [12, 24, 48] { try write("nesting-\(depth)", Shapes.nesting(depth)) }
for count in [500, 1_000] { try write("sparse-\(count)", Copies.sparse(of: fixtures, files: count, durable: 5)) }
