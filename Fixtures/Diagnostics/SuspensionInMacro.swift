import Torpor

func price() async throws -> Int { 1 }

@Durable
func check(ask: Exchange<String, Int>) async throws {
    #expect(try await price() == 1)
    #expect(try await ask("price?") == 1)
//  ^ error [#SuspensionInMacro] a suspension in a macro's argument: evaluate it into a constant first
}
