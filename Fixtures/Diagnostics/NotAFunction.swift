import Torpor

struct Cart {
    @Durable var count: Int { get async throws { 1 } }
//  ^ error [#NotAFunction] '@Durable' means nothing on a variable: only a function with a body can be durable

    @Durable init(later: Bool) async throws {}
//  ^ error [#NotAFunction] '@Durable' means nothing on an initializer: only a function with a body can be durable

    @Durable subscript(_ index: Int) -> Int { index }
//  ^ error [#NotAFunction] '@Durable' means nothing on a subscript: only a function with a body can be durable
}

enum Things {
    @Torpor.Durable
//  ^ error [#NotAFunction] '@Durable' means nothing on a struct: only a function with a body can be durable
    struct Thing {}
}

final class Shop {
    @Durable deinit {}
//  ^ error [#NotAFunction] '@Durable' means nothing on a deinitializer: only a function with a body can be durable
}

struct Vector: Codable {
    @Durable
    static func + (left: Vector, right: Vector) async throws -> Vector { left }
    //          ^ error [#NotAFunction] operator '+' cannot be durable
}

let later = { @Durable in try await Durable.sleep(for: .seconds(1)) }
//            ^ error [#NotAFunction] '@Durable' means nothing on a closure: only a function with a body can be durable

enum Traces {
    #if DEBUG
    @Durable
//  ^ error [#NotAFunction] '@Durable' under '#if' is not seen: states must not depend on the build; mark the function
    #endif
    static func trace() async throws {}
}
