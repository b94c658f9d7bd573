import Foundation
import FuzzGenerator
import TestSupport
import Testing

/// A slice of what `make fuzz` does without end.
@Suite("Fuzzing")
struct FuzzTests {
    @Test("random durable functions do what the plain ones do")
    func sliceOfRandomFunctions() throws {
        let scratch = try Scratch()
        var campaign = try Campaign(products: Subprocess.builtProducts, directory: scratch.url)
        try campaign.run(seed: 2026, functions: 30, size: 24)
        #expect(campaign.failures.isEmpty, "\(campaign.failures.joined(separator: "\n"))")
        // A generator that makes nothing, or nothing that suspends, compares nothing.
        #expect(campaign.functions >= 12, "only \(campaign.functions) functions were compared")
        #expect(campaign.suspensions >= 100, "they suspended only \(campaign.suspensions) times")
    }
}
