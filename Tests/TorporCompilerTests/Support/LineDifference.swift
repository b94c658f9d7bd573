/// What differs between two texts, line by line, for people.
///
/// Lines that only the first has start with `-`, those that only the second has with `+`; lines that agree are shown where
/// they are next to one that does not.
///
/// - Parameters:
///   - expected: the first text.
///   - actual: the second.
///   - context: how many lines that agree to show before and after.
/// - Returns: the lines; empty where the texts are equal.
func lineDifference(from expected: String, to actual: String, context: Int = 3) -> String {
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
    let difference = new.difference(from: old)
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in difference {
        switch change {
        case .remove(let offset, _, _): removed.insert(offset)
        case .insert(let offset, _, _): inserted.insert(offset)
        }
    }

    var lines: [(number: Int, text: String, isChange: Bool)] = []
    var (left, right) = (0, 0)
    while left < old.count || right < new.count {
        if removed.contains(left) {
            lines.append((left + 1, "- \(old[left])", true))
            left += 1
        } else if inserted.contains(right) {
            lines.append((left + 1, "+ \(new[right])", true))
            right += 1
        } else {
            lines.append((left + 1, "  \(old[left])", false))
            left += 1
            right += 1
        }
    }

    var result: [String] = []
    var shown = -1
    for index in lines.indices {
        let near = max(0, index - context)...min(lines.count - 1, index + context)
        guard lines[near].contains(where: \.isChange) else { continue }
        if index != shown + 1 || result.isEmpty { result.append("@@ line \(lines[index].number) @@") }
        result.append(lines[index].text)
        shown = index
    }
    return result.joined(separator: "\n")
}
