import Foundation
import Torpor

/// Holds one value: its snapshot is the value, and little else.
@Durable
func keep<Value: Codable>(_ value: Value, yield: Yield<Int>) async throws -> Value {
    try await yield(1)
    return value
}

/// What Foundation's coders are compared on.
struct Order: Codable {
    var id: Int
    var customer: String
    var items: [Item]
    var total: Double
    var isPaid: Bool
    var note: String?

    struct Item: Codable {
        var name: String
        var count: Int
    }

    init(_ number: Int) {
        id = 1000 + number
        customer = ["Ada", "Grace Hopper", "Barbara Liskov, Cambridge"][number % 3]
        items = (0...number % 3).map { Item(name: "item \($0)", count: $0 + number % 5) }
        total = Double(number) * 1.25
        isPaid = number.isMultiple(of: 2)
        note = number.isMultiple(of: 4) ? "leave it with the neighbours" : nil
    }
}

struct Point: Codable {
    var x: Double
    var y: Double
    var z: Double
}

indirect enum Expression: Codable {
    case number(Int)
    case sum(Expression, Expression)

    init(depth: Int) {
        self = depth == 0 ? .number(7) : .sum(Expression(depth: depth - 1), Expression(depth: depth - 1))
    }
}

/// Snapshots against Foundation's coders, on the same values.
func coderRows() async throws -> [Row] {
    try await rows("1,000 integers", (0..<1000).map { $0 * 7919 % 100_003 })
        + rows("1,000 numbers", (0..<1000).map { Double($0) * 0.37 })
        + rows("1,000 strings", (0..<1000).map { "string \($0)" })
        + rows("a dictionary of 1,000", Dictionary(uniqueKeysWithValues: (0..<1000).map { ("key \($0)", $0) }))
        + rows("1,000 points", (0..<1000).map { Point(x: Double($0), y: Double($0) / 3, z: 0.5) })
        + rows("300 orders", (0..<300).map(Order.init))
        + rows("a tree of 255 enums", Expression(depth: 7))
}

/// A coder of Foundation, as it comes.
private struct Rival<Value: Codable> {
    let name: String
    let encode: (Value) throws -> Data
    let decode: (Data) throws -> Value
}

private func rows<Value: Codable>(_ name: String, _ value: Value) async throws -> [Row] {
    let (jsonEncoder, jsonDecoder) = (JSONEncoder(), JSONDecoder())
    let (listEncoder, listDecoder) = (PropertyListEncoder(), PropertyListDecoder())
    listEncoder.outputFormat = .binary
    let rivals = [
        Rival<Value>(
            name: "JSON",
            encode: { try jsonEncoder.encode($0) },
            decode: { try jsonDecoder.decode(Value.self, from: $0) }
        ),
        Rival<Value>(
            name: "property list",
            encode: { try listEncoder.encode($0) },
            decode: { try listDecoder.decode(Value.self, from: $0) }
        ),
    ]
    let execution = Execution(Keep(value))
    _ = try await execution.next()
    let data = try execution.snapshot().data
    var rows: [Row] = []
    for rival in rivals {
        let rivalData = try rival.encode(value)
        let comparison = try await Comparison(
            [
                Contestant(once: { consume(try execution.snapshot()) }),
                Contestant(once: { consume(try rival.encode(value)) }),
                Contestant(once: { consume(try Execution<Keep<Value>>(snapshot: Snapshot(data: data))) }),
                Contestant(once: { consume(try rival.decode(rivalData)) }),
            ],
            rounds: 21
        )
        rows += [
            Row("\(name), size against \(rival.name)", Double(data.count) / Double(rivalData.count), "< 1", "×"),
            Row("\(name), \(rival.name) against us: encode", comparison.ratio(1, to: 0), "≥ 5", "×"),
            Row("\(name), \(rival.name) against us: decode", comparison.ratio(3, to: 2), "≥ 5", "×"),
        ]
    }
    return rows
}
