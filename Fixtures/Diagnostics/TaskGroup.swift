import Torpor

func fill(_ group: inout TaskGroup<Int>) { group.addTask { 1 } }

@Durable
func filled(_ isWanted: Bool) async -> Int {
    await withTaskGroup(of: Int.self) { group in
        fill(&group)
        //    ^ error [#TaskGroup] 'group' is a task group: in a durable function it can only be called with the methods that add child tasks, take their results, or cancel them, and handed to durable functions: mark what takes it '@Durable'
        let added = isWanted && group.addTaskUnlessCancelled { 2 }
        //                      ^ error [#TaskGroup] a child task is added behind '&&', which may not be evaluated: use an 'if'
        return added ? 1 : 0
    }
}

@Durable
func doubled() async -> [Int] {
    await withTaskGroup(of: Int.self) { group in
        group.addTask { 1 }
        var results: [Int] = []
        for await result in group.map({ $0 * 2 }) { results.append(result) }
        //                  ^ error [#TaskGroup] 'group' is a task group: in a durable function it can only be called with the methods that add child tasks, take their results, or cancel them, and handed to durable functions: take the results in a 'for await' loop
        return results
    }
}
