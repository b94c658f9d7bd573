import Torpor

/// A jump is a change of state, however deep it starts.
@Durable
func search(_ rows: [[Int]], for wanted: Int, yield: Yield<Int>) async throws -> Bool {
    rows: for row in rows {
        for value in row {
            switch value {
            case wanted: return true
            case ..<0: continue rows
            case 1000...: break rows
            default: try await yield(value)
            }
        }
    }
    return false
}
