/// Why bytes are not one item of CBOR.
struct CBORError: Error, CustomStringConvertible {
    let offset: Int
    let reason: String

    var description: String { "\(reason) at byte \(offset)" }
}
