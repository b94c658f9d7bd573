import Torpor

enum Parcel: Codable {
    case letter
    case box(kilograms: Int)
}

/// The match stays Swift's own; each arm stores what it binds and says where to go on.
@Durable
func ship(_ parcel: Parcel, yield: Yield<String>) async throws -> Int {
    var price = 1
    switch parcel {
    case .box(let weight) where weight > 20:
        try await yield("call a lorry")
        price = weight * 3
    case .box(let weight):
        try await yield("\(weight) kg")
        price += weight
    case .letter:
        break
    }
    return price
}
