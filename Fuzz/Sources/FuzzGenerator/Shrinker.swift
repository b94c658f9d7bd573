import Foundation

/// Makes a failing unit smaller as long as it fails in the same way.
struct Shrinker {
    let tools: Tools
    let directory: URL
    let deadline: Date

    /// Shrinks a unit.
    ///
    /// - Returns: the smallest unit found, and its failure.
    func shrink(_ unit: Unit, _ failure: Failure) throws -> (Unit, Failure) {
        var (smallest, last) = (unit, failure)
        var position = 0
        var candidates = Reductions.of(smallest)
        while position < candidates.count, Date() < deadline {
            let end = min(position + 20, candidates.count)
            if let (index, found) = try firstFailing(candidates[position..<end], like: failure) {
                (smallest, last) = (candidates[index], found)
                candidates = Reductions.of(smallest)
                // What was too small before is mostly too small still.
                position = min(max(0, index - 10), position) * candidates.count / max(1, candidates.count + 20)
            } else {
                position = end
            }
        }
        return (smallest, last)
    }

    /// The smallest of the candidates that fails like the original.
    private func firstFailing(_ candidates: ArraySlice<Unit>, like failure: Failure) throws -> (Int, Failure)? {
        let units = candidates.indices.map { index in
            var unit = candidates[index]
            unit.name = "c\(index)x"
            return unit
        }
        var batch = Batch(units, tools: tools, directory: directory)
        batch.isCompiledOnly = ![.divergence, .crash].contains(failure.kind)
        batch.processSample = failure.key == "processes" ? units.count : 0
        try batch.run()
        return candidates.indices.lazy.compactMap { index in
            batch.failures.first {
                $0.unit.name == "c\(index)x" && $0.failure.kind == failure.kind && $0.failure.key == failure.key
            }.map { (index, $0.failure) }
        }.first
    }
}
