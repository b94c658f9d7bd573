/// The functions that a durable function keeps as values: closures, and functions that it refers to.
extension CoroutineEmitter {
    /// What such a function captures: the coroutine in the state that stands for it. No name can be declared here, since the
    /// Swift compiler finds none in a capture list.
    func captured(_ state: String, _ instance: String, _ captures: [String]) -> String {
        let receiver = function.receiver == nil ? [] : ["$0._self.put(\(instance))"]
        let statements = ["$0._state = .\(state)"] + receiver + captures.map { "$0" + $0.dropFirst("_closure".count) }
        return "Torpor.FunctionObject(\(frameType)\(frameArguments)(), { \(statements.joined(separator: "; ")) }, "
            + "{ \(name)\(frameArguments)(_frame: $0) })"
    }

    private var maker: String { "_torpor\(name)Functions" }

    /// How a function is made anew, from what it captures.
    func functionMaking(into writer: inout Writer) {
        guard !functions.isEmpty else { return }
        let type = "Torpor.FunctionObject<\(name)\(generics.arguments)>"
        let states = functions.map { ".\($0.state)" }.joined(separator: ", ")
        writer.block(
            "\(access)func function(of object: \(type)) -> Any? { switch _frame._state {",
            "} }",
            statements: ["case \(states): \(spelling.base.map { $0 + "." } ?? "")\(maker)(object)", "default: nil"]
        )
    }

    /// The function that makes them, beside the step: names mean there what they mean to the user.
    func functionMaker(into writer: inout Writer) {
        guard !functions.isEmpty else { return }
        let modifiers = function.context.isEmpty ? "private" : "fileprivate static"
        let type = "Torpor.FunctionObject<\(name)\(frameArguments)>"
        let own = function.generics
        writer.block("\(modifiers) func \(maker)\(own.clause)(_ _object: \(type)) -> Any\(own.whereClause) {") {
            writer in
            writer.line("switch _object.coroutine._frame._state {")
            for (slot, entry, state, code) in functions {
                writer.line("case .\(state):")
                writer.indented { writer in
                    let text = self.text(of: code, entry)
                    writer.user("return _object.coroutine._frame.\(slot).function(\(text))", at: code.place)
                    writer.reset()
                }
            }
            writer.line("default: Torpor.unreachable()")
            writer.line("}")
        }
    }

    /// A function that captures the object that there is, if it is made anew; those within capture objects of their own.
    func text(of code: Code, _ own: BlockID? = nil) -> String {
        code.pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .captured(let entry, _) where entry == own: "_object"
            case .captured(let entry, let source):
                captured(regions.states[entry]!, source.receiver, regions.captures(at: entry, machine, source))
            case .emptyFrame: "\(frameType)\(frameArguments)()"
            case .exit, .closure: ""
            }
        }.joined()
    }

    private var functions: [(slot: String, entry: BlockID, state: String, code: Code)] {
        machine.functions.sorted { $0.value < $1.value }.compactMap { slot, entry in
            guard let state = regions.states[entry], let code = machine.functionCode[slot] else { return nil }
            return (machine.locals[slot].fieldName, entry, state, code)
        }
    }
}
