import Torpor

// What the steps are measured with: a durable function, and the same by hand.

/// The numbers of Fibonacci, without end.
@Durable
func fibonacci(yield: Yield<Int>) async throws {
    var (one, two) = (0, 1)
    while true {
        try await yield(one)
        (one, two) = (two, one &+ two)
    }
}

struct FibonacciIterator: IteratorProtocol {
    private var one = 0
    private var two = 1

    mutating func next() -> Int? {
        let value = one
        (one, two) = (two, one &+ two)
        return value
    }
}

/// The same where it can be handed around, as an execution can.
final class FibonacciObject {
    private var iterator = FibonacciIterator()

    @inline(never)
    func next() -> Int? {
        iterator.next()
    }
}

/// The primes below 1,000, again and again, each found by division.
@Durable
func primes(yield: Yield<Int>) async throws {
    var candidate = 2
    while true {
        if isPrime(candidate) { try await yield(candidate) }
        candidate = candidate % 1000 + 1
    }
}

struct PrimeIterator: IteratorProtocol {
    private var candidate = 2

    mutating func next() -> Int? {
        while !isPrime(candidate) { candidate = candidate % 1000 + 1 }
        let found = candidate
        candidate = candidate % 1000 + 1
        return found
    }
}

func isPrime(_ number: Int) -> Bool {
    var divisor = 2
    while divisor * divisor <= number {
        if number % divisor == 0 { return false }
        divisor += 1
    }
    return number > 1
}

/// Calls itself so many times, and yields at the bottom, without end.
@Durable
func descend(_ depth: Int, yield: Yield<Int>) async throws {
    if depth > 1 {
        try await descend(depth - 1, yield: yield)
    } else {
        var number = 0
        while true {
            try await yield(number)
            number &+= 1
        }
    }
}

/// A loop that never suspends, in a function that does.
@Durable
func sieve(upTo limit: Int, yield: Yield<Int>) async throws {
    while true {
        var isComposite = [Bool](repeating: false, count: limit + 1)
        var count = 0
        for number in 2...limit where !isComposite[number] {
            count += 1
            var multiple = number * number
            while multiple <= limit {
                isComposite[multiple] = true
                multiple += number
            }
        }
        try await yield(count)
    }
}

/// The same in a function that does not.
@inline(never)
func countPrimes(upTo limit: Int) -> Int {
    var isComposite = [Bool](repeating: false, count: limit + 1)
    var count = 0
    for number in 2...limit where !isComposite[number] {
        count += 1
        var multiple = number * number
        while multiple <= limit {
            isComposite[multiple] = true
            multiple += number
        }
    }
    return count
}
