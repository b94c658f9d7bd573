import Torpor

struct Pixel {
    var grey: Int

    static var all: [Pixel] { [Pixel(grey: 1), Pixel(grey: 2)] }
}

@Durable
func scan(yield: Yield<Int>) async throws {
    for pixel in Pixel.all {
    // error the elements of this sequence live across a suspension and are not Codable
        try await yield(pixel.grey)
    }
}
