import Probe
import Torpor

/// What a step costs.
func stepRows() async throws -> [Row] {
    try await fibonacciRows() + primeRows() + generatorRows() + stackRows() + loopRows()
}

/// Where the logic is nothing but two additions.
private func fibonacciRows() async throws -> [Row] {
    let steps = try await Comparison([
        Contestant { times in
            let iterator = FibonacciObject()
            var sum = 0
            for _ in 0..<times { sum &+= iterator.next()! }
            consume(sum)
        },
        Contestant { times in
            let execution = Execution(Fibonacci())
            var sum = 0
            for _ in 0..<times { sum &+= try await execution.next()! }
            consume(sum)
        },
        Contestant { times in
            let stream = AsyncStream { continuation in
                var iterator = FibonacciIterator()
                for _ in 0..<times { continuation.yield(iterator.next()!) }
                continuation.finish()
            }
            var sum = 0
            for await number in stream { sum &+= number }
            consume(sum)
        },
        Contestant { times in consume(try readySum(of: Execution(Fibonacci()), times)) },
    ])
    return [
        Row("a step of fibonacci(yield:)", steps.time(1), "", "ns"),
        Row("a step of fibonacci(yield:) against an iterator in an object", steps.ratio(1, to: 0), "≤ 1.5", "×"),
        Row("the same with nextIfReady()", steps.ratio(3, to: 0), "≤ 1.5", "×"),
        Row("AsyncStream against a step of fibonacci(yield:)", steps.ratio(2, to: 1), "≥ 50", "×"),
    ]
}

/// The sum of what an execution sends out, in code that is not asynchronous.
@inline(__always)
private func readySum<C: Coroutine>(of execution: Execution<C>, _ times: Int) throws -> Int where C.Yielded == Int {
    var sum = 0
    for _ in 0..<times { sum &+= try execution.nextIfReady()! }
    return sum
}

/// The sum of what an execution sends out.
@inline(__always)
private func sum<C: Coroutine>(of execution: Execution<C>, _ times: Int) async throws -> Int where C.Yielded == Int {
    var sum = 0
    for _ in 0..<times { sum &+= try await execution.next()! }
    return sum
}

/// Where there is more to keep, and more to do: from loops to a stack.
private func generatorRows() async throws -> [Row] {
    let pairObject = PairObject(below: 40)
    let pairs = try await Comparison([
        Contestant { times in
            var sum = 0
            for _ in 0..<times { sum &+= pairObject.next()! }
            consume(sum)
        },
        Contestant { times in consume(try await sum(of: Execution(Pairs(below: 40)), times)) },
        Contestant { times in consume(try readySum(of: Execution(Pairs(below: 40)), times)) },
    ])
    let tree = Array(0..<1023)
    let treeObject = InOrderObject(tree)
    let trees = try await Comparison([
        Contestant { times in
            var sum = 0
            for _ in 0..<times { sum &+= treeObject.next()! }
            consume(sum)
        },
        Contestant { times in consume(try await sum(of: Execution(InOrder(tree)), times)) },
        Contestant { times in consume(try readySum(of: Execution(InOrder(tree)), times)) },
    ])
    let bytes = (0..<1000).map { UInt8($0 / 7 % 256) }
    let runObject = RunObject(of: bytes)
    let runs = try await Comparison([
        Contestant { times in
            var sum = 0
            for _ in 0..<times { sum &+= runObject.next()! }
            consume(sum)
        },
        Contestant { times in consume(try await sum(of: Execution(Runs(of: bytes)), times)) },
        Contestant { times in consume(try readySum(of: Execution(Runs(of: bytes)), times)) },
    ])
    let named = [("pairs(below:yield:)", pairs), ("inOrder(_:yield:)", trees), ("runs(of:yield:)", runs)]
    return named.flatMap { name, steps in
        [
            Row("a step of \(name) against an iterator in an object", steps.ratio(1, to: 0), "≤ 1.5", "×"),
            Row("the same with nextIfReady()", steps.ratio(2, to: 0), "≤ 1.5", "×"),
        ]
    }
}

/// Where the logic is some divisions.
private func primeRows() async throws -> [Row] {
    let steps = try await Comparison([
        Contestant { times in
            var iterator = PrimeIterator()
            var sum = 0
            for _ in 0..<times { sum &+= iterator.next()! }
            consume(sum)
        },
        Contestant { times in
            let execution = Execution(Primes())
            var sum = 0
            for _ in 0..<times { sum &+= try await execution.next()! }
            consume(sum)
        },
    ])
    return [Row("a step of primes(yield:) against an iterator", steps.ratio(1, to: 0), "≤ 1.5", "×")]
}

/// Where there are calls below the one that is resumed.
private func stackRows() async throws -> [Row] {
    let (shallow, deep) = (Execution(Descend(1)), Execution(Descend(1000)))
    let steps = try await Comparison([
        Contestant { times in
            var sum = 0
            for _ in 0..<times { sum &+= try await shallow.next()! }
            consume(sum)
        },
        Contestant { times in
            var sum = 0
            for _ in 0..<times { sum &+= try await deep.next()! }
            consume(sum)
        },
    ])
    var rows = [Row("a step at call depth 1,000 against depth 1", steps.ratio(1, to: 0), "≤ 1.1", "×")]
    if countsAllocations {
        let before = allocationCount()
        for _ in 0..<10_000 {
            _ = try await shallow.next()
            _ = try await deep.next()
        }
        rows.append(Row("allocations in 20,000 steps", Double(allocationCount() - before), "= 0", "blocks"))
    }
    return rows
}

/// Where a loop in the durable function does not suspend.
private func loopRows() async throws -> [Row] {
    let limit = 20_000
    let execution = Execution(Sieve(upTo: limit))
    let loops = try await Comparison([
        Contestant { times in for _ in 0..<times { consume(countPrimes(upTo: limit)) } },
        Contestant { times in for _ in 0..<times { consume(try await execution.next()) } },
    ])
    return [Row("a loop that does not suspend against the plain function", loops.ratio(1, to: 0), "≤ 1.05", "×")]
}
