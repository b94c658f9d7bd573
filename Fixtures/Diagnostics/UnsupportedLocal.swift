import Torpor

@Durable
func compute(_ number: Int) async throws -> Int {
    var doubled: Int { number * 2 }
    //  ^ error [#UnsupportedLocal] a computed or observed local cannot be kept
    try await Durable.sleep(for: .seconds(1))
    return doubled
}

@Durable
func later(_ number: Int) async throws -> Int {
    lazy var doubled = number * 2
    //       ^ error [#UnsupportedLocal] a lazy local cannot be kept
    try await Durable.sleep(for: .seconds(1))
    return doubled
}
