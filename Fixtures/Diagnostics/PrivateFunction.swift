import Torpor

@Durable
private func first() async throws {
//           ^ error [#PrivateFunction] durable function 'first' is private
    try await Durable.sleep(for: .seconds(1))
}

@Durable
fileprivate func second() async throws {
//               ^ error [#PrivateFunction] durable function 'second' is fileprivate
    try await Durable.sleep(for: .seconds(1))
}

private enum Hidden {
    @Durable
    static func third() async throws {
    //          ^ error [#PrivateFunction] durable function 'third' is private
        try await Durable.sleep(for: .seconds(1))
    }
}
