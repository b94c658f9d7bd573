// swift-format-ignore-file
import Torpor

// Layouts that nobody recommends and Swift accepts.

@Durable func spellingOnOneLine(yield: Yield<Int>) async throws { var n = 0; while n < 2 { try await yield(n); n += 1 }; note("\(n)") }

@Durable func spellingWithComments(
    /* the sink */ yield: Yield<Int> // where it goes
) async throws -> /* a number */ Int {
    var n = 1 // try await yield(100)
    /* while true { */
    try /* really */ await /* do */ yield( /* the */ n /* value */ )
    n += 1 /* nested /* comment */ try await yield(200) */
    //: } else {
    return n // end
}

@Durable
func spellingBracesElsewhere(
    yield: Yield<Int>
)
    async throws
{
    for n in 1...2
    {
        if n == 1
        {
            try await yield(n)
        }
        else
        {
            try await
                yield(
                    n
                        * 10
                )
        }
    }
    do
    {
        throw Trouble.small
    }
    catch
    {
        note("caught")
    }
}

@Durable func spellingSemicolons(yield: Yield<Int>) async throws { do { try await yield(1) }; do { try await yield(2); }; if op("c", true) { try await yield(3) } else { note("e") }; switch 4 { case let n: try await yield(n); note("n"); } }

@Durable func spellingParentheses(yield: Yield<Int>) async throws { var n = (0); while ((n) < (2)) { (try await (yield)((n))); (n) = (n) + 1 }; if (op("p", true)) { (note)("q") }; switch (n) { case (2): try await yield((n)); default: () } }

@Durable
func spellingTabsAndWideText(yield: Yield<String>) async throws {
	let s = "→ \t ümlaut"
	try await yield(s);	let t = s + "¡"
		try await yield(t)
    note("\(s) \(t)") }

@Durable func spellingEffectsOutside() async throws -> Int { try await (later(1) + (await fetch(2)) - (try await later(3))) * op("d", 4) }

@Durable func spellingWhereAndGuardOnOneLine(yield: Yield<Int>) async throws { for case let n? in [1, nil, 3] where n > 1 { guard n > 2, case 3 = n else { continue }; try await yield(n) } }

// MARK: - Cases

let spellingCases: [any AnyCase] = [
    Case("spellingOnOneLine", yields: { try await spellingOnOneLine(yield: $0) }, durable: { SpellingOnOneLine() }),
    Case(
        "spellingWithComments",
        yields: { try await spellingWithComments(yield: $0) },
        durable: { SpellingWithComments() }
    ),
    Case(
        "spellingBracesElsewhere",
        yields: { try await spellingBracesElsewhere(yield: $0) },
        durable: { SpellingBracesElsewhere() }
    ),
    Case("spellingSemicolons", yields: { try await spellingSemicolons(yield: $0) }, durable: { SpellingSemicolons() }),
    Case(
        "spellingParentheses",
        yields: { try await spellingParentheses(yield: $0) },
        durable: { SpellingParentheses() }
    ),
    Case(
        "spellingTabsAndWideText",
        yields: { try await spellingTabsAndWideText(yield: $0) },
        durable: { SpellingTabsAndWideText() }
    ),
    Case(
        "spellingEffectsOutside",
        plain: { try await spellingEffectsOutside() },
        durable: { SpellingEffectsOutside() }
    ),
    Case(
        "spellingWhereAndGuardOnOneLine",
        yields: { try await spellingWhereAndGuardOnOneLine(yield: $0) },
        durable: { SpellingWhereAndGuardOnOneLine() }
    ),
]
