import Synchronization

/// What a run leaves behind: its side effects in order, and the little world that they change.
public enum Journal {
    /// What outlives a process, where one is started for every step.
    public struct World: Codable, Sendable {
        /// How many events there have been.
        public var events = 0
        /// A number that the outside world counts.
        public var ticks = 0

        /// A world in which nothing has happened.
        public init() {}
    }

    /// After so many events, loops and calls end: a run is bounded, in every way in which it is run alike.
    public static let limit = 1_500

    private struct Contents {
        var lines: [String] = []
        var world = World()
    }

    private static let contents = Mutex(Contents())

    /// Forgets everything.
    ///
    /// - Parameter world: the state of the outside world, from an earlier process.
    public static func begin(_ world: World = World()) {
        contents.withLock { $0 = Contents(lines: [], world: world) }
    }

    /// The lines since the beginning.
    public static var lines: [String] { contents.withLock { $0.lines } }

    /// The state of the outside world.
    public static var world: World { contents.withLock { $0.world } }

    /// Adds a line. A run that does not end although its loops are bounded is broken, and is stopped.
    ///
    /// - Parameter line: what happened.
    public static func record(_ line: String) {
        contents.withLock {
            $0.world.events += 1
            $0.lines.append(line)
            precondition($0.world.events < 40 * limit, "runaway")
        }
    }

    /// Counts in the outside world.
    ///
    /// - Returns: the new count.
    public static func tick() -> Int {
        contents.withLock {
            $0.world.ticks += 1
            return $0.world.ticks
        }
    }
}
