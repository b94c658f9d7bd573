import Torpor

func fill(_ group: inout TaskGroup<Int>) { group.addTask { 1 } }

@Durable
func filled(_ isWanted: Bool) async -> Int {
    await withTaskGroup(of: Int.self) { group in
        fill(&group)
        //    ^ error [#TaskGroup] 'group' is a task group: in a durable function it can only be called with the methods
        let added = isWanted && group.addTaskUnlessCancelled { 2 }
        //                      ^ error [#TaskGroup] a child task is added behind '&&', which may not be evaluated: use an 'if'
        return added ? 1 : 0
    }
}
