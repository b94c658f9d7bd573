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
                write("return _torpor.finish(" + code + (type.isEmpty ? ")" : ", \(type))"), environment, joint: .end)
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
            writer.close()
            bind(branch.conditions.facts.declares, region, &environment)
            environment.assigned.formUnion(branch.conditions.facts.assigns)
            leave(to: branch.then, region, &environment)
        } else {
            write("if " + branch.conditions + " {", environment, joint: .brace)
            indented { emitter in
                var inner = environment
                emitter.bind(branch.conditions.facts.declares, region, &inner)
                emitter.leave(to: branch.then, region, &inner)
            }
            writer.close()
            leave(to: branch.otherwise, region, &environment)
        }
    }

    /// Takes the locals of a pattern for declared.
    private mutating func bind(_ declared: LocalSet, _ region: Region, _ environment: inout Environment) {
        for id in declared.sorted() {
            environment.natives[id] = machine.locals[id].isMutable
            if machine.locals[id].isMutable { touch(machine.locals[id], in: region) }
        }
    }

    private mutating func select(_ selection: Terminator.Selection, _ region: Region, _ environment: inout Environment)
    {
        for (position, arm) in selection.arms.enumerated() {
            if position == 0 {
                write(head(of: selection, before: arm.label), environment, joint: .label)
            } else {
                write(arm.label, environment, joint: .label)
            }
            indented { emitter in
                var inner = environment
                emitter.bind(arm.label.facts.declares, region, &inner)
                emitter.leave(to: arm.target, region, &inner)
            }
        }
        writer.close()
    }

    /// The head of a `switch` and its first label, between which no line directive can stand.
    private func head(of selection: Terminator.Selection, before label: Code) -> Code {
        guard let place = label.place else { return "switch " + selection.subject + " {\n" + label }
        let indentation = String(repeating: " ", count: place.column - 1)
        guard let line = selection.subject.place?.line else {
            // The subject is a local of ours, whose line is nobody's.
            var head = "switch " + selection.subject + " {\n\(indentation)" + label
            head.place = Code.Place(line: place.line - 1, column: place.column)
            return head
        }
        let breaks = String(repeating: "\n", count: max(1, place.line - line))
        return "switch " + selection.subject + " {\(breaks)\(indentation)" + label
    }

    private mutating func dispatch(_ dispatch: Terminator.Dispatch, _ region: Region, _ environment: inout Environment)
    {
        let thrown = machine.locals[dispatch.thrown].generatedName
        guard !dispatch.arms.isEmpty else { return writer.statement("throw \(thrown)") }
        let type = types[dispatch.thrown] ?? "any Error"
        writer.statement("do \(type == "any Error" ? "" : "throws(\(type)) "){ throw \(thrown)")
        for arm in dispatch.arms {
            write("} " + arm.label + " {", environment, joint: .brace)
            indented { emitter in
                var inner = environment
                emitter.bind(arm.label.facts.declares, region, &inner)
                emitter.leave(to: arm.target, region, &inner)
            }
        }
        writer.close()
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
