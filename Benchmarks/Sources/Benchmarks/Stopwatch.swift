import Foundation
import Probe

/// What is compared: each contestant does the same work, in its own way.
struct Contestant {
    /// Does the work so many times.
    let run: (_ times: Int) async throws -> Void

    init(_ run: @escaping (_ times: Int) async throws -> Void) {
        self.run = run
    }

    /// - Parameter work: what is done once.
    init(once work: @escaping () throws -> Void) {
        run = { for _ in 0..<$0 { try work() } }
    }
}

/// What is measured with.
enum Stopwatch {
    /// The time that the threads of the process were at work. What else the machine does is not in it.
    case work
    /// The time that has passed: for what waits for the disk.
    case wall

    /// The reading, in nanoseconds.
    fileprivate var nanoseconds: Double {
        var time = timespec()
        clock_gettime(self == .work ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }

    /// The time of a run.
    fileprivate func time(_ contestant: Contestant, times: Int) async throws -> Double {
        let start = nanoseconds
        try await contestant.run(times)
        return (nanoseconds - start) / Double(times)
    }
}

/// How contestants did, in rounds in which each had its turn: what slows the machine down for a while slows all of them.
struct Comparison {
    /// The nanoseconds of one piece of work, by contestant and round.
    private let times: [[Double]]

    /// - Parameters:
    ///   - contestants: what is compared.
    ///   - stopwatch: what is measured.
    ///   - rounds: how often each has its turn.
    ///   - turn: how long a turn takes at least, in nanoseconds.
    init(
        _ contestants: [Contestant],
        by stopwatch: Stopwatch = .work,
        rounds: Int = 41,
        turn: Double = 4e6
    ) async throws {
        var counts: [Int] = []
        for contestant in contestants {
            var count = 1
            while case let time = try await stopwatch.time(contestant, times: count) * Double(count), time < turn {
                count = max(count + 1, Int(Double(count) * min(10, 1.2 * turn / max(time, 1))))
            }
            counts.append(count)
        }
        var times = [[Double]](repeating: [], count: contestants.count)
        for round in 0..<rounds {
            for index in contestants.indices {
                let place = (index + round) % contestants.count
                times[place].append(try await stopwatch.time(contestants[place], times: counts[place]))
            }
        }
        self.times = times
    }

    /// The median time of one piece of work, in nanoseconds.
    func time(_ contestant: Int) -> Double {
        median(times[contestant])
    }

    /// How many times as long one contestant takes as another: the median of the rounds.
    func ratio(_ contestant: Int, to other: Int) -> Double {
        median(zip(times[contestant], times[other]).map { $0 / $1 })
    }

    private func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return (sorted[sorted.count / 2] + sorted[(sorted.count - 1) / 2]) / 2
    }
}

/// Keeps the optimiser from leaving out what nobody reads.
func consume<Value>(_ value: Value) {
    withUnsafePointer(to: value) { use($0) }
}
