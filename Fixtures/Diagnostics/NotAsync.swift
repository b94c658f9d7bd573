import Torpor

@Durable
func work(_ amount: Int) throws -> Int {
//   ^ error [#NotAsync] durable function 'work' has to be 'async': it is suspended while it waits
    amount
}
