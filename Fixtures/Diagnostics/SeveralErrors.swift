import Torpor

@Durable
func first(_ amount: Int) throws -> Int {
//   ^ error [#NotAsync] durable function 'first' has to be 'async': it is suspended while it waits
    amount
}

@Durable
private func second(_ cup: @autoclosure () -> Int) throws {
//           ^ error [#NotAsync] durable function 'second' has to be 'async': it is suspended while it waits
//           ^ error [#PrivateFunction] durable function 'second' is private
//                  ^ error [#ParameterType] parameter 'cup' is a function that cannot be stored
    async let third = 3
}

func ordinary() -> Int { 1 + }
//                           ^ error [#SyntaxError] expected expression after operator
