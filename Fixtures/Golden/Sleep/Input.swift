import Foundation
import Torpor

/// A sleep hands its deadline to the driver, and returns.
@Durable
func alarm(at date: Date) async throws -> String {
    try await Durable.sleep(for: .seconds(2 * 60))
    try await Durable.sleep(until: date)
    return "awake"
}
