import Torpor

final class Probe: Codable {
    var reading = 0
}

@Durable
func observe(_ probe: Probe) async throws -> Int {
    weak var weakProbe = probe
    //       ^ error [#UnsupportedLocal] a weak local cannot be kept
    try await Durable.sleep(for: .seconds(1))
    return weakProbe?.reading ?? 0
}

@Durable
func observeUnowned(_ probe: Probe) async throws -> Int {
    unowned let sameProbe = probe
    //          ^ error [#UnsupportedLocal] an unowned local cannot be kept
    try await Durable.sleep(for: .seconds(1))
    return sameProbe.reading
}

@Durable
func later(_ number: Int) async throws -> Int {
    lazy var doubled = number * 2 { didSet { print(oldValue) } }
    //       ^ error [#UnsupportedLocal] a lazy and observed local cannot be kept
    try await Durable.sleep(for: .seconds(1))
    return doubled
}

@Durable
func once(_ action: () async throws -> Int) async throws -> Int {
    try await action()
}

@Durable
func lists(_ probe: Probe) async throws -> Int {
    try await once { [twice = probe.reading * 2, weak probe] in twice + (probe?.reading ?? 0) }
    //                                           ^ error [#UnsupportedLocal] a durable closure cannot capture 'probe' without
}
