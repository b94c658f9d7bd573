import Torpor

func subscribe(_ action: @escaping () -> Void) {}

@Durable
func watch(yield: Yield<Int>) async throws {
    var count = 0
    subscribe { count += 1 }
//            ^ error [#CapturedVariable] variable 'count' lives across a suspension and is captured by a closure that may
    try await yield(count)
    count += 1
    try await yield(count)
}

/// A closure with a value of its own is none of the frame's business.
@Durable
func watchFirst(yield: Yield<Int>) async throws {
    var count = 0
    subscribe { [count] in print(count) }
    try await yield(count)
    count += 1
    try await yield(count)
}

@Durable
func attempt(_ action: () async throws -> Void) async throws {
    try await action()
}

@Durable
func attempts() async throws -> Int {
    var count: Int
    var total = 0 { didSet { print(oldValue) } }
    count = 0
    func increase() { count += 1 }
    try await attempt {
        //            ^ error [#CapturedVariable] this closure and 'increase' share variable 'count'
        increase()
        try await Durable.sleep(for: .seconds(1))
    }
    try await attempt { total += 1 }
    //                ^ error [#CapturedVariable] 'total' is lazy, wrapped or observed, and a durable closure cannot share
    return count + total
}

/// A closure that another closure makes is kept with what it captures, but for what is made anew with each call.
@Durable
func adders(yield: Yield<Int>) async throws -> Int {
    let adder = { (step: Int) -> (Int) -> Int in
        func add(_ number: Int) -> Int { number + step }
        return { number in
            // ^ error [#CapturedVariable] this function is kept, and captures 'add', which the closure or local function
            add(number)
        }
    }
    func pair<Value>(_ value: Value) -> () -> [Value] { { [value, value] } }
    //                                                  ^ error [#CapturedVariable] this function is kept, and written in a
    let add = adder(1)
    let both = pair("a")
    try await yield(add(1))
    return add(2) + both().count
}
