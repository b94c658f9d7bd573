import SwiftSyntax

extension FunctionLowering {
    // MARK: switch

    func lowerSwitch(_ node: SwitchExprSyntax) {
        let after = newBlock("afterSwitch")
        breakTargets[node.id] = JumpDestination(block: after, depth: scopes.count)
        lowerRoot(node.subject, type: nil)
        let arms = switchCases(node)
        let bodies = arms.map { _ in newBlock("case") }
        lowerCases(arms, bodies: bodies, of: node)
        for (position, arm) in arms.enumerated() {
            current = bodies[position]
            let outer = fallthroughTarget
            let next = position + 1 < bodies.count ? bodies[position + 1] : nil
            fallthroughTarget = next.map { JumpDestination(block: $0, depth: scopes.count) }
            lowerStatements(arm.statements)
            fallthroughTarget = outer
            terminate(.jump(after))
        }
        current = after
    }

    private func switchCases(_ node: SwitchExprSyntax) -> [SwitchCaseSyntax] {
        node.cases.compactMap { element in
            if case .switchCase(let arm) = element { return arm }
            report(
                .conditionalCompilation,
                "'#if' in a 'switch' that suspends: move the suspension out of it",
                at: element
            )
            return nil
        }
    }

    /// Matches the cases in order. One whose `where` suspends ends a native `switch`; if it does not hold, the matching
    /// goes on with the cases after it.
    func lowerCases(_ arms: [SwitchCaseSyntax], bodies: [BlockID], of node: SwitchExprSyntax) {
        let items = arms.enumerated().flatMap { position, arm -> [CaseItem] in
            guard let label = arm.label.as(SwitchCaseLabelSyntax.self) else {
                return [CaseItem(arm: arm, items: [], body: bodies[position])]
            }
            if label.caseItems.contains(where: { colours.isSuspending($0) }) {
                return label.caseItems.map { CaseItem(arm: arm, items: [$0], body: bodies[position]) }
            }
            return [CaseItem(arm: arm, items: Array(label.caseItems), body: bodies[position])]
        }
        guard items.contains(where: isSuspending) else {
            let all = items.map { Terminator.Arm(label: label(of: $0), target: $0.body) }
            return terminate(.select(.init(subject: code(node.subject), arms: all)))
        }
        // The subject is matched more than once, and evaluated once.
        let subject = synthesise("subject", .expression(node.subject), at: node.subject)
        append(Statement(code: code(node.subject), kind: .store(subject)))
        match(items[...], subject: subject)
    }

    private struct CaseItem {
        let arm: SwitchCaseSyntax
        /// The patterns; none for `default`.
        let items: [SwitchCaseItemSyntax]
        let body: BlockID
    }

    private func isSuspending(_ item: CaseItem) -> Bool {
        item.items.contains { colours.isSuspending($0) }
    }

    private func match(_ items: ArraySlice<CaseItem>, subject: LocalID) {
        var arms: [Terminator.Arm] = []
        var rest: (item: CaseItem, test: BlockID, next: BlockID)?
        for item in items {
            guard isSuspending(item) else {
                arms.append(.init(label: label(of: item), target: item.body))
                continue
            }
            let pattern = item.items[0].pattern
            var matching = code(pattern)
            matching.facts.declares.formUnion(Syntax(pattern).patternNodes.compactMap { resolution.bindings[$0.id] })
            let (test, next) = (newBlock("where"), newBlock("switch"))
            // The condition keeps the compiler from taking the pattern for exhaustive.
            arms.append(.init(label: "case " + matching + " where Torpor.holds():", target: test))
            arms.append(.init(label: Code("default:"), target: next))
            rest = (item, test, next)
            break
        }
        var value = Code(name(subject))
        value.facts.uses.insert(subject)
        terminate(.select(.init(subject: value, arms: arms)))
        guard let rest, let condition = rest.item.items[0].whereClause?.condition else { return }
        current = rest.test
        lowerRoot(condition, type: "Bool")
        terminate(
            .branch(.init(isGuard: false, conditions: code(condition), then: rest.item.body, otherwise: rest.next))
        )
        current = rest.next
        if let position = items.firstIndex(where: { isSuspending($0) }) {
            match(items[(position + 1)...], subject: subject)
        }
    }

    private func label(of item: CaseItem) -> Code {
        guard !item.items.isEmpty else { return Code("default:", place: code(item.arm).place) }
        var label = Code()
        if let all = item.arm.label.as(SwitchCaseLabelSyntax.self)?.caseItems, all.count == item.items.count {
            label = code(all)
        } else {
            label = code(item.items[0]).withoutTrailingComma
        }
        for part in item.items {
            label.facts.declares.formUnion(Syntax(part.pattern).patternNodes.compactMap { resolution.bindings[$0.id] })
        }
        let attribute = item.arm.attribute.map { $0.trimmedDescription + " " } ?? ""
        return "\(attribute)case " + label + ":"
    }

