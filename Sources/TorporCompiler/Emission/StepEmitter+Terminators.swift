/// How blocks end.
extension StepEmitter {
    mutating func terminator(
        _ terminator: Terminator,
        in block: Block,
        _ region: Region,
        _ environment: inout Environment
    ) {
        switch terminator {
        case .jump(let target): leave(to: target, region, &environment)
        case .branch(let branch): self.branch(branch, region, &environment)
        case .select(let selection):
            select(selection, region, &environment)
        case .dispatch(let dispatch): self.dispatch(dispatch, region, &environment)
        case .suspend(let wait, let resume): suspend(wait, resume: resume, &environment)
        case .finish(let code, let closure):
            if closure == nil {
                for statement in storing(machine.givenBack, environment, assigned: environment.assigned) {
                    writer.statement(statement)
                }
            }
            let type = closure.map { "as: _frame.\(machine.locals[$0].fieldName)" } ?? ""
            if let code {
                write("return _torpor.finish(" + code + (type.isEmpty ? ")" : ", \(type))"), environment)
            } else {
                writer.statement("return _torpor.finish(\(type))")
            }
        case .unreachable: break
        }
    }

    private mutating func branch(_ branch: Terminator.Branch, _ region: Region, _ environment: inout Environment) {
        if branch.isGuard {
            write("guard " + branch.conditions + " else {", environment, joint: .brace)
            indented { emitter in
                var other = environment
                emitter.leave(to: branch.otherwise, region, &other)
            }
            writer.line("}")
            for id in branch.conditions.facts.declares { environment.natives[id] = machine.locals[id].isMutable }
            environment.assigned.formUnion(branch.conditions.facts.assigns)
            leave(to: branch.then, region, &environment)
        } else {
            write("if " + branch.conditions + " {", environment, joint: .brace)
            indented { emitter in
                var inner = environment
                for id in branch.conditions.facts.declares { inner.natives[id] = emitter.machine.locals[id].isMutable }
                emitter.leave(to: branch.then, region, &inner)
            }
            writer.line("}")
            leave(to: branch.otherwise, region, &environment)
        }
    }

    private mutating func select(_ selection: Terminator.Selection, _ region: Region, _ environment: inout Environment)
    {
        for (position, arm) in selection.arms.enumerated() {
            // No line directive can stand between the head of a `switch` and its first case.
            if position == 0 {
                let lines = (arm.label.place?.line ?? 0) - (selection.subject.place?.line ?? 0)
                let head =
                    "switch " + selection.subject + " {" + String(repeating: "\n", count: min(max(1, lines), 200))
                write(head + arm.label, environment, joint: .label)
            } else {
                write(arm.label, environment, joint: .label)
            }
            indented { emitter in
                var inner = environment
                for id in arm.label.facts.declares { inner.natives[id] = emitter.machine.locals[id].isMutable }
                emitter.leave(to: arm.target, region, &inner)
            }
        }
        writer.line("}")
    }

    private mutating func dispatch(_ dispatch: Terminator.Dispatch, _ region: Region, _ environment: inout Environment)
    {
        let thrown = machine.locals[dispatch.thrown].generatedName
        guard !dispatch.arms.isEmpty else { return writer.statement("throw \(thrown)") }
        let type = types[dispatch.thrown] ?? "any Error"
        writer.line("do \(type == "any Error" ? "" : "throws(\(type)) "){ throw \(thrown)")
        for arm in dispatch.arms {
            write("} " + arm.label + " {", environment, joint: .brace)
            indented { emitter in
                var inner = environment
                for id in arm.label.facts.declares { inner.natives[id] = emitter.machine.locals[id].isMutable }
                emitter.leave(to: arm.target, region, &inner)
            }
        }
        writer.line("}")
    }

    private mutating func suspend(_ wait: Terminator.Wait, resume: BlockID, _ environment: inout Environment) {
        let transition: String
        switch wait {
        case .yield(let value):
            write("_torpor.yield(" + value + ")", environment, joint: .statement)
            transition = ".yielded"
        case .sleep(let arguments):
            write("_torpor.sleep(" + arguments + ")", environment, joint: .statement)
            transition = ".sleeping"
        case .checkpoint: transition = ".checkpoint"
        case .call(let callee, let reference):
            write("_torpor.call(" + callee + "\(reference.type))", environment, joint: .statement)
            transition = ".called"
        }
        store(at: resume, environment, assigned: environment.assigned)
        writer.statement("_frame._state = .\(regions.states[resume]!)")
        writer.statement("return \(transition)")
    }
}
