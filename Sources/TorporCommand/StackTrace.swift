import Torpor

/// A snapshot as a stack trace.
struct StackTrace {
    private let inspection: SnapshotInspection
    private let places: SourcePlaces

    init(_ inspection: SnapshotInspection, _ places: SourcePlaces) {
        self.inspection = inspection
        self.places = places
    }

    /// The activations that are shown, the last call first, with their numbers; nil stands for those left out.
    private func activations(
        _ depth: Int,
        of stack: [SnapshotInspection.Activation]
    ) -> [(number: Int, activation: SnapshotInspection.Activation)?] {
        let count = stack.count
        let shown =
            count > depth ? Array(0..<depth - depth / 2) + [nil] + Array(count - depth / 2..<count) : Array(0..<count)
        return shown.map { number in number.map { ($0, stack[count - 1 - $0]) } }
    }

    /// Where an activation waits: in the sources, if they are at hand, else where the snapshot says.
    private func place(of activation: SnapshotInspection.Activation) -> SourcePlaces.Place? {
        places.place(of: activation.state, in: activation.function)
            ?? activation.place.map { SourcePlaces.Place(path: $0.file, line: $0.line, text: "") }
    }

    /// Whether the function in the sources is known to have other states or locals than that which was saved.
    private func hasChanged(_ activation: SnapshotInspection.Activation) -> Bool {
        guard let schema = activation.schema, let now = places.schema(of: activation.function) else { return false }
        return schema != now
    }

    private func text(_ schema: UInt32) -> String {
        let digits = String(schema, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    // MARK: For people

    /// The trace as text.
    ///
    /// - Parameters:
    ///   - depth: how many calls to show.
    ///   - limit: how many bytes of a value to show, roughly.
    func text(depth: Int, limit: Int) -> String {
        var lines = [heading(limit)] + self.lines(of: inspection.stack, depth: depth, limit: limit)
        for child in inspection.children {
            lines.append(heading(of: child))
            lines += self.lines(of: child.stack, depth: depth, limit: limit)
        }
        return lines.joined(separator: "\n")
    }

    private func lines(of stack: [SnapshotInspection.Activation], depth: Int, limit: Int) -> [String] {
        activations(depth, of: stack).flatMap { item in
            guard let (number, activation) = item else { return ["… \(stack.count - depth) more calls"] }
            return lines(of: activation, number, limit: limit)
        }
    }

    private func lines(of activation: SnapshotInspection.Activation, _ number: Int, limit: Int) -> [String] {
        let place = place(of: activation)
        let location = place.map { " (\($0.path):\($0.line))" } ?? ""
        let schema = activation.schema.map { " [schema \(text($0))]" } ?? ""
        var lines = ["#\(number) \(activation.function) at \(activation.state)\(location)\(schema)"]
        if hasChanged(activation) { lines.append("     (has other states or locals in these sources)") }
        if let text = place?.text, !text.isEmpty { lines.append("     > \(text)") }
        for local in activation.locals {
            lines.append("     \(local.name) = \(local.value.text(limit: limit))")
        }
        return lines
    }

    private func heading(of child: SnapshotInspection.ChildTask) -> String {
        var text = "child task \(child.number) of group \(child.group)"
        if let deadline = child.deadlineText {
            text += " waits until \(deadline)"
        } else {
            text += child.isJoining ? " waits for a child task" : " can go on"
        }
        return child.isCancelled ? text + ", cancelled" : text
    }

    private func heading(_ limit: Int) -> String {
        var text = inspection.function
        if let output = inspection.output {
            text += " has returned \(output.text(limit: limit))"
        } else if let deadline = inspection.deadlineText {
            text += " waits until \(deadline)"
        } else if let value = inspection.unanswered {
            text += " waits for an answer to \(value.text(limit: limit))"
        } else if inspection.isJoining {
            text += " waits for a child task"
        } else {
            text += " can go on"
        }
        return text + " (\(inspection.size) bytes)"
    }

    // MARK: For programs

    /// The trace as JSON.
    ///
    /// - Parameter depth: how many calls to show.
    func json(depth: Int) -> String {
        var members = [
            member("function", quoted(inspection.function)), member("bytes", "\(inspection.size)"),
            member("calls", "\(inspection.stack.count)"),
        ]
        if let output = inspection.output { members.append(member("output", output.json)) }
        if let deadline = inspection.deadlineText { members.append(member("deadline", quoted(deadline))) }
        if let value = inspection.unanswered { members.append(member("unanswered", value.json)) }
        members.append(array(of: inspection.stack, depth))
        if !inspection.children.isEmpty {
            let children = inspection.children.map { object(of: $0, depth) }
            members.append(member("children", "[\(children.joined(separator: ","))]"))
        }
        return "{\(members.joined(separator: ","))}"
    }

    private func array(of stack: [SnapshotInspection.Activation], _ depth: Int) -> String {
        let objects = activations(depth, of: stack).compactMap { $0 }.map { object(of: $0.number, $0.activation) }
        return member("stack", "[\(objects.joined(separator: ","))]")
    }

    private func object(of child: SnapshotInspection.ChildTask, _ depth: Int) -> String {
        var members = [
            member("task", "\(child.number)"), member("group", "\(child.group)"),
            member("isCancelled", "\(child.isCancelled)"), member("isJoining", "\(child.isJoining)"),
        ]
        if let deadline = child.deadlineText { members.append(member("deadline", quoted(deadline))) }
        members.append(array(of: child.stack, depth))
        return "{\(members.joined(separator: ","))}"
    }

    private func object(of number: Int, _ activation: SnapshotInspection.Activation) -> String {
        var members = [
            member("number", "\(number)"), member("function", quoted(activation.function)),
            member("state", quoted(activation.state)),
        ]
        if let schema = activation.schema {
            members.append(member("schema", quoted(text(schema))))
            members.append(member("hasChanged", "\(hasChanged(activation))"))
        }
        if let place = place(of: activation) {
            members.append(member("file", quoted(place.path)))
            members.append(member("line", "\(place.line)"))
            if !place.text.isEmpty { members.append(member("source", quoted(place.text))) }
        }
        let locals = activation.locals.map { member($0.name, $0.value.json) }
        members.append(member("locals", "{\(locals.joined(separator: ","))}"))
        return "{\(members.joined(separator: ","))}"
    }

    private func member(_ name: String, _ value: String) -> String {
        "\(quoted(name)):\(value)"
    }

    private func quoted(_ text: String) -> String {
        SnapshotInspection.Value.quoted(text)
    }
}
