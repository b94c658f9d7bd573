import Torpor

protocol Worker {
    @Durable
    static func work() async throws
    //          ^ error [#NoBody] durable function 'work' has no body to make a coroutine from
}
