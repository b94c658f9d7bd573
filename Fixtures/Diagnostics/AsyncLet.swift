import Torpor

func price(of item: String) async -> Int { item.count }
func priced(_ price: () async -> Int) async -> Int { await price() + 1 }

@Durable
func both(_ item: String) async -> Int {
    async let first = price(of: item)
    return await priced { await first }
    //                          ^ error [#AsyncLet] 'first' is awaited in a closure or local function, which cannot be suspended
}
