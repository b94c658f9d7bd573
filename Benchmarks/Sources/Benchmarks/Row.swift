import Foundation

/// A line of the table, on its way there as text: what was measured, the figure, and the goal, with tabs between.
///
/// Figure and goal are numbers with a unit, which is the same in both: `1.12 ×` and `≤ 1.5 ×`.
struct Row {
    let what: String
    let figure: String
    let goal: String

    /// - Parameters:
    ///   - what: what was measured.
    ///   - figure: the figure.
    ///   - goal: what it should be: a relation and a number, such as `≤ 1.5`; empty if there is none.
    ///   - unit: the unit of both.
    init(_ what: String, _ figure: Double, _ goal: String, _ unit: String) {
        self.what = what
        self.figure = "\(Self.text(figure)) \(unit)"
        self.goal = goal.isEmpty ? "" : "\(goal) \(unit)"
    }

    /// Reads a line.
    init?(line: Substring) {
        let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3 else { return nil }
        (what, figure, goal) = (parts[0], parts[1], parts[2])
    }

    var line: String { [what, figure, goal].joined(separator: "\t") }

    /// Whether the goal is reached; nil if there is none.
    var isReached: Bool? {
        let parts = goal.split(separator: " ")
        guard parts.count >= 2, let bound = Self.number(parts[1]),
            let measured = figure.split(separator: " ").first.flatMap(Self.number)
        else { return nil }
        return switch parts[0] {
        case "≤": measured <= bound
        case "<": measured < bound
        case "≥": measured >= bound
        case ">": measured > bound
        case "=": measured == bound
        default: nil
        }
    }

    private static func text(_ number: Double) -> String {
        if number == number.rounded() { return String(Int(number)) }
        return String(format: number < 10 ? "%.2f" : number < 100 ? "%.1f" : "%.0f", number)
    }

    private static func number(_ text: Substring) -> Double? {
        Double(text.filter { $0 != "," })
    }
}

/// The rows, one below the other.
struct Table {
    let rows: [Row]

    var text: String {
        let cells =
            [["What", "Measured", "Goal", "Reached"]]
            + rows.map { [$0.what, $0.figure, $0.goal, $0.isReached.map { $0 ? "yes" : "no" } ?? ""] }
        let widths = (0..<4).map { column in cells.map { $0[column].count }.max()! }
        func line(_ cells: [String]) -> String {
            let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
            return "| " + padded.joined(separator: " | ") + " |"
        }
        let rule = "|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|"
        return ([line(cells[0]), rule] + cells.dropFirst().map(line)).joined(separator: "\n")
    }
}
