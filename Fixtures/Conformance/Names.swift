import Torpor

// Names that generated code might want for itself keep their meaning.

func encode(_ number: Int) -> String { op("encode", "e\(number)") }

func resume(_ number: Int) -> Int { op("resume", number + 1) }

func decode(_ number: Int = 0) async throws -> Int { try await fetch(number + 7) }

let state = "module state"

let output = "module output"

let frame = "module frame"

struct Local: Codable {
    var value: Int
}

struct Transient: Codable {
    var value: Int
}

struct State: Codable {
    var number: Int
}

struct Output: Codable, Equatable {
    var text: String
}

struct Reply: Codable {
    var answer: Int
}

struct Yielded: Codable {
    var item: Int
}

enum Step: String, Codable {
    case yielded
    case finished
}

@Durable
func namesOfModuleFunctions(yield: Yield<Int>) async throws -> String {
    let text = encode(1)
    try await yield(resume(1))
    let more = try await decode() + decode(1)
    return text + encode(more) + "\(resume(try await later(2)))"
}

@Durable
func namesOfModuleVariables(yield: Yield<String>) async throws {
    try await yield(state)
    try await yield(output + frame)
}

@Durable
func namesOfModuleTypes(yield: Yield<Int>) async throws -> Output {
    var local = Local(value: 1)
    let transient = Transient(value: 2)
    let states = [State(number: 3)]
    let reply: Reply? = Reply(answer: 4)
    let step = Step.yielded
    try await yield(local.value + transient.value)
    local.value += states[0].number + (reply?.answer ?? 0)
    try await yield(local.value)
    try await yield(Yielded(item: 5).item)
    return Output(text: step.rawValue)
}

@Durable
func namesOfLocals(yield: Yield<Int>) async throws -> Int {
    var state = 1
    let output = state + 1
    var frame = output + 1
    let value = frame + 1
    let activation = value + 1
    try await yield(state)
    state += 10
    frame += state
    let error = activation + frame
    let result = error + 1
    let next = result + 1
    try await yield(frame)
    let execution = next + 1
    let coroutine = execution + 1
    let callee = coroutine + 1
    try await Durable.sleep(for: .milliseconds(1))
    return state + output + frame + value + activation + error + result + next + execution + coroutine + callee
}

@Durable
func namesOfLocalFunctions() async throws -> Int {
    let resume: (Int) -> Int = { $0 * 2 }
    let encode = resume(4)
    let decode = encode + 1
    let container = decode + 1
    let encoder = container + 1
    let decoder = encoder + 1
    let checkpoint = try await later(decoder)
    return encode + decode + container + encoder + decoder + checkpoint
}

@Durable
func namesOfParameters(
    state: Int,
    output: String,
    _ frame: [Int],
    resume: Bool,
    encode value: Int,
    activation: Int? = nil,
    yield: Yield<String>
) async throws -> Int {
    try await yield("\(state) \(output) \(frame) \(resume) \(value) \(activation ?? 0)")
    return state + frame.count + value
}

@Durable
func namesInBackticks(`default`: Int, yield: Yield<Int>) async throws -> Int {
    let `switch` = `default` + 1
    var `self` = `switch` + 1
    try await yield(`self`)
    `self` += `switch`
    for `in` in 1...2 {
        try await yield(`in` + `self`)
        `self` += `in`
    }
    return `self`
}

@Durable
func namesBeyondASCII(yield: Yield<Double>) async throws {
    // swift-format-ignore: IdentifiersMustBeASCII
    let π = 3.0
    // swift-format-ignore: IdentifiersMustBeASCII
    var größe = π
    try await yield(größe)
    größe *= 2
    try await yield(größe + π)
}

