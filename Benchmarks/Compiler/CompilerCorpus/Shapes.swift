/// Code of one shape, as large as asked for.
enum Shapes {
    /// Many functions in one file.
    static func functions(_ count: Int) -> [String: String] {
        let functions = (0..<count).map { number in
            """
            @Durable
            func work\(number)(_ items: [Int]) async throws -> Int {
                var total = 0
                for item in items {
                    if item > 3 { try await Durable.sleep(for: .seconds(item)) }
                    total += try await work\((number + 1) % count)([item]) + item
                }
                return total
            }

            """
        }
        return file(functions)
    }

    /// Many statements in one function.
    static func statements(_ count: Int) -> [String: String] {
        let statements = (0..<count / 4).map { number in
            """
                let item\(number) = total + \(number)
                if item\(number) > 3 { try await Durable.sleep(for: .seconds(item\(number))) }
                total += try await step(item\(number))
                print(item\(number), total)
            """
        }
        return file([
            step, "@Durable", "func longFunction() async throws -> Int {", "    var total = 0",
            statements.joined(separator: "\n"), "    return total", "}\n",
        ])
    }

    /// Many durable calls in one expression.
    static func calls(_ count: Int) -> [String: String] {
        let terms = (0..<count).map { "step(\($0))" }
        return file([
            step, "@Durable", "func longExpression() async throws -> Int {",
            "    try await \(terms.joined(separator: "\n        + "))", "}\n",
        ])
    }

    /// Many calls of durable methods in one expression.
    static func callsOfMethods(_ count: Int) -> [String: String] {
        let terms = (0..<count).map { "counter.count(\($0))" }
        return file([
            """
            struct Counter: Codable {
                @Durable
                func count(_ number: Int) async throws -> Int { number }
            }

            @Durable
            func longExpression(_ counter: Counter) async throws -> [Int] {
                try await [\(terms.joined(separator: ",\n        "))]
            }

            """
        ])
    }

    /// Statements in one another.
    static func nesting(_ depth: Int) -> [String: String] {
        let opening = (0..<depth).map { number in
            let indentation = String(repeating: "    ", count: number + 1)
            return number % 2 == 0
                ? "\(indentation)if try await step(\(number)) > 0 {"
                : "\(indentation)for item\(number) in 0..<2 {\n\(indentation)    total += item\(number)"
        }
        let closing = (0..<depth).reversed().map { String(repeating: "    ", count: $0 + 1) + "}" }
        let core = String(repeating: "    ", count: depth + 1) + "total += try await step(total)"
        return file(
            [step, "@Durable", "func deepFunction() async throws -> Int {", "    var total = 0"] + opening + [core]
                + closing + ["    return total", "}\n"]
        )
    }

    private static let step = """
        @Durable
        func step(_ number: Int) async throws -> Int { number }

        """

    private static func file(_ parts: [String]) -> [String: String] {
        ["Shape.swift": "import Torpor\n\n" + parts.joined(separator: "\n")]
    }
}
