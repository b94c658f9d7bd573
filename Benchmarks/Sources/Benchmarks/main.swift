import Foundation

// `Benchmarks measure [GROUP...]` measures and writes rows; `Benchmarks table` makes a table of the rows that it reads.

let groups: [(name: String, rows: () async throws -> [Row])] = [
    ("steps", stepRows),
    ("snapshots", snapshotRows),
    ("deltas", deltaRows),
    ("coders", coderRows),
    ("files", fileRows),
]
let arguments = CommandLine.arguments.dropFirst()

switch arguments.first {
case "measure":
    let wanted = arguments.dropFirst()
    for group in groups where wanted.isEmpty || wanted.contains(group.name) {
        for row in try await group.rows() {
            print(row.line)
            fflush(nil)
        }
    }
case "table":
    var rows: [Row] = []
    while let line = readLine() {
        guard let row = Row(line: line[...]) else {
            print("not a row: \(line)")
            exit(1)
        }
        rows.append(row)
    }
    print(Table(rows: rows).text)
default:
    print("usage: Benchmarks measure [GROUP...] | Benchmarks table")
    exit(2)
}