// swift-format-ignore: AlwaysUseLowerCamelCase
@Durable
func namesWithUnderscoresAndDigits(yield: Yield<Int>) async throws {
    let _state = 1
    let __state = 2
    let state1 = 3
    let value_0 = 4
    let t0 = 5
    let _0 = 6
    try await yield(_state + __state)
    note("\(state1) \(value_0) \(t0) \(_0)")
    let _1 = try await later(_0) + _state
    try await yield(_1 + t0 + (try await later(value_0)))
}

@Durable
func namesOfYieldParameter(emit out: Yield<Int>) async throws {
    let yield = 5
    try await out(yield)
    try await out(yield + 1)
}

@Durable
func namesThatShadowCallees() async throws -> Int {
    let number = try await later(2)
    let later = number + 1
    try await Durable.sleep(for: .milliseconds(1))
    return later
}

@Durable
func namesOfSuspensionPoints(yield: Yield<Int>) async throws -> Int {
    let yield1 = 1
    let sleep1 = 2
    let later1 = try await later(yield1)
    try await yield(later1)
    try await Durable.sleep(for: .milliseconds(1))
    let start = sleep1 + 1
    let done = try await later(start)
    return yield1 + sleep1 + later1 + done
}

@Durable
func initialise(yield: Yield<Int>) async throws {
    try await yield(1)
}

@Durable
func run(_ identifier: String) async throws -> String {
    let name = try await laterText(identifier)
    return name + identifier
}

@Durable
func namesOfOtherDurableFunction() async throws -> String {
    let run = try await run("r")
    return run
}

// MARK: - Cases

let namesCases: [any AnyCase] = [
    Case(
        "namesOfModuleFunctions",
        yields: { try await namesOfModuleFunctions(yield: $0) },
        durable: { NamesOfModuleFunctions() }
    ),
    Case(
        "namesOfModuleVariables",
        yields: { try await namesOfModuleVariables(yield: $0) },
        durable: { NamesOfModuleVariables() }
    ),
    Case("namesOfModuleTypes", yields: { try await namesOfModuleTypes(yield: $0) }, durable: { NamesOfModuleTypes() }),
    Case("namesOfLocals", yields: { try await namesOfLocals(yield: $0) }, durable: { NamesOfLocals() }),
    Case("namesOfLocalFunctions", plain: { try await namesOfLocalFunctions() }, durable: { NamesOfLocalFunctions() }),
    Case(
        "namesOfParameters",
        yields: { try await namesOfParameters(state: 1, output: "", [2], resume: true, encode: 4, yield: $0) },
        durable: { NamesOfParameters(state: 1, output: "", [2], resume: true, encode: 4) }
    ),
    Case(
        "namesInBackticks",
        yields: { try await namesInBackticks(default: 4, yield: $0) },
        durable: { NamesInBackticks(default: 4) }
    ),
    Case("namesBeyondASCII", yields: { try await namesBeyondASCII(yield: $0) }, durable: { NamesBeyondASCII() }),
    Case(
        "namesWithUnderscoresAndDigits",
        yields: { try await namesWithUnderscoresAndDigits(yield: $0) },
        durable: { NamesWithUnderscoresAndDigits() }
    ),
    Case(
        "namesOfYieldParameter",
        yields: { try await namesOfYieldParameter(emit: $0) },
        durable: { NamesOfYieldParameter() }
    ),
    Case(
        "namesThatShadowCallees",
        plain: { try await namesThatShadowCallees() },
        durable: { NamesThatShadowCallees() }
    ),
    Case(
        "namesOfSuspensionPoints",
        yields: { try await namesOfSuspensionPoints(yield: $0) },
        durable: { NamesOfSuspensionPoints() }
    ),
    Case("initialise", yields: { try await initialise(yield: $0) }, durable: { Initialise() }),
    Case("run", plain: { try await run("again") }, durable: { Run("again") }),
    Case(
        "namesOfOtherDurableFunction",
        plain: { try await namesOfOtherDurableFunction() },
        durable: { NamesOfOtherDurableFunction() }
    ),
]
