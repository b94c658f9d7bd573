import SwiftSyntax

/// Prints a control-flow graph for people: as text, and as a Mermaid flowchart.
enum GraphPrinter {
    static func print(_ lowered: LoweredFunction) -> MachineGraph {
        MachineGraph(
            name: lowered.machine.name,
            identifier: lowered.function.identifier,
            places: Dictionary(lowered.waits.map { ($0.state, $0.place) }) { first, _ in first },
            schema: lowered.schema,
            text: text(lowered),
            mermaid: mermaid(lowered)
        )
    }

    private static func name(_ id: BlockID, _ lowered: LoweredFunction) -> String {
        lowered.regions.states[id] ?? "block\(id)"
    }

    private static func text(_ lowered: LoweredFunction) -> String {
        let machine = lowered.machine
        var lines = ["machine \(machine.name)\(machine.isAsync ? " async" : "")"]
        for handler in machine.handlers where lowered.regions.flow.reachable.contains(handler.entry) {
            let parent = handler.parent.map { " in handler\($0)" } ?? ""
            lines.append("  handler\(handler.id) -> \(name(handler.entry, lowered))\(parent)")
        }
        for block in machine.blocks where lowered.regions.flow.reachable.contains(block.id) {
            let live = lowered.regions.flow.live[block.id].filter { !machine.locals[$0].isCapability }.sorted()
            let names = live.map { machine.locals[$0].generatedName }.joined(separator: ", ")
            let handler = block.handler.map { " handler\($0)" } ?? ""
            let kind = block.isResumePoint ? "resume " : ""
            lines.append("\(kind)\(name(block.id, lowered)):\(handler) live [\(names)]")
            for statement in block.statements {
                let text = statement.code.summary
                switch statement.kind {
                case .plain, .declaration: lines.append("    \(text)")
                case .store(let local): lines.append("    \(machine.locals[local].generatedName) <- \(text)")
                case .end(let local): lines.append("    end of \(machine.locals[local].generatedName)")
                }
            }
            lines.append("    \(describe(block.terminator, lowered))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func describe(_ terminator: Terminator, _ lowered: LoweredFunction) -> String {
        func to(_ id: BlockID) -> String { name(id, lowered) }
        switch terminator {
        case .jump(let target): return "jump \(to(target))"
        case .branch(let branch):
            return "branch \(branch.conditions.summary) ? \(to(branch.then)) : \(to(branch.otherwise))"
        case .select(let selection):
            let arms = selection.arms.map { "\($0.label.summary) \(to($0.target))" }.joined(separator: "; ")
            return "switch \(selection.subject.summary) { \(arms) }"
        case .dispatch(let dispatch):
            let arms = dispatch.arms.map { "\($0.label.summary) -> \(to($0.target))" }.joined(separator: "; ")
            return "catch { \(arms) }"
        case .suspend(let wait, let resume):
            let what =
                switch wait {
                case .yield(let code): "yield \(code.summary)"
                case .sleep(let code): "sleep \(code.summary)"
                case .checkpoint: "checkpoint"
                case .call(let code, _): "call \(code.summary)"
                }
            return "\(what), resume \(to(resume))"
        case .finish(let code, _): return code.map { "finish \($0.summary)" } ?? "finish"
        case .unreachable: return "unreachable"
        }
    }

    private static func mermaid(_ lowered: LoweredFunction) -> String {
        let machine = lowered.machine
        var lines = ["flowchart TD"]
        for block in machine.blocks where lowered.regions.flow.reachable.contains(block.id) {
            let statements = block.statements.map { $0.code.summary }
            let label = ([name(block.id, lowered)] + statements).joined(separator: "\n").escapedForMermaid
            lines.append(block.isResumePoint ? "    b\(block.id)([\"\(label)\"])" : "    b\(block.id)[\"\(label)\"]")
        }
        for block in machine.blocks where lowered.regions.flow.reachable.contains(block.id) {
            lines += edges(of: block)
            if let handler = block.handler, block.canThrow {
                lines.append("    b\(block.id) -. throw .-> b\(machine.handlers[handler].entry)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func edges(of block: Block) -> [String] {
        func edge(_ target: BlockID, _ label: String = "") -> String {
            let text = label.isEmpty ? "" : "|\"\(label.escapedForMermaid)\"|"
            return "    b\(block.id) -->\(text) b\(target)"
        }
        switch block.terminator {
        case .jump(let target): return [edge(target)]
        case .branch(let branch): return [edge(branch.then, branch.conditions.summary), edge(branch.otherwise, "else")]
        case .select(let selection): return selection.arms.map { edge($0.target, $0.label.summary) }
        case .dispatch(let dispatch): return dispatch.arms.map { edge($0.target, $0.label.summary) }
        case .suspend(let wait, let resume):
            let label =
                switch wait {
                case .yield: "yield"
                case .sleep: "sleep"
                case .checkpoint: "checkpoint"
                case .call(let code, _): "call \(code.summary)"
                }
            return [edge(resume, label)]
        case .finish, .unreachable: return []
        }
    }
}

extension String {
    fileprivate var escapedForMermaid: String {
        replacing("&", with: "&amp;").replacing("\"", with: "#quot;").replacing("<", with: "&lt;").replacing(
            ">",
            with: "&gt;"
        )
        .replacing("\n", with: "<br/>")
    }
}
