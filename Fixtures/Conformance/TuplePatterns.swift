import Torpor

// A tuple literal under a tuple pattern is evaluated and matched element by element, as far as the elements match.

@Durable
func tupleLiteralsMatched(_ n: Int) async throws -> [Int] {
    var out: [Int] = []
    if case (4..., _) = (n, try await fetch(n + 1)) { out.append(1) }
    if case (let a, 3...) = (op("a", n), try await fetch(n + 2)) { out.append(a) }
    if case let (a, .some(b), 7) = (try await later(n), op("o", Optional(n)), op("last", 7)) { out += [a, b] }
    if case (1, (let x, 5), _) = try await (later(n), (fetch(n * 2), op("in", 5)), fetch(9)) { out.append(x) }
    guard case (let p, let q?) = (try await later(1), op("q", n == 1 ? n : nil)) else { return out }
    var i = 0
    while case (..<3, let t) = (i, try await fetch(i * 10)) {
        out.append(t)
        i += 1
    }
    if case (x: 1, y: _) = (x: n, y: try await fetch(2)), out.count > 2 { out.append(77) }
    if case (1, let z):(Int, Int?) = (n, try await later(n)) { out.append(z ?? 0) }
    switch (n, try await fetch(33)) {
    case (5, _): out.append(5)
    case (_, let s): out.append(s)
    }
    let r = out
    if case (let out, 2) = (5, try await fetch(r.count)) { return [out] }
    return out + [p, q]
}

// MARK: - Cases

let tuplePatternsCases: [any AnyCase] = [
    Case(
        "tupleLiteralsMatched by one",
        plain: { try await tupleLiteralsMatched(1) },
        durable: { TupleLiteralsMatched(1) }
    ),
    Case(
        "tupleLiteralsMatched by two",
        plain: { try await tupleLiteralsMatched(2) },
        durable: { TupleLiteralsMatched(2) }
    ),
    Case(
        "tupleLiteralsMatched by five",
        plain: { try await tupleLiteralsMatched(5) },
        durable: { TupleLiteralsMatched(5) }
    ),
]
