import Torpor

// A handler takes what a variable holds when the error is thrown.

@Durable
func assignedBeforeThrow(_ n: Int) async throws -> Int {
    var a: Int = try await later(1)
    do {
        note("start \(a)")
        let m = try await fetch(n)
        note("m \(m)")
        a = 5
        if n == 1 { throw Trouble.small }
        let s = op("s", 0)
        let b = try await (op("c", true) ? refuse(Trouble.big(n), as: Int.self) : fetch(3))
        note("s \(s) b \(b)")
    } catch Trouble.small {
        a += try await later(10)
    } catch {
        a += 1
        note("caught \(error)")
    }
    return a
}

@Durable
func assignedBeforeDo(_ n: Int) async throws -> Int {
    var a: Int = try await later(1)
    note("start \(a)")
    let m = try await fetch(n)
    a = 5
    do {
        if n == 1 { throw Trouble.small }
        let b = try await (op("c", true) ? refuse(Trouble.big(n), as: Int.self) : fetch(3))
        note("s \(m) b \(b)")
    } catch Trouble.small {
        a += try await later(10)
    } catch {
        a += 1
        note("caught \(error)")
    }
    return a
}

@Durable
func assignedAgainAndAgain(_ n: Int) async throws -> Int {
    var a: Int = try await later(1)
    note("start \(a)")
    do {
        let m = try await fetch(n)
        a = 5
        let b = op("c", m == 1) ? try await laterFailing(Trouble.small) : try await fetch(3)
        note("s \(m) b \(b)")
        a = 7
        if m == 3 { throw Trouble.big(1) }
        a = try await later(9)
        a = try await laterFailing(Trouble.big(2))
        a = 10
    } catch Trouble.small {
        a += try await later(10)
    } catch {
        a += 1
        note("caught \(error)")
    }
    return a
}

@Durable
func assignedFirstInDo(_ n: Int) async throws -> Int {
    let c: Int
    var d: Int
    do {
        let m = try await fetch(n)
        d = 5
        if m == 1 { throw Trouble.small }
        d = try await later(6)
        c = try await fetch(m)
        note("\(d)")
    } catch {
        c = 2
        d = try await later(2)
    }
    return c + d
}

// MARK: - Cases

let assignedInDoCases: [any AnyCase] = [
    Case("assignedBeforeThrow 1", plain: { try await assignedBeforeThrow(1) }, durable: { AssignedBeforeThrow(1) }),
    Case("assignedBeforeThrow 2", plain: { try await assignedBeforeThrow(2) }, durable: { AssignedBeforeThrow(2) }),
    Case("assignedBeforeDo 1", plain: { try await assignedBeforeDo(1) }, durable: { AssignedBeforeDo(1) }),
    Case("assignedBeforeDo 2", plain: { try await assignedBeforeDo(2) }, durable: { AssignedBeforeDo(2) }),
    Case(
        "assignedAgainAndAgain 1",
        plain: { try await assignedAgainAndAgain(1) },
        durable: { AssignedAgainAndAgain(1) }
    ),
    Case(
        "assignedAgainAndAgain 2",
        plain: { try await assignedAgainAndAgain(2) },
        durable: { AssignedAgainAndAgain(2) }
    ),
    Case(
        "assignedAgainAndAgain 3",
        plain: { try await assignedAgainAndAgain(3) },
        durable: { AssignedAgainAndAgain(3) }
    ),
    Case("assignedFirstInDo 1", plain: { try await assignedFirstInDo(1) }, durable: { AssignedFirstInDo(1) }),
    Case("assignedFirstInDo 2", plain: { try await assignedFirstInDo(2) }, durable: { AssignedFirstInDo(2) }),
]
