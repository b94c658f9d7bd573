import Torpor

final class Handle {}

@Durable
func open(_ name: String) async throws {
    let pair = (name, handles: [name].map { _ in Handle() })
    // error this value lives across a suspension and is not Codable
    let nested = [name: (1, [(name, [name].map { _ in Handle() })])]
    // error this value lives across a suspension and is not Codable
    let fine = [name: (1, [(name, ["a" as Character])])]
    try await Durable.sleep(for: .seconds(1))
    for (_, (index, _)) in zip([1], [name].map { _ in Handle() }).enumerated() {
    // error the elements of this sequence live across a suspension and are not Codable
        try await Durable.sleep(for: .seconds(1))
        print(index)
    }
    print(pair, nested, fine)
}
