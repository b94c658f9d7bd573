import Torpor

@Durable
func work(_ amount: Int) async throws -> Int {
    let doubled = amount *
    //                    ^ error [#SyntaxError] expected expression after operator
    return doubled
}

func ordinary( {
//            ^ error [#SyntaxError] expected ')' to end parameter clause
}
