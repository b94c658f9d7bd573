import Torpor

// A durable function in a type within types: the names of all of them mean what they mean there.

enum Outer {
    static var shared: Int { 3 }

    struct Size: Codable {
        var value: Int
    }

    enum Inner {
        static let unit = 5

        static func scaled(_ number: Int) -> Int { number * unit }

        struct Deep: Codable {
            var number: Int

            static let own = 7

            @Durable
            static func sum(_ start: Int, size: Size = Size(value: 2)) async throws -> Deep {
                var deep = Deep(number: unit + shared + own)
                deep.number += try await later(start)
                let sizes: [Size] = [size, Size(value: try await later(scaled(1)))]
                let other = Self(number: try await later(deep.number))
                for size in sizes { deep.number += size.value }
                return Deep(number: deep.number + (try await later(other.number)))
            }

            @Durable
            static func twice(_ start: Int) async throws -> Int {
                let first = try await sum(start)
                let second = try await Self.sum(first.number, size: Size(value: unit))
                return second.number
            }
        }
    }
}

@Durable
func substringKeepsItsPlace(yield: Yield<String>) async throws -> String {
    let text = "a3bc24d"
    var index = text.startIndex
    while index < text.endIndex {
        let character = text[index]
        text.formIndex(after: &index)
        let digits = text[index...].prefix(while: \.isNumber)
        try await yield("\(character) \(digits)")
        index = digits.endIndex
    }
    return text
}

@Durable
func escapingClosureOverFinishedVariable() async throws -> String {
    var previous: [String: String] = [:]
    for (node, next) in [("a", "b"), ("b", "c"), ("c", "d")] {
        previous[next] = node
        _ = try await later(1)
    }
    return Array(sequence(first: "d") { previous[$0] }).joined()
}

// MARK: - Cases

let nestedTypesCases: [any AnyCase] = [
    Case(
        "Outer.Inner.Deep.sum",
        plain: { try await Outer.Inner.Deep.sum(4) },
        durable: { Outer.Inner.Deep.Sum(4) }
    ),
    Case(
        "Outer.Inner.Deep.twice",
        plain: { try await Outer.Inner.Deep.twice(4) },
        durable: { Outer.Inner.Deep.Twice(4) }
    ),
    Case(
        "substringKeepsItsPlace",
        yields: { try await substringKeepsItsPlace(yield: $0) },
        durable: { SubstringKeepsItsPlace() }
    ),
    Case(
        "escapingClosureOverFinishedVariable",
        plain: { try await escapingClosureOverFinishedVariable() },
        durable: { EscapingClosureOverFinishedVariable() }
    ),
]