    // MARK: catch

    /// Tells the error apart. A clause whose `where` suspends ends a native `catch`; if it does not hold, the matching goes
    /// on with the clauses after it, and an error that none takes goes on to the handler around.
    func lowerCatches(_ clauses: [CatchClauseSyntax], thrown: LocalID, after: BlockID) {
        let bodies = clauses.map { _ in newBlock("catchBody") }
        dispatch(Array(zip(clauses, bodies))[...], thrown: thrown)
        for (clause, body) in zip(clauses, bodies) {
            current = body
            lowerStatements(clause.body.statements)
            terminate(.jump(after))
        }
    }

    private func dispatch(_ clauses: ArraySlice<(CatchClauseSyntax, BlockID)>, thrown: LocalID) {
        var arms: [Terminator.Arm] = []
        var pending: (clause: CatchClauseSyntax, body: BlockID, rest: ArraySlice<(CatchClauseSyntax, BlockID)>)?
        for (position, (clause, body)) in zip(clauses.indices, clauses) {
            guard clause.catchItems.contains(where: { colours.isSuspending($0) }) else {
                arms.append(.init(label: catchLabel(clause), target: body))
                continue
            }
            pending = (clause, body, clauses[(position + 1)...])
            break
        }
        guard let pending else {
            let isExhaustive = clauses.contains { $0.0.takesEverything }
            return terminate(.dispatch(.init(thrown: thrown, arms: arms, isExhaustive: isExhaustive)))
        }
        if pending.clause.catchItems.count > 1 {
            report(
                .unsupportedSuspension,
                "a 'catch' of several patterns with a suspension in 'where': write one clause for each",
                at: pending.clause.catchItems
            )
        }
        let item = pending.clause.catchItems.first!
        var label = item.pattern.map { "catch " + code($0) } ?? implicitCatch(pending.clause)
        label.facts.declares.formUnion(declared(by: pending.clause))
        let (test, next) = (newBlock("where"), newBlock("catch"))
        arms.append(.init(label: label, target: test))
        // What the pattern does not match goes on with the clauses after it too.
        if item.pattern != nil, !pending.clause.takesAnything {
            arms.append(.init(label: Code("catch"), target: next))
        }
        terminate(.dispatch(.init(thrown: thrown, arms: arms, isExhaustive: true)))
        current = test
        lowerRoot(item.whereClause!.condition, type: "Bool")
        terminate(
            .branch(
                .init(
                    isGuard: false,
                    conditions: code(item.whereClause!.condition),
                    then: pending.body,
                    otherwise: next
                )
            )
        )
        current = next
        dispatch(pending.rest, thrown: thrown)
    }

    private func declared(by clause: CatchClauseSyntax) -> [LocalID] {
        (resolution.implicitErrors[clause.id].map { [$0] } ?? [])
            + Syntax(clause.catchItems).patternNodes.compactMap { resolution.bindings[$0.id] }
    }

    private func implicitCatch(_ clause: CatchClauseSyntax) -> Code {
        guard let id = resolution.implicitErrors[clause.id], name(id) != "error",
            resolution.bindings.contains(where: { $0.value == id && $0.key != clause.id })
        else { return Code("catch") }
        return Code("catch let \(name(id))")
    }

    private func catchLabel(_ clause: CatchClauseSyntax) -> Code {
        var label = implicitCatch(clause)
        let isBare = clause.catchItems.allSatisfy { $0.pattern == nil }
        if !isBare {
            label = "catch " + code(clause.catchItems)
        } else if let condition = clause.catchItems.first?.whereClause {
            var condition = code(condition)
            // The error that it looks at is the one that the clause declares.
            condition.facts.uses.subtract(LocalSet(declared(by: clause)))
            label = label + " " + condition
        }
        label.place = code(clause).place
        label.facts.declares.formUnion(declared(by: clause))
        return label
    }
}

extension CatchClauseSyntax {
    /// Whether the clause takes every error.
    var takesEverything: Bool {
        catchItems.isEmpty
            || catchItems.contains { item in
                guard item.whereClause == nil else { return false }
                guard let pattern = item.pattern else { return true }
                return pattern.is(WildcardPatternSyntax.self)
                    || pattern.as(ValueBindingPatternSyntax.self)?.pattern.is(IdentifierPatternSyntax.self) ?? false
            }
    }

    /// Whether the pattern of its first item matches every error.
    fileprivate var takesAnything: Bool {
        guard let pattern = catchItems.first?.pattern else { return true }
        return pattern.as(ValueBindingPatternSyntax.self)?.pattern.is(IdentifierPatternSyntax.self) ?? false
    }
}
